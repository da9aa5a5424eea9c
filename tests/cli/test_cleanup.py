#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of a fleet whose store is gone: found in every region, removed to nothing, or adopted; and nothing else
is. Orphans are made as they come about: by losing the folder the fleet's store was in."""

import contextlib
import functools
import json
import pathlib
import signal
import sqlite3
import time
import unittest

import botocore.session
from cli_case import CliCase, KEY_ID, SECRET, Terminal, TYPES

OTHER = "eu-west-1"


@functools.lru_cache
def session():
    return botocore.session.Session()


class CleanupCase(CliCase):
    simulator_options = ["--speed", "60", "--throttle-scale", "0"]
    own_actions = {"CreateVolume", "CreateSnapshot", "AllocateAddress"}

    def ec2(self):
        """AWS's own client, for what Flotilla never does."""
        client = session().create_client("ec2", region_name="us-east-1", endpoint_url=self.simulator.url,
                                         aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)
        self.addCleanup(client.close)
        return client

    def lose_store(self):
        self.environment["XDG_DATA_HOME"] = str(self.folder / f"data-{time.monotonic_ns()}")

    def launch(self, name="web", region="us-east-1", count=2):
        path = self.folder / f"{name}.json"
        self.run_cli("config", "new", name, "--region", region, "--count", count, "--types", TYPES, "--output", path)
        return self.run_json("fleet", "launch", path, "--yes")["id"]

    def make_orphan(self, **options):
        fleet = self.launch(**options)
        self.lose_store()
        return fleet

    def tags(self, kind, fleet, **more):
        tags = {"flotilla:fleet": fleet} | more
        return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}]

    def scan(self, *options, code=8):
        return self.run_json("cleanup", "scan", *options, code=code)

    def alive(self, region=None):
        return {item["id"] for item in self.simulator.control("ledger")["resources"]
                if not item["gone_at"] and region in (None, item["region"])}


class FindTest(CleanupCase):
    def test_nothing(self):
        found = self.scan(code=0)
        self.assertEqual((found["fleets"], found["gaps"]), ([], []))
        self.assertGreater(found["n_regions"], 2)
        self.assertIn("Nothing with Flotilla's tag", self.run_cli("cleanup", "scan").stdout)

    def test_living_is_no_orphan(self):
        fleet = self.launch()
        self.scan(code=0)
        done = self.run_cli("cleanup", "run", "--fleet", fleet, "--yes", code=1)
        self.assertIn("fleet destroy", done.stderr)
        # Nor under another name of the same account.
        aws = self.folder / ".aws"
        aws.mkdir()
        (aws / "config").write_text("[profile other]\nregion = us-east-1\n")
        (aws / "credentials").write_text(f"[other]\naws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}\n")
        self.scan("--account", "other", code=0)
        self.assertEqual(self.run_json("cleanup", "run", "--all", "--yes", "--account", "other")["fleets"], [])
        self.assertEqual(self.run_json("fleet", "show", fleet)["running"], 2)

    def test_two_regions(self):
        here, there = self.make_orphan(), self.make_orphan(name="eu", region=OTHER)
        found = self.scan()
        self.assertEqual([(fleet["region"], fleet["id"], fleet["name"]) for fleet in found["fleets"]],
                         [(OTHER, there, "eu"), ("us-east-1", here, "web")])
        for fleet in found["fleets"]:
            self.assertTrue(fleet["own"])
            self.assertEqual((fleet["n_instances"], fleet["n_unpriced"], fleet["problem"]), (2, 0, None))
            self.assertEqual(round(float(fleet["per_hour"]) * 730, 4), round(float(fleet["per_month"]), 4))
            storage = 2 * (0.088 if fleet["region"] == OTHER else 0.08) * 20 / 730
            self.assertAlmostEqual(float(fleet["storage_per_hour"]), storage, places=5)
            self.assertEqual(fleet["addresses_per_hour"], "0.010000")
            self.assertGreater(float(fleet["per_hour"]), 0.010 + storage)
            self.assertEqual({item["id"] for item in fleet["resources"]}, self.alive(fleet["region"]))
        self.assertEqual([fleet["id"] for fleet in self.scan("--regions", OTHER)["fleets"]], [there])
        self.assertEqual([fleet["id"] for fleet in self.scan("--region", "us-east-1")["fleets"]], [here])

    def test_what_cannot_be_seen(self):
        here = self.make_orphan()
        self.simulator.control("deny", {"action": f"ec2:*@{OTHER}"})
        self.simulator.control("deny", {"action": "ec2:DescribeVolumes@us-east-1"})
        found = self.scan()
        self.assertEqual([fleet["id"] for fleet in found["fleets"]], [here])
        gaps = {gap["region"]: gap["message"] for gap in found["gaps"]}
        self.assertEqual(sorted(gaps), [OTHER, "us-east-1"])
        self.assertIn("Nothing of this region can be seen", gaps[OTHER])
        self.assertIn("not authorized", gaps[OTHER])
        self.assertIn("DescribeVolumes", gaps["us-east-1"])
        self.assertIn(f"{OTHER}: not seen", self.run_cli("cleanup", "scan", code=8).stderr)
        self.scan("--regions", OTHER, code=7)


class RemoveTest(CleanupCase):
    def test_all_kinds_and_nothing_else(self):
        fleet = self.make_orphan()
        ec2 = self.ec2()
        zone = "us-east-1a"
        volume = ec2.create_volume(AvailabilityZone=zone, Size=8, TagSpecifications=self.tags("volume", fleet))
        ec2.get_waiter("volume_available").wait(VolumeIds=[volume["VolumeId"]])
        ec2.create_snapshot(VolumeId=volume["VolumeId"], TagSpecifications=self.tags("snapshot", fleet))
        ec2.allocate_address(Domain="vpc", TagSpecifications=self.tags("elastic-ip", fleet))
        foreign = {
            ec2.create_volume(AvailabilityZone=zone, Size=8)["VolumeId"],
            ec2.create_security_group(GroupName="theirs", Description="theirs", TagSpecifications=[
                {"ResourceType": "security-group", "Tags": [{"Key": "flotilla", "Value": fleet}]}])["GroupId"],
        }
        living = self.launch(name="living")
        kept = foreign | {item["id"] for item in self.simulator.control("ledger")["resources"]
                          if item["tags"].get("flotilla:fleet") == living and not item["gone_at"]}
        kinds = {item["kind"] for item in self.scan()["fleets"][0]["resources"]}
        self.assertLessEqual({"instance", "spot-instances-request", "fleet", "launch-template", "key-pair", "volume",
                              "snapshot", "elastic-ip", "security-group"}, kinds)

        before = self.alive()
        plan = self.run_json("cleanup", "run", "--fleet", fleet, "--dry-run")
        self.assertEqual({item["id"] for item in plan["fleets"][0]["resources"]}, before - kept)
        self.assertEqual(self.alive(), before)
        self.assertIn("nobody can be asked", self.run_cli("cleanup", "run", "--fleet", fleet, code=2).stderr)

        done = self.run_json("cleanup", "run", "--fleet", fleet, "--yes")
        self.assertEqual((done["n_resources_left"], done["left"], done["gaps"]), (0, [], []))
        self.assertEqual(self.alive(), kept)
        self.scan(code=0)

    def test_own_network(self):
        self.simulator.close()
        self.simulator.__init__(self.folder, "--speed", "60", "--no-default-vpc", "--state", self.folder / "other.json")
        self.environment["AWS_ENDPOINT_URL"] = self.simulator.url
        self.make_orphan()
        kinds = {item["kind"] for item in self.scan()["fleets"][0]["resources"]}
        self.assertLessEqual({"vpc", "subnet", "internet-gateway"}, kinds)
        self.assertEqual(self.run_json("cleanup", "run", "--all", "--yes")["n_resources_left"], 0)
        self.assertEqual(self.simulator.count_left(), 0)

    def test_all_is_what_is_ours(self):
        mine = self.make_orphan()
        ec2 = self.ec2()
        volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1, TagSpecifications=self.tags(
            "volume", "f-somebody", **{"flotilla:owner": "eve@elsewhere", "flotilla:config": "Theirs"}))["VolumeId"]
        by_hand = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1,
                                    TagSpecifications=self.tags("volume", "*"))["VolumeId"]
        done = self.run_json("cleanup", "run", "--all", "--yes")
        self.assertEqual([fleet["id"] for fleet in done["fleets"]], [mine])
        self.assertEqual([fleet["id"] for fleet in done["left_out"]], ["*", "f-somebody"])
        self.assertEqual(self.alive(), {volume, by_hand})

        self.assertIn("no id that Flotilla gives", self.run_cli("cleanup", "run", "--fleet=*", "--yes", code=1).stderr)
        self.assertEqual(self.run_json("cleanup", "run", "--fleet", "f-somebody", "--yes")["n_resources_left"], 0)
        self.assertEqual(self.alive(), {by_hand})

    def test_which(self):
        for options in ([], ["--all", "--fleet", "f-x"]):
            self.assertIn("what shall be removed", self.run_cli("cleanup", "run", *options, code=2).stderr)
        self.assertIn("Nothing to remove", self.run_cli("cleanup", "run", "--all").stdout)

    def test_asks_on_a_terminal(self):
        self.make_orphan()
        terminal = Terminal(self.environment, "cleanup", "run", "--all")
        plan = terminal.expect("It cannot be undone. (yes/no)")
        self.assertIn("in this order", plan)
        terminal.type("no\n")
        self.assertEqual(terminal.end(), 1)
        terminal = Terminal(self.environment, "cleanup", "run", "--all")
        terminal.expect("(yes/no)")
        terminal.type("yes\n")
        terminal.expect("0 resources left")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(self.simulator.count_left(), 0)

    def test_found_again(self):
        """Of a fleet that was proved gone a snapshot appears: it is an orphan like any other."""
        fleet = self.launch()
        self.run_cli("fleet", "destroy", fleet, "--yes")
        volume = self.ec2().create_volume(AvailabilityZone="us-east-1a", Size=1,
                                          TagSpecifications=self.tags("volume", fleet))["VolumeId"]
        self.ec2().allocate_address(Domain="vpc", TagSpecifications=self.tags("elastic-ip", fleet))
        self.assertEqual(len(self.alive() - {volume}), 1)
        # They cost, though nothing runs.
        [left] = self.scan()["fleets"]
        self.assertEqual((left["n_instances"], left["storage_per_hour"], left["addresses_per_hour"], left["per_hour"]),
                         (0, "0.000110", "0.005000", "0.005110"))
        self.assertIn("volumes and public addresses cost at now's prices", self.run_cli("cleanup", "scan", code=8).stdout)
        self.assertEqual(self.run_json("cleanup", "run", "--fleet", fleet, "--yes")["n_resources_left"], 0)
        self.assertEqual(self.alive(), set())

    def test_rights_for_storage_are_missing(self):
        self.make_orphan()
        self.simulator.control("deny", {"action": "ec2:DescribeVolumes"})
        done = self.run_json("cleanup", "run", "--all", "--yes", code=7)
        self.assertEqual({gap["message"].partition(":")[0] for gap in done["gaps"]}, {"DescribeVolumes"})
        store = next(pathlib.Path(self.environment["XDG_DATA_HOME"]).rglob("*.db"))
        with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
            reasons = [row[0] for row in database.execute("SELECT reason FROM events WHERE title LIKE 'Destroyed%'")]
        self.assertEqual(len(reasons), 1)
        self.assertIn("may not ask for all: DescribeVolumes", reasons[0])
        self.assertEqual(self.simulator.count_left(), 0)


class KillTest(CleanupCase):
    def test_killed_and_repeated(self):
        """As soon as the first of a kind is gone; the security group is always the last."""
        for kind in ("instance", "launch-template", "key-pair"):
            fleet = self.make_orphan(name=f"web-{kind}")
            self.simulator.control("fault", {"kind": "slow", "action": "*", "count": 1000, "seconds": 0.1})
            run = self.start_cli("cleanup", "run", "--fleet", fleet, "--yes")
            self.wait_for_end_of(kind, fleet, run)
            run.send_signal(signal.SIGKILL)
            run.wait(30)
            self.simulator.control("fault", {"kind": "clear"})
            self.assertGreater(self.simulator.count_left(), 0, "killed too late: nothing was tested")
            done = self.run_json("cleanup", "run", "--fleet", fleet, "--yes")
            self.assertEqual(done["unfinished"], [fleet])
            self.assertEqual(done["n_resources_left"], 0)
            self.assertEqual(self.simulator.count_left(), 0)
            self.scan(code=0)

    def wait_for_end_of(self, kind, fleet, run):
        end = time.monotonic() + 60
        while not any(item["kind"] == kind and item["gone_at"] and item["tags"].get("flotilla:fleet") == fleet
                      for item in self.simulator.control("ledger")["resources"]):
            self.assertIsNone(run.poll(), "it ended before it could be killed")
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)


class AdoptTest(CleanupCase):
    def test_adopted_and_kept_alive(self):
        fleet = self.make_orphan(count=3)
        before = self.alive()
        adopted = self.run_json("cleanup", "adopt", fleet, "--yes")
        self.assertEqual((adopted["id"], adopted["name"], adopted["wanted"], adopted["running"]), (fleet, "web", 3, 3))
        self.assertEqual(self.alive(), before)
        self.scan(code=0)

        watch = self.start_cli("fleet", "watch")
        self.ec2().terminate_instances(InstanceIds=[adopted["nodes"][0]["id"]])
        self.wait_until("a replacement", lambda: self.count_running(fleet) == 3)
        watch.send_signal(signal.SIGINT)
        watch.wait(30)
        self.run_cli("fleet", "destroy", fleet, "--yes")
        self.assertEqual(self.simulator.count_left(), 0)

    def test_adopted_as_it_was_launched(self):
        """Another computer gets the whole config back, even when no instance is left; and not the name of an account."""
        path = self.folder / "whole.json"
        self.run_cli("config", "new", "whole", "--region", "us-east-1", "--count", 2, "--types", TYPES, "--output", path)
        config = json.loads(path.read_text()) | {
            "network": {"sources": ["203.0.113.0/24"], "ports": [80, 443]}, "storage": {"size_gib": 44},
            "budget": {"per_hour": "3", "per_day": "50"}, "fallback": {"nodes": 1}, "tags": {"team": "blue"}}
        path.write_text(json.dumps(config))
        fleet = self.run_json("fleet", "launch", path, "--yes")["id"]
        wanted = self.run_json("config", "show", path)
        self.ec2().terminate_instances(InstanceIds=[name for name in self.alive() if name.startswith("i-")])
        self.lose_store()
        planned = self.run_json("cleanup", "adopt", fleet, "--dry-run")
        self.assertEqual({key: planned.get(key) for key in config if key != "account"},
                         {key: wanted.get(key) for key in config if key != "account"})
        self.assertIn("From the tags of its launch template", self.run_cli("cleanup", "adopt", fleet, "--dry-run").stdout)
        adopted = self.run_json("cleanup", "adopt", fleet, "--yes")
        self.assertEqual((adopted["name"], adopted["wanted"]), ("whole", 2))

        self.lose_store()
        self.scan()
        self.run_cli("cleanup", "run", "--fleet", fleet, "--yes")
        self.assertEqual(self.simulator.count_left(), 0)

    def test_adopted_with_a_changed_config(self):
        """The tags have the config as it was changed last: nodes that are as it wants them are left alone there, too."""
        path = self.folder / "web.json"
        self.run_cli("config", "new", "web", "--region", "us-east-1", "--count", 2, "--types", TYPES, "--output", path)
        fleet = self.run_json("fleet", "launch", path, "--yes")["id"]
        path.write_text(json.dumps(json.loads(path.read_text()) | {"storage": {"size_gib": 44}}))
        self.assertTrue(self.run_json("fleet", "update", "web", path, "--yes")["done"])
        path.write_text(json.dumps(json.loads(path.read_text()) | {"budget": {"per_day": "50"}}))
        self.assertTrue(self.run_json("fleet", "update", "web", path, "--yes")["done"])
        # An update is done as soon as no old node serves; AWS takes its time to end the last one.
        self.wait_until("the old nodes' end", lambda: len([name for name in self.alive() if name.startswith("i-")]) == 2)
        before = self.alive()
        self.lose_store()
        adopted = self.run_json("cleanup", "adopt", fleet, "--yes")
        self.assertEqual((adopted["revision"], adopted["outdated"], adopted["running"]), (3, 0, 2))
        self.run_json("fleet", "resume", "web", "--yes")
        self.assertEqual(self.alive(), before)
        config = json.loads(self.run_cli("config", "export", "web").stdout)
        self.assertEqual((config["storage"]["size_gib"], config["budget"]["per_day"]), (44, "50.000000"))
        self.assertTrue(self.run_json("fleet", "scale", "web", 3, "--yes")["done"])
        sizes = [volume["Size"] for volume in self.ec2().describe_volumes()["Volumes"]]
        self.assertEqual(sizes, [44, 44, 44])
        self.run_cli("fleet", "destroy", fleet, "--yes")
        self.assertEqual(self.simulator.count_left(), 0)

    def test_adopted_and_kept_by_ec2(self):
        """What EC2 keeps goes on to be EC2's to keep: nothing is launched besides."""
        path = self.folder / "kept.json"
        self.run_cli("config", "new", "kept", "--region", "us-east-1", "--count", 3, "--types", TYPES, "--output", path)
        config = json.loads(path.read_text())
        path.write_text(json.dumps(config | {"mode": "managed"}))
        plan = self.run_cli("fleet", "plan", path).stdout
        self.assertIn("Have EC2 keep 3 nodes", plan)
        self.assertIn("an hour and node now", plan)
        launched = self.run_json("fleet", "launch", path, "--yes")
        self.assertEqual((launched["mode"], launched["fulfilled"]), ("managed", 3))
        self.assertIn("Managed by EC2: EC2 counts 3 of 3 nodes (fleet-", self.run_cli("fleet", "show", "kept").stdout)
        fleet = launched["id"]
        before = self.alive()
        self.lose_store()
        adopted = self.run_json("cleanup", "adopt", fleet, "--yes")
        self.assertEqual((adopted["mode"], adopted["wanted"], adopted["running"]), ("managed", 3, 3))
        self.assertEqual(self.alive(), before)
        self.lose_store()
        self.scan()
        self.run_cli("cleanup", "run", "--fleet", fleet, "--yes")
        self.assertEqual(self.simulator.count_left(), 0)

    def count_running(self, fleet):
        nodes = self.run_json("fleet", "show", fleet)["nodes"]
        return sum(node["state"] == "running" for node in nodes)

    def test_too_little_is_left(self):
        self.ec2().create_volume(AvailabilityZone="us-east-1a", Size=1, TagSpecifications=self.tags("volume", "f-old"))
        done = self.run_cli("cleanup", "adopt", "f-old", "--yes", code=1)
        self.assertIn("no instance any more that tells what it was", done.stderr)
        self.assertIn("nothing is left", self.run_cli("cleanup", "adopt", "f-none", "--yes", code=1).stderr)


if __name__ == "__main__":
    unittest.main()
