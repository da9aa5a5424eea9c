#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine with nodes that are stopped until one is missing."""

import concurrent.futures
import json
import time
import unittest

import botocore.session

from fleet_cloud import KEY_ID, PATIENCE, SECRET, Cloud
from test_crash import CALLS, KillableCloud
from test_engine import Watch, config_with

CONFIG = config_with(availability={"standbys": 1}, fallback={"return_minutes": 0})
WORKERS = 4


class StandbyCloud(KillableCloud):
    """With eyes of its own, which see what AWS shows anybody."""

    def __init__(self, *options, speed=60, config=None):
        super().__init__(*options, speed=speed, config=config or CONFIG)
        self.ec2 = botocore.session.get_session().create_client(
            "ec2", region_name="us-east-1", endpoint_url=self.url, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)

    def __exit__(self, *reason):
        self.ec2.close()
        super().__exit__(*reason)

    def fault_all(self, kind, count, seconds):
        for call in [*CALLS, "StartInstances", "StopInstances"]:
            self.fault(kind, call, count, seconds)

    def instances(self):
        return {instance["InstanceId"]: instance for reservation in self.ec2.describe_instances()["Reservations"]
                for instance in reservation["Instances"]}

    def standbys(self):
        """{id: state} of those that are not gone."""
        return {name: instance["State"]["Name"] for name, instance in self.instances().items()
                if {"Key": "flotilla:role", "Value": "standby"} in instance["Tags"]
                and instance["State"]["Name"] not in ("terminated", "shutting-down")}

    def wait_for_standbys(self, *states):
        end = time.monotonic() + PATIENCE
        while sorted(self.standbys().values()) != sorted(states):
            if time.monotonic() > end:
                raise AssertionError(f"{self.standbys()}, not {states}")
            time.sleep(0.1)
        return list(self.standbys())

    def want(self, standbys):
        """The config is changed; no driver may run."""
        config = json.loads(self.query("SELECT config FROM fleets")[0][0])
        config.setdefault("availability", {})["standbys"] = standbys
        self.change("UPDATE fleets SET config = '" + json.dumps(config) + "'")

    def sent(self, action):
        return [dict(request["params"]) for request in self.requests() if request.get("action") == action]


class Standby(unittest.TestCase):
    def launch(self, cloud, standbys=1):
        cloud.run("launch")
        with Watch(cloud):
            return cloud.wait_for_standbys(*["stopped"] * standbys)

    def destroy(self, cloud):
        cloud.run("destroy")
        self.assertEqual(cloud.count(alive=True), {})
        self.assertNotIn(0, cloud.journal())

    def test_life(self):
        """Made ready and stopped; started when a node is lost and there is no spot capacity; stopped again when there is."""
        with StandbyCloud() as cloud:
            cloud.run("launch")
            with Watch(cloud) as watch:
                self.assertIn("it is ready", watch.wait_for("event action: Stop the standby i-"))
                [standby] = cloud.wait_for_standbys("stopped")
                self.assertNotIn("InstanceLifecycle", cloud.instances()[standby])
                self.assertFalse(any("degraded" in line for line in watch.lines), watch.lines)
                cloud.control("drought", {"seconds": 20})
                told = watch.wait_for(f"event action: Start the standby {standby}")
                self.assertIn("it stands in on demand until others have run in its place", told)
                watch.wait_for("event action: Replace")
                self.assertIn("it costs its volume alone", watch.wait_for(f"event action: Stop the standby {standby}"))
                cloud.wait_for_standbys("stopped")
            self.assertEqual(len(cloud.query("SELECT id FROM events WHERE title LIKE 'Launch a standby in us-east-1_'")), 1)
            self.assertEqual([list(sent.values()).count(standby) for sent in cloud.sent("StartInstances")], [1])
            self.assertEqual(len(cloud.sent("StopInstances")), 2)
            self.assertEqual({row for row in cloud.query("SELECT id FROM nodes WHERE standby = 1")}, {(standby,)})
            self.check_costs(cloud, standby)
            self.destroy(cloud)

    def check_costs(self, cloud, standby):
        """It is paid for while it is on, but for the seconds between AWS's time and ours; its volume all the while."""
        [entry] = [item for item in cloud.control("ledger")["resources"] if item["id"] == standby]
        [(launched, stopped, seconds, counted)] = cloud.query(
            f"SELECT launched_at, stopped_at, stopped_seconds, micro_dollar_seconds FROM nodes WHERE id = '{standby}'")
        [(on_demand,)] = cloud.query("SELECT max(micro_dollar_seconds * 1.0 / (stopped_at - launched_at - stopped_seconds)) "
                                     f"FROM nodes WHERE id = '{standby}'")
        self.assertGreater(stopped, launched)
        self.assertLess(abs(entry["seconds_off"] - (time.time() - stopped) - seconds), 4)
        self.assertEqual(counted % (stopped - launched - seconds), 0)
        self.assertGreater(on_demand, 80000)

    def test_next_one(self):
        """The first has no capacity to start in: that is said, and the next one takes its place."""
        with StandbyCloud(config=config_with(availability={"standbys": 2}, fallback={"return_minutes": 0})) as cloud:
            self.launch(cloud, 2)
            places = {name: (instance["InstanceType"], instance["Placement"]["AvailabilityZone"])
                      for name, instance in cloud.instances().items() if name in cloud.standbys()}
            self.assertEqual(len({zone for _, zone in places.values()}), 2)
            with Watch(cloud) as watch:
                watch.wait_for("healthy 3/3")
                cloud.control("drought", {"zone": "us-east-1a", "seconds": 40, "on_demand_too": True})
                cloud.control("drought", {"seconds": 40})
                first = watch.wait_for("Start the standby i-")
                if "event problem" in first:
                    self.assertIn("us-east-1a", first)
                    self.assertIn("us-east-1b", watch.wait_for("event action: Start the standby i-"))
                self.assertIn("running", cloud.wait_for_standbys("running", "stopped") and cloud.standbys().values())
            self.destroy(cloud)

    def test_changed(self):
        """Fewer are wanted, then none: they end; nothing else does."""
        with StandbyCloud(config=config_with(availability={"standbys": 2}, fallback={"return_minutes": 0})) as cloud:
            self.launch(cloud, 2)
            for n in (1, 0):
                cloud.want(n)
                with Watch(cloud) as watch:
                    watch.wait_for("event action: End the standby i-")
                    cloud.wait_for_standbys(*["stopped"] * n)
            end = time.monotonic() + PATIENCE
            while cloud.count(alive=True)["instance"] > 3 and time.monotonic() < end:
                time.sleep(0.1)
            self.assertEqual((cloud.count(alive=True)["instance"], cloud.count(alive=False)["instance"]), (3, 5))
            self.destroy(cloud)

    def test_without_a_journal(self):
        """As after an adoption by another computer: the tag says what it is, and none is made besides."""
        with StandbyCloud() as cloud:
            [standby] = self.launch(cloud)
            cloud.change("DELETE FROM journal")
            cloud.ec2.start_instances(InstanceIds=[standby])
            with Watch(cloud) as watch:   # nobody needs it: it is taken for a new one
                self.assertIn("it is ready", watch.wait_for(f"event action: Stop the standby {standby}"))
                cloud.wait_for_standbys("stopped")
                cloud.control("drought", {"seconds": 15})
                watch.wait_for(f"event action: Start the standby {standby}")
                watch.wait_for(f"event action: Stop the standby {standby}")
                cloud.wait_for_standbys("stopped")
            self.assertEqual(list(cloud.standbys()), [standby])
            self.destroy(cloud)

    def test_not_allowed(self):
        """Whoever may not start one is told, and has the node replaced all the same."""
        with StandbyCloud() as cloud:
            self.launch(cloud)
            cloud.control("deny", {"action": "ec2:StartInstances"})
            with Watch(cloud) as watch:
                watch.wait_for("healthy 3/3")
                victim = cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]
                watch.wait_for("event problem: Start the standby i-")
                watch.wait_for(f"event action: Replace {victim}")
                watch.wait_for("healthy 3/3")
            self.assertEqual(list(cloud.standbys().values()), ["stopped"])
            self.destroy(cloud)


class Crash(unittest.TestCase):
    """Killed around each call that has to do with a standby, in turn."""

    def crash(self, call, how):
        """Returns a problem, or None, and whether the kill came at the intended moment."""
        try:
            with StandbyCloud(config=config_with(fallback={"return_minutes": 0})) as cloud:
                cloud.run("launch")
                cloud.want(1)
                if call != "launch":
                    with Watch(cloud) as watch:
                        watch.wait_for("event action: Launch a standby")
                        if call == "start":
                            cloud.wait_for_standbys("stopped")
                entry = len(cloud.journal())
                if call == "start":
                    cloud.control("drought", {"seconds": 15})
                hit = cloud.kill_at("watch", entry + 1, how)
                with Watch(cloud) as watch:
                    if call == "start":
                        watch.wait_for("event action: Stop the standby")
                    else:
                        watch.wait_for("healthy 3/3")
                    [standby] = cloud.wait_for_standbys("stopped")
                if cloud.count(alive=True)["instance"] != 4:
                    return f"{call}, {how}: {dict(cloud.count(alive=True))}", hit
                ever = [item for item in cloud.control("ledger")["resources"]
                        if item["kind"] == "instance" and item["tags"].get("flotilla:role") == "standby"]
                if len(ever) != 1 or ever[0]["id"] != standby:
                    return f"{call}, {how}: {len(ever)} standbys were ever made", hit
                starts = [sent for sent in cloud.sent("StartInstances")]
                if len(starts) > (2 if call == "start" else 0):
                    return f"{call}, {how}: started {len(starts)} times", hit
                cloud.run("destroy")
                left = cloud.count(alive=True)
                return f"{call}, {how}: {dict(left)} left" if left else None, hit
        except AssertionError as error:
            return f"{call}, {how}: {error}", False

    def test_kills(self):
        points = [(call, how) for call in ("launch", "stop", "start")
                  for how in ("before-effect", "after-effect", "after-result")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            results = list(pool.map(lambda point: self.crash(*point), points))
        problems = [problem for problem, _ in results if problem]
        self.assertEqual(problems, [], "\n".join(problems))
        print(f"{len(points)} points, {sum(hit for _, hit in results)} hit exactly")
        self.assertGreater(sum(hit for _, hit in results), len(points) // 2)


if __name__ == "__main__":
    unittest.main()
