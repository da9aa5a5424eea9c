#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl price types against the practice cloud."""

import csv
import io
import json
import subprocess
import unittest
from decimal import Decimal

from cli_case import CliCase, REGION


class TypesTest(CliCase):
    simulator_options = []

    def test_filter(self):
        found = self.run_json("price", "types", "--vcpus", "4", "--memory", "8GiB-16GiB", "--architecture", "x86_64",
                              "--burstable", "no", "--limit", 0)
        self.assertGreater(len(found), 20)
        for entry in found:
            self.assertEqual(entry["vcpus"], 4)
            self.assertTrue(8192 <= entry["memory"] <= 16384)
            self.assertIn("x86_64", entry["architecture"])
            self.assertFalse(entry["burstable"])
        prices = [Decimal(entry["spot_price"]) for entry in found if entry["spot_price"]]
        self.assertEqual(prices, sorted(prices))
        self.assertEqual([entry["spot_price"] for entry in found[len(prices):]], [None] * (len(found) - len(prices)))

    def test_prices_are_those_of_the_market(self):
        entry, = self.run_json("price", "types", "--types", "m5.large")
        pools = self.run_json("price", "now", "--types", "m5.large")["pools"]
        self.assertEqual(Decimal(entry["spot_price"]), min(Decimal(pool["price"]) for pool in pools))
        self.assertEqual(entry["on_demand_price"], pools[0]["on_demand"])
        self.assertEqual(entry["interruption"], pools[0]["interruption_range"])
        cheap = self.run_json("price", "types", "--spot-price", f"-{entry['spot_price']}", "--discount", "50-",
                              "--interruption", "0-1", "--limit", 0)
        for other in cheap:
            self.assertLessEqual(Decimal(other["spot_price"]), Decimal(entry["spot_price"]))
            self.assertGreaterEqual(other["discount"], 50)
            self.assertIn(other["interruption"], (0, 1))

    def test_forms(self):
        names = self.run_cli("price", "types", "--shipped", "--names", "--vcpus", "96", "--limit", "3").stdout
        self.assertEqual(names.count(","), 2)
        table = self.run_cli("price", "types", "--shipped", "--similar-to", "m5.xlarge", "--wide").stdout
        self.assertIn("GBIT/S", table)
        self.assertIn("m5.xlarge", table)
        text = self.run_cli("price", "types", "--shipped", "--csv", "--gpus", "1-", "--limit", "0").stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertTrue(rows and all(int(row["gpus"]) >= 1 for row in rows))
        descending = self.run_json("price", "types", "--shipped", "--sort", "vcpus", "--descending", "--limit", 5)
        self.assertEqual([entry["vcpus"] for entry in descending],
                         sorted((entry["vcpus"] for entry in descending), reverse=True))

    def test_as_ec2(self):
        """What AWS's command line is told by the same requirements."""
        found = self.run_cli("price", "types", "--as-ec2", "--vcpus", "4-8", "--memory", "16GiB-32GiB", "--burstable", "no",
                             "--bare-metal", "no", "--architecture", "x86_64", "--names", "--limit", 0).stdout
        requirements = {"VCpuCount": {"Min": 4, "Max": 8}, "MemoryMiB": {"Min": 16384, "Max": 32768},
                        "BurstablePerformance": "excluded", "BareMetal": "excluded"}
        command = ["/usr/bin/aws", "ec2", "get-instance-types-from-instance-requirements", "--architecture-types", "x86_64",
                   "--virtualization-types", "hvm", "--instance-requirements", json.dumps(requirements), "--query",
                   "InstanceTypes[].InstanceType", "--output", "json", "--endpoint-url", self.simulator.url, "--region", REGION]
        environment = self.environment | {"PATH": "/usr/bin:/bin"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
        self.assertEqual(set(found.strip().split(",")), set(json.loads(done.stdout)))

    def test_advise(self):
        answer = self.run_json("price", "advise", "--vcpus", 4, "--memory", "16GiB", "--pools", 12)
        chosen = answer["chosen"]
        self.assertEqual(len(chosen), 12)
        self.assertGreaterEqual(len({pool["zone"] for pool in chosen}), 4)
        self.assertGreaterEqual(len({pool["instance_type"] for pool in chosen}), 5)
        for pool in chosen:
            self.assertGreaterEqual(Decimal(pool["useful_price"]), Decimal(pool["price"]))
            self.assertTrue(pool["reason"])
        pools = {(pool["instance_type"], pool["zone"]) for pool in chosen}
        rejected = {(pool["instance_type"], pool["zone"]): pool["reason"] for pool in answer["rejected"]}
        self.assertFalse(pools & set(rejected))
        self.assertTrue(all(rejected.values()))
        # Every pool of the region is one or the other.
        everything = self.run_json("price", "now")["pools"]
        self.assertLessEqual({(pool["instance_type"], pool["zone"]) for pool in everything}, pools | set(rejected))

        path = self.new_config("web", 4)
        text = self.run_cli("price", "advise", path, "--rejected").stdout
        self.assertIn("NOT CHOSEN", text)
        self.assertIn("taken back", text)
        self.assertIn("what is needed", self.run_cli("price", "advise", code=2).stderr)

    def test_nothing(self):
        self.assertEqual(self.run_json("price", "types", "--vcpus", "7777"), [])
        self.assertEqual(self.run_cli("price", "types", "--shipped", "--vcpus", "7777").stdout, "")

    def test_mistakes(self):
        for arguments, word in ((("--vcpus", "four"), "a number or a range"), (("--sort", "beauty"), "sort by"),
                                (("--similar-to", "m5.none"), "m5.none"), (("--allow", "("), "regular expression")):
            done = self.run_cli("price", "types", "--shipped", *arguments, code=2)
            self.assertIn(word, done.stderr)


if __name__ == "__main__":
    unittest.main()
