#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""MFA codes and sign-ins on a terminal, and what happens where there is none. What asked goes on afterwards."""

import json
import os
import pathlib
import pty
import signal
import subprocess
import time
import unittest

from cli_case import CliCase, KEY_ID, PATIENCE, PROGRAM, REGION, SECRET, Terminal

START_URL = "https://practice.awsapps.com/start"
# Does what a browser does with the page: follows it, to the port on this computer in the end.
BROWSER = """#!/usr/bin/python3
import pathlib, sys, urllib.request
with open({log!r}, "a") as log:
    print(sys.argv[1], file=log)
urllib.request.urlopen(sys.argv[1], timeout=20).read()
"""


class SplitTerminal(Terminal):
    """Like a shell's "flotillactl … | jq": questions on the terminal, the result in a pipe."""

    def __init__(self, environment, *arguments):  # pylint: disable=super-init-not-called
        self.seen = ""
        self.fd, inside = pty.openpty()
        self.process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=environment, stdin=inside, stderr=inside,
                                        stdout=subprocess.PIPE, start_new_session=True)
        os.close(inside)

    def end(self, patience=PATIENCE):
        out = self.process.stdout.read().decode()
        self.process.stdout.close()
        code = self.process.wait(patience)
        while self.read(0):
            pass
        os.close(self.fd)
        return code, out


class SignInCase(CliCase):
    simulator_options = []

    def setUp(self):
        super().setUp()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            del self.environment[name]
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
        for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
            self.environment.pop(name, None)
        self.aws = self.folder / ".aws"
        self.aws.mkdir()
        (self.aws / "credentials").write_text(f"[keys]\naws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}\n")
        (self.aws / "config").write_text(
            f"[sso-session corp]\nsso_start_url = {START_URL}\nsso_region = {REGION}\n"
            "sso_registration_scopes = sso:account:access\n"
            "[profile corp]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = PracticeReadOnly\n"
            "[profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/practice-mfa\nsource_profile = keys\n"
            "mfa_serial = arn:aws:iam::123456789012:mfa/practice\n")

    def tokens(self):
        """The sign-ins in the cache that AWS's tools share."""
        found = [json.loads(path.read_text()) for path in (self.aws / "sso" / "cache").glob("*.json")]
        return [token for token in found if "accessToken" in token]

    def desktop(self):
        """A desktop whose browser signs in: its settings, and the file with the pages it was shown."""
        folder = self.folder / "bin"
        log = self.folder / "pages"
        folder.mkdir()
        (folder / "xdg-open").write_text(BROWSER.format(log=str(log)))
        (folder / "xdg-open").chmod(0o755)
        return {"DISPLAY": ":99", "PATH": f"{folder}:{self.environment['PATH']}"}, log


class LoginTest(SignInCase):
    def test_device_without_a_terminal(self):
        done = self.run_cli("account", "login", "corp", "--device", "--json", "--quiet")
        result = json.loads(done.stdout)
        self.assertRegex(result.pop("name"), "^corp @ http")  # an account of this endpoint
        self.assertEqual(result, {"sso_session": "corp", "signed_in": True})
        self.assertIn("Open this page in a browser on any computer", done.stderr)
        self.assertRegex(done.stderr, r"\n  http\S+\n")
        self.assertRegex(done.stderr, r"\n  [A-Z0-9]{4}-[A-Z0-9]{4}\n")
        token, = self.tokens()
        self.assertEqual((token["startUrl"], token["region"]), (START_URL, REGION))
        self.assertNotIn(token["accessToken"], done.stdout + done.stderr)
        for path in (self.aws / "sso" / "cache").glob("*.json"):
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)

        self.assertIs(self.run_json("account", "logout", "corp")["signed_in"], False)
        self.assertEqual(self.tokens(), [])

    def test_browser(self):
        settings, log = self.desktop()
        done = self.run_cli("account", "login", "corp", environment=settings)
        self.assertIn("Signed in.", done.stderr)
        page, = log.read_text().splitlines()
        self.assertIn("/authorize?", page)
        self.assertIn("code_challenge_method=S256", page)
        self.assertEqual(len(self.tokens()), 1)

    def test_no_browser_over_ssh(self):
        settings, log = self.desktop()
        for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
            done = self.run_cli("account", "login", "corp", environment=settings | {name: "10.0.0.1 5000 10.0.0.2 22"})
            self.assertIn("on any computer", done.stderr)
        self.assertFalse(log.exists(), "a browser was opened")

    def test_no_browser_program(self):
        """A desktop without xdg-open: the address can still be opened by hand."""
        folder = self.folder / "empty"
        folder.mkdir()
        process = subprocess.Popen([PROGRAM, "account", "login", "corp"], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                   env=self.environment | {"DISPLAY": ":99", "PATH": str(folder)})
        try:
            seen = ""
            while "open the address yourself" not in seen:
                line = process.stderr.readline()
                self.assertTrue(line, seen)
                seen += line
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(PATIENCE), 130)
        finally:
            process.kill()
            process.communicate()

    def test_refused(self):
        self.simulator.control("sso", {"require_approval": True})
        process = self.start_cli("account", "login", "corp", "--device")
        pending = self.wait_until("a sign-in", lambda: self.simulator.control("sso")["pending"])
        self.simulator.control("sso", {"deny": pending[0]["user_code"]})
        _, complaint = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 4, complaint)
        self.assertIn("What to do: Sign in again", complaint)
        self.assertEqual(self.tokens(), [])

    def test_interrupted(self):
        self.simulator.control("sso", {"require_approval": True})
        process = self.start_cli("account", "login", "corp", "--device")
        self.wait_until("a sign-in", lambda: self.simulator.control("sso")["pending"])
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(PATIENCE), 130)
        self.assertLess(time.monotonic() - began, 5)


class ResumeTest(SignInCase):
    def test_signs_in_and_goes_on(self):
        terminal = SplitTerminal(self.environment, "price", "now", "--types", "m5.large", "--account", "corp", "--json")
        terminal.expect("You have to sign in to IAM Identity Center corp.")
        terminal.expect("It shows or asks for this code:")
        code, out = terminal.end()
        self.assertEqual(code, 0, terminal.seen)
        self.assertGreater(len(json.loads(out)["pools"]), 1)
        # Now it is signed in, and nobody is asked.
        seen = self.run_json("account", "check", "corp")
        self.assertIn("PracticeReadOnly", seen["arn"])
        self.assertEqual({right["state"] for right in seen["permissions"]}, {"allowed"})

    def test_nobody_to_sign_in(self):
        done = self.run_cli("price", "now", "--types", "m5.large", "--account", "corp", code=4)
        self.assertIn("nobody has signed in", done.stderr)
        self.assertIn("What to do: Sign in:", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_asks_for_a_code_and_goes_on(self):
        terminal = SplitTerminal(self.environment, "price", "now", "--types", "m5.large", "--account", "deploy",
                                 "--json", "--quiet")
        terminal.expect("needs a code of MFA device arn:aws:iam::123456789012:mfa/practice.")
        terminal.expect("Code of six digits: ")
        terminal.type("12345\n")
        terminal.expect("Code of six digits: ")
        terminal.type("000000\n")
        terminal.expect("AWS did not take the code: ")
        terminal.expect("Code of six digits: ")
        code = self.simulator.control("mfa")["code"]
        terminal.type(f"{code[:3]} {code[3:]}\n")
        exit_code, out = terminal.end()
        self.assertEqual(exit_code, 0, terminal.seen)
        self.assertGreater(len(json.loads(out)["pools"]), 1)

        # The session is kept where the AWS CLI keeps it: the next command does not ask.
        seen = self.run_json("account", "check", "deploy", "--feature", "prices")
        self.assertIn("assumed-role/practice-mfa", seen["arn"])
        self.assertIsNotNone(seen["expires_at"])

    def test_plans_a_fleet_with_a_code(self):
        config = self.new_config()
        terminal = Terminal(self.environment, "fleet", "plan", config, "--account", "deploy")
        terminal.expect("Code of six digits: ")
        terminal.type(self.simulator.control("mfa")["code"] + "\n")
        terminal.expect("web: 4 nodes in us-east-1", PATIENCE)
        self.assertEqual(terminal.end(), 0)

    def test_three_codes(self):
        terminal = Terminal(self.environment, "account", "check", "deploy")
        for _ in range(3):
            terminal.expect("Code of six digits: ")
            terminal.type("000000\n")
        terminal.expect("MultiFactorAuthentication failed")
        terminal.expect("What to do: Wait for the next code")
        self.assertEqual(terminal.end(), 4)

    def test_a_code_is_interrupted(self):
        terminal = Terminal(self.environment, "account", "check", "deploy")
        terminal.expect("Code of six digits: ")
        terminal.type("\x03")
        self.assertEqual(terminal.end(), 130)

    def test_a_code_is_not_given(self):
        terminal = Terminal(self.environment, "account", "check", "deploy")
        terminal.expect("Code of six digits: ")
        terminal.type("\x04")
        terminal.expect("no code was entered")
        self.assertEqual(terminal.end(), 4)

    def test_nobody_to_give_a_code(self):
        done = self.run_cli("account", "check", "deploy", code=4)
        self.assertIn("What to do: Run “flotillactl account check” on a terminal once", done.stderr)
        error = self.run_json("account", "check", "deploy", code=4)["error"]
        self.assertEqual(error["code"], "MfaNeeded")

    def test_login_gives_a_code(self):
        terminal = Terminal(self.environment, "account", "login", "deploy")
        terminal.expect("Code of six digits: ")
        terminal.type(self.simulator.control("mfa")["code"] + "\n")
        terminal.expect(" has its credentials.")
        self.assertEqual(terminal.end(), 0)
        text = self.run_cli("account", "check", "deploy", "--feature", "prices").stdout
        self.assertRegex(text, r"expires      \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+, in \d+ minutes")


if __name__ == "__main__":
    assert pathlib.Path(PROGRAM).exists()
    unittest.main()
