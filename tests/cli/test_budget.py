#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl budget: what all fleets of an account cost, and may cost, together."""

import decimal
import sqlite3
import unittest

from cli_case import CliCase

NONE = {"per_hour": None, "per_day": None, "per_month": None}
MISTAKES = [
    ([], "what shall the budget be?"),
    (["--per-hour", "much"], "--per-hour: much is no budget"),
    (["--per-day", "0"], "--per-day: 0 is no budget"),
    (["--per-month", "1000001"], "--per-month: 1000001 is no budget"),
    (["--per-day", "5", "--at-limit", "panic"], "--at-limit has to be stop-growing, base or stop, not panic"),
    (["--at-limit", "stop"], "a budget needs a bound"),
    (["--per-hour", "none"], "a budget needs a bound"),
]


def money(row):
    return [decimal.Decimal(row[name]) for name in ("per_hour", "today", "month")]


class BudgetTest(CliCase):
    simulator_options = ["--speed", "60", "--throttle-scale", "0"]

    def launch(self, name, count, code=0):
        return self.run_json("fleet", "launch", self.new_config(name, count), "--yes", code=code)

    def test_mistakes(self):
        for arguments, message in MISTAKES:
            with self.subTest(arguments=arguments):
                self.assertIn(message, self.run_cli("budget", "set", *arguments, code=2).stderr)
        self.assertEqual(self.run_json("budget", "show")["bounds"], NONE)

    def test_kept(self):
        first = self.run_json("budget", "show")
        self.assertEqual((first["bounds"], first["at_limit"], first["set_by"], first["fleets"]), (NONE, None, None, []))
        self.assertIn("flotillactl budget set makes one", self.run_cli("budget", "show").stderr)

        self.run_json("budget", "set", "--per-hour", "5", "--dry-run")
        self.assertEqual(self.run_json("budget", "show")["bounds"], NONE)
        self.run_json("budget", "set", "--per-hour", "5", "--per-day", "80.5", "--at-limit", "base")
        changed = self.run_json("budget", "set", "--per-hour", "none", "--per-month", "1000")
        self.assertEqual(changed["bounds"], {"per_hour": None, "per_day": "80.500000", "per_month": "1000.000000"})
        self.assertEqual(changed["at_limit"], "base")
        self.assertIn("@", changed["set_by"])
        self.assertEqual(self.run_json("budget", "show"), changed)
        text = self.run_cli("budget", "show")
        self.assertIn("$80.50", text.stdout)
        self.assertIn("all nodes but the on-demand bases are ended", text.stderr)
        # Another account has another one.
        self.assertEqual(self.run_json("budget", "show", "--endpoint-url", "http://127.0.0.1:9")["bounds"], NONE)

        self.assertEqual(self.run_json("budget", "clear")["bounds"], NONE)
        self.assertEqual(self.run_json("budget", "show")["at_limit"], None)

    def test_costs(self):
        """What each fleet costs, and that one that is gone still counts for the day."""
        web = self.launch("web", 3)
        job = self.launch("job", 2)
        shown = self.run_json("budget", "show")
        self.assertEqual([fleet["name"] for fleet in shown["fleets"]], ["web", "job"])
        rates = {fleet["id"]: fleet["per_hour"] for fleet in shown["fleets"]}
        for fleet in (web, job):
            self.assertEqual(rates[fleet["id"]], self.run_json("fleet", "show", fleet["id"])["per_hour"])
        self.assertEqual(money(shown["spent"]),
                         [sum(column) for column in zip(*(money(fleet) for fleet in shown["fleets"]))])
        self.assertGreater(decimal.Decimal(shown["spent"]["today"]), 0)

        self.run_cli("fleet", "destroy", "job", "--yes")
        gone = self.run_json("budget", "show")["fleets"][1]
        self.assertEqual((gone["id"], gone["living"], gone["per_hour"]), (job["id"], False, "0.000000"))
        self.assertGreater(decimal.Decimal(gone["today"]), 0)
        self.assertIn("1 destroyed", self.run_cli("budget", "show").stdout)

    def test_asks_before_nodes_end(self):
        self.launch("web", 2)
        with sqlite3.connect(self.folder / "data" / "flotilla" / "flotilla.db") as database:
            database.execute("UPDATE zone_costs SET time = time - 900")
        refused = self.run_cli("budget", "set", "--per-month", "0.001", "--at-limit", "stop", code=2)
        self.assertIn("all nodes are ended", refused.stderr)
        self.assertEqual(self.run_json("budget", "show")["bounds"], NONE)
        self.run_json("budget", "set", "--per-month", "0.001", "--at-limit", "stop", "--yes")
        self.assertEqual(self.run_json("budget", "show")["bounds"]["per_month"], "0.001000")


if __name__ == "__main__":
    unittest.main()
