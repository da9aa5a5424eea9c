#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events that are read on the nodes themselves, over SSH, and nodes that do not answer there."""

import json
import sys
import time
import unittest

from fleet_cloud import PATIENCE, Cloud
from ssh_nodes import Nodes, can_run, moment
from test_engine import Watch, config_with

ALL_HEARD = "listening events come from the nodes themselves, over SSH"


class NodeEvents(unittest.TestCase):
    def begin(self, speed=12, **sections):
        nodes = self.enterContext(Nodes())
        cloud = self.enterContext(Cloud("--loopback-addresses", speed=speed, config=config_with(**{**nodes.config(), **sections})))
        cloud.run("launch")
        nodes.answer_for(cloud)
        self.addCleanup(nodes.ended.set)
        return cloud, nodes

    def destroy(self, cloud):
        cloud.run("destroy")
        self.assertEqual(cloud.count(alive=True), {})
        self.assertEqual(cloud.query("SELECT * FROM host_keys"), [])

    def test_notices(self):
        """What a node says is news once, however often it says it; who reads it the next time knows."""
        cloud, nodes = self.begin(interruption={"rebalance": "ignore"})
        victim = sorted(cloud.alive("instance"))[0]
        with Watch(cloud) as watch:
            watch.wait_for(ALL_HEARD)
            self.assertEqual(len(cloud.query("SELECT * FROM host_keys")), 3)
            for junk in ("junk", "[" * 3000, '{"noticeTime": "2010-01-01T00:00:00Z"}', '{"noticeTime": 5}'):
                nodes.tell(victim, "events/recommendations/rebalance", junk)
                time.sleep(1.5)
            nodes.tell(victim, "events/recommendations/rebalance", json.dumps({"noticeTime": moment(0)}))
            self.assertIn(f"AWS recommends to replace {victim}", watch.wait_for("event notice"))
            nodes.cut(victim)
            watch.wait_for("listening events come from 2 of 3 nodes")
            watch.wait_for(ALL_HEARD)
        with Watch(cloud) as watch:
            watch.wait_for(ALL_HEARD)
            # Only the node itself tells of it.
            nodes.tell(victim, "spot/instance-action", json.dumps({"action": "terminate", "time": moment(120)}))
            self.assertIn(f"AWS takes {victim} back", watch.wait_for("event notice"))
            watch.wait_for("event milestone: All 3 nodes run again")
        notices = cloud.query("SELECT title FROM events WHERE kind = 'notice' ORDER BY id")
        self.assertEqual(sum("AWS recommends" in row[0] for row in notices), 1, notices)
        self.assertEqual(sum("back" in row[0] for row in notices), 1, notices)
        self.destroy(cloud)

    def test_silent_node(self):
        """Others answer: it is told, restarted, and well again when it answers."""
        cloud, nodes = self.begin(health={"grace_minutes": 0, "ssh": True})
        with Watch(cloud) as watch:
            watch.wait_for(ALL_HEARD)
            victim = sorted(cloud.alive("instance"))[1]
            nodes.silence(victim)
            self.assertIn("it does not answer on SSH since", watch.wait_for(f"event problem: {victim} is not well"))
            self.assertIn("it does not answer on SSH since", watch.wait_for(f"event action: Restart {victim}"))
            nodes.silent.discard(victim)
            watch.wait_for(f"event milestone: {victim} is well again")
        self.assertTrue(any("healthy 3/3" in line for line in watch.lines[-20:]), watch.lines)
        self.assertEqual(cloud.count(alive=False)["instance"], 3)
        self.destroy(cloud)

    def test_all_silent(self):
        """That is the network's fault: nothing is done to them, nor told of each."""
        cloud, nodes = self.begin(health={"grace_minutes": 0, "ssh": True})
        with Watch(cloud) as watch:
            watch.wait_for(ALL_HEARD)
            names = sorted(cloud.alive("instance"))
            for name in names:
                nodes.silence(name)
            self.assertIn("no node answers on SSH", watch.wait_for("event problem: Events are missing"))
            time.sleep(10)
            nodes.silent.clear()
            watch.wait_for("event milestone: Events come again")
            time.sleep(8)
        self.assertFalse([line for line in watch.lines if line and ("is not well" in line or "Restart" in line)])
        self.assertEqual(cloud.count(alive=False)["instance"], 3)
        self.destroy(cloud)

    def test_somebody_else_answers(self):
        cloud, nodes = self.begin()
        with Watch(cloud) as watch:
            watch.wait_for(ALL_HEARD)
            victim = sorted(cloud.alive("instance"))[2]
            nodes.make_key("host")
            nodes.cut(victim)
            self.assertIn("another host key", watch.wait_for(f"event problem: {victim} does not tell its events"))
        self.assertTrue(any("listening events come from 2 of 3 nodes" in str(line) and "another host key" in str(line)
                            for line in watch.lines), watch.lines)
        self.assertEqual(len(cloud.query("SELECT DISTINCT key FROM host_keys")), 1)
        self.destroy(cloud)

    def test_practice_cloud(self):
        """Its addresses are made up: nobody is called there, and its nodes are well."""
        with Cloud(speed=12, config=config_with(monitoring={"events": "instances"})) as cloud:
            self.assertIn("nodes of the practice cloud have no SSH", cloud.run("launch"))
            with Watch(cloud) as watch:
                watch.wait_for("listening events come from 0 of 3 nodes, over SSH: nodes of the practice cloud have no SSH")
                victim = cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]
                self.assertIn(f"AWS takes {victim} back", watch.wait_for("event notice"))
                watch.wait_for("event milestone: All 3 nodes run again")
            self.assertFalse([line for line in watch.lines if line and "is not well" in line])
            self.destroy(cloud)


if __name__ == "__main__":
    if not can_run():
        print("sshd is not installed (./dev setup sshd), or cannot run here")
        sys.exit(77)
    unittest.main()
