#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nodes came to, after they are gone, too."""

import csv
import datetime
import decimal
import io
import json
import unittest

from cli_case import CliCase, TYPES


class ReportTest(CliCase):
    simulator_options = ["--speed", "60", "--throttle-scale", "0"]

    def launch(self, name, count):
        path = self.folder / f"{name}.json"
        self.run_cli("config", "new", name, "--region", "us-east-1", "--count", count, "--types", TYPES, "--output", path)
        return self.run_json("fleet", "launch", path, "--yes")["id"]

    def test_cost(self):
        self.assertEqual(self.run_json("report", "cost")["rows"], [])
        fleet = self.launch("web", 3)
        living = self.run_json("report", "cost", "web")
        self.assertEqual([row["nodes"] for row in living["rows"]], [3])
        self.run_cli("fleet", "destroy", "web", "--yes")
        report = self.run_json("report", "cost", "--by", "zone")
        cost = {key: decimal.Decimal(value) for key, value in report["total"].items() if isinstance(value, str) and value}
        self.assertEqual(report["total"]["nodes"], 3)
        self.assertGreater(cost["instances"], 0)
        self.assertGreater(cost["on_demand"], cost["compared"])
        self.assertGreater(cost["addresses_estimate"], cost["storage_estimate"])
        self.assertEqual(sum(row["node_seconds"] for row in report["rows"]), report["total"]["node_seconds"])
        # What is gone costs no more, however often it is asked.
        again = self.run_json("report", "cost", fleet, "--by", "type")
        self.assertEqual(again["total"]["instances"], report["total"]["instances"])
        rows = list(csv.DictReader(io.StringIO(self.run_cli("report", "cost", "--by", "day", "--csv").stdout)))
        self.assertEqual(sum(int(row["node_seconds"]) for row in rows), report["total"]["node_seconds"])
        self.assertIn("(none)", self.run_cli("report", "cost", "--by", "tag:team").stdout)

    def test_storage(self):
        """Storage is counted at the price of the region; when AWS does not tell it, at that of us-east-1, which is said."""
        path = self.folder / "disks.json"
        self.run_cli("config", "new", "disks", "--region", "eu-central-1", "--count", 2, "--types", "m5.large,c5.large", "--output", path)
        config = json.loads(path.read_text())
        config["storage"] = {"size_gib": 16000}
        path.write_text(json.dumps(config))
        self.assertFalse(self.run_json("fleet", "launch", path, "--yes")["storage_shipped"])
        self.run_cli("fleet", "destroy", "disks", "--yes")
        done = self.run_cli("report", "cost")
        self.assertNotIn("us-east-1", done.stderr)
        total = self.run_json("report", "cost")["total"]
        self.assertEqual(total["storage_shipped"], "0.000000")
        an_hour = float(total["storage_estimate"]) / total["node_seconds"] * 3600
        self.assertAlmostEqual(an_hour, 16000 * 0.0952 / 730, places=3)
        # What it is billed: both of it, for as long as it was there.
        volumes = [item for item in self.simulator.control("ledger")["resources"] if item["kind"] == "volume"]
        self.assertEqual(len(volumes), 2)
        for volume in volumes:
            first, last = (datetime.datetime.fromisoformat(volume[key].replace("Z", "+00:00")) for key in ("created", "gone_at"))
            self.assertAlmostEqual(volume["storage_cost"] / (last - first).total_seconds() * 3600 / an_hour, 1, places=3)

    def test_storage_not_told(self):
        self.simulator.control("deny", {"action": "pricing:GetProducts"})
        self.launch("web", 2)
        self.assertTrue(self.run_json("fleet", "show", "web")["storage_shipped"])
        self.assertIn("AWS had not told what storage costs in us-east-1", self.run_cli("fleet", "show", "web").stdout)
        self.run_cli("fleet", "destroy", "web", "--yes")
        total = self.run_json("report", "cost")["total"]
        self.assertEqual(total["storage_shipped"], total["storage_estimate"])
        self.assertIn("is counted at us-east-1's price, $0.08 a GiB and month", self.run_cli("report", "cost").stderr)

    def test_refused(self):
        self.assertIn("no fleet nothing", self.run_json("report", "cost", "nothing", code=1)["error"]["message"])
        self.run_cli("report", "cost", "--by", "colour", code=2)
        self.run_cli("report", "cost", "--since", "yesterday", code=2)


if __name__ == "__main__":
    unittest.main()
