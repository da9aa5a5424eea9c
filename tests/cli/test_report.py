#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nodes came to, after they are gone, too."""

import csv
import decimal
import io
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

    def test_refused(self):
        self.assertIn("no fleet nothing", self.run_json("report", "cost", "nothing", code=1)["error"]["message"])
        self.run_cli("report", "cost", "--by", "colour", code=2)
        self.run_cli("report", "cost", "--since", "yesterday", code=2)


if __name__ == "__main__":
    unittest.main()
