#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl config: making, checking and printing configs, without AWS."""

import json
import unittest

from cli_case import CliCase, Terminal


class ConfigTest(CliCase):
    def write(self, text):
        path = self.folder / "a.flotilla.json"
        path.write_text(text)
        return path

    def test_new(self):
        path = self.folder / "web.flotilla.json"
        done = self.run_cli("config", "new", "web", "--region", "eu-west-1", "--count", 3, "--types",
                            "m5.large, c5.large", "--min-zones", 3, "--account", "work", "--output", path)
        self.assertIn(str(path), done.stderr)
        self.assertEqual(done.stdout, "")
        config = json.loads(path.read_text())
        self.assertEqual(config["name"], "web")
        self.assertEqual(config["account"], "work")
        self.assertEqual(config["region"], "eu-west-1")
        self.assertEqual(config["capacity"]["nodes"], 3)
        self.assertEqual(config["instances"]["types"], ["m5.large", "c5.large"])
        self.assertEqual(config["zones"]["minimum"], 3)
        self.run_cli("config", "validate", path)

    def test_new_by_requirements(self):
        done = self.run_cli("config", "new", "web", "--region", "eu-west-1", "--count", 3, "--vcpus", 4, "--memory",
                            "8 GiB", "--output", "-")
        instances = json.loads(done.stdout)["instances"]
        self.assertEqual((instances["min_vcpus"], instances["max_vcpus"]), (4, 8))
        self.assertEqual(instances["min_memory"], "8 GiB")
        self.assertNotIn("types", instances)

    def test_new_json(self):
        path = self.folder / "web.flotilla.json"
        answer = self.run_json("config", "new", "web", "--region", "eu-west-1", "--count", 3, "--types", "m5.large",
                               "--output", path)
        self.assertEqual(answer["file"], str(path))
        self.assertEqual(answer["config"], json.loads(path.read_text()))

    def test_new_never_asks_without_a_terminal(self):
        whole = ["web", "--region", "eu-west-1", "--count", "3", "--types", "m5.large", "--output", "-"]
        self.run_cli("config", "new", *whole)
        for missing, says in (("--region", "--region"), ("--count", "--count"), ("--types", "--types"),
                              ("--output", "--output")):
            index = whole.index(missing)
            done = self.run_cli("config", "new", *whole[:index], *whole[index + 2:], code=2, given="eu-west-1\n" * 9)
            self.assertIn(says, done.stderr)
            self.assertIn("no terminal to ask on", done.stderr)
        self.assertIn("a NAME", self.run_cli("config", "new", *whole[1:], code=2).stderr)

    def test_new_asks_on_a_terminal(self):
        path = self.folder / "asked.flotilla.json"
        terminal = Terminal(self.environment, "config", "new")
        for question, answer in (("Name: ", "asked"), ("Region [us-east-1]: ", ""), ("How many nodes [3]: ", "5"),
                                 ("vCPUs [2]: ", "m5.large, c5.large"), ("]: ", str(path))):
            terminal.expect(question)
            terminal.type(answer + "\r")
        self.assertEqual(terminal.end(), 0)
        config = json.loads(path.read_text())
        self.assertEqual((config["name"], config["region"], config["capacity"]["nodes"]), ("asked", "us-east-1", 5))
        self.assertEqual(config["instances"]["types"], ["m5.large", "c5.large"])

    def test_new_refuses_what_would_be_invalid(self):
        path = self.folder / "bad.flotilla.json"
        arguments = ["--region", "eu-west-1", "--count", "3", "--types", "m5.large", "--output", path]
        for extra, says in ((["Bad_Name"], "name"), (["web", "--min-zones", "1"], "zones.minimum")):
            done = self.run_cli("config", "new", *extra, *arguments, code=3)
            self.assertIn(says, done.stderr)
            self.assertFalse(path.exists())
        self.assertIn("--memory", self.run_cli("config", "new", "web", *arguments[:4], "--memory", "lots", "--output",
                                               path, code=2).stderr)

    def test_new_does_not_replace_unasked(self):
        path = self.write("precious")
        arguments = ["web", "--region", "eu-west-1", "--count", "3", "--types", "m5.large", "--output", path]
        self.assertIn("--yes", self.run_cli("config", "new", *arguments, code=2).stderr)
        self.assertEqual(path.read_text(), "precious")
        self.assertEqual(json.loads(self.run_cli("config", "new", *arguments, "--dry-run").stdout)["name"], "web")
        self.assertEqual(path.read_text(), "precious")
        self.run_cli("config", "new", *arguments, "--yes")
        self.assertEqual(json.loads(path.read_text())["name"], "web")

    def test_validate(self):
        path = self.write('{\n  "version": 1,\n  "name": "web",\n  "regoin": "eu-west-1"\n}\n')
        done = self.run_cli("config", "validate", path, code=3)
        self.assertIn(f"{path}:4:", done.stderr)
        self.assertIn("regoin", done.stderr)

        answer = self.run_json("config", "validate", path, code=3)
        self.assertFalse(answer["valid"])
        problem = next(p for p in answer["problems"] if "regoin" in p["message"])
        self.assertEqual((problem["severity"], problem["line"]), ("error", 4))
        self.assertGreater(problem["column"], 0)
        self.assertEqual(set(problem), {"severity", "path", "line", "column", "message", "hint"})

    def test_validate_standard_input(self):
        text = self.run_cli("config", "new", "web", "--region", "eu-west-1", "--count", 3, "--types", "m5.large",
                            "--output", "-").stdout
        self.assertTrue(self.run_json("config", "validate", "-", given=text)["valid"])
        self.assertFalse(self.run_json("config", "validate", "-", given="", code=3)["valid"])

    def test_validate_hostile(self):
        self.run_cli("config", "validate", self.write(" " * (1024 * 1024 + 1)), code=3)
        self.run_cli("config", "validate", self.write("[" * 100000), code=3)
        self.run_cli("config", "validate", self.folder / "absent.json", code=1)
        self.run_cli("config", "validate", self.folder, code=1)

    def test_show_writes_defaults_out(self):
        path = self.write('{"version": 1, "name": "web", "region": "eu-west-1", "capacity": {"nodes": 2}, '
                          '"instances": {"types": ["m5.large", "c5.large"]}}')
        shown = json.loads(self.run_cli("config", "show", path).stdout)
        self.assertTrue(shown["storage"]["encrypted"])
        self.assertEqual(shown["zones"]["minimum"], 2)

    def test_schema(self):
        self.assertEqual(self.run_json("config", "schema")["title"][:8], "Flotilla")


if __name__ == "__main__":
    unittest.main()
