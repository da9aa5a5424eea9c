#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl backtest: with capacity traces and nobody to ask, and with the practice cloud's prices."""

import json
import unittest
from decimal import Decimal

from cli_case import REGION, SOURCE, CliCase

TRACES = SOURCE / "tests" / "backtest" / "traces"
NORTH, SOUTH = f"us-east-1a={TRACES / 'north.json'}", f"us-east-1b={TRACES / 'south.json'}"
SPREADS = ["cost", "on_demand_cost", "extras_cost", "availability", "capacity", "interruptions", "lost_hours", "fallback_hours", "refusals", "ended"]


class TraceTest(CliCase):
    """Without credentials, and without anybody to talk to."""

    def config(self, name="web", count=1, **sections):
        path = self.folder / f"{name}.flotilla.json"
        self.run_cli("config", "new", name, "--region", REGION, "--count", count, "--types", "m5.large", "--output", path)
        config = json.loads(path.read_text())
        path.write_text(json.dumps(config | sections))
        return path

    def test_json(self):
        path = self.config()
        answer = self.run_json("backtest", path, "--trace", NORTH, "--trace", SOUTH, "--trajectories", 20, "--seed", 5)
        self.assertEqual((answer["days"], answer["trajectories"], answer["seed"]), (2, 20, 5))
        result, = answer["configs"]
        self.assertEqual((result["name"], result["nodes"], result["pools"]), ("web", 1, 2))
        for name in SPREADS:
            spread = result[name]
            self.assertTrue(Decimal(spread["p5"]) <= Decimal(spread["p50"]) <= Decimal(spread["p95"]), name)
        alone = [zone["capacity"] for zone in result["zones"]]
        # One node needs one zone: it has nearly what both have together.
        self.assertLessEqual(result["availability"]["mean"], result["capacity"]["mean"])
        self.assertGreater(result["availability"]["mean"], result["capacity"]["mean"] - 0.03)
        self.assertGreater(result["availability"]["mean"], max(alone))
        ran = result["availability"]["mean"] * 48
        self.assertAlmostEqual(float(result["cost"]["mean"]), ran * (0.096 * 0.35 + 0.0072), delta=0.1)

        again = self.run_json("backtest", path, "--trace", NORTH, SOUTH, "--trajectories", 20, "--seed", 5)
        self.assertEqual(answer, again)

    def test_compare(self):
        one = self.config()
        other = self.config("safe", fallback={"nodes": 1})
        options = ["--trace", NORTH, "--trace", SOUTH, "--trajectories", 5, "--days", 1]
        answer = self.run_json("backtest", one, "--compare", other, *options)
        without, with_fallback = answer["configs"]
        self.assertEqual(without["capacity"], with_fallback["capacity"], "they are put to the same tests")
        self.assertGreater(with_fallback["availability"]["mean"], without["availability"]["mean"])
        self.assertGreater(with_fallback["fallback_hours"]["mean"], 0)
        self.assertEqual(without["fallback_hours"]["mean"], 0)
        text = self.run_cli("backtest", one, "--compare", other, *options).stdout
        self.assertRegex(text, r"MEAN +web +safe +DIFFERENCE")
        self.assertIn("35 % of on demand is assumed", text)
        self.assertIn("As spot, each zone alone had", text)

    def test_standbys(self):
        """They are played: they bridge what spot lacks, and what they cost is in the sums."""
        one = self.config()
        other = self.config("kept", availability={"standbys": 1})
        answer = self.run_json("backtest", one, "--compare", other, "--trace", NORTH, SOUTH, "--trajectories", 5, "--days", 1)
        without, kept = answer["configs"]
        # What is left are lives that begin when there is no capacity: a standby is made when the nodes run.
        self.assertLess(1 - kept["availability"]["mean"], (1 - without["availability"]["mean"]) / 2)
        self.assertGreater(kept["fallback_hours"]["mean"], 0)
        for name in ("on_demand_cost", "extras_cost", "cost"):
            self.assertGreater(Decimal(kept[name]["mean"]), Decimal(without[name]["mean"]), name)

    def with_prices(self, *prices):
        """The northern trace, with these prices one after the other."""
        trace = json.loads((TRACES / "north.json").read_text())
        trace["prices"] = [prices[i % len(prices)] for i in range(len(trace["data"]))]
        path = self.folder / "priced.json"
        path.write_text(json.dumps(trace))
        return f"us-east-1a={path}"

    def test_prices_of_a_trace(self):
        """Recorded prices count, unless they are of another type: an m5.large costs $0.096 on demand."""
        path = self.config(zones={"minimum": 1, "distribution": "single", "reason": "a test"})
        def run(trace):
            return self.run_cli("backtest", path, "--trace", trace, "--trajectories", 5)

        plain, kept, foreign = run(NORTH), run(self.with_prices(0.05, 0.05, 0.12)), run(self.with_prices(0.9, 0.918))
        self.assertIn("35 % of on demand is assumed", plain.stdout)
        self.assertNotIn("is assumed", kept.stdout)
        self.assertNotIn("another type", kept.stderr)
        self.assertRegex(foreign.stderr, r"us-east-1a's trace are all above what m5\.large costs on demand \(\$0\.096 an hour\)")
        self.assertEqual(foreign.stdout, plain.stdout)

    def test_mistakes(self):
        path = self.config()
        bad = self.folder / "bad.json"
        bad.write_text('{"metadata": {"gap_seconds": 60}, "data": [1, -1]}')
        for arguments, code, message in [
                (["--trace", "x"], 2, "not of the form ZONE=FILE"),
                (["--trace", NORTH, "--trace", NORTH], 2, "there are two for us-east-1a"),
                (["more"], 2, "too many arguments, beginning with more"),
                (["--days", "0"], 2, "--days: 0 is not"),
                (["--trace", f"us-east-1a={bad}"], 1, "has -1 at place 1"),
                (["--trace", f"us-east-1a={self.folder / 'absent'}"], 1, "absent")]:
            with self.subTest(arguments=arguments):
                done = self.run_cli("backtest", path, *arguments, code=code)
                self.assertIn(message, done.stderr)
        allowed = self.config("elsewhere", zones={"allowed": ["us-east-1c", "us-east-1d"]})
        done = self.run_cli("backtest", allowed, "--trace", NORTH, code=3)
        self.assertIn("does not allow us-east-1a", done.stderr)
        self.assertIn("nothing to replay", done.stderr)


class PriceTest(CliCase):
    simulator_options = ["--speed", "0.001"]  # prices stay as they are while the test compares them

    def test_prices(self):
        answer = self.run_json("backtest", self.new_config("web", 4), "--trajectories", 3, "--days", 20)
        result, = answer["configs"]
        self.assertEqual((answer["days"], result["pools_of_assumed_price"], result["zones"]), (20, 0, []))
        self.assertIsNone(result["capacity"])
        self.assertGreater(result["availability"]["mean"], 0.99)
        now = [pool["price"] for pool in self.run_json("price", "now", "--types", "m5.large,c5.large")["pools"]]
        least, most = min(map(Decimal, now)) * 4 * 480 / 4, max(map(Decimal, now)) * 4 * 480 * 4 + 4 * 480 * Decimal("0.0073")
        self.assertTrue(least < Decimal(result["cost"]["mean"]) < most, result["cost"])


if __name__ == "__main__":
    unittest.main()
