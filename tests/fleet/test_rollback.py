#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Launches that fail, and are undone or gone on with; what was whole once is never undone, whoever was killed when.

A launch that is to be rolled back meets a quota. It is killed after every journal entry in turn, of the launch and of what
undoes it, before the effect of the call, after it, and after its result: at the end nothing may be left, no more may ever
have been made than by a launch that nobody disturbed, and that it was rolled back is told once.
"""

import concurrent.futures
import copy
import signal
import sqlite3
import subprocess
import time
import unittest

from fleet_cloud import CONFIG, PATIENCE, Cloud
from test_crash import WORKERS, KillableCloud

ROLLBACK = {**CONFIG, "launch": {"wait_for": "status-checks", "on_failure": "rollback"}}
ROLLED_BACK, KEPT, LATE = "The launch is rolled back", "The launch is not rolled back any more", "Not all nodes are there in time"
# Standard spot instances: the quota is in vCPUs, and each of these nodes has two.
QUOTA = "L-34B43A08"


# Seconds until the checks of nodes are decided, at the speed below, with some more.
SPEED, CHECKS_TAKE = 12, 13


def config_with(**launch):
    config = copy.deepcopy(ROLLBACK)
    config["launch"].update(launch)
    return config


def limit(cloud, nodes):
    cloud.control("quota", {"code": QUOTA, "region": "us-east-1", "value": 2 * nodes})


def titles(cloud):
    try:
        return [title for title, in cloud.query("SELECT title FROM events ORDER BY id")]
    except sqlite3.OperationalError:
        return []   # the store is still being made


def row(cloud):
    return cloud.query("SELECT launch, desired, healthy_at != 0, destroyed_at != 0 FROM fleets")[0]


class Kills(unittest.TestCase):
    def crash(self, made, entry, how):
        """Returns a problem, or None, and whether the kill came at the intended moment."""
        try:
            with KillableCloud(config=ROLLBACK) as cloud:
                limit(cloud, 2)
                hit = cloud.kill_at("launch", entry, how)
                cloud.run("settle")
                left, ever = cloud.count(alive=True), cloud.count(alive=False)
                if left or ever != made:
                    return f"entry {entry}, {how}: {dict(left)} left, {dict(ever)} ever, not {dict(made)}", hit
                told = titles(cloud).count(ROLLED_BACK)
                if told != 1:
                    return f"entry {entry}, {how}: it was told {told} times that it is rolled back", hit
        except AssertionError as error:
            return f"entry {entry}, {how}: {error}", False
        return None, hit

    def test_kills(self):
        with KillableCloud(config=ROLLBACK) as cloud:
            limit(cloud, 2)
            cloud.run("launch")
            made, n = cloud.count(alive=False), len(cloud.journal())
            self.assertEqual((made["instance"], cloud.count(alive=True)), (2, {}))
        points = [(entry, how) for entry in range(1, n + 1) for how in ("before-effect", "after-effect", "after-result")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            results = list(pool.map(lambda point: self.crash(made, *point), points))
        problems = [problem for problem, _ in results if problem]
        self.assertEqual(problems, [], "\n".join(problems))
        hits = sum(hit for _, hit in results)
        print(f"{len(points)} points, {hits} hit exactly")
        self.assertGreater(hits, len(points) * 2 // 3)


class Rollback(unittest.TestCase):
    def watch(self, cloud, until):
        """Runs the fleet until the condition holds."""
        driver = cloud.start("watch")
        end = time.monotonic() + PATIENCE
        try:
            while not until() and driver.poll() is None and time.monotonic() < end:
                time.sleep(0.1)
            self.assertTrue(until(), titles(cloud))
        finally:
            driver.send_signal(signal.SIGTERM)
            driver.communicate(timeout=PATIENCE)

    def test_whole(self):
        """Whole, and never rolled back afterwards, whatever is lost."""
        with Cloud(config=ROLLBACK) as cloud:
            cloud.run("launch")
            self.assertEqual(row(cloud), (None, "running", 1, 0))
            self.assertEqual(titles(cloud)[-1], "All 3 nodes run")
            limit(cloud, 0)
            cloud.control("drought", {"seconds": 600})
            for node in cloud.alive("instance"):
                cloud.control("end", {"instance_id": node, "how": "server"})
            self.watch(cloud, lambda: len(cloud.journal()) > 0 and cloud.query("SELECT count(*) FROM journal WHERE state = 2")[0][0])
            self.assertEqual(row(cloud)[1], "running")
            self.assertNotIn(ROLLED_BACK, titles(cloud))
            limit(cloud, 100)
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})

    def lose_whole(self, deadline, healthy_at=0):
        """A fleet that was whole while nobody looked: the row still says that it is being launched. It has lost a node, and
        gets no other."""
        with Cloud(config=ROLLBACK) as cloud:
            cloud.run("launch")
            mark = '{"deadline":%d,"roll_back":true,"late":false}' % deadline
            cloud.change(f"UPDATE fleets SET launch = '{mark}', healthy_at = {healthy_at}",
                         "DELETE FROM events WHERE title LIKE 'All % nodes run'")
            limit(cloud, 0)
            node, *others = sorted(cloud.alive("instance"))
            cloud.control("end", {"instance_id": node, "how": "server"})
            if healthy_at == 0:
                self.watch(cloud, lambda: KEPT in titles(cloud))
                self.assertIn('"roll_back":false', row(cloud)[0].replace(" ", ""))
            else:
                self.watch(cloud, lambda: cloud.query("SELECT count(*) FROM journal WHERE state = 2")[0][0] > 0)
            self.assertEqual(row(cloud)[1], "running")
            self.assertNotIn(ROLLED_BACK, titles(cloud))
            self.assertLessEqual(set(others), cloud.alive("instance"))
            cloud.run("destroy")

    def test_whole_unseen(self):
        self.lose_whole(deadline=1)

    def test_whole_unseen_in_time(self):
        """The quota needs a person, long before the time is over."""
        self.lose_whole(deadline=int(time.time()) + 3600)

    def test_whole_and_marked(self):
        """All nodes were there once, and yet the mark is: the first counts."""
        self.lose_whole(deadline=1, healthy_at=1)

    def test_checks(self):
        """Nodes that run are not enough: neither for the launch, nor when it is looked at anew."""
        with Cloud(speed=SPEED, config=config_with(timeout_minutes=30)) as cloud:
            cloud.control("impair", {"launches": 1})
            self.kill_when_running(cloud)
            driver = cloud.start("settle")
            time.sleep(6)
            self.assertIsNone(driver.poll())
            self.assertEqual(row(cloud)[1:3], ("running", 0))
            cloud.control("calm", {})
            output, _ = driver.communicate(timeout=PATIENCE)
            self.assertEqual(driver.returncode, 0, output)
            self.assertEqual(row(cloud), (None, "running", 1, 0))
            cloud.run("destroy")

    def kill_when_running(self, cloud):
        driver = cloud.start("launch")
        end = time.monotonic() + PATIENCE
        while cloud.count(alive=True)["instance"] < 3 and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(CHECKS_TAKE)
        driver.kill()
        driver.communicate()

    def test_never_passes(self):
        """It was killed and runs again when the time is over: a node that never passed proves that it never was whole."""
        with Cloud(speed=SPEED, config=config_with(timeout_minutes=30)) as cloud:
            cloud.control("impair", {"launches": 1})
            self.kill_when_running(cloud)
            mark = row(cloud)[0]
            cloud.change("UPDATE fleets SET launch = '" + mark.replace(mark[mark.index(":") + 1:mark.index(",")], "1") + "'")
            cloud.run("settle")
            self.assertEqual(cloud.count(alive=True), {})
            self.assertIn(ROLLED_BACK, titles(cloud))
            reason, = cloud.query(f"SELECT reason FROM events WHERE title = '{ROLLED_BACK}'")[0]
            self.assertIn("3 of 3 nodes run, 1 of them without having passed EC2's status checks", reason)

    def test_asked(self):
        """A person who asked something of it has it in hand."""
        with Cloud(config=config_with(timeout_minutes=1)) as cloud:
            cloud.control("drought", {"seconds": 600})
            driver = cloud.start("launch")
            end = time.monotonic() + PATIENCE
            while not any("has no capacity" in title for title in titles(cloud)) and time.monotonic() < end:
                time.sleep(0.1)
            asked = subprocess.run([driver.args[0], cloud.store, "ask", "scale", "2"], env=cloud.environment, check=False,
                                   capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(asked.returncode, 0, asked.stderr)
            while KEPT not in titles(cloud) and time.monotonic() < end:
                time.sleep(0.1)
            self.assertIn(KEPT, titles(cloud))
            while LATE not in titles(cloud) and time.monotonic() < end:
                time.sleep(0.5)
            self.assertEqual(titles(cloud).count(LATE), 1)
            self.assertEqual(row(cloud)[1], "running")
            driver.kill()
            driver.communicate()
            cloud.run("destroy")


if __name__ == "__main__":
    unittest.main()
