#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The assistant and flotillactl price advise choose the same pools for the same need."""

import json
import os
import pathlib
import subprocess
import sys
import unittest
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(os.environ["FLOTILLA_SOURCE_DIR"]) / "tests" / "cli"))
from cli_case import CliCase, PATIENCE  # noqa: E402 pylint: disable=wrong-import-position

HELPER = sys.argv.pop()

NEEDS = {
    "small": {"instances": {"min_vcpus": 2, "max_vcpus": 4, "min_memory": "8 GiB"}},
    "arm": {"instances": {"min_vcpus": 4, "max_vcpus": 8, "architecture": "arm64"}},
    "graphics": {"instances": {"min_gpus": 1}},
    "dear-work": {"instances": {"min_vcpus": 8, "max_vcpus": 16}, "interruption": {"lost_work_minutes": 600}},
    "limited": {"instances": {"min_vcpus": 2, "max_vcpus": 8}, "price": {"limit": "fixed", "maximum": "0.05"},
                "zones": {"allowed": ["us-east-1a", "us-east-1b"]}},
    "named": {"instances": {"types": ["m5.large", "m6i.large", "c5.xlarge"]}},
}


class ChoiceTest(CliCase):
    simulator_options = []

    def advise(self, path):
        answer = self.run_json("price", "advise", path)
        return [(pool["instance_type"], pool["zone"], Decimal(pool["useful_price"]), pool["reason"])
                for pool in answer["chosen"]]

    def ask_assistant(self, path):
        done = subprocess.run([HELPER, path], env=self.environment, capture_output=True, text=True, timeout=PATIENCE,
                              check=True)
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        return [(kind, zone, Decimal(price), why) for kind, zone, price, why in lines]

    def test_same_answer(self):
        choices = {}
        for name, need in NEEDS.items():
            path = self.folder / f"{name}.flotilla.json"
            path.write_text(json.dumps({"version": 1, "name": name, "region": "us-east-1", "capacity": {"nodes": 3}} | need))
            # A price may change in between: then both have to be asked again.
            for _ in range(5):
                before, seen = self.advise(path), self.ask_assistant(path)
                if before == seen:
                    break
            self.assertEqual(seen, before, name)
            self.assertEqual(len(seen), 10, name)
            choices[name] = seen
        self.assertEqual(len({json.dumps(choice, default=str) for choice in choices.values()}), len(NEEDS))


if __name__ == "__main__":
    unittest.main()
