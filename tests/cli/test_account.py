#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl account with a real keyring. Runs in a session of its own (build-aux/test-session)."""

import subprocess
import unittest

from cli_case import CliCase, KEY_ID, PROGRAM, REGION, SECRET, Terminal


class AccountTest(CliCase):
    simulator_options = []

    def setUp(self):
        super().setUp()
        # The key is to come from the keyring alone.
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
            del self.environment[name]
        self.addCleanup(subprocess.run, [PROGRAM, "account", "remove", "work", "--yes"], env=self.environment,
                        capture_output=True, stdin=subprocess.DEVNULL, check=False)

    def add(self, **options):
        return self.run_cli("account", "add", "work", "--access-key-id", KEY_ID, "--region", REGION, **options)

    def test_life_of_an_account(self):
        done = self.add(given=SECRET + "\n")
        self.assertNotIn(SECRET, done.stdout + done.stderr)
        accounts = self.run_json("account", "list")
        self.assertEqual([(a["name"], a["kind"], a["access_key_id"], a["region"]) for a in accounts],
                         [("work", "keyring", KEY_ID, REGION)])
        self.assertEqual(self.run_json("account", "check", "work")["account_id"], "123456789012")
        self.assertEqual(self.run_json("account", "check", "--account", "work")["source"], "account work in the keyring")

        self.assertIn("--yes", self.run_cli("account", "remove", "work", code=2).stderr)
        self.assertEqual(self.run_json("account", "remove", "work", "--yes"), {"removed": "work"})
        self.assertEqual(self.run_json("account", "list"), [])
        self.assertIn("no account named work", self.run_cli("account", "check", "work", code=4).stderr)

    def test_add_twice(self):
        self.add(given=SECRET)
        self.assertIn("already", self.add(given="other", code=1).stderr)
        self.run_cli("account", "check", "work")

    def test_add_wants_a_secret(self):
        self.assertIn("ended before an answer", self.add(given="", code=2).stderr)
        self.assertIn("is empty", self.add(given="  \n", code=2).stderr)
        self.assertIn("--access-key-id", self.run_cli("account", "add", "work", code=2, given=SECRET).stderr)
        self.assertEqual(self.run_json("account", "list"), [])

    def test_add_takes_no_secret_as_argument(self):
        self.run_cli("account", "add", "work", KEY_ID, SECRET, code=2)
        self.run_cli("account", "add", "work", "--secret-access-key", SECRET, code=2)

    def test_dry_run(self):
        self.add(given=SECRET)
        self.run_cli("account", "remove", "work", "--dry-run")
        self.run_cli("account", "add", "other", "--access-key-id", KEY_ID, "--dry-run", given=SECRET)
        self.assertEqual([a["name"] for a in self.run_json("account", "list")], ["work"])

    def test_names_that_cannot_be(self):
        self.run_cli("account", "add", "practice", "--access-key-id", KEY_ID, code=2, given=SECRET)
        self.run_cli("account", "add", "", "--access-key-id", KEY_ID, code=2, given=SECRET)
        self.assertIn("no account named nobody", self.run_cli("account", "remove", "nobody", "--yes", code=4).stderr)

    def test_on_a_terminal(self):
        terminal = Terminal(self.environment, "account", "add", "work", "--region", REGION)
        terminal.expect("Access key ID: ")
        terminal.type(KEY_ID + "\r")
        terminal.expect("(not shown): ")
        terminal.type(SECRET + "\r")
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn(SECRET, terminal.seen)
        self.run_cli("account", "check", "work")

        terminal = Terminal(self.environment, "account", "remove", "work")
        terminal.expect("(yes/no) [no]: ")
        terminal.type("\r")
        self.assertEqual(terminal.end(), 1)
        self.run_cli("account", "check", "work")

    def test_no_keyring(self):
        nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
        done = self.add(given=SECRET, code=4, environment=nowhere)
        self.assertIn("no keyring service", done.stderr)
        self.assertNotIn(SECRET, done.stderr)
        self.assertEqual(self.run_json("account", "list", environment=nowhere), [])

    def test_profile(self):
        folder = self.folder / ".aws"
        folder.mkdir()
        (folder / "credentials").write_text(f"[office]\naws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}\n")
        (folder / "config").write_text("[profile office]\nregion = eu-west-1\n")
        self.assertEqual(self.run_json("account", "check", "office")["region"], "eu-west-1")
        self.assertEqual(self.run_json("account", "check", environment={"AWS_PROFILE": "office"})["account_id"],
                         "123456789012")
        (folder / "credentials").write_text("not a credentials file\n")
        self.assertIn("credentials", self.run_cli("account", "list").stderr)


if __name__ == "__main__":
    unittest.main()
