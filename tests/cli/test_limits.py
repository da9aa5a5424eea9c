#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Price limits over the practice cloud's ninety days: compared, and warned of."""

import csv
import io
import json
import unittest
from datetime import datetime
from decimal import Decimal

from cli_case import CliCase

DAY = 86400
KINDS = ["on-demand", "fixed", "percent", "dynamic"]
# Prices may move between two commands, and they are run seconds apart.
APART = 120


def seconds(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def review(records, limit, start, end):
    """Seconds above the limit, how often it rose above, and the mean below: nothing but the records and arithmetic."""
    steps = sorted((seconds(record["time"]), Decimal(record["price"])) for record in records)
    out, times, paid, inside, was_out = 0, 0, Decimal(0), 0, True
    for (time, price), (until, _) in zip(steps, steps[1:] + [(end, None)]):
        time, until = max(time, start), min(until, end)
        if until <= time:
            continue
        is_out = limit is not None and price > limit
        out += (until - time) * is_out
        times += is_out and not was_out
        paid += 0 if is_out else price * (until - time)
        inside += 0 if is_out else until - time
        was_out = is_out
    return out, times, paid / inside if inside else None


class LimitsTest(CliCase):
    simulator_options = ["--speed", "0.001"]  # prices stay as they are while the test compares them

    def limited(self, name="limited", **price):
        path = self.new_config(name, 6)
        config = json.loads(path.read_text())
        config["price"] = price
        path.write_text(json.dumps(config))
        return path

    def test_comparison(self):
        answer = self.run_json("price", "limits", self.new_config("web", 6), "--maximum", "0.03")
        self.assertEqual((answer["name"], answer["days"]), ("web", 90))
        pools = {(row["instance_type"], row["zone"]) for row in answer["limits"]}
        self.assertEqual(len({zone for _, zone in pools}), len(pools), "the best of each zone")
        self.assertEqual([row["limit"] for row in answer["limits"]], KINDS * len(pools))
        end = seconds(answer["time"])
        for name, zone in sorted(pools)[:2]:
            records = self.run_json("price", "history", "--types", name, "--zones", zone, "--days", 90)
            rows = {row["limit"]: row for row in answer["limits"] if (row["instance_type"], row["zone"]) == (name, zone)}
            self.assertEqual(Decimal(rows["fixed"]["maximum"]), Decimal("0.03"))
            self.assertEqual((rows["percent"]["percent"], rows["dynamic"]["availability"]), (60, 95))
            self.assertEqual([kind for kind in KINDS if rows[kind]["chosen"]], ["on-demand"])
            for kind in KINDS[:3]:
                row = rows[kind]
                limit = Decimal(row["limit_now"]) if row["limit_now"] else None
                out, times, mean = review(records, limit, end - 90 * DAY, end)
                self.assertEqual(row["seconds_known"], 90 * DAY)
                self.assertAlmostEqual(row["seconds_above_limit"], out, delta=APART)
                self.assertAlmostEqual(row["times_above_limit"], times, delta=1)
                if mean is not None:
                    self.assertAlmostEqual(Decimal(row["mean_paid"]), mean, delta=Decimal("0.0001"))
            # It begins on-demand, without a week known, and is never above.
            self.assertLess(rows["dynamic"]["seconds_above_limit"], 90 * DAY)
            self.assertLessEqual(Decimal(rows["dynamic"]["mean_paid"]), Decimal(rows["on-demand"]["mean_paid"]))

    def test_own_figures(self):
        path = self.limited(limit="dynamic", availability=80, budget="0.04")
        answer = self.run_json("price", "limits", path)
        own = [row for row in answer["limits"] if row["chosen"]]
        self.assertTrue(own)
        for row in own:
            self.assertEqual((row["limit"], row["availability"], Decimal(row["budget"])), ("dynamic", 80, Decimal("0.04")))
            self.assertLessEqual(Decimal(row["limit_now"]), Decimal("0.04"))
        said = self.run_cli("price", "limits", path).stdout
        self.assertIn("* dynamic, 80 % of the time, up to $0.04", said.replace("*  ", "* "))
        self.assertIn("AWS advises none", said)
        self.assertRegex(said, "Your limit would (not )?have kept you out .*the last 90 days in us-east-1a")
        table = list(csv.DictReader(io.StringIO(self.run_cli("price", "limits", path, "--csv").stdout)))
        self.assertEqual([row["limit"] for row in table], [row["limit"] for row in answer["limits"]])
        self.assertEqual({row["limit"] for row in table if row["chosen"] == "yes"}, {"dynamic"})

    def test_usage(self):
        path = self.new_config("web", 6)
        self.assertIn("--maximum", self.run_cli("price", "limits", path, "--maximum", "a dollar", code=2).stderr)
        self.run_cli("price", "limits", path, "--availability", "0", code=2)

    def test_warning(self):
        """What the limit would have meant is what the zones' records say; what would have kept nobody out is silent."""
        prices = self.run_json("price", "now", "--types", "m5.large")["pools"]
        lowest = min(Decimal(price["price"]) for price in prices)
        path = self.limited(limit="fixed", maximum=str(lowest))
        config = json.loads(path.read_text())
        config["instances"] = {"types": ["m5.large"]}
        path.write_text(json.dumps(config))
        answer = self.run_json("config", "validate", path, "--live")
        self.assertTrue(answer["valid"])
        warned = {problem["message"].split()[-1]: problem for problem in answer["problems"]
                  if problem["path"] == "/price/maximum"}
        self.assertTrue(warned)
        for zone in sorted({price["zone"] for price in prices}):
            records = self.run_json("price", "history", "--types", "m5.large", "--zones", zone, "--days", 31)
            end = seconds(self.run_json("price", "limits", path)["time"])
            share = 100 * review(records, lowest, end - 30 * DAY, end)[0] / (30 * DAY)
            if zone in warned:
                self.assertEqual(warned[zone]["severity"], "warning")
                self.assertAlmostEqual(int(warned[zone]["message"].split(" %")[0].split()[-1]), share, delta=1)
            else:
                self.assertLess(share, 11)
        self.assertIn("warning: Your limit would have kept you out", self.run_cli("config", "validate", path, "--live").stderr)

        calm = self.limited("calm", limit="percent", percent=100)
        self.assertEqual(self.run_json("config", "validate", calm, "--live")["problems"], [])


if __name__ == "__main__":
    unittest.main()
