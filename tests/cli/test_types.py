#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl price types against the practice cloud."""

import csv
import io
import json
import pathlib
import subprocess
import unittest
from decimal import Decimal

from cli_case import CliCase, PROGRAM, REGION


# The filters of ec2-instance-selector 3, and what they are called here.
SELECTOR = {
    "allow-list": "allow", "deny-list": "deny", "instance-types": "types", "auto-recovery": "auto-recovery",
    "availability-zones": "zones", "baremetal": "bare-metal", "burst-support": "burstable",
    "cpu-architecture": "architecture", "cpu-manufacturer": "cpu-manufacturer", "current-generation": "current-generation",
    "dedicated-hosts": "dedicated-hosts", "disk-encryption": "local-encryption", "disk-type": "local-disk-type",
    "ebs-optimized": "ebs-optimized", "ebs-optimized-baseline-bandwidth": "ebs-bandwidth",
    "ebs-optimized-baseline-iops": "ebs-iops", "ebs-optimized-baseline-throughput": "ebs-throughput",
    "efa-support": "efa", "ena-support": "ena", "fpga-support": "fpga", "free-tier": "free-tier",
    "generation": "generation", "gpu-manufacturer": "gpu-manufacturer", "gpu-model": "gpu-model",
    "gpu-memory-total": "gpu-memory", "gpus": "gpus", "hibernation-support": "hibernation", "hypervisor": "hypervisor",
    "inference-accelerators": "inference-accelerators",
    "inference-accelerator-manufacturer": "inference-accelerator-manufacturer",
    "inference-accelerator-model": "inference-accelerator-model", "instance-storage": "local-storage", "ipv6": "ipv6",
    "memory": "memory", "network-encryption": "network-encryption", "network-interfaces": "network-interfaces",
    "network-performance": "network", "nvme": "local-nvme", "placement-group-strategy": "placement-strategy",
    "price-per-hour": "spot-price", "root-device-type": "root-device", "usage-class": "usage-class", "vcpus": "vcpus",
    "vcpus-to-memory-ratio": "memory-per-vcpu", "virtualization-type": "virtualization",
    "base-instance-type": "similar-to", "service": "emr", "max-results": "limit", "sort-by": "sort",
    "sort-direction": "descending", "output": "wide",
}


class TypesTest(CliCase):
    simulator_options = ["--speed", "0.001"]  # prices stay as they are while the test compares them

    def run_types(self, *arguments):
        return self.run_json("price", "types", *arguments)["types"]

    def test_filter(self):
        found = self.run_types("--vcpus", "4", "--memory", "8GiB-16GiB", "--architecture", "x86_64",
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
        entry, = self.run_types("--types", "m5.large")
        pools = self.run_json("price", "now", "--types", "m5.large")["pools"]
        self.assertEqual(Decimal(entry["spot_price"]), min(Decimal(pool["price"]) for pool in pools))
        self.assertEqual(entry["on_demand_price"], pools[0]["on_demand"])
        self.assertEqual(entry["interruption"], pools[0]["interruption_range"])
        cheap = self.run_types("--spot-price", f"-{entry['spot_price']}", "--discount", "50-",
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
        descending = self.run_types("--shipped", "--sort", "vcpus", "--descending", "--limit", 5)
        self.assertEqual([entry["vcpus"] for entry in descending],
                         sorted((entry["vcpus"] for entry in descending), reverse=True))

    def test_zones(self):
        """Where a type is offered, by the zones' names and ids."""
        pools = self.run_json("price", "now", "--types", "m5.large,g5.xlarge")["pools"]
        zones = {}
        for pool in pools:
            zones.setdefault(pool["instance_type"], set()).add(pool["zone"])
        for entry in self.run_types("--types", "m5.large,g5.xlarge"):
            self.assertLessEqual(zones[entry["instance_type"]], set(entry["zones"]))
        zone = pools[0]
        by_name = self.run_types("--zones", zone["zone"], "--limit", 0)
        self.assertEqual(by_name, self.run_types("--zones", zone["zone_id"], "--limit", 0))
        self.assertTrue(by_name and all(zone["zone"] in entry["zones"] for entry in by_name))
        self.assertEqual(self.run_types("--zones", "mars-1a"), [])

    def test_offline(self):
        """What was known is there when nobody answers, and says how old it is."""
        kinds = ("--vcpus", "4", "--memory", "16", "--limit", 0)
        before = self.run_cli("price", "types", "--offline", *kinds)
        self.assertIn("Spot prices: not known", before.stderr)
        self.assertIn("What the types are: shipped with Flotilla, from July 2026", before.stderr)
        self.assertIn("m5.xlarge", before.stdout)

        live = self.run_json("price", "types", *kinds)
        self.assertEqual(live["types_source"], "aws")
        advice = self.run_json("price", "advise", "--vcpus", 4)
        requests = self.simulator.record.read_text()
        kept = self.run_json("price", "types", "--offline", *kinds)
        self.assertEqual({entry["instance_type"]: (entry["network"], entry["zones"], entry["ebs_bandwidth"])
                          for entry in kept["types"]},
                         {entry["instance_type"]: (entry["network"], entry["zones"], entry["ebs_bandwidth"])
                          for entry in live["types"]})
        self.assertEqual(kept["time"], advice["time"])
        self.assertEqual(self.run_json("price", "advise", "--vcpus", 4, "--offline")["chosen"], advice["chosen"])
        self.assertEqual(self.simulator.record.read_text(), requests, "nobody was asked")

        # Nobody answers any more.
        self.simulator.close()
        alone = self.run_cli("price", "types", *kinds)
        self.assertIn("AWS cannot be reached", alone.stderr)
        self.assertIn("Spot prices: AWS, just now", alone.stderr)
        self.assertEqual(alone.stdout, self.run_cli("price", "types", "--offline", *kinds).stdout)

        # Damage is as good as nothing kept.
        folder, = pathlib.Path(self.environment["XDG_CACHE_HOME"], "flotilla", "figures").iterdir()
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes()[:-100])
        damaged = self.run_cli("price", "types", "--offline", *kinds)
        self.assertIn("is damaged and is not used", damaged.stderr)
        self.assertEqual(damaged.stdout, before.stdout)

    def test_offline_without_account(self):
        environment = {name: value for name, value in self.environment.items() if not name.startswith("AWS_")}
        done = subprocess.run([PROGRAM, "price", "types", "--offline", "--types", "m5.large", "--json"], env=environment,
                              capture_output=True, text=True, timeout=60, check=True)
        self.assertEqual(json.loads(done.stdout)["types"][0]["on_demand_price"], "0.096000")

    def test_emr(self):
        """Spot Advisor tells it, once it was asked."""
        self.assertEqual(self.run_types("--emr", "yes"), [])
        self.run_cli("price", "sources", "--refresh")
        found = self.run_types("--emr", "yes", "--limit", 0)
        self.assertGreater(len(found), 100)
        self.assertTrue(all(entry["emr"] for entry in found))
        entry, = self.run_types("--types", "t3.micro")
        self.assertIs(entry["emr"], False)

    def test_csv(self):
        text = self.run_cli("price", "types", "--csv", "--vcpus", "4", "--limit", 0).stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        entries = {entry["instance_type"]: entry for entry in self.run_types("--vcpus", "4", "--limit", 0)}
        self.assertEqual({row["type"] for row in rows}, set(entries))
        for row in rows:
            self.assertEqual(row["architecture"].split("|"), entries[row["type"]]["architecture"])
            self.assertTrue(row["types_time"].endswith("Z") and row["prices_time"].endswith("Z"))

        text = self.run_cli("price", "advise", "--csv", "--vcpus", 4).stdout
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
        answer = self.run_json("price", "advise", "--vcpus", 4)
        chosen = [(pool["instance_type"], pool["zone"]) for pool in answer["chosen"]]
        self.assertEqual([(row["type"], row["zone"]) for row in rows if row["chosen"] == "yes"], chosen)
        self.assertEqual(len(rows), len(chosen) + len(answer["rejected"]))
        self.assertTrue(all(row["reason"] and row["prices_time"] for row in rows))
        self.assertFalse(any(None in row for row in rows))

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

    def test_as_ec2_with_accelerators(self):
        def names(*arguments):
            return set(self.run_cli("price", "types", "--names", "--limit", 0, *arguments).stdout.strip().split(","))
        for filters in (("--gpus", "1-", "--gpu-model", "t4,v100"), ("--gpu-model", "radeon pro v520"),
                        ("--gpu-memory", "24GiB-", "--gpu-manufacturer", "nvidia"), ("--similar-to", "g5.xlarge"),
                        ("--similar-to", "m5.xlarge")):
            taken = names("--as-ec2", *filters)
            self.assertTrue(taken and taken <= names(*filters), filters)
        self.assertIn("m5.xlarge", taken)

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

    def test_advise_conditions(self):
        """Each pool that is chosen meets them, and each of the others that does not says so."""
        now = {(pool["instance_type"], pool["zone"]): pool for pool in self.run_json("price", "now")["pools"]}

        def advise(*options):
            answer = self.run_json("price", "advise", "--vcpus", 2, *options)
            chosen = [now[pool["instance_type"], pool["zone"]] for pool in answer["chosen"]]
            self.assertTrue(chosen)
            return chosen, {pool["reason"] for pool in answer["rejected"]}, answer

        chosen, reasons, _ = advise("--max-price", "0.03")
        self.assertLessEqual(max(Decimal(pool["price"]) for pool in chosen), Decimal("0.03"))
        self.assertTrue(any("above the limit" in reason for reason in reasons))
        chosen, reasons, _ = advise("--discount", 75)
        self.assertTrue(all(Decimal(pool["price"]) * 4 <= Decimal(pool["on_demand"]) for pool in chosen))
        self.assertTrue(any("for the saving that is wanted" in reason for reason in reasons))
        chosen, reasons, _ = advise("--interruption", 0)
        self.assertEqual({pool["interruption_range"] for pool in chosen}, {0})
        self.assertIn("taken back too often: 5 to 10 % a month", reasons)

        # AWS is asked for the types that would be chosen, zone by zone; the second time it is known.
        scores = {}
        for _ in range(2):
            chosen, reasons, answer = advise("--count", 4, "--score", 1)
            scores[self.simulator.count_requests("GetSpotPlacementScores")] = len(chosen)
        self.assertEqual(scores, {1: 10})
        self.assertEqual(answer["nodes"], 4)
        prices = [Decimal(pool["price"]) for pool in chosen]
        self.assertEqual(Decimal(answer["per_hour_lowest"]), 4 * min(prices))
        self.assertEqual(Decimal(answer["per_hour_highest"]), 4 * max(prices))
        strict = self.run_json("price", "advise", "--vcpus", 2, "--count", 4, "--score", 10)
        low = {pool["zone"]: pool["reason"] for pool in strict["rejected"] if "placement score" in pool["reason"]}
        for zone, reason in low.items():
            self.assertRegex(reason, f"^(the placement score of zone {zone} is [1-9], 10 is wanted|"
                                     f"AWS gives zone {zone} no placement score)$")
        self.assertTrue(low)
        self.assertFalse(set(low) & {pool["zone"] for pool in strict["chosen"]})

        for option, value, word in (("--max-price", "cheap", "0.05"), ("--score", "11", "score"), ("--discount", "0", "discount"),
                                    ("--interruption", "5", "interruption")):
            self.assertIn(word, self.run_cli("price", "advise", "--vcpus", 2, option, value, code=2).stderr)

    def test_nothing_is_missing(self):
        """Who comes from ec2-instance-selector finds every filter; "flexible" is price advise."""
        options = self.run_cli("price", "types", "--help").stdout
        for theirs, ours in SELECTOR.items():
            with self.subTest(theirs):
                self.assertRegex(options, rf"--{ours}\b")

    def test_nothing(self):
        self.assertEqual(self.run_types("--vcpus", "7777"), [])
        self.assertEqual(self.run_cli("price", "types", "--shipped", "--vcpus", "7777").stdout, "")

    def test_mistakes(self):
        for arguments, word in ((("--vcpus", "four"), "a number or a range"), (("--sort", "beauty"), "sort by"),
                                (("--similar-to", "m5.none"), "m5.none"), (("--as-ec2",), "leave one of them out"),
                                (("--allow", "("), "regular expression")):
            done = self.run_cli("price", "types", "--shipped", *arguments, code=2)
            self.assertIn(word, done.stderr)


if __name__ == "__main__":
    unittest.main()
