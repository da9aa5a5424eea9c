# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice cloud with a store of its own, and drivers that run an engine on them."""

import collections
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request

BUILD = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"])
DRIVER = BUILD / "tests" / "fleet" / "engine-driver"
SIMULATOR = BUILD / "src" / "simulator" / "flotilla-simulator"
SOURCE = pathlib.Path(os.environ["FLOTILLA_SOURCE_DIR"])
KEY_ID, SECRET = "AKIAPRACTICE00000000", "practice-cloud-secret"
PATIENCE = 120

sys.path.insert(0, str(SOURCE / "tests" / "tools"))
import check_requests  # noqa: E402 pylint: disable=wrong-import-position

CONFIG = {
    "version": 1, "name": "web", "region": "us-east-1",
    "capacity": {"nodes": 3},
    "instances": {"types": ["m6i.large", "m5.large", "c6i.large", "c5.large", "r5.large"]},
    "zones": {"minimum": 2, "allowed": ["us-east-1a", "us-east-1b"]},
    "network": {"sources": ["203.0.113.0/24"], "ports": [80]},
    "launch": {"wait_for": "running"},  # what is tested comes after that; test_rollback.py waits for more
}


class Cloud:
    def __init__(self, *options, speed=60, config=None):
        self.home = tempfile.TemporaryDirectory(prefix="flotilla-fleet-")
        self.folder = pathlib.Path(self.home.name)
        self.store = self.folder / "fleets.db"
        (self.folder / "config.json").write_text(json.dumps(config or CONFIG))
        self.process = subprocess.Popen(
            [SIMULATOR, "--seed", "5", "--speed", str(speed), "--throttle-scale", "0", "--exit-with-stdin",
             "--record", self.folder / "requests.jsonl", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        self.environment = dict(os.environ, AWS_ENDPOINT_URL=self.url, AWS_ACCESS_KEY_ID=KEY_ID,
                                AWS_SECRET_ACCESS_KEY=SECRET, XDG_DATA_HOME=str(self.folder / "data"),
                                XDG_CACHE_HOME=str(self.folder / "cache"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        wrong = self.check_requests()
        self.home.cleanup()
        if wrong:
            raise AssertionError("\n".join(wrong))

    def check_requests(self):
        """Whatever the engine sent has to be what AWS's own models allow."""
        wrong = []
        for line in (self.folder / "requests.jsonl").read_text().splitlines():
            action, errors = check_requests.check_request(json.loads(line))
            wrong += [f"{action}: {error}" for error in errors]
        return wrong

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_simulator/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def fault(self, kind, action, count=1, seconds=1):
        self.control("fault", {"kind": kind, "action": action, "count": count, "seconds": seconds})

    def start(self, goal):
        arguments = [DRIVER, self.store, goal] + ([self.folder / "config.json"] if goal == "launch" else [])
        return subprocess.Popen(arguments, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                text=True)

    def run(self, goal):
        driver = self.start(goal)
        try:
            output, _ = driver.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            driver.kill()
            output, _ = driver.communicate()
            raise AssertionError(f"{goal} does not come to an end:\n{output}") from None
        if driver.returncode != 0:
            raise AssertionError(f"{goal} failed:\n{output}")
        return output

    def journal(self):
        """The states of the journal's entries: 0 open, 1 done, 2 failed."""
        if not self.store.exists():
            return []
        database = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=5)
        try:
            return [row[0] for row in database.execute("SELECT state FROM journal ORDER BY id")]
        except sqlite3.OperationalError:
            return []   # the tables are still being made
        finally:
            database.close()

    def query(self, sql):
        database = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=5)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def change(self, *statements):
        """As if somebody else had written it; no driver may run."""
        with sqlite3.connect(self.store, timeout=5) as database:
            for sql in statements:
                database.execute(sql)
        database.close()

    def requests(self):
        return [json.loads(line) for line in (self.folder / "requests.jsonl").read_text().splitlines()]

    def launches(self):
        """What was asked for, CreateFleet by CreateFleet: {(type, subnet): maximum price or None}"""
        found = []
        for line in (self.folder / "requests.jsonl").read_text().splitlines():
            request = json.loads(line)
            if request.get("action") != "CreateFleet":
                continue
            values = dict(request["params"])
            overrides = {}
            for name, value in values.items():
                start, _, member = name.rpartition(".")
                if ".Overrides." in name and member == "InstanceType":
                    overrides[value, values[start + ".SubnetId"]] = values.get(start + ".MaxPrice")
            found.append(overrides)
        return found

    def alive(self, kind):
        ledger = self.control("ledger")["resources"]
        return {item["id"] for item in ledger if item["kind"] == kind and not item["gone_at"]}

    def count(self, alive):
        ledger = self.control("ledger")["resources"]
        return collections.Counter(item["kind"] for item in ledger if not (alive and item["gone_at"]))
