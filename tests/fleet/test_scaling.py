#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fleets whose size follows the work that waits, against the practice cloud, whose queue AWS's own client fills."""

import json
import time
import unittest

import botocore.session

from fleet_cloud import KEY_ID, PATIENCE, SECRET, Cloud
from test_engine import Watch, config_with

QUEUE = {"queue": "jobs", "messages_per_node": 10, "minimum": 1, "maximum": 8, "out_minutes": 0, "in_minutes": 0}


class Scaling(unittest.TestCase):
    def connect(self, cloud):
        return botocore.session.get_session().create_client(
            "sqs", region_name="us-east-1", endpoint_url=cloud.url, aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET)

    def fill(self, sqs, url, messages):
        for first in range(0, messages, 10):
            sqs.send_message_batch(QueueUrl=url, Entries=[
                {"Id": str(i), "MessageBody": "work"} for i in range(min(10, messages - first))])

    def count_nodes(self, cloud, wanted):
        end = time.monotonic() + PATIENCE
        while cloud.count(alive=True).get("instance") != wanted and time.monotonic() < end:
            time.sleep(0.2)
        self.assertEqual(cloud.count(alive=True).get("instance"), wanted)

    def scaled(self, cloud):
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
            titles = [row[0] for row in cloud.query("SELECT title FROM events")]
            self.assertEqual([title for title in titles if title.startswith(("Grow", "Shrink"))],
                             ["Grow from 3 to 6 nodes", "Shrink from 6 to 1 node", "Shrink from 4 to 1 node"])
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


if __name__ == "__main__":
    unittest.main()
