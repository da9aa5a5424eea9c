#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl price forecast against the practice cloud's ninety days of prices."""

import csv
import io
import json
import re
import unittest
from datetime import datetime
from decimal import Decimal

from cli_case import CliCase

HOURS = [1, 24, 720]
EXTRAS = Decimal("0.007192")   # 20 GiB and an address, an hour
STORAGE = Decimal("0.002192")  # the 20 GiB alone


class ForecastTest(CliCase):
    simulator_options = ["--speed", "0.001"]  # prices stay as they are while the test compares them

    def limited(self, **price):
        path = self.new_config("limited", 6)
        config = json.loads(path.read_text())
        config["price"] = price
        path.write_text(json.dumps(config))
        return path

    def test_forecast(self):
        answer = self.run_json("price", "forecast", self.new_config("web", 6))
        self.assertEqual((answer["name"], answer["percent"]), ("web", 90))
        self.assertEqual(sum(pool["nodes"] for pool in answer["pools"]), 6)
        self.assertTrue(all(pool["spot"] and pool["limit"] is None for pool in answer["pools"]))
        now = sum(pool["nodes"] * Decimal(pool["price"]) for pool in answer["pools"]) + 6 * EXTRAS
        self.assertEqual(Decimal(answer["per_hour"]), now)
        self.assertEqual(Decimal(answer["extras_per_hour"]), 6 * EXTRAS)

        self.check_forecasts(answer["forecasts"], now)
        self.assertTrue(all(0 < forecast["saved"] < 1 for forecast in answer["forecasts"]))
        on_demand = [Decimal(forecast["on_demand"]) / forecast["hours"] for forecast in answer["forecasts"]]
        self.assertEqual(len(set(on_demand)), 1)

        zones = {pool["zone"] for pool in answer["pools"]}
        self.assertEqual({zone["zone"] for zone in answer["zones"]}, zones)
        self.assertGreater(len(zones), 1)
        self.assertEqual(sum(zone["nodes"] for zone in answer["zones"]), 6)
        self.assertEqual(sum(Decimal(zone["per_hour"]) for zone in answer["zones"]), now)
        for zone in answer["zones"]:
            self.check_forecasts(zone["forecasts"], Decimal(zone["per_hour"]))
        for i, forecast in enumerate(answer["forecasts"]):
            parts = sum(Decimal(zone["forecasts"][i]["expected"]) for zone in answer["zones"])
            self.assertAlmostEqual(parts, Decimal(forecast["expected"]), delta=Decimal("0.00001"))

    def test_standbys(self):
        """They are stopped, somewhere: their disks cost, in no zone that is known beforehand."""
        path = self.new_config("web", 6)
        without = self.run_json("price", "forecast", path)
        path.write_text(json.dumps(json.loads(path.read_text()) | {"availability": {"standbys": 2}}))
        answer = self.run_json("price", "forecast", path)
        for name in ("per_hour", "extras_per_hour"):
            self.assertEqual(Decimal(answer[name]), Decimal(without[name]) + 2 * STORAGE)
        self.assertEqual(sum(zone["nodes"] for zone in answer["zones"]), 6)
        self.assertEqual(sum(Decimal(zone["per_hour"]) for zone in answer["zones"]), Decimal(without["per_hour"]))
        for one, other in zip(answer["forecasts"], without["forecasts"]):
            for name in ("expected", "on_demand"):
                more = one["hours"] * 2 * STORAGE
                self.assertAlmostEqual(Decimal(one[name]), Decimal(other[name]) + more, delta=Decimal(one[name]) / 1000)

    def check_forecasts(self, forecasts, now):
        self.assertEqual([forecast["hours"] for forecast in forecasts], HOURS)
        for forecast in forecasts:
            low, median, expected, high = (Decimal(forecast[name]) for name in ("low", "median", "expected", "high"))
            self.assertTrue(low <= median <= high, forecast)
            # A rare move lies outside of the interval, and still counts for the mean.
            self.assertTrue(low * Decimal("0.99") <= expected <= high * Decimal("1.01"), forecast)
            self.assertTrue(now / 3 < expected / forecast["hours"] < now * 3, forecast)
        widths = [(Decimal(forecast["high"]) - Decimal(forecast["low"])) / Decimal(forecast["expected"])
                  for forecast in forecasts]
        self.assertEqual(widths, sorted(widths), "what is further away is less sure")

    def test_days(self):
        """The days of the sparkline are what the kept prices say they cost."""
        path = self.new_config("web", 6)
        answer = self.run_json("price", "forecast", path)
        self.assertGreaterEqual(len(answer["days"]), 88)
        end = datetime.fromisoformat(answer["time"]).timestamp()
        last = Decimal(0)
        for pool in answer["pools"]:
            records = self.run_json("price", "history", "--types", pool["instance_type"], "--zones", pool["zone"],
                                    "--days", 3)
            steps = sorted((datetime.fromisoformat(record["time"]).timestamp(), Decimal(record["price"]))
                           for record in records)
            for i, (start, price) in enumerate(steps):
                until = steps[i + 1][0] if i + 1 < len(steps) else end
                held = max(0, min(until, end) - max(start, end - 86400))
                last += pool["nodes"] * price * Decimal(held) / 86400
        self.assertAlmostEqual(Decimal(answer["days"][-1]), last + 6 * EXTRAS, delta=Decimal("0.000002"))
        text = self.run_cli("price", "forecast", path).stdout
        self.assertRegex(text, "The last 60 days, .* an hour:\n[▁▂▃▄▅▆▇█]{60}\n")

    def test_prices_are_kept(self):
        """Ninety days are asked for once; the same forecast comes from what is kept."""
        path = self.new_config("web", 6)
        before = self.simulator.count_requests("DescribeSpotPriceHistory")
        first = self.run_json("price", "forecast", path)
        once = self.simulator.count_requests("DescribeSpotPriceHistory")
        again = self.run_json("price", "forecast", path)
        twice = self.simulator.count_requests("DescribeSpotPriceHistory")
        self.assertGreater(once - before, 3)
        self.assertLess(twice - once, once - before)
        for one, other in zip(first["forecasts"], again["forecasts"]):
            self.assertAlmostEqual(Decimal(one["expected"]), Decimal(other["expected"]), delta=Decimal(one["expected"]) / 50)

    def test_words(self):
        """What is said of how often such forecasts hold is what the checks say."""
        path = self.new_config("web", 6)
        text = self.run_cli("price", "forecast", path).stdout
        self.assertIn("6 nodes", text)
        self.assertRegex(text, r"30 DAYS IN +NODES +EXPECTED")
        self.assertRegex(text, r"ON DEMAND +SAVED")
        self.assertNotIn("limit", text)
        self.assertNotIn("of such forecasts hold", text)
        hour, day, month = self.run_json("price", "forecast", path)["checks"]
        self.assertTrue(hour["enough"] and day["enough"] and not month["enough"])
        said = re.search(r"of a day, (\d+) of (\d+) held", text)
        # A moment later, an hour's prices more are known.
        self.assertAlmostEqual(int(said[1]), day["held"], delta=3)
        self.assertAlmostEqual(int(said[2]), day["made"], delta=1)
        self.assertIn(f"of which {month['apart']} share no hour: too few to know", text)

    def test_of_a_fleet_that_scales(self):
        path = self.new_config("web", 6)
        config = json.loads(path.read_text())
        config["scaling"] = {"schedule": ["0 8 * * 1-5 = 12", "0 18 * * 1-5 = 3"]}
        path.write_text(json.dumps(config))
        text = self.run_cli("price", "forecast", path).stdout
        found = re.search(r"As its schedule wants it has 3 to 12 nodes, about \$([0-9.]+) to \$([0-9.]+) an hour now; what "
                          r"follows is of 6\.", text)
        self.assertAlmostEqual(float(found[2]), 4 * float(found[1]), 2)

    def test_verify(self):
        path = self.new_config("web", 6)
        checks = self.run_json("price", "forecast", path, "--verify")["checks"]
        self.assertEqual([check["hours"] for check in checks], HOURS)
        for check in checks:
            self.assertGreater(check["made"], 5)
            self.assertEqual(check["made"], check["held"] + check["dearer"] + check["cheaper"])
            self.assertTrue(0 < check["apart"] <= check["made"] and check["width"] > 0, check)
        self.assertEqual(checks[2]["apart"], 2)
        # Days are many, and overlap little: nine of ten hold.
        self.assertTrue(0.8 < checks[1]["held"] / checks[1]["made"] < 0.99, checks[1])
        text = self.run_cli("price", "forecast", path, "--verify").stdout
        self.assertRegex(text, r"MADE +APART +HELD +DEARER +CHEAPER +WIDTH")
        self.assertIn("90 days of prices do not tell", text)

    def test_csv(self):
        path = self.new_config("web", 6)
        answer = self.run_json("price", "forecast", path)
        rows = list(csv.DictReader(io.StringIO(self.run_cli("price", "forecast", path, "--csv").stdout)))
        self.assertEqual([int(row["hours"]) for row in rows], HOURS * (1 + len(answer["zones"])))
        for row, check in zip(rows[:3], answer["checks"]):
            self.assertEqual((row["zone"], row["nodes"], int(row["made"])), ("", "6", check["made"]))
            self.assertAlmostEqual(float(row["width"]), check["width"], delta=check["width"] / 10)
        for row in rows[3:]:
            self.assertEqual((row["made"], row["width"]), ("", ""))
        self.assertEqual({row["zone"] for row in rows[3:]}, {zone["zone"] for zone in answer["zones"]})
        for row in rows:
            self.assertTrue(Decimal(row["low"]) <= Decimal(row["median"]) <= Decimal(row["high"]) < Decimal(row["on_demand"]))

    def test_limit(self):
        """The price was above a limit as long as the records of the last 30 days say."""
        dearest = max(Decimal(pool["price"]) for pool in self.run_json("price", "forecast",
                                                                        self.new_config("web", 6))["pools"])
        path = self.limited(limit="fixed", maximum=str(dearest))
        answer = self.run_json("price", "forecast", path)
        for pool in answer["pools"]:
            self.assertEqual(Decimal(pool["limit"]), dearest)
            self.assertEqual(pool["seconds_known"], 30 * 86400)
            records = self.run_json("price", "history", "--types", pool["instance_type"], "--zones", pool["zone"],
                                    "--days", 30)
            above = any(Decimal(record["price"]) > dearest for record in records)
            self.assertEqual(pool["seconds_above_limit"] > 0, above)
        said = self.run_cli("price", "forecast", path).stdout
        for pool in answer["pools"]:
            self.assertRegex(said, "Your limit would (not )?have kept you out .*the last 30 days in "
                             f"{pool['zone']} \\({pool['instance_type']}\\)")

    def test_summary(self):
        pools = self.run_json("price", "history", "--summary", "--types", "m5.large,c5.large", "--days", 30)
        self.assertEqual({pool["instance_type"] for pool in pools}, {"m5.large", "c5.large"})
        for pool in pools:
            least, low, median, high, most, mean, now = (
                Decimal(pool[name]) for name in ("minimum", "percentile_5", "median", "percentile_95", "maximum", "mean",
                                                 "now"))
            self.assertTrue(least <= low <= median <= high <= most and least <= mean <= most and least <= now <= most)
            self.assertTrue(0 < pool["volatility"] < 1)
            self.assertEqual((len(pool["by_hour"]), len(pool["by_weekday"])), (24, 7))
        records = self.run_json("price", "history", "--types", "m5.large", "--zones", pools[-1]["zone"], "--days", 30)
        self.assertEqual(max(Decimal(record["price"]) for record in records), Decimal(pools[-1]["maximum"]))
        text = self.run_cli("price", "history", "--summary", "--types", "m5.large").stdout
        self.assertRegex(text, "m5.large .*[▁▂▃▄▅▆▇█]{24}\n")

    def test_nothing_fits(self):
        done = self.run_cli("price", "forecast", self.limited(limit="fixed", maximum="0.001"), code=3)
        self.assertIn("no pool", done.stderr)


if __name__ == "__main__":
    unittest.main()
