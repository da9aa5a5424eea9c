#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine whose nodes fail their status checks, or are retired."""

import time
import unittest

from fleet_cloud import PATIENCE, Cloud
from test_engine import Watch, config_with

HURRIED = config_with(health={"grace_minutes": 0})


class Health(unittest.TestCase):
    def launch(self, cloud, nodes=3):
        cloud.run("launch")
        self.assertEqual(cloud.count(alive=True)["instance"], nodes)

    def destroy(self, cloud):
        cloud.run("destroy")
        self.assertEqual(cloud.count(alive=True), {})
        self.assertNotIn(0, cloud.journal())

    def reboots(self, cloud):
        return [dict(request["params"])["InstanceId.1"] for request in cloud.requests()
                if request.get("action") == "RebootInstances"]

    def test_restart_helps(self):
        """Sick, restarted, well again: told once each, also when the engine is another one meanwhile."""
        with Cloud(config=HURRIED) as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                sick = cloud.control("impair", {"check": "instance"})["instance_id"]
                told = watch.wait_for(f"event problem: {sick} is not well")
                self.assertIn("its instance status check fails", told)
                self.assertIn("its instance status check fails", watch.wait_for(f"event action: Restart {sick} in us-east-1"))
            self.assertTrue(any("state" in line and "degraded" in line for line in watch.lines), watch.lines)
            self.assertTrue(any(f"problem 1 of 3 nodes is not well: {sick}" in line for line in watch.lines), watch.lines)
            with Watch(cloud) as watch:
                watch.wait_for(f"event milestone: {sick} is well again")
                told = [line for line in watch.lines if "is not well" in line and line.startswith("event")]
            self.assertEqual(cloud.query(f"SELECT count(*) FROM events WHERE title = '{sick} is not well'"), [(1,)], told)
            self.assertEqual(self.reboots(cloud), [sick])
            self.assertEqual(cloud.count(alive=False)["instance"], 3)
            self.destroy(cloud)

    def test_restart_does_not_help(self):
        """Then another node takes its place before it ends."""
        with Cloud(config=HURRIED) as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                sick = cloud.control("impair", {"check": "instance", "reboot_helps": False})["instance_id"]
                watch.wait_for(f"event action: Restart {sick}")
                self.assertIn("a restart did not help", watch.wait_for(f"event action: Replace {sick}"))
                self.assertIn("enough others run", watch.wait_for(f"event action: End {sick}"))
                watch.wait_for("healthy 3/3")
            self.assertEqual(self.reboots(cloud), [sick])
            self.assertEqual(cloud.count(alive=False)["instance"], 4)
            self.destroy(cloud)

    def test_hardware(self):
        """What a restart cannot help is replaced at once; a right that lacks is said, and gone round."""
        with Cloud(config=HURRIED) as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                sick = cloud.control("impair", {"check": "system"})["instance_id"]
                self.assertIn("its system status check fails", watch.wait_for(f"event action: Replace {sick}"))
                watch.wait_for(f"event action: End {sick}")
                watch.wait_for("healthy 3/3")
                cloud.control("deny", {"action": "ec2:RebootInstances"})
                sick = cloud.control("impair", {"check": "instance"})["instance_id"]
                watch.wait_for(f"event problem: Restart {sick}")
                self.assertIn("it cannot be restarted", watch.wait_for(f"event action: Replace {sick}"))
                watch.wait_for(f"event action: End {sick}")
            self.destroy(cloud)

    def test_half_at_once(self):
        """One at a time: the next when the last one has shown how it is."""
        with Cloud(config=HURRIED) as cloud:
            self.launch(cloud)
            for _ in range(2):
                cloud.control("impair", {"check": "instance"})
            with Watch(cloud) as watch:
                self.assertIn("One is restarted or replaced at a time", watch.wait_for("problem 2 of 3 nodes are not well"))
                watch.wait_for("event action: Restart")
                watch.wait_for("event action: Restart")
                for _ in range(2):
                    watch.wait_for("is well again")
            actions = [request.get("action") for request in cloud.requests()]
            first = actions.index("RebootInstances")
            second = actions.index("RebootInstances", first + 1)
            self.assertIn("DescribeInstanceStatus", actions[first:second])
            self.assertEqual(len(set(self.reboots(cloud))), 2)
            self.destroy(cloud)

    def test_retirement(self):
        """What AWS retires is moved in time; other plans are told."""
        with Cloud(config=HURRIED) as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                other = cloud.control("schedule-event", {"code": "system-reboot", "in_seconds": 3000})["instance_id"]
                self.assertIn("it stays where it is",
                              watch.wait_for(f"event notice: AWS has scheduled system-reboot of {other}"))
                retired = cloud.control("schedule-event", {"code": "instance-retirement", "in_seconds": 900})["instance_id"]
                self.assertIn("another node takes its place",
                              watch.wait_for(f"event notice: AWS has scheduled instance-retirement of {retired}"))
                watch.wait_for(f"event action: Replace {retired}")
                watch.wait_for(f"event action: End {retired}")
            self.assertNotIn("system-reboot", str(self.reboots(cloud)))
            self.destroy(cloud)

    def test_ended_by_others(self):
        """CloudTrail tells who, a little later; without the right that is said."""
        with Cloud() as cloud:
            self.launch(cloud)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                cloud.control("trail", {"delay_seconds": 3})
                victim = cloud.control("end", {"user": "alice"})["instance_id"]
                watch.wait_for(f"event lost: {victim} is gone")
                self.assertRegex(watch.wait_for(f"event lost: alice ended {victim}"),
                                 "TerminateInstances at ..:..:.. UTC, by arn:aws:iam::123456789012:user/alice, from ")
                cloud.control("deny", {"action": "cloudtrail:LookupEvents"})
                victim = cloud.control("end", {})["instance_id"]
                self.assertIn("Allow cloudtrail:LookupEvents",
                              watch.wait_for(f"event lost: Who ended {victim} is not known"))
            self.destroy(cloud)

    def test_killed_at_the_restart(self):
        """Nobody got the answer: it is made again, once, and closed."""
        with Cloud(config=HURRIED) as cloud:
            self.launch(cloud)
            cloud.fault("slow", "RebootInstances", seconds=30)
            with Watch(cloud) as watch:
                watch.wait_for("state")
                sick = cloud.control("impair", {"check": "instance", "reboot_helps": False})["instance_id"]
                watch.wait_for(f"event problem: {sick} is not well")
                end = time.monotonic() + PATIENCE
                while not self.reboots(cloud) and time.monotonic() < end:
                    time.sleep(0.05)
                watch.driver.kill()
            self.assertIn(0, cloud.journal())
            with Watch(cloud) as watch:
                watch.wait_for("event action: Finish what was interrupted: reboot-instance")
                watch.wait_for(f"event action: Replace {sick}")
            self.assertEqual(self.reboots(cloud), [sick, sick])
            self.destroy(cloud)


if __name__ == "__main__":
    unittest.main()
