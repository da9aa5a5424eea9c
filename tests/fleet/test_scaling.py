#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fleets whose size follows the work that waits, against the practice cloud, whose queue AWS's own client fills."""

import json
import time
import unittest

import botocore.session

from fleet_cloud import KEY_ID, PATIENCE, SECRET, Cloud
from test_engine import Watch, config_with

METRIC = {"metric": "Jobs", "namespace": "Render", "dimensions": ["Stage=production", "Site=a"], "statistic": "maximum",
          "period": 10, "measures": "all", "target": "10", "minimum": 1, "maximum": 8, "out_minutes": 0, "in_minutes": 0}
CPU = {"cpu": 50, "minimum": 1, "maximum": 8, "out_minutes": 0, "in_minutes": 1}
QUEUE = {"queue": "jobs", "messages_per_node": 10, "minimum": 1, "maximum": 8, "out_minutes": 0, "in_minutes": 0}


class Scaling(unittest.TestCase):
    def connect(self, cloud, service="sqs"):
        return botocore.session.get_session().create_client(
            service, region_name="us-east-1", endpoint_url=cloud.url, aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET)

    def fill(self, sqs, url, messages):
        for first in range(0, messages, 10):
            sqs.send_message_batch(QueueUrl=url, Entries=[
                {"Id": str(i), "MessageBody": "work"} for i in range(min(10, messages - first))])

    def put(self, cloudwatch, value, seconds_ago=0):
        cloudwatch.put_metric_data(Namespace="Render", MetricData=[{
            "MetricName": "Jobs", "Value": value, "Timestamp": int(time.time()) - seconds_ago,
            "Dimensions": [{"Name": "Site", "Value": "a"}, {"Name": "Stage", "Value": "production"}]}])

    def titles(self, cloud):
        return [title for (title,) in cloud.query("SELECT title FROM events") if title.startswith(("Grow", "Shrink"))]

    def count_nodes(self, cloud, wanted):
        end = time.monotonic() + PATIENCE
        while cloud.count(alive=True).get("instance") != wanted and time.monotonic() < end:
            time.sleep(0.2)
        self.assertEqual(cloud.count(alive=True).get("instance"), wanted)

    def scaled(self, cloud):
        """What the row says, as soon as it says it: the line that is printed is there some milliseconds before."""
        end = time.monotonic() + PATIENCE
        while cloud.query("SELECT scaled FROM fleets")[0][0] is None and time.monotonic() < end:
            time.sleep(0.05)
        return json.loads(cloud.query("SELECT scaled FROM fleets")[0][0])

    def test_queue(self):
        """It grows and shrinks with the queue, tells why, and a killed engine's successor goes on from there."""
        with Cloud(speed=12, config=config_with(scaling=QUEUE)) as cloud:
            sqs = self.connect(cloud)
            url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
            self.fill(sqs, url, 25)
            cloud.run("launch")
            self.fill(sqs, url, 30)
            with Watch(cloud) as watch:
                grown = watch.wait_for("event action: Grow from 3 to 6 nodes")
                self.assertIn("the queue jobs has 55 messages, 19 for each of 3 nodes, 10 wanted: 6 nodes", grown)
                watch.wait_for("healthy 6/6")
                watch.driver.kill()
            self.assertEqual(self.scaled(cloud)["nodes"], 6)
            self.count_nodes(cloud, 6)
            # What is being worked on is work, too.
            received = [message for _ in range(6) for message in
                        sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10,
                                            VisibilityTimeout=43200).get("Messages", [])]
            self.assertGreater(len(received), 50)
            with Watch(cloud) as watch:
                watch.wait_for("healthy 6/6")
                sqs.purge_queue(QueueUrl=url)
                watch.wait_for("event action: Shrink from 6 to 1 node ")
                watch.wait_for("healthy 1/1")
                # The row is what counts, whoever wrote it.
                cloud.change("UPDATE fleets SET scaled = '{\"nodes\":4,\"time\":1}'")
                watch.wait_for("event action: Shrink from 4 to 1 node ")
            self.count_nodes(cloud, 1)
            self.assertEqual(self.titles(cloud), ["Grow from 3 to 6 nodes", "Shrink from 6 to 1 node", "Shrink from 4 to 1 node"])
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {"queue": 1}, "the user's queue stays, and nothing else")
            sqs.close()

    def test_no_queue(self):
        """Nobody knows how much work there is: said, and nothing changes."""
        with Cloud(speed=12, config=config_with(scaling=QUEUE)) as cloud:
            cloud.run("launch")
            with Watch(cloud) as watch:
                self.assertIn("jobs", watch.wait_for("Nobody knows how long the queue jobs is"))
            self.count_nodes(cloud, 3)
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})

    def test_metric(self):
        """A metric of all the work: the same with CloudWatch, also after a kill; a silence is told and changes nothing."""
        with Cloud(speed=12, config=config_with(scaling=METRIC)) as cloud:
            cloudwatch = self.connect(cloud, "cloudwatch")
            cloud.run("launch")
            self.put(cloudwatch, 55, 15)
            with Watch(cloud) as watch:
                grown = watch.wait_for("event action: Grow from 3 to 6 nodes")
                self.assertIn("the metric Jobs of Render is 55, 18.3 for each of 3 nodes, 10 wanted: 6 nodes", grown)
                self.assertEqual(self.scaled(cloud)["nodes"], 6)
                watch.driver.kill()
            with Watch(cloud) as watch:
                watch.wait_for("healthy 6/6")
                self.put(cloudwatch, 0)
                watch.wait_for("event action: Shrink from 6 to 1 node ")
                watch.wait_for("healthy 1/1")
                self.assertIn("Jobs", watch.wait_for("CloudWatch has had no figures of the metric Jobs of Render"))
            self.count_nodes(cloud, 1)
            self.assertEqual(self.titles(cloud), ["Grow from 3 to 6 nodes", "Shrink from 6 to 1 node"])
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})
            cloudwatch.close()

    def test_cpu(self):
        """As many nodes as keep their CPUs at half of what they can; killed as soon as that is decided."""
        with Cloud(speed=60, config=config_with(scaling=CPU)) as cloud:
            cloud.run("launch")
            cloud.control("busy", {"percent": 280})
            with Watch(cloud) as watch:
                grown = watch.wait_for("event action: Grow from 3 to 6 nodes")
                self.assertRegex(grown, r"the CPU of its nodes is 93.3 % on average of 3 nodes, 50 % wanted: 6 nodes")
                watch.driver.kill()
            with Watch(cloud) as watch:
                watch.wait_for("healthy 6/6")
                cloud.control("busy", {"percent": 40})
                shrunk = watch.wait_for("event action: Shrink from 6 to ")
                self.assertIn(" lately on average, 50 % wanted", shrunk)
            asked = [request for request in cloud.requests() if request.get("action") == "GetMetricData"]
            self.assertEqual({value for request in asked for name, value in request["params"]
                              if name.endswith(".MetricName")}, {"CPUUtilization"})
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})

    def test_refused(self):
        """Without the right to read it: said with what to allow."""
        with Cloud(speed=12, config=config_with(scaling=METRIC)) as cloud:
            cloud.run("launch")
            cloud.control("deny", {"action": "cloudwatch:GetMetricData"})
            with Watch(cloud) as watch:
                self.assertIn("Allow cloudwatch:GetMetricData",
                              watch.wait_for("Nobody knows what the metric Jobs of Render is"))
            self.count_nodes(cloud, 3)
            cloud.run("destroy")


if __name__ == "__main__":
    unittest.main()
