#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret is in the keyring and in memory, and nowhere else. Runs in a session of its own.

A fleet is launched with a key from the keyring, with all debug messages on, and meanwhile the argument list of
every process it starts is looked at; then every file and every word that was written.
"""

import pathlib
import subprocess
import threading
import unittest

from cli_case import CliCase, KEY_ID, PATIENCE, PROGRAM, REGION, SECRET


class ArgumentWatch(threading.Thread):
    """Reads every /proc/*/cmdline again and again until told to stop.

    Only processes that inherited @folder in their environment are ours: other tests of this machine know the same
    secret, and some hand it over on purpose to see it refused.
    """

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder = bytes(folder)
        self.done = threading.Event()
        self.found = set()
        self.seen = set()

    def run(self):
        while not self.done.wait(0.01):
            for process in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    words = (process / "cmdline").read_bytes()
                    ours = self.folder in (process / "environ").read_bytes()
                except OSError:  # ended meanwhile, or another user's
                    continue
                if not ours:
                    continue
                self.seen.add(words.split(b"\0")[0].rpartition(b"/")[2])
                if SECRET.encode() in words:
                    self.found.add(words)


class SecretsTest(CliCase):
    simulator_options = ["--speed", "20"]

    def setUp(self):
        super().setUp()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            del self.environment[name]
        self.environment["G_MESSAGES_DEBUG"] = "all"
        self.written = []
        self.addCleanup(subprocess.run, [PROGRAM, "account", "remove", "work", "--yes"], env=self.environment,
                        capture_output=True, stdin=subprocess.DEVNULL, check=False)

    def say(self, *arguments, given=""):
        """Runs and keeps everything that was written to the terminal."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, input=given, capture_output=True,
                              text=True, timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        self.written.append(done.stdout + done.stderr)
        return done

    def test_nowhere(self):
        watch = ArgumentWatch(self.folder)
        watch.start()
        self.addCleanup(watch.done.set)
        self.say("account", "add", "work", "--access-key-id", KEY_ID, "--region", REGION, given=SECRET + "\n")
        config, export = self.folder / "web.flotilla.json", self.folder / "export.flotilla.json"
        self.say("config", "new", "web", "--region", REGION, "--count", 2, "--types", "m5.large,c5.large,m6i.large",
                 "--account", "work", "--output", config)
        self.say("account", "check", "work")
        self.say("fleet", "launch", config, "--yes")
        self.say("fleet", "show", "web", "--account", "work", "--json")
        self.say("config", "export", "web", "--account", "work", "--output", export)
        self.say("fleet", "destroy", "web", "--account", "work", "--yes")
        watch.done.set()
        watch.join()

        self.assertIn(b"flotillactl", watch.seen, "the argument lists were not looked at")
        self.assertEqual(watch.found, set())
        self.assertIn("-DEBUG: ", "".join(self.written), "there were no debug messages")
        for text in self.written:
            self.assertNotIn(SECRET, text)
        self.assert_not_in_files()

    def assert_not_in_files(self):
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        names = {path.name for path in files}
        self.assertGreaterEqual(names, {"flotilla.db", "web.flotilla.json", "export.flotilla.json", "requests.jsonl"})
        for path in files:
            self.assertNotIn(SECRET.encode(), path.read_bytes(), path)


if __name__ == "__main__":
    unittest.main()
