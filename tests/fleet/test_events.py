#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of nodes through EventBridge and a queue, in a cloud of practice."""

import copy
import json
import time
import unittest

import botocore.session

from fleet_cloud import CONFIG, KEY_ID, PATIENCE, SECRET, Cloud
from test_engine import Watch


def with_queue(**interruption):
    config = copy.deepcopy(CONFIG)
    config["monitoring"] = {"events": "queue"}
    config["interruption"] = interruption
    return config


def client(cloud, service):
    return botocore.session.get_session().create_client(
        service, region_name="us-east-1", endpoint_url=cloud.url, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)


class Events(unittest.TestCase):
    def destroy(self, cloud):
        cloud.run("destroy")
        self.assertEqual(cloud.count(alive=True), {})

    def test_notices(self):
        with Cloud(speed=12, config=with_queue()) as cloud:
            cloud.run("launch")
            kinds = cloud.count(alive=True)
            self.assertEqual((kinds["queue"], kinds["rule"]), (1, 1))
            with Watch(cloud) as watch:
                # Nobody tells of a recommendation but the queue.
                victim = cloud.control("interrupt", {"rebalance_seconds": 60})["instance_id"]
                self.assertIn(f"AWS recommends to replace {victim}", watch.wait_for("event notice"))
                self.assertIn(f"AWS takes {victim} back", watch.wait_for("event notice"))
                watch.wait_for("event milestone: All 3 nodes run again")
            self.destroy(cloud)

    def at_risk(self, rebalance, age=7200):
        """A cloud with twenty nodes, ten of which AWS recommends to replace, at once; and which those are."""
        config = with_queue(rebalance=rebalance)
        config["capacity"]["nodes"] = 20
        del config["zones"]["allowed"]
        cloud = self.enterContext(Cloud(speed=30, config=config))
        cloud.run("launch")
        ids = sorted(cloud.alive("instance"))
        self.assertEqual(len(ids), 20)
        for name in ids:
            cloud.control("age", {"instance_id": name, "seconds": age})
        for name in ids[:10]:
            cloud.control("interrupt", {"instance_id": name, "rebalance_seconds": 200000})
        return cloud, ids[:10], ids[10:]

    def pools(self, cloud, ids):
        ec2 = client(cloud, "ec2")
        found = [instance for answer in ec2.get_paginator("describe_instances").paginate()
                 for reservation in answer["Reservations"] for instance in reservation["Instances"]]
        return {(i["InstanceType"], i["Placement"]["AvailabilityZone"]) for i in found if i["InstanceId"] in ids}

    def ended(self, cloud):
        """Whom the engine ended, call by call."""
        rows = cloud.query("SELECT parameters FROM journal WHERE action = 'terminate-instances' AND state = 1 ORDER BY id")
        return [json.loads(row[0])["ids"] for row in rows]

    def test_replace(self):
        """Ten of twenty nodes are at risk: four are replaced within the hour, each when another one runs."""
        cloud, risky, calm = self.at_risk("replace")
        with Watch(cloud) as watch:
            for _ in range(4):
                watch.wait_for("End i-")
                self.assertGreaterEqual(len(cloud.alive("instance")), 20)
            # Something else that has to be done, and is; and nothing else was in between.
            cloud.control("interrupt", {"instance_id": calm[0], "rebalance_seconds": 0})
            watch.wait_for(f"AWS takes {calm[0]} back")
            watch.wait_for("event milestone: All 20 nodes run again")
        ended = self.ended(cloud)
        self.assertEqual([len(ids) for ids in ended], [1] * 4)
        self.assertLessEqual({ids[0] for ids in ended}, set(risky))
        new = cloud.alive("instance") - set(risky) - set(calm)
        self.assertEqual(len(new), 5)
        self.assertFalse(self.pools(cloud, new) & self.pools(cloud, risky))
        self.destroy(cloud)

    def test_prepare(self):
        """Two run besides the ten that are at risk, elsewhere, and nobody is ended."""
        cloud, risky, calm = self.at_risk("prepare", age=60)
        with Watch(cloud) as watch:
            watch.wait_for("Launch a node besides")
            end = time.monotonic() + PATIENCE
            while len(cloud.alive("instance")) < 22 and time.monotonic() < end:
                time.sleep(0.1)
            new = cloud.alive("instance") - set(risky) - set(calm)
            self.assertEqual(len(new), 2)
            self.assertFalse(self.pools(cloud, new) & self.pools(cloud, risky))
            self.assertEqual(self.ended(cloud), [])
        self.destroy(cloud)

    def test_what_is_in_the_queue(self):
        """Junk, duplicates and others' instances: thrown away, and the next one is heard."""
        with Cloud(speed=12, config=with_queue()) as cloud:
            cloud.run("launch")
            sqs = client(cloud, "sqs")
            url = sqs.list_queues()["QueueUrls"][0]
            stranger = {"id": "1", "source": "aws.ec2", "detail-type": "EC2 Spot Instance Interruption Warning",
                        "time": "2026-01-01T00:00:00Z", "detail": {"instance-id": "i-0123456789abcdef0"}}
            for body in ("junk", "[" * 5000, json.dumps(stranger), json.dumps(stranger), '{"id": "2"}'):
                sqs.send_message(QueueUrl=url, MessageBody=body)
            with Watch(cloud) as watch:
                end = time.monotonic() + PATIENCE
                left = None
                while left != "0" and time.monotonic() < end:
                    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
                    left = str(int(attributes["ApproximateNumberOfMessages"])
                               + int(attributes["ApproximateNumberOfMessagesNotVisible"]))
                    time.sleep(0.1)
                self.assertEqual(left, "0", "something stays in the queue")
                victim = cloud.control("interrupt", {"rebalance_seconds": 60})["instance_id"]
                self.assertIn(f"AWS recommends to replace {victim}", watch.wait_for("event notice"))
            self.assertFalse(any("0123456789abcdef0" in str(line) for line in watch.lines))
            self.destroy(cloud)

    def test_without_rights(self):
        """No queue: the nodes are there, and what happens to them is seen as without one."""
        with Cloud(speed=12, config=with_queue()) as cloud:
            cloud.control("deny", {"action": "events:PutRule"})
            self.assertIn("event problem", cloud.run("launch"))
            kinds = cloud.count(alive=True)
            self.assertEqual((kinds["instance"], kinds["queue"], kinds["rule"]), (3, 0, 0))
            with Watch(cloud) as watch:
                victim = cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]
                self.assertIn(victim, watch.wait_for("event notice"))
                watch.wait_for("event milestone: All 3 nodes run again")
            self.destroy(cloud)

    def test_deaf(self):
        """The queue cannot be read any more: that is told, notices are seen by asking, and told when it works again."""
        with Cloud(speed=12, config=with_queue()) as cloud:
            cloud.run("launch")
            with Watch(cloud) as watch:
                watch.wait_for("healthy")
                cloud.control("deny", {"action": "sqs:ReceiveMessage"})
                watch.wait_for("event problem: Events are missing")
                victim = cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]
                self.assertIn(f"AWS takes {victim} back", watch.wait_for("event notice"))
                cloud.control("allow", {"action": "sqs:ReceiveMessage"})
                watch.wait_for("event milestone: Events come again")
            self.destroy(cloud)


if __name__ == "__main__":
    unittest.main()
