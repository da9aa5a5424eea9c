#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl alert against the practice cloud."""

import json
import re
import signal
import sqlite3
import unittest

from cli_case import CliCase

TYPE = "m5.large"
MISTAKES = [
    ([], "when shall it be told?"),
    (["--above", "0.05"], "of which instance types?"),
    (["--types", TYPE, "--above", "0.05", "--below", "0.01"], "one condition makes an alert"),
    (["--types", TYPE, "--above", "much"], "--above: much is no price"),
    (["--types", TYPE, "--cheapest-below", "0"], "--cheapest-below: 0 is no price"),
    (["--types", TYPE, "--changed", "0"], "--changed: 0 is not a whole number from 1 to 10000"),
    (["--types", TYPE, "--changed", "5", "--hours", "721"], "--hours: 721 is not a whole number from 1 to 720"),
    (["--types", TYPE, "--above", "0.05", "--product", "BeOS"], "AWS has spot prices of no product BeOS"),
    (["--types", TYPE, "--above", "0.05", "--hours", "3"], "--hours belongs to --changed"),
    (["--types", "*", "--above", "0.05"], "types, and an alert takes at most 200; name fewer"),
    (["--types", "m5.none*", "--above", "0.05"], "no instance type is called m5.none*"),
    (["--types", "M5;DROP", "--above", "0.05"], "“M5;DROP” is no name"),
    (["--types", TYPE, "--zones", "*", "--above", "0.05"], "“*” is no name"),
]


class AlertTest(CliCase):
    simulator_options = []

    def add(self, *arguments):
        return self.run_json("alert", "add", "--types", TYPE, *arguments)

    def zone_prices(self):
        pools = self.run_json("price", "now", "--types", TYPE)["pools"]
        return {pool["zone"]: float(pool["price"]) for pool in pools}

    def forget_freshness(self):
        """As if the minute were over for which prices are not asked for again."""
        with sqlite3.connect(self.folder / "data" / "flotilla" / "flotilla.db") as database:
            database.execute("UPDATE price_coverage SET checked = 0")

    def test_mistakes(self):
        for arguments, message in MISTAKES:
            with self.subTest(arguments=arguments):
                self.assertIn(message, self.run_cli("alert", "add", *arguments, code=2).stderr)
        self.run_cli("alert", "remove", "first", code=2)
        self.assertIn("has no price alert 7", self.run_cli("alert", "remove", "7", code=1).stderr)
        self.run_cli("alert", "watch", "--every", "1", code=2)

    def test_kept(self):
        self.assertEqual(self.run_json("alert", "list"), [])
        self.assertIn("has no alerts", self.run_cli("alert", "list").stderr)
        first = self.add("--above", "0.05")
        self.assertEqual((first["condition"], first["price"], first["percent"], first["hours"], first["zones"]),
                         ("above", "0.050000", None, None, None))
        second = self.run_json("alert", "add", "--types", "c5.*,m5.large", "--zones", "us-east-1a", "--changed", 10)
        self.assertEqual((second["instance_types"], second["zones"], second["percent"], second["hours"], second["price"]),
                         (["c5.*", "m5.large"], ["us-east-1a"], 10, 24, None))
        self.assertEqual(self.run_json("alert", "list"), [first, second])
        table = self.run_cli("alert", "list").stdout
        self.assertIn("Price above $0.05 /h", table)
        self.assertIn("c5.*, m5.large in us-east-1a", table)
        # Another account's are not shown, nor removed.
        self.assertEqual(self.run_json("alert", "list", "--endpoint-url", "http://127.0.0.1:9"), [])
        self.assertEqual(self.run_json("alert", "remove", first["id"]), {"removed": first["id"]})
        self.assertEqual(self.run_json("alert", "list"), [second])

    def test_check_tells_once(self):
        prices = self.zone_prices()
        zone = min(prices, key=prices.get)
        threshold = max(prices.values()) * 1.2
        self.add("--above", f"{threshold:.6f}")
        quiet = self.run_json("alert", "check")
        self.assertEqual(quiet, {"alerts": 1, "problem": None, "events": []})

        self.simulator.control("price", {"type": TYPE, "zone": zone, "multiply": threshold * 1.1 / prices[zone]})
        self.forget_freshness()
        done = self.run_cli("alert", "check", code=8)
        self.assertRegex(done.stdout, rf"^\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ  {TYPE} in {zone} is above \$[0-9.]+ /h\. "
                         r"The price went from \$[0-9.]+ to \$[0-9.]+ an hour\. What runs there costs that much "
                         r"from now on\. Compare other zones and types\.\n$")
        # Told is told, also while the price moves on.
        self.simulator.control("price", {"type": TYPE, "zone": zone, "multiply": 1.05})
        self.forget_freshness()
        self.assertEqual(self.run_json("alert", "check")["events"], [])
        # It goes back, and rises again: that is news.
        self.simulator.control("price", {"type": TYPE, "zone": zone, "set": f"{prices[zone]:.4f}"})
        self.forget_freshness()
        self.assertEqual(self.run_json("alert", "check")["events"], [])
        self.simulator.control("price", {"type": TYPE, "zone": zone, "set": f"{threshold * 1.1:.4f}"})
        self.forget_freshness()
        event, = self.run_json("alert", "check", code=8)["events"]
        self.assertEqual((event["instance_type"], event["zone"], event["until"]), (TYPE, zone, None))
        self.assertLess(float(event["before"]), threshold)
        self.assertGreater(float(event["now"]), threshold)

    def test_every_condition(self):
        prices = self.zone_prices()
        cheapest = min(prices, key=prices.get)
        dearest = max(prices.values())
        on_demand = float(self.run_json("price", "now", "--types", TYPE)["pools"][0]["on_demand"])
        below = self.add("--below", f"{dearest * 1.1:.6f}")["id"]
        share = self.add("--above-on-demand", max(int(100 * min(prices.values()) / on_demand) - 5, 1))["id"]
        set_of = self.add("--cheapest-below", f"{dearest * 1.1:.6f}")["id"]
        changed = self.run_json("alert", "add", "--types", TYPE, "--zones", cheapest, "--changed", 40)["id"]
        self.simulator.control("price", {"type": TYPE, "zone": cheapest, "multiply": 0.5})
        events = self.run_json("alert", "check", code=8)["events"]
        told = {number: [event for event in events if event["alert"] == number] for number in (below, share, set_of, changed)}
        self.assertEqual({event["zone"] for event in told[below]}, set(prices))
        self.assertEqual({event["zone"] for event in told[share]}, set(prices) - {cheapest})
        self.assertEqual([event["zone"] for event in told[set_of]], [cheapest])
        self.assertEqual([event["zone"] for event in told[changed]], [cheapest])
        change = told[changed][0]
        self.assertIsNone(change["threshold"])
        self.assertAlmostEqual(float(change["now"]), 0.5 * prices[cheapest], delta=0.2 * prices[cheapest])
        self.assertRegex(change["title"], rf"^{TYPE} in {cheapest} costs \d+ % less$")

    def test_other_region_and_failure(self):
        self.run_json("alert", "add", "--types", TYPE, "--region", "eu-west-1", "--above", "0.000001")
        self.add("--above", "100")
        events = self.run_json("alert", "check", code=8)["events"]
        self.assertTrue(events)
        self.assertEqual({event["region"] for event in events}, {"eu-west-1"})
        self.simulator.control("deny", {"action": "ec2:DescribeSpotPriceHistory"})
        self.forget_freshness()
        done = self.run_cli("alert", "check", code=4)
        self.assertIn("DescribeSpotPriceHistory", done.stderr)
        self.simulator.control("allow", {"action": "ec2:DescribeSpotPriceHistory"})
        # What could not be looked at was not forgotten either.
        self.assertEqual(self.run_json("alert", "check")["events"], [])

    def test_unknown_on_demand(self):
        self.simulator.control("deny", {"action": "pricing:GetProducts"})
        self.run_json("alert", "add", "--types", TYPE, "--region", "eu-west-1", "--above-on-demand", 1)
        done = self.run_cli("alert", "check", code=7)
        self.assertIn(f"eu-west-1, {TYPE}", done.stderr)
        self.assertIn("GetProducts", done.stderr)

    def test_nothing_to_check(self):
        done = self.run_cli("alert", "check")
        self.assertEqual(done.stdout, "")
        self.assertIn("There are no alerts", done.stderr)

    def test_watch(self):
        prices = self.zone_prices()
        number = self.add("--above", f"{min(prices.values()) / 2:.6f}")["id"]
        watch = self.start_cli("alert", "watch", "--json")
        events = [json.loads(watch.stdout.readline()) for _ in prices]
        self.assertEqual({event["zone"] for event in events}, set(prices))
        self.assertEqual({event["alert"] for event in events}, {number})
        watch.send_signal(signal.SIGINT)
        stdout, stderr = watch.communicate(timeout=30)
        self.assertEqual((watch.returncode, stdout), (130, ""))
        self.assertTrue(re.search("Looking at 1 alerts every 300 seconds", stderr), stderr)
        # Who watches takes nothing away from who checks.
        self.assertEqual(len(self.run_json("alert", "check", code=8)["events"]), len(prices))


if __name__ == "__main__":
    unittest.main()
