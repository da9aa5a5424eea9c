#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fleets that EC2 keeps by itself, in a cloud of practice."""

import json
import subprocess
import time
import unittest

import botocore.session

from fleet_cloud import DRIVER, KEY_ID, PATIENCE, SECRET, Cloud
from test_engine import Watch, config_with


def managed(nodes, base=0, **more):
    return config_with(mode="managed", capacity={"nodes": nodes, "on_demand_base": base}, **more)


class Managed(unittest.TestCase):
    def setUp(self):
        self.cloud = self.client = None

    def ec2(self):
        if self.client is not None:
            return self.client
        self.client = botocore.session.get_session().create_client(
            "ec2", region_name="us-east-1", endpoint_url=self.cloud.url, aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET)
        self.addCleanup(self.client.close)
        return self.client

    def running(self):
        pages = self.ec2().describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["running"]}])
        return [instance for reservation in pages["Reservations"] for instance in reservation["Instances"]]

    def wait_for(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.1)

    def rescale(self, nodes):
        config = json.loads(self.cloud.query("SELECT config FROM fleets")[0][0])
        config["capacity"]["nodes"] = nodes
        self.cloud.change("UPDATE fleets SET config = '" + json.dumps(config).replace("'", "''") + "'")

    def ask(self, status, *request):
        run = subprocess.run([DRIVER, self.cloud.store, "ask", *request], env=self.cloud.environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE, check=False)
        self.assertEqual(run.returncode, status, run.stdout)
        return run.stdout

    def events(self):
        return self.cloud.query("SELECT title, reason, time FROM events ORDER BY id")

    def count_nodes(self, begin):
        """Of how many nodes the log tells so: "EC2 launched 10 nodes, …" is ten, "EC2 launched i-…" is one."""
        rest = [title[len(begin):] for title, _, _ in self.events() if title.startswith(begin)]
        return sum(1 if text.startswith("i-") else int(text.split()[0]) for text in rest)

    def count_history_calls(self):
        lines = (self.cloud.folder / "requests.jsonl").read_text().splitlines()
        return sum('"DescribeFleetHistory"' in line for line in lines)

    def destroy(self):
        self.cloud.run("destroy")
        self.assertEqual(self.cloud.count(alive=True), {})

    def test_heals_while_nothing_runs(self):
        """Half of twenty nodes go while no engine runs: EC2 replaces them, and the next engine tells of it."""
        with Cloud(speed=60, config=managed(20)) as self.cloud:
            self.cloud.run("launch")
            self.assertEqual(self.cloud.count(alive=False)["fleet"], 1)
            first = {instance["InstanceId"] for instance in self.running()}
            self.assertEqual(len(first), 20)
            victims = set(sorted(first)[:10])
            for victim in victims:
                self.cloud.control("interrupt", {"instance_id": victim, "rebalance_seconds": 0})
            self.wait_for(lambda: len(now := {i["InstanceId"] for i in self.running()}) >= 20 and not now & victims,
                          "EC2 does not replace them")
            after = self.running()
            fleet = self.cloud.query("SELECT id FROM fleets")[0][0]
            for instance in after:
                tags = {tag["Key"]: tag["Value"] for tag in instance["Tags"]}
                self.assertEqual(tags["flotilla:fleet"], fleet)
                self.assertEqual(tags["Name"], f"web ({fleet})")
                self.assertEqual(tags["flotilla:disk"], "20")
            told = len(self.events())
            with Watch(self.cloud) as watch:
                watch.wait_for("healthy 20/20")
                self.wait_for(lambda: self.count_nodes("EC2 launched ") >= 30 and self.count_nodes("EC2 counts ") >= 10,
                              "what EC2 did is not told")
            news = self.events()[told:]
            for victim in victims:
                self.assertIn(f"{victim} is gone", [title for title, _, _ in news])
            # It is told with the time at which it was, before this engine began.
            self.assertLess(min(moment for title, _, moment in news if title.startswith("EC2 ")),
                            min(moment for title, _, moment in news if title.endswith("is gone")))
            calls = self.count_history_calls()
            with Watch(self.cloud):   # nothing is told twice
                self.wait_for(lambda: self.count_history_calls() >= calls + 2, "the history is not read again")
            told = [(title, reason, moment) for title, reason, moment in self.events() if title.startswith("EC2 ")]
            self.assertEqual(len(told), len(set(told)), "something is told twice")
            before = len(self.events())
            self.destroy()
            lost = [title for title, _, _ in self.events()[before:] if title.endswith(" is gone")]
            self.assertEqual(lost, [], "what is ended with the fleet is no loss")

    def test_another_number(self):
        with Cloud(speed=60, config=managed(4, base=1)) as self.cloud:
            self.cloud.run("launch")
            nodes = self.running()
            self.assertEqual(sum(node.get("InstanceLifecycle") == "spot" for node in nodes), 3)
            self.rescale(7)
            with Watch(self.cloud) as watch:
                watch.wait_for("event action: Have EC2 keep 7 nodes, not 4 (so many are wanted)")
                self.wait_for(lambda: len(self.running()) == 7, "no more nodes")
                # Requests of such a fleet have no tag: the notice is found by the node.
                victim = next(i["InstanceId"] for i in self.running() if i.get("InstanceLifecycle") == "spot")
                self.cloud.control("interrupt", {"instance_id": victim, "rebalance_seconds": 0})
                notice = watch.wait_for("event notice: AWS takes")
                self.assertIn(victim, notice)
                self.assertIn("EC2 launches another by itself", notice)
            self.rescale(2)
            with Watch(self.cloud) as watch:
                watch.wait_for("event action: Have EC2 keep 2 nodes, not 7")
                self.wait_for(lambda: len(self.running()) == 2, "no fewer nodes")
            self.assertEqual(self.cloud.count(alive=False)["fleet"], 1)
            self.destroy()

    def test_asked(self):
        """A person asks for another number while nothing runs: EC2 is told. What EC2 would not heed is refused."""
        with Cloud(speed=60, config=managed(2)) as self.cloud:
            self.cloud.run("launch")
            self.assertIn("it replaces what it loses", self.ask(1, "pause"))
            node = self.running()[0]["InstanceId"]
            self.assertIn("it replaces what it loses", self.ask(1, "drain", node))
            self.ask(0, "scale", "4")
            with Watch(self.cloud) as watch:
                watch.wait_for("event action: Have EC2 keep 4 nodes, not 2")
                watch.wait_for("healthy 4/4")
            self.assertEqual(len(self.running()), 4)
            self.assertIn("4 nodes are wanted instead of 2", [title for title, _, _ in self.events()])
            self.assertEqual(self.cloud.count(alive=False)["fleet"], 1)
            self.destroy()

    def test_shortage(self):
        """EC2 says which pools have nothing; the fleet is degraded and says so, until there is something again."""
        config = managed(2, instances={"types": ["m5.large", "c5.large"]}, zones={"allowed": ["us-east-1a", "us-east-1b"]})
        with Cloud(speed=60, config=config) as self.cloud:
            self.cloud.run("launch")
            with Watch(self.cloud) as watch:
                for kind in config["instances"]["types"]:
                    self.cloud.control("drought", {"type": kind, "seconds": 20})
                line = watch.wait_for("event problem: EC2 has no capacity for ")
                self.assertIn("it leaves the pool alone for a while", line)
                watch.wait_for("degraded")
                watch.wait_for("healthy 2/2")
            self.destroy()

    def test_deleted_by_others(self):
        with Cloud(speed=60, config=managed(2)) as self.cloud:
            self.cloud.run("launch")
            fleets = [fleet["FleetId"] for fleet in self.ec2().describe_fleets()["Fleets"]]
            self.ec2().delete_fleets(FleetIds=fleets, TerminateInstances=False)
            # AWS could be slow to show what was made: it has to be older to be gone.
            self.cloud.change("UPDATE journal SET finished_at = finished_at - 600000000, created_at = created_at - 600000000")
            with Watch(self.cloud) as watch:
                watch.wait_for("blocked")
            self.assertEqual(self.cloud.count(alive=False)["fleet"], 1)
            self.assertEqual(len(self.running()), 2)
            self.destroy()


if __name__ == "__main__":
    unittest.main()
