#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl price and account check against the practice cloud."""

import datetime
import itertools
import json
import os
import re
import subprocess
import unittest

from cli_case import BUILD, CliCase, PROGRAM, REGION, SOURCE

MONEY = re.compile(r"^\d+\.\d{6}$")
TIME = "%Y-%m-%dT%H:%M:%SZ"


class PriceTest(CliCase):
    simulator_options = ["--speed", "0.001"]  # prices stay as they are while the test compares them

    def test_check(self):
        answer = self.run_json("account", "check")
        self.assertEqual(answer["account_id"], "123456789012")
        self.assertTrue(answer["arn"].startswith("arn:aws:"))
        self.assertEqual(answer["region"], REGION)
        self.assertIn("works", self.run_cli("account", "check").stdout)

    def test_wrong_secret(self):
        done = self.run_cli("account", "check", code=4, environment={"AWS_SECRET_ACCESS_KEY": "wrong"})
        self.assertIn("SignatureDoesNotMatch", done.stderr)
        self.assertNotIn("wrong", done.stderr)
        self.run_cli("price", "now", "--types", "m5.large", code=4, environment={"AWS_SECRET_ACCESS_KEY": "wrong"})

    def test_now(self):
        answer = self.run_json("price", "now", "--types", "m5.large,c5.large")
        self.assertEqual(answer["region"], REGION)
        self.assertEqual({pool["instance_type"] for pool in answer["pools"]}, {"m5.large", "c5.large"})
        for pool in answer["pools"]:
            self.assertRegex(pool["price"], MONEY)
            self.assertRegex(pool["on_demand"], MONEY)
            datetime.datetime.strptime(pool["since"], TIME)
            self.assertIn(pool["interruption_range"], range(-1, 5))
        order = [(pool["instance_type"], pool["zone"]) for pool in answer["pools"]]
        self.assertEqual(order, sorted(order))

        one = self.run_json("price", "now", "--types", "m5.large", "--zones", order[-1][1])["pools"]
        self.assertEqual([pool["zone"] for pool in one], [order[-1][1]])
        self.assertIn("m5.large", self.run_cli("price", "now", "--types", "m5.large").stdout)

    def test_sources_of_now(self):
        """Every figure has its source and its age; what AWS was not asked about, or would not say, is not known."""
        arguments = ["price", "now", "--types", "m5.large", "--region", "eu-west-1"]
        done = self.run_cli(*arguments)
        self.assertRegex(done.stderr, r"(?m)^Spot prices: AWS, just now$")
        self.assertRegex(done.stderr, r"(?m)^On demand: AWS, just now$")
        self.assertRegex(done.stderr, r"(?m)^Interruptions, by Spot Advisor: AWS, just now$")
        self.assertEqual(self.run_cli(*arguments, "--quiet").stderr, "")
        answer = self.run_json(*arguments)
        self.assertEqual(answer["interruption_source"], "aws")
        for pool in answer["pools"]:
            self.assertEqual(pool["on_demand_source"], "aws")
            age = datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.strptime(
                pool["on_demand_time"] + "+0000", TIME + "%z")
            self.assertLess(age.total_seconds(), 120)
        # The price of us-east-1 is not the price of Ireland.
        here = self.run_json("price", "now", "--types", "m5.large")["pools"][0]["on_demand"]
        self.assertNotEqual(here, answer["pools"][0]["on_demand"])

    def test_figures_that_are_refused(self):
        self.simulator.control("deny", {"action": "pricing:GetProducts"})
        arguments = ["--types", "m5.large", "--region", "eu-west-1"]
        done = self.run_cli("price", "now", *arguments)
        self.assertIn("not known", done.stdout)
        self.assertIn("On demand: not known\n", done.stderr)
        self.assertIn("On-demand prices could not be fetched: GetProducts", done.stderr)
        pool = self.run_json("price", "now", *arguments)["pools"][0]
        self.assertEqual((pool["on_demand"], pool["on_demand_source"], pool["on_demand_time"]), (None, "none", None))
        self.run_cli("price", "sources", "--refresh", code=4)

    def test_sources(self):
        def sources(*arguments):
            return {row["figures"]: row for row in self.run_json("price", "sources", "--region", "eu-west-1", *arguments)}
        first = sources()
        self.assertEqual([row["source"] for row in first.values()], ["none", "shipped", "shipped", "shipped"])
        self.assertEqual((first["storage"]["price"], first["on-demand"]["price"]), ("0.080000", None))
        self.assertIn("gp3, $0.08 a GiB and month in us-east-1", self.run_cli("price", "sources", "--region", "eu-west-1").stdout)
        fresh = sources("--refresh")
        self.assertEqual([row["source"] for row in fresh.values()], ["aws", "aws", "aws", "aws"])
        self.assertEqual(fresh["storage"]["price"], "0.088000")
        self.assertGreater(fresh["on-demand"]["count"], 300)
        self.assertEqual(sources(), fresh)
        # What needs a right asks for none when it is read from the file.
        self.simulator.control("deny", {"action": "pricing:GetProducts"})
        read = sources("--file")
        self.assertGreaterEqual(read["on-demand"]["time"], fresh["on-demand"]["time"])
        self.assertEqual(read["storage"]["price"], "0.088000")
        self.assertEqual(self.run_json("price", "record", "--region", "eu-west-1"), [])

    def test_scores(self):
        arguments = ["price", "scores", "--types", "m5.large,c5.large,r5.large", "--count", "2"]
        first = self.run_json(*arguments)
        self.assertEqual(first["request"], "2 units by zone; types c5.large,m5.large,r5.large; regions us-east-1")
        self.assertEqual((first["kept"], first["requests_24h"], first["problem"]), (False, 1, None))
        self.assertGreater(len(first["scores"]), 2)
        for row in first["scores"]:
            self.assertIn(row["score"], range(1, 11))
            self.assertRegex(row["zone_id"], r"^use1-az\d$")
        again = self.run_json(*arguments)
        self.assertEqual((again["kept"], again["time"], again["scores"]), (True, first["time"], first["scores"]))

        # Refused, the old answer stands, and says that it is old.
        self.simulator.control("deny", {"action": "ec2:GetSpotPlacementScores"})
        done = self.run_cli(*arguments, "--anew")
        self.assertIn("use1-az1", done.stdout)
        self.assertIn("There is no newer score: GetSpotPlacementScores", done.stderr)
        self.simulator.control("allow", {"action": "ec2:GetSpotPlacementScores"})
        times = []
        while len(set(times)) < 2:  # answers of the same second are one
            self.assertFalse(self.run_json(*arguments, "--anew")["kept"])
            times = [row["time"] for row in self.run_json(*arguments, "--history")["scores"]]
        self.assertEqual(len(set(times)), 2)
        self.assertEqual(times, sorted(times, reverse=True))

        regions = self.run_json("price", "scores", "--types", "m5.large", "--regions", "us-east-1,eu-west-1")
        self.assertEqual({row["region"] for row in regions["scores"]}, {"us-east-1", "eu-west-1"})
        self.assertEqual(regions["requests_24h"], 2)
        self.assertIn("three", self.run_cli("price", "scores", "--types", "m5.large").stderr)
        self.assertIn("--types", self.run_cli("price", "scores", code=2).stderr)

    def test_scores_limit(self):
        """AWS answers so many different questions a day: it is said so, and no score is made up."""
        arguments = ["price", "scores", "--types", "m5.large,c5.large,r5.large", "--count"]
        for count in range(1, 11):
            self.assertEqual(self.run_json(*arguments, count)["requests_24h"], count)
        refused = self.run_cli(*arguments, 11, code=6).stderr
        self.assertIn("MaxConfigLimitExceeded", refused)
        self.assertIn("tomorrow", refused)
        self.assertFalse(self.run_json(*arguments, 3, "--anew")["kept"])

    def test_history_is_what_aws_answers(self):
        found = self.run_json("price", "history", "--types", "m5.large,c5.large", "--days", 30)
        command = ["/usr/bin/aws", "ec2", "describe-spot-price-history", "--instance-types", "m5.large", "c5.large",
                   "--product-descriptions", "Linux/UNIX", "--start-time", self.days_ago(30), "--output", "json",
                   "--endpoint-url", self.simulator.url, "--region", REGION]
        environment = self.environment | {"PATH": "/usr/bin:/bin"}
        wanted = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
        wanted = {(r["InstanceType"], r["AvailabilityZone"], r["Timestamp"][:19], r["SpotPrice"])
                  for r in wanted["SpotPriceHistory"]}
        found = {(r["instance_type"], r["zone"], r["time"][:19], r["price"]) for r in found}
        self.assertGreater(len(found), 100)
        # The clock moves between the two: the oldest or newest record of a pool may differ.
        self.assertLess(len(found ^ wanted), 30)

    @staticmethod
    def days_ago(days):
        return (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)).strftime(TIME)

    def test_history_zones(self):
        for zones in ("us-east-1a", "us-east-1a,us-east-1c"):
            found = self.run_json("price", "history", "--types", "m5.large", "--zones", zones)
            self.assertEqual({record["zone"] for record in found}, set(zones.split(",")))
            self.assertEqual(set(found[0]), {"time", "zone", "zone_id", "instance_type", "product", "price"})
            for record in found:
                self.assertRegex(record["zone_id"], r"^use1-az\d$")

    def test_products(self):
        def mean(*arguments):
            pools = self.run_json("price", "history", "--summary", "--types", "m5.large", "--zones", "us-east-1a", *arguments)
            self.assertRegex(pools[0]["zone_id"], r"^use1-az\d$")
            return float(pools[0]["mean"])
        self.assertAlmostEqual(mean("--product", "Linux/UNIX (Amazon VPC)"), mean(), 4)
        self.assertGreater(mean("--product", "Windows"), mean() + 0.05)
        for record in self.run_json("price", "history", "--types", "m5.large", "--product", "SUSE Linux"):
            self.assertEqual(record["product"], "SUSE Linux")
        for summary in ([], ["--summary"]):
            refused = self.run_cli("price", "history", "--product", "Solaris", *summary, code=2)
            self.assertIn("Red Hat Enterprise Linux", refused.stderr)

    def test_correlation(self):
        arguments = ["price", "history", "--correlation", "--types", "m5.large,c5.large", "--zones", "us-east-1a,us-east-1b"]
        pairs = self.run_json(*arguments)
        names = [f"{kind} {zone}" for kind in ("c5.large", "m5.large") for zone in ("us-east-1a", "us-east-1b")]
        found = [(f"{pair['instance_type']} {pair['zone']}", f"{pair['other_instance_type']} {pair['other_zone']}")
                 for pair in pairs]
        self.assertEqual(sorted(found), sorted(itertools.combinations(names, 2)))
        values = [pair["correlation"] for pair in pairs]
        self.assertEqual(values, sorted(values, reverse=True))
        self.assertTrue(all(-1 <= value <= 1 for value in values))
        self.assertEqual({(pair["known"], pair["changes"]) for pair in pairs}, {(1.0, 59)})

        lines = self.run_cli(*arguments, "--csv").stdout.splitlines()
        self.assertEqual(lines[0], "type,zone,other_type,other_zone,correlation,known")
        self.assertEqual([" ".join(line.split(",")[:2]) for line in lines[1:]], [first for first, _ in found])
        for line, value in zip(lines[1:], values):
            self.assertAlmostEqual(float(line.split(",")[4]), value, delta=0.02)   # some seconds later
        done = self.run_cli(*arguments, "--days", 10)
        self.assertEqual(len(done.stdout.splitlines()), 7)
        self.assertIn("up to 0.46 can be chance", done.stderr)
        one = ["price", "history", "--correlation", "--types", "m5.large", "--zones", "us-east-1a"]
        self.assertEqual(self.run_json(*one), [])
        self.assertIn("no two pools", self.run_cli(*one).stderr)

    def test_correlation_mistakes(self):
        for arguments, message in ((["--correlation", "--summary"], "not both"), (["--csv"], "--csv goes with --correlation"),
                                   (["--correlation", "--days", 2], "from 3 to")):
            self.assertIn(message, self.run_cli("price", "history", *arguments, code=2).stderr)
        self.assertIn("too many to compare", self.run_cli("price", "history", "--correlation", "--days", 3, code=2).stderr)

    def test_progress(self):
        arguments = ["price", "history", "--summary", "--types", "m5.large,c5.large", "--days", "90"]
        self.assertIn("Fetching prices", self.run_cli(*arguments).stderr)
        self.assertNotIn("Fetching prices", self.run_cli(*arguments).stderr)
        self.assertEqual(self.run_cli(*arguments, "--product", "Windows", "--quiet").stderr, "")

    def test_history_of_nothing(self):
        self.assertEqual(self.run_json("price", "history", "--types", "m5.none"), [])
        self.assertEqual(self.run_cli("price", "history", "--types", "m5.none").stdout, "")

    def test_history_for_people(self):
        done = self.run_cli("price", "history", "--types", "m5.large", "--days", 1)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  us-east-1[a-f] +m5.large +Linux/UNIX +\$\d+\.\d+$")
        self.assertIn("records of the last 1 days", done.stderr)
        self.assertEqual(self.run_cli("price", "history", "--types", "m5.large", "--days", 1, "--quiet").stderr, "")

    def test_broken_pipe(self):
        reader = subprocess.Popen(["head", "-c", "10"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        done = subprocess.run([PROGRAM, "price", "history", "--json", "--days", "90"], env=self.environment,
                              stdout=reader.stdin, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        reader.stdin.close()
        reader.wait()
        self.assertEqual((done.returncode, done.stderr), (1, ""))

    def test_cloud_that_is_gone(self):
        self.simulator.close()
        done = self.run_cli("account", "check", code=1)
        self.assertIn("127.0.0.1", done.stderr)

    def test_validate_live(self):
        path = self.new_config()
        self.assertEqual(self.run_json("config", "validate", path, "--live")["problems"], [])
        self.run_cli("config", "validate", path, "--live", "--region", "eu-west-1", code=2)


class OneZoneTest(CliCase):
    simulator_options = ["--test-regions"]

    def test_too_few_zones(self):
        path = self.folder / "web.flotilla.json"
        self.run_cli("config", "new", "web", "--region", "eu-x-1", "--count", 2, "--types", "m5.large,c5.large",
                     "--output", path)
        answer = self.run_json("config", "validate", path, "--live", code=3)
        messages = [problem["message"] for problem in answer["problems"]]
        self.assertIn("region eu-x-1 has 1 usable Availability Zone (eu-x-1a); this config needs at least 2", messages)


class ManyPagesTest(CliCase):
    """Pages as the races serve them."""

    def serve(self, pages):
        server = subprocess.Popen(["/usr/bin/python3", SOURCE / "bench" / "price_server.py", "--pages", str(pages)],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(end_server, server)
        self.environment |= {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": REGION,
                             "AWS_ENDPOINT_URL": server.stdout.readline().split()[-1]}

    def test_every_record_once(self):
        self.serve(20)
        found = self.run_json("price", "history")
        self.assertEqual(len(found), 20000)
        self.assertEqual(len({record["time"] for record in found}), 20000)
        self.assertEqual([record["time"] for record in found], sorted((r["time"] for r in found), reverse=True))

    def measure_peak(self, pages):
        """KiB of the whole process."""
        self.serve(pages)
        reader, writer = os.pipe()
        command = ["/bin/sh", "-c", f'exec 3>&{writer}; exec "$0" "$@"', BUILD / "bench" / "bench-measure", PROGRAM,
                   "price", "history", "--json"]
        subprocess.run(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       pass_fds=[writer], check=True)
        os.close(writer)
        with os.fdopen(reader) as report:
            return int(report.read().split()[1])

    def test_memory_is_bound_by_a_page(self):
        if os.environ.get("ASAN_OPTIONS"):
            self.skipTest("a sanitizer keeps what was freed")
        self.assertLess(self.measure_peak(60) - self.measure_peak(3), 4096)


def end_server(server):
    server.stdin.close()
    server.wait(10)
    server.stdout.close()


if __name__ == "__main__":
    unittest.main()
