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


class KeptToTest(CliCase):
    """What whoever runs the fleets makes of it."""

    simulator_options = ["--speed", "60", "--throttle-scale", "0"]

    def launch(self, name, count, code=0):
        return self.run_json("fleet", "launch", self.new_config(name, count), "--yes", code=code)

    def per_hour(self):
        return money(self.run_json("budget", "show")["spent"])[0]

    def set_room(self, nodes, **options):
        """So many nodes more at what one costs now, and a half."""
        now = self.per_hour()
        n_nodes = sum(fleet["running"] for fleet in self.run_json("fleet", "list"))
        bound = now + now / n_nodes * (nodes + decimal.Decimal("0.5"))
        self.run_json("budget", "set", "--per-hour", f"{bound:.6f}", **options)
        return bound

    def test_refused(self):
        """A launch, a plan and growth that would exceed it, with the figures, and nothing is begun."""
        self.launch("web", 2)
        bound = self.set_room(1)
        requests = self.simulator.count_requests("CreateFleet")
        job = self.new_config("job", 3)
        for arguments in (["fleet", "launch", job, "--yes"], ["fleet", "plan", job], ["fleet", "scale", "web", "4", "--yes"]):
            error = self.run_json(*arguments, code=6)["error"]
            self.assertIn("all fleets of the account would cost", error["message"])
            self.assertRegex(error["message"], r"without it; their budget is \$[0-9.]+ an hour")
        self.assertEqual(self.simulator.count_requests("CreateFleet"), requests)
        self.assertEqual([fleet["name"] for fleet in self.run_json("fleet", "list")], ["web"])
        # What fits is not refused, nor what makes it smaller.
        self.assertTrue(self.run_json("fleet", "scale", "web", "3", "--yes")["done"])
        self.run_json("budget", "set", "--per-hour", "0.001")
        self.assertTrue(self.run_json("fleet", "scale", "web", "1", "--yes")["done"])
        self.assertLess(self.per_hour(), bound)

    def test_two_fleets(self):
        """Both want a node more, and there is room for one: one gets it, the other one says what is in the way, and gets it
        as soon as there is more."""
        self.launch("web", 2)
        self.launch("job", 2)
        for name in ("web", "job"):
            self.run_json("fleet", "scale", name, "3", "--yes", "--no-wait")
        bound = self.set_room(1)
        self.start_cli("fleet", "watch", "--json")

        def look():
            return {fleet["name"]: fleet for fleet in self.run_json("fleet", "list")}

        self.wait_until("one of them to have three nodes",
                        lambda: sorted(fleet["running"] for fleet in look().values()) == [2, 3])
        for _ in range(5):
            fleets = look()
            self.assertEqual(sorted(fleet["running"] for fleet in fleets.values()), [2, 3])
            self.assertLessEqual(self.per_hour(), bound)
        waiting = next(fleet for fleet in fleets.values() if fleet["running"] == 2)
        self.assertIn("all fleets of the account would cost more than their budget", waiting["problem"])
        # The one that runs the fleets finds it at its next turn.
        self.run_json("budget", "set", "--per-hour", "none", "--per-day", "1000")
        self.wait_until("both to have three nodes", lambda: [fleet["running"] for fleet in look().values()] == [3, 3])

    def test_spent(self):
        """What is spent is spent for all of them, while another process runs them."""
        self.launch("web", 2)
        self.launch("job", 1)
        self.start_cli("fleet", "watch", "--json")
        with sqlite3.connect(self.folder / "data" / "flotilla" / "flotilla.db") as database:
            database.execute("UPDATE zone_costs SET time = time - 900")
        self.run_json("budget", "set", "--per-month", "0.001", "--at-limit", "stop", "--yes")
        self.wait_until("all nodes to be ended", lambda: self.per_hour() == 0)
        for name in ("web", "job"):
            fleet = self.run_json("fleet", "show", name)
            self.assertRegex(fleet["budget"], "month for all fleets, .* is spent. All nodes are ended")
            self.assertEqual(sum("for all fleets is spent" in event["title"] for event in fleet["events"]), 1)


if __name__ == "__main__":
    unittest.main()
