#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl price forecast against the practice cloud's ninety days of prices."""

import json
import unittest
from decimal import Decimal

from cli_case import CliCase

HOURS = [1, 24, 720]


class ForecastTest(CliCase):
    simulator_options = []

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
        now = sum(pool["nodes"] * Decimal(pool["price"]) for pool in answer["pools"])
        self.assertEqual(Decimal(answer["per_hour"]), now)

        self.assertEqual([forecast["hours"] for forecast in answer["forecasts"]], HOURS)
        for forecast in answer["forecasts"]:
            low, median, expected, high = (Decimal(forecast[name]) for name in ("low", "median", "expected", "high"))
            self.assertTrue(low <= median <= high and low <= expected <= high, forecast)
            self.assertTrue(now / 3 < expected / forecast["hours"] < now * 3, forecast)
        widths = [(Decimal(forecast["high"]) - Decimal(forecast["low"])) / Decimal(forecast["expected"])
                  for forecast in answer["forecasts"]]
        self.assertEqual(widths, sorted(widths), "what is further away is less sure")

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
        done = self.run_cli("price", "forecast", self.new_config("web", 6))
        self.assertIn("6 nodes", done.stdout)
        self.assertIn("30 days", done.stdout)
        self.assertIn("90 % of such forecasts hold", done.stdout)
        self.assertNotIn("limit", done.stdout)

    def test_verify(self):
        path = self.new_config("web", 6)
        checks = self.run_json("price", "forecast", path, "--verify")["checks"]
        self.assertEqual([check["hours"] for check in checks], HOURS)
        for check in checks:
            self.assertGreater(check["made"], 5)
            self.assertEqual(check["made"], check["held"] + check["dearer"] + check["cheaper"])
        # Days are many, and overlap little: nine of ten hold.
        self.assertTrue(0.8 < checks[1]["held"] / checks[1]["made"] <= 1, checks[1])
        self.assertIn("against what came", self.run_cli("price", "forecast", path, "--verify").stdout)

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
