#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine in a cloud where things go wrong."""

import collections
import concurrent.futures
import copy
import json
import queue
import signal
import threading
import time
import unittest

from fleet_cloud import CONFIG, PATIENCE, Cloud

DAY = 86400


class Watch:
    """A driver that goes on until it is told to stop; its lines can be waited for."""

    def __init__(self, cloud, goal="watch"):
        self.driver = cloud.start(goal)
        self.lines = []
        self.coming = queue.SimpleQueue()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.driver.stdout:
            self.coming.put(line.rstrip())
        self.coming.put(None)

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        line = ""
        while line is not None:
            try:
                line = self.coming.get(timeout=max(end - time.monotonic(), 0.01))
            except queue.Empty:
                break
            self.lines.append(line)
            if line is not None and text in line:
                return line
        raise AssertionError(f"no “{text}” in:\n" + "\n".join(map(str, self.lines)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.driver.poll() is None:
            self.driver.send_signal(signal.SIGTERM)
        self.driver.wait(PATIENCE)
        self.reader.join(PATIENCE)
        self.driver.stdout.close()


def config_with(**sections):
    config = copy.deepcopy(CONFIG)
    for name, section in sections.items():
        config[name] = section if not isinstance(section, dict) else {**config.get(name, {}), **section}
    return config


class Engine(unittest.TestCase):
    def launch(self, cloud):
        cloud.run("launch")
        self.assertEqual(cloud.count(alive=True)["instance"], 3)

    def destroy(self, cloud):
        cloud.run("destroy")
        self.assertEqual(cloud.count(alive=True), {})

    def reschedule(self, cloud, entry):
        config = json.loads(cloud.query("SELECT config FROM fleets")[0][0])
        config["scaling"]["schedule"] = [entry]
        cloud.change("UPDATE fleets SET config = '" + json.dumps(config).replace("'", "''") + "'")

    def test_schedule(self):
        """As many nodes as the schedule says, whatever the number in capacity; none is a number, too."""
        with Cloud(speed=12, config=config_with(scaling={"schedule": ["0 0 1 1 * = 2"]})) as cloud:
            cloud.run("launch")
            self.assertEqual(cloud.count(alive=True)["instance"], 2)
            self.reschedule(cloud, "30 2 1 * * = 5")
            with Watch(cloud) as watch:
                watch.wait_for("event milestone: The schedule wants 5 nodes since ")
                watch.wait_for("healthy 5/5")
            self.assertEqual(cloud.count(alive=True)["instance"], 5)
            self.reschedule(cloud, "31 2 1 * * = 0")
            with Watch(cloud) as watch:
                ended = watch.wait_for("event action: End 5 spot nodes")
                self.assertRegex(ended, r"the schedule wants 0 nodes since .* 02:31 UTC; that saves \$")
                watch.wait_for("healthy 0/0")
            with Watch(cloud) as watch:   # it is told once, and nothing else is done
                watch.wait_for("healthy 0/0")
            titles = [row[0] for row in cloud.query("SELECT title FROM events")]
            self.assertEqual(sum(title.startswith("The schedule wants ") for title in titles), 3)
            self.assertEqual(sum(title.startswith("End ") for title in titles), 1)
            self.destroy(cloud)

    def test_interruption(self):
        with Cloud(speed=12) as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                victim = cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]
                notice = watch.wait_for("event notice")
                self.assertIn(victim, notice)
                self.assertIn("interruption notice", watch.wait_for(f"Replace {victim} in us-east-1"))
                ledger = cloud.control("ledger")["resources"]
                self.assertIsNone(next(item for item in ledger if item["id"] == victim)["gone_at"],
                                  "the replacement came after the end")
                watch.wait_for("event milestone: All 3 nodes run again")
                watch.wait_for(f"event lost: {victim}")
            # It is lost to us as soon as it shuts down; the cloud counts it until it is gone.
            end = time.monotonic() + PATIENCE
            while cloud.count(alive=True)["instance"] > 3 and time.monotonic() < end:
                time.sleep(0.2)
            self.assertEqual(cloud.count(alive=True)["instance"], 3)
            self.assertEqual(cloud.count(alive=False)["instance"], 4)
            # It is remembered of its pool, and outlives the fleet.
            self.destroy(cloud)
            events = cloud.query("SELECT event, source, account, region, spot, run_seconds FROM pool_events ORDER BY event")
            self.assertEqual([event[0] for event in events], ["interrupted"] + ["launched"] * 4 + ["notice"])
            self.assertEqual({event[1] for event in events if event[0] != "launched"}, {victim})
            self.assertEqual({event[3:5] for event in events}, {("us-east-1", 1)})
            self.assertGreater(min(event[5] for event in events if event[0] == "launched"), 0)

    def test_key(self):
        """The fleet's private key is the user's alone, is nowhere else, and goes with the fleet."""
        with Cloud() as cloud:
            self.launch(cloud)
            keys = cloud.folder / "data" / "flotilla" / "keys"
            key = next(keys.iterdir())
            self.assertEqual((keys.stat().st_mode & 0o777, key.stat().st_mode & 0o777), (0o700, 0o600))
            text = key.read_bytes()
            self.assertIn(b"PRIVATE KEY", text)
            secret = b"".join(text.splitlines()[1:-1])[-48:-8]
            for path in (cloud.store, cloud.folder / "fleets.db-wal", cloud.folder / "requests.jsonl"):
                if path.exists():
                    self.assertNotIn(secret, path.read_bytes(), path)
            # Lost, it is not replaced by one that AWS does not know.
            key.unlink()
            cloud.run("settle")
            self.assertEqual(list(keys.iterdir()), [])
            key.write_bytes(text)
            self.destroy(cloud)
            self.assertEqual(list(keys.iterdir()), [])

    def test_one_engine_an_account(self):
        with Cloud() as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                with self.assertRaisesRegex(AssertionError, f"Process {watch.driver.pid} runs the fleets"):
                    cloud.run("settle")

    def test_drought(self):
        types = CONFIG["instances"]["types"]
        with Cloud() as cloud:
            for name in types[:3]:
                cloud.control("drought", {"type": name, "zone": "us-east-1a", "seconds": 1e6})
            self.launch(cloud)
            self.assertLessEqual(set(cloud.query("SELECT type, zone FROM pool_events WHERE event = 'no-capacity'")),
                                 {(name, "us-east-1a") for name in types[:3]})
            self.destroy(cloud)

    def test_drought_in_all_but_one_zone(self):
        """The nodes of a zone without capacity run in the others, and that is told."""
        with Cloud(config=config_with(capacity={"nodes": 2})) as cloud:
            cloud.control("drought", {"zone": "us-east-1a", "seconds": 1e6})
            with Watch(cloud, "launch") as watch:
                watch.wait_for("us-east-1a has no capacity since")
                watch.wait_for("healthy 2/2")
            self.assertEqual(cloud.count(alive=True)["instance"], 2)
            self.destroy(cloud)

    def test_wait_for_a_zone(self):
        """Where the config wants so, the last node waits for a second zone."""
        with Cloud(config=config_with(capacity={"nodes": 2}, zones={"minimum": 2, "when_short": "wait"})) as cloud:
            cloud.control("drought", {"zone": "us-east-1a", "seconds": 1e6})
            with Watch(cloud, "launch") as watch:
                problem = watch.wait_for("problem Too few zones")
                self.assertIn("at least 2 zones", problem)
            zones = cloud.query("SELECT DISTINCT zone FROM pool_events WHERE event = 'no-capacity'")
            self.assertEqual(zones, [("us-east-1a",)])
            self.assertEqual(cloud.count(alive=True)["instance"], 1)
            self.destroy(cloud)

    def test_fallback(self):
        """No spot anywhere, and no patience: on-demand nodes stand in, and it is told why."""
        with Cloud(config=config_with(fallback={"nodes": 3, "patience_minutes": 0})) as cloud:
            cloud.control("drought", {"seconds": 1e6})
            with Watch(cloud, "launch") as watch:
                self.assertIn("spot nodes are missing; each costs $", watch.wait_for("fallback 3 on-demand nodes"))
                watch.wait_for("in place of spot in us-east-1")
                watch.wait_for("healthy 3/3")
            self.assertEqual(cloud.count(alive=True)["instance"], 3)
            self.destroy(cloud)

    def test_fallback_over_restarts(self):
        """An engine that is killed again and again still loses its patience: since when nodes are missing is kept."""
        with Cloud(config=config_with(fallback={"nodes": 3, "patience_minutes": 10})) as cloud:
            self.launch(cloud)
            self.assertEqual(cloud.query("SELECT short_since FROM fleets"), [(0,)])
            cloud.control("drought", {"seconds": 1e6})
            kept = set()
            for _ in range(2):
                with Watch(cloud) as watch:
                    watch.wait_for("event problem: ")
                    watch.driver.kill()
                kept.update(cloud.query("SELECT short_since FROM fleets"))
            (since,), = kept
            self.assertLess(abs(time.time() - since / 1e6), PATIENCE)
            cloud.change("UPDATE fleets SET short_since = short_since - 600000000")
            with Watch(cloud) as watch:
                self.assertIn("spot nodes have been missing for 10 minutes", watch.wait_for("fallback "))
                watch.wait_for("healthy 3/3")
            self.destroy(cloud)

    def test_fallback_by_score(self):
        """AWS gives the launch a low score: what is taken back is replaced on demand, long before patience ends."""
        config = config_with(fallback={"nodes": 3, "patience_minutes": 600, "min_score": 4},
                             instances={"types": ["m5.large", "c5.large", "r5.large", "m5a.large"]})
        with Cloud(config=config) as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("healthy 3/3")
                cloud.control("drought", {"seconds": 1e6})
                self.assertIn("1 of 10 points for finding spot capacity, and the config wants 4",
                              watch.wait_for("fallback 3 on-demand nodes"))
                watch.wait_for("healthy 3/3")
            self.destroy(cloud)

    def test_slow_to_tell(self):
        """AWS shows what was made some time later: nothing is made twice, nothing is forgotten."""
        for options in ([], ["--no-default-vpc"]):
            with self.subTest(options=options), Cloud(*options, speed=10) as cloud:
                cloud.control("consistency", {"delay_seconds": 1})
                self.launch(cloud)
                self.assertEqual(cloud.count(alive=False)["instance"], 3)
                self.assertLessEqual(cloud.count(alive=False)["vpc"], 1)
                self.destroy(cloud)

    def test_slow_to_tell_and_no_answer(self):
        """The answer is lost, and what was made does not show for a while."""
        with Cloud("--no-default-vpc", speed=10) as cloud:
            cloud.control("consistency", {"delay_seconds": 1})
            for call in ("CreateVpc", "CreateSubnet", "CreateInternetGateway", "CreateSecurityGroup", "ImportKeyPair",
                         "CreateLaunchTemplate", "CreateFleet"):
                cloud.fault("reset-after", call, count=2)
            self.launch(cloud)
            ever = cloud.count(alive=False)
            self.assertEqual([ever[kind] for kind in ("vpc", "subnet", "internet-gateway", "security-group", "key-pair",
                                                      "launch-template", "instance")], [1, 2, 1, 1, 1, 1, 3])
            self.destroy(cloud)

    def test_troubles(self):
        """Every kind of trouble with every call that makes something: no duplicate, ever."""
        kinds = ("throttle", "500", "503", "reset-before", "reset-after", "truncate", "malformed")
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for kind, ever in zip(kinds, pool.map(self.launch_in_trouble, kinds)):
                with self.subTest(kind=kind):
                    self.assertEqual(ever, {"vpc": 1, "subnet": 2, "internet-gateway": 1, "instance": 3,
                                            "security-group": 1, "key-pair": 1, "launch-template": 1})

    def launch_in_trouble(self, kind):
        with Cloud("--no-default-vpc") as cloud:
            for call in ("CreateVpc", "CreateSubnet", "CreateInternetGateway", "CreateSecurityGroup",
                         "ImportKeyPair", "CreateLaunchTemplate", "CreateFleet", "DescribeInstances"):
                cloud.fault(kind, call)
            self.launch(cloud)
            ever = cloud.count(alive=False)
            self.destroy(cloud)
            return {name: ever[name] for name in ("vpc", "subnet", "internet-gateway", "instance", "security-group",
                                                  "key-pair", "launch-template")}

    def test_denied(self):
        with Cloud() as cloud:
            cloud.fault("deny", "CreateSecurityGroup", count=50)
            with Watch(cloud, "launch") as watch:
                problem = watch.wait_for("problem Create a security group")
                self.assertIn("UnauthorizedOperation", problem)
                self.assertIn("IAM", problem)
                self.assertIn("blocked", watch.wait_for("state "))
            cloud.control("fault", {"kind": "clear"})
            self.destroy(cloud)

    def test_config_does_not_fit(self):
        config = config_with(region="eu-x-1")
        del config["zones"]["allowed"]
        with Cloud("--test-regions", config=config) as cloud:
            with self.assertRaisesRegex(AssertionError, "error flo-fleet-error-quark 2: .*eu-x-1a"):
                cloud.run("launch")
            self.assertEqual(cloud.count(alive=False), {})
            self.assertEqual(cloud.journal(), [])

    def test_on_demand_base(self):
        with Cloud(config=config_with(capacity={"nodes": 3, "on_demand_base": 1})) as cloud:
            self.launch(cloud)
            self.assertEqual(cloud.count(alive=True)["spot-instances-request"], 2)
            self.assertEqual(cloud.count(alive=True)["launch-template"], 2)
            self.destroy(cloud)

    def let_pass(self, cloud, config, price, seconds):
        """Prices change, and so much later the engine is started again."""
        for name in config["instances"]["types"]:
            for zone in config["zones"]["allowed"]:
                cloud.control("price", {"type": name, "zone": zone, "set": price})
        # A look at the very second of a change does not count it: nobody has paid it yet.
        changed_at = int(time.time())
        while int(time.time()) <= changed_at:
            time.sleep(0.05)
        cloud.change("UPDATE fleets SET maximum_prices = json_set(maximum_prices, '$.time',"
                     f" json_extract(maximum_prices, '$.time') - {seconds})",
                     f"UPDATE price_coverage SET checked = checked - {seconds}")

    def find_limits(self, cloud, percent):
        """What is enough, by type and zone: computed anew from the kept prices."""
        now = json.loads(cloud.query("SELECT maximum_prices FROM fleets")[0][0])["time"]
        found = {}
        for pool, name, zone in cloud.query("SELECT id, type, zone FROM price_pools WHERE zone IN"
                                             " ('us-east-1a', 'us-east-1b')"):
            rows = cloud.query(f"SELECT time, price FROM prices WHERE pool = {pool} AND time < {now} ORDER BY time")
            held = collections.Counter()
            for (time_, price), (until, _) in zip(rows, rows[1:] + [(now, 0)]):
                held[price] += max(until - max(time_, now - 30 * DAY), 0)
            total, below = sum(held.values()), 0
            for price in sorted(held):
                below += held[price]
                if below * 100 >= total * percent:
                    found[name, zone] = f"{price / 1e6:.6f}"
                    break
        return found

    def check_launches(self, cloud, launches, limits):
        zones = dict(cloud.query("SELECT json_extract(result, '$.id'), json_extract(parameters, '$.zone') FROM journal"
                                 " WHERE action = 'create-subnet'"))
        self.assertTrue(launches)
        for overrides in launches:
            self.assertTrue(overrides)
            for (name, subnet), price in overrides.items():
                self.assertEqual(price, limits[name, zones[subnet]])

    def test_dynamic_limit(self):
        """Nodes are launched at the price that was enough; a day later, at that of then."""
        config = config_with(price={"limit": "dynamic", "availability": 100})
        with Cloud("--no-default-vpc", config=config) as cloud:
            self.assertIn("event action: Set the highest price of 10 pools", cloud.run("launch"))
            first = self.find_limits(cloud, 100)
            launches = cloud.launches()
            self.check_launches(cloud, launches, first)

            # Prices rise, and a day goes by.
            self.let_pass(cloud, config, "0.06", DAY + 1)
            with Watch(cloud) as watch:
                change = watch.wait_for("event action: Change the highest price of 10 of 10 pools")
                self.assertRegex(change, r"large in us-east-1[ab]: \$0\.06 instead of \$0\.0[0-9]+ \(what was enough for 100 %")
                victim = cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]
                watch.wait_for(f"event action: Replace {victim}")
            then = self.find_limits(cloud, 100)
            self.assertEqual(set(then.values()), {"0.060000"})
            self.check_launches(cloud, cloud.launches()[len(launches):], then)
            self.assertNotEqual(first, then)
            # Kept, and not told twice.
            cloud.run("settle")
            told = cloud.query("SELECT title FROM events WHERE title LIKE '%highest price%'")
            self.assertEqual(len(told), 2)

            # Nobody was there for three days: the limit of then is not launched with.
            launches = cloud.launches()
            self.let_pass(cloud, config, "0.065", 3 * DAY)
            cloud.control("interrupt", {"rebalance_seconds": 0})
            end = time.monotonic() + PATIENCE
            while cloud.count(alive=True)["instance"] > 2 and time.monotonic() < end:
                time.sleep(0.1)
            cloud.run("settle")
            self.assertEqual(set(self.find_limits(cloud, 100).values()), {"0.065000"})
            self.check_launches(cloud, cloud.launches()[len(launches):], self.find_limits(cloud, 100))
            self.destroy(cloud)

    def test_dynamic_limit_leaves_out(self):
        """What is dearer now than was enough most of the time, or than the budget, is left out, and that is said."""
        config = config_with(price={"limit": "dynamic", "availability": 90, "budget": "0.0400"})
        dear = [("c5.large", zone) for zone in config["zones"]["allowed"]]
        with Cloud("--no-default-vpc", config=config) as cloud:
            for name, zone in dear:
                cloud.control("price", {"type": name, "zone": zone, "set": "0.0800"})
            said = cloud.run("launch")
            limits = {pool: min(price, "0.040000") for pool, price in self.find_limits(cloud, 90).items()}
            self.check_launches(cloud, cloud.launches(), limits)
            for overrides in cloud.launches():
                self.assertNotIn("c5.large", {name for name, _ in overrides})
            self.assertRegex(said, r"above (its|their) price limit")
            self.destroy(cloud)


if __name__ == "__main__":
    unittest.main()
