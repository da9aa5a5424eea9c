#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices that are kept: flotillactl price export, import and prune."""

import csv
import datetime
import io
import json
import os
import random
import subprocess
import unittest

from cli_case import BUILD, CliCase, PROGRAM, REGION

COLUMNS = ["time", "region", "zone", "zone_id", "instance_type", "product", "price"]
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def line(time, price, zone="us-east-1a", kind="m5.large"):
    return f"{time:%Y-%m-%dT%H:%M:%SZ},{REGION},{zone},use1-az1,{kind},Linux/UNIX,{price:.6f}\n"


def old_history(days, seed=3):
    """A table, one pool, a few changes a day."""
    chance = random.Random(seed)
    seconds = sorted(chance.sample(range(days * 86400), days * 12))
    return ",".join(COLUMNS) + "\n" + "".join(
        line(NOW - datetime.timedelta(days=days) + datetime.timedelta(seconds=second), chance.uniform(0.02, 0.03))
        for second in seconds)


class KeptTest(CliCase):
    simulator_options = ["--speed", "0.001"]  # prices stay as they are while the test compares them

    def at(self, home):
        """Another database."""
        return {"XDG_DATA_HOME": str(self.folder / home)}

    def table(self, text, name="prices.csv"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def export(self, *arguments, home="data"):
        return self.run_cli("price", "export", *arguments, environment=self.at(home)).stdout

    def test_round_trip(self):
        fetch = ["price", "history", "--summary", "--days", 30, "--types"]
        self.run_cli(*fetch, "m5.large,c5.large")
        self.run_cli(*fetch, "m5.large", "--product", "Windows")
        text = self.export()
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(list(rows[0]), COLUMNS)
        self.assertEqual({row["product"] for row in rows}, {"Linux/UNIX", "Windows"})
        self.assertGreater(len(rows), 500)
        pools = [(row["product"], row["instance_type"], row["zone"], row["time"]) for row in rows]
        self.assertEqual(pools, sorted(set(pools)))
        for row in rows:
            self.assertEqual(row["region"], REGION)
            self.assertRegex(row["zone_id"], r"^use1-az\d$")
        as_json = json.loads(self.export("--json"))
        self.assertEqual([list(row.values()) for row in as_json],
                         [[row[name] for name in ("time", "zone", "zone_id", "instance_type", "product", "price")]
                          for row in rows])

        path = self.table(text)
        done = self.run_cli("price", "import", path, "--json", environment=self.at("other"))
        self.assertEqual(json.loads(done.stdout), {"file": str(path), "prices": len(rows), "new": len(rows)})
        self.assertEqual(self.export(home="other"), text)
        again = self.run_cli("price", "import", "-", given=text, environment=self.at("other"))
        self.assertEqual(again.stdout, f"{len(rows)} prices, 0 of them new\n")
        self.assertEqual(self.export(home="other"), text)

        # Filters, and a file.
        output = self.folder / "some.csv"
        self.run_cli("price", "export", "--types", "m5.large", "--zones", "use1-az1", "--product", "Windows", "--output",
                     output)
        some = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))
        self.assertEqual(some, [row for row in rows if row["product"] == "Windows" and row["zone_id"] == "use1-az1"])
        few = list(csv.DictReader(io.StringIO(self.export("--days", 2))))
        self.assertTrue(0 < len(few) < len(rows))
        self.assertEqual(self.export("--region", "eu-west-1"), ",".join(COLUMNS) + "\n")
        self.run_cli("price", "export", "--product", "Solaris", code=2)
        self.run_cli("price", "export", "--output", self.folder / "no" / "file", code=1)
        self.assertEqual([path.name for path in self.folder.iterdir() if path.name.startswith("some.csv")], ["some.csv"])

    def test_prune(self):
        path = self.table(old_history(400))
        summary = ["price", "history", "--summary", "--types", "m5.large", "--days", 380, "--json"]

        def summarise(home):
            pool = json.loads(self.run_cli(*summary, environment=self.at(home)).stdout)[0]
            return {name: float(pool[name]) for name in ("mean", "minimum", "maximum", "now")}
        self.simulator.control("deny", {"action": "ec2:DescribeSpotPriceHistory"})
        self.run_cli("price", "import", path, environment=self.at("raw"))
        self.run_cli("price", "import", path)
        before = self.export()
        self.simulator.control("allow", {"action": "ec2:DescribeSpotPriceHistory"})

        pruned = self.run_json("price", "prune")
        self.assertEqual(pruned["keep_days"], 180)
        self.assertGreater(pruned["changes"], 2500)
        self.assertLess(pruned["days"], 222)
        self.assertEqual(self.run_json("price", "prune"), {"keep_days": 180, "changes": 0, "days": 0})
        after = self.export()
        self.assertLess(len(after), len(before))
        self.assertEqual(self.export("--days", 170), "".join(self.export("--days", 170, home="raw")))

        # What a day became moves to another database, and is the same day there.
        self.run_cli("price", "import", self.table(after), environment=self.at("moved"))
        self.assertEqual(self.export(home="moved"), after)
        self.run_cli("price", "prune", environment=self.at("moved"))
        self.assertEqual(self.export(home="moved"), after)
        self.run_cli("price", "import", path)
        self.assertEqual(self.export(), after)

        here, raw = summarise("data"), summarise("moved")
        self.assertEqual(here, raw)
        self.assertEqual(self.run_json("price", "prune", "--keep", 200)["keep_days"], 200)
        self.assertEqual(self.run_json("price", "prune")["keep_days"], 200)
        self.assertIn("91", self.run_cli("price", "prune", "--keep", 90, code=2).stderr)
        self.assertIn("--types", self.run_cli("price", "history", "--summary", "--days", 91, code=2).stderr)

    def test_what_is_wrong(self):
        good = ",".join(COLUMNS) + "\n" + line(NOW, 0.03)
        cases = [
            (good + "yesterday" + line(NOW, 0.03)[20:], "line 3: “yesterday” is not a time"),
            (good + line(NOW, 0.03).replace("0.03", "-0.03"), "line 3: “-0.030000” is not a price"),
            (good + line(NOW, 0.03).replace("Linux/UNIX", "Solaris"), "line 3: “Solaris” is not a product"),
            (good + line(NOW, 0.03).replace(",use1-az1", ""), "line 3: 6 cells instead of 7"),
            (good + line(NOW, 0.03, zone=""), "line 3: the zone is missing"),
            (good + line(NOW, 0.03, zone="z" * 65), "line 3: this cannot be a price of EC2"),
            (good + line(NOW, 0.03).replace(REGION, "No Where"), "line 3: “No Where” is not a region"),
            (good + line(NOW, 0.03, zone="\033[2J"), "line 3: this cannot be a price"),
            (good + '"' + line(NOW, 0.03), "line 3: this is no table"),
            (good.replace("price", "cost"), "line 1: there is no column price"),
            ("", "the table is empty"),
        ]
        for text, problem in cases:
            done = self.run_cli("price", "import", self.table(text), code=1)
            self.assertIn(problem, done.stderr)
            self.assertNotIn("\033", done.stderr)
            self.assertEqual(self.export(), ",".join(COLUMNS) + "\n", "half of it was kept")
        self.assertIn("nowhere.csv", self.run_cli("price", "import", "nowhere.csv", code=1).stderr)

    def test_killed(self):
        """In the middle of it, with much of the table in the database already: nothing is kept, and it can be done again."""
        rows = [line(NOW - datetime.timedelta(seconds=60 * i), 0.02) for i in range(120_000)]
        text = ",".join(COLUMNS) + "\n" + "".join(rows)
        process = subprocess.Popen([PROGRAM, "price", "import", "-"], env=self.environment, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, text=True)
        process.stdin.write(text)   # a pipe holds 64 KiB of it
        process.stdin.flush()
        process.kill()
        process.communicate()
        self.assertEqual(self.export(), ",".join(COLUMNS) + "\n")
        self.assertIn("120000 of them new", self.run_cli("price", "import", "-", given=text).stdout)

    def test_names_of_aws(self):
        """What the AWS CLI prints, as a table."""
        command = ["/usr/bin/aws", "ec2", "describe-spot-price-history", "--instance-types", "m5.large",
                   "--product-descriptions", "Linux/UNIX", "--start-time", f"{NOW - datetime.timedelta(days=9):%FT%TZ}",
                   "--output", "json", "--endpoint-url", self.simulator.url, "--region", REGION]
        found = json.loads(subprocess.run(command, env=self.environment | {"PATH": "/usr/bin:/bin"}, capture_output=True,
                                          check=True).stdout)["SpotPriceHistory"]
        text = io.StringIO()
        writer = csv.DictWriter(text, sorted(found[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(found)
        self.run_cli("price", "import", self.table("\ufeff" + text.getvalue()))
        kept = {(row["time"], row["zone"], row["price"]) for row in csv.DictReader(io.StringIO(self.export()))}
        self.assertEqual(kept, {(record["Timestamp"][:19] + "Z", record["AvailabilityZone"],
                                 f"{float(record['SpotPrice']):.6f}") for record in found})

    def measure_peak(self, *arguments):
        """KiB of the whole process."""
        reader, writer = os.pipe()
        command = ["/bin/sh", "-c", f'exec 3>&{writer}; exec "$0" "$@"', BUILD / "bench" / "bench-measure", PROGRAM,
                   *arguments]
        subprocess.run(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       pass_fds=[writer], check=True)
        os.close(writer)
        with os.fdopen(reader) as report:
            return int(report.read().split()[1])

    def test_memory_is_bound(self):
        if os.environ.get("ASAN_OPTIONS"):
            self.skipTest("a sanitizer keeps what was freed")
        head = ",".join(COLUMNS) + "\n"
        rows = [line(NOW - datetime.timedelta(seconds=60 * i), 0.02 + i % 1000 / 1e6) for i in range(250_000)]
        few = [self.table(head + "".join(rows[:60_000])), self.table(head + "".join(rows), "many.csv")]
        peaks = [(self.measure_peak("price", "import", path), self.measure_peak("price", "export")) for path in few]
        self.assertLess(peaks[1][0] - peaks[0][0], 4096)
        self.assertLess(peaks[1][1] - peaks[0][1], 4096)


if __name__ == "__main__":
    unittest.main()
