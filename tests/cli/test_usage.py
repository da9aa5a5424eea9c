#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as such: help, mistakes, the manual page, the completion."""

import re
import subprocess
import unittest

from cli_case import BUILD, CliCase, SOURCE, Terminal

COMMAND = re.compile(r"^  ([a-z]+(?: [a-z]+)?) ", re.M)
OPTION = re.compile(r"^  (?:-[a-z], )?--([a-z0-9-]+)", re.M)

# arguments, what the message says
MISTAKES = [
    ([], "which command?"),
    (["fleet"], "which fleet command?"),
    (["flet", "launch"], "there is no command flet; did you mean fleet?"),
    (["fleet", "lanch"], "there is no command fleet lanch; did you mean launch?"),
    (["fleet", "destory", "web"], "did you mean destroy?"),
    (["fleet", "frobnicate"], "there is no command fleet frobnicate\n"),
    (["fleet", "launch"], "fleet launch needs FILE"),
    (["fleet", "launch", "a", "b"], "too many arguments, beginning with b"),
    (["fleet", "list", "--jsno"], "there is no option --jsno here; did you mean --json?"),
    (["fleet", "list", "-json"], "there is no option -json here"),
    (["fleet", "list", "--q"], "there is no option --q here"),
    (["fleet", "list", "--json=yes"], "--json takes no value"),
    (["fleet", "list", "--region"], "--region needs a value: REGION"),
    (["fleet", "list", "--region", "a", "--region", "b"], "--region was given twice"),
    (["fleet", "list", "--types", "m5.large"], "there is no option --types here"),
    (["config", "schema", "--region", "us-east-1"], "config schema takes no --region"),
    (["price", "now", "--yes"], "price now takes no --yes"),
    (["price", "history", "--days", "91"], "--days: 91 is not a whole number from 1 to 90"),
    (["price", "history", "--days", "two"], "--days: two is not a whole number"),
    (["fleet", "list", "--practice", "--account", "work"], "leave out --account"),
]


class UsageTest(CliCase):
    def commands(self):
        return COMMAND.findall(self.run_cli("--help").stdout)

    def test_mistakes(self):
        for arguments, message in MISTAKES:
            with self.subTest(arguments=arguments):
                done = self.run_cli(*arguments, code=2)
                self.assertIn(message, done.stderr)
                self.assertIn("--help", done.stderr)
                self.assertEqual(done.stdout, "")

    def test_help_everywhere(self):
        commands = self.commands()
        self.assertGreaterEqual(len(commands), 17)
        for command in commands:
            text = self.run_cli(*command.split(), "--help").stdout
            self.assertIn(f"flotillactl {command} ", text)
            self.assertIn("--json", text)
            self.assertIn(command, self.run_cli(command.split()[0], "-h").stdout)

    def test_options_anywhere(self):
        before = self.run_cli("--json", "account", "list").stdout
        self.assertEqual(before, self.run_cli("account", "list", "--json").stdout)
        self.assertEqual(before.strip(), "[]")

    def test_double_dash_ends_options(self):
        done = self.run_cli("config", "validate", "--", "--json", code=1)
        self.assertIn("--json", done.stderr)

    def test_version(self):
        self.assertRegex(self.run_cli("--version").stdout, r"^flotillactl \d+\.\d+\.\d+\n$")

    def test_manual_is_complete(self):
        """Every command and every option of it has its place in the manual page."""
        page = (SOURCE / "data" / "flotillactl.1").read_text()
        for command in self.commands():
            self.assertIn(f"Ic {command}", page)
            for option in OPTION.findall(self.run_cli(*command.split(), "--help").stdout):
                self.assertRegex(page, rf"Fl -{option}\b", command)

    def test_completion(self):
        path = BUILD / "data" / "completions" / "flotillactl"
        script = f'source {path}; COMP_WORDS=(flotillactl fleet la); COMP_CWORD=2; _flotillactl; echo "${{COMPREPLY[@]}}"'
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout, "launch\n")

    def test_plain_http_is_for_this_computer(self):
        credentials = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
        for url in ("http://example.com", "http://10.0.0.1:4566", "http://127.0.0.1.example.com"):
            done = self.run_cli("account", "check", "--endpoint-url", url, code=2, environment=credentials)
            self.assertIn("http is accepted for this computer only", done.stderr)

    def test_no_credentials(self):
        done = self.run_cli("account", "check", code=4)
        self.assertIn("--practice", done.stderr)
        done = self.run_cli("fleet", "list", "--account", "nobody", code=4)
        self.assertIn("no account named nobody", done.stderr)

    def test_no_region(self):
        credentials = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
        done = self.run_cli("price", "now", code=2, environment=credentials)
        self.assertIn("which region?", done.stderr)

    def test_full_disk(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([BUILD / "src/cli/flotillactl", "config", "schema"], env=self.environment, stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("No space left on device", done.stderr)

    def test_interrupted_question(self):
        terminal = Terminal(self.environment, "config", "new")
        terminal.expect("Name: ")
        terminal.type("\x03")
        self.assertEqual(terminal.end(), 130)


if __name__ == "__main__":
    unittest.main()
