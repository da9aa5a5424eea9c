# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer in a campaign: a store of its own, and an engine that is killed, stopped, frozen and started again."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import time

from fleet_cloud import DRIVER


class Failed(Exception):
    """What had to be true is not."""


class Computer:
    def __init__(self, cloud, name, goal, note):
        self.name, self.goal, self.tell = name, goal, note
        self.folder = cloud.folder / name
        self.folder.mkdir()
        self.store = self.folder / "fleets.db"
        self.environment = dict(cloud.environment, XDG_DATA_HOME=str(self.folder / "data"),
                                XDG_CACHE_HOME=str(self.folder / "cache"))
        self.engine = None
        self.begun_at = 0.0
        self.frozen = False
        self.identity = None    # what other computers know it by
        self.kills = 0
        self.gap = 0.0          # the longest time without an engine
        self.unwatched = None   # since when

    def note(self, text):
        self.tell(f"{self.name}: {text}")

    # ---- its engine ----

    def start(self, *arguments, said="said"):
        """What is said goes to a file: nobody reads it while it runs."""
        with open(self.folder / said, "w", encoding="utf-8") as output:
            return subprocess.Popen([DRIVER, self.store, *arguments], env=self.environment, stdout=output,
                                    stderr=subprocess.STDOUT)

    def begin(self, *arguments):
        self.see_again()
        self.engine = self.start(*arguments)
        self.begun_at = time.monotonic()

    def keep(self):
        """An engine runs, or is frozen."""
        if self.engine is not None and self.engine.poll() is not None:
            self.reap()
        if self.engine is None:
            self.begin(*(["watch"] if self.has_fleet() else self.goal))

    def see_again(self):
        if self.unwatched is not None:
            self.gap = max(self.gap, time.monotonic() - self.unwatched)
        self.unwatched = None

    def freeze(self):
        """As a laptop that sleeps."""
        self.note("frozen")
        self.engine.send_signal(signal.SIGSTOP)
        self.frozen = True
        self.unwatched = time.monotonic()

    def thaw(self):
        if not self.frozen:
            return
        self.note("thawed")
        self.engine.send_signal(signal.SIGCONT)
        self.frozen = False
        self.see_again()

    def reap(self, how=None):
        """Takes what the engine said. how: a signal to end it with."""
        if self.engine is None:
            return
        if how != signal.SIGKILL:
            self.thaw()
        if how is not None and self.engine.poll() is None:
            self.engine.send_signal(how)
        try:
            code = self.engine.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.engine.kill()
            self.engine.wait()
            raise Failed(f"the engine does not end when asked to:\n{self.take_said()[-3000:]}") from None
        self.engine, self.frozen = None, False
        self.unwatched = self.unwatched or time.monotonic()
        said = self.take_said()
        # Told to stop before it could listen, it ends as any program does.
        if code < 0 and -code != signal.SIGKILL and not (-code == how == signal.SIGTERM and not said):
            raise Failed(f"the engine crashed with signal {-code}:\n{said[-3000:]}")

    def take_said(self):
        said = self.read_said()
        for line in said.splitlines():
            self.note(f"    | {line}")
        return said

    def read_said(self):
        said = (self.folder / "said").read_text(encoding="utf-8", errors="replace")
        for line in said.splitlines():
            if line.startswith("computer "):
                self.identity = line.split()[1]
        return said

    def kill(self):
        self.note("kill -9")
        self.kills += 1
        self.reap(signal.SIGKILL)

    def stop(self):
        self.note("stop")
        self.reap(signal.SIGTERM)

    def run(self, *arguments):
        """(exit code, what was said) of what is done beside the engine."""
        done = subprocess.run([DRIVER, self.store, *arguments], env=self.environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=120, check=False)
        if done.returncode < 0:
            raise Failed(f"{' '.join(map(str, arguments))} crashed with signal {-done.returncode}:\n{done.stdout}")
        return done.returncode, done.stdout

    def ask(self, *request):
        """As a person does with the command or in the window, whether or not an engine runs. Returns: whether it is heeded"""
        self.note(f"ask {' '.join(map(str, request))}")
        code, said = self.run("ask", *request)
        if code != 0:
            self.note(f"    refused: {said.strip()}")
        return code == 0

    # ---- its store ----

    def query(self, sql):
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=5)) as database:
            return database.execute(sql).fetchall()

    def has_fleet(self):
        try:
            return self.store.exists() and bool(self.query("SELECT id FROM fleets"))
        except sqlite3.OperationalError:
            return False    # the tables are still being made

    def is_destroyed(self):
        return self.has_fleet() and self.query("SELECT destroyed_at FROM fleets")[0][0] != 0

    def is_content(self):
        """It had all its nodes once, and nothing is under way."""
        return (self.has_fleet() and self.query("SELECT healthy_at FROM fleets")[0][0] != 0 and
                not self.query("SELECT id FROM journal WHERE state = 0"))

    def known_nodes(self):
        return {row[0] for row in self.query("SELECT id FROM nodes WHERE ended_at = 0")}

    def wanted(self):
        """What it knows that is wanted: (config, nodes)."""
        config, wishes = self.query("SELECT config, wishes FROM fleets")[0]
        config = json.loads(config)
        scaled = json.loads(wishes or "{}").get("scaled") or {}
        return config, scaled.get("nodes", config["capacity"]["nodes"])

    def count_moves(self, alive):
        """Nodes that are moved to another zone stay for ten minutes beside their successors."""
        entries = [(json.loads(parameters), json.loads(result or "{}")) for parameters, result in
                   self.query("SELECT parameters, result FROM journal WHERE action = 'create-fleet'")]
        return sum(parameters["moves"][0] in alive and any(made["id"] in alive for made in result.get("instances", []))
                   for parameters, result in entries if "moves" in parameters)

    def count_power(self):
        """{id: how often it was stopped or started}"""
        counts = {}
        for row in self.query("SELECT parameters FROM journal WHERE action IN ('start-instance', 'stop-instance')"):
            name = json.loads(row[0])["id"]
            counts[name] = counts.get(name, 0) + 1
        return counts

    def acts(self):
        """When it began to change something, Unix seconds."""
        return [row[0] / 1e6 for row in self.query("SELECT created_at FROM journal")] if self.has_fleet() else []
