#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers and one fleet: each with a store of its own, and with an engine that would drive it."""

import contextlib
import json
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from fleet_cloud import CONFIG, DRIVER, PATIENCE, Cloud
from test_engine import Watch

# As FLO_TENURE_LOCAL_TERMS has them, in seconds.
RENEW, VALID, EXPIRE, SETTLE = 15, 40, 60, 16


def read(store, sql):
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5)) as database:
        return database.execute(sql).fetchall()


class Other:
    """A second computer: a copy of the first one's store, and the same cloud."""

    def __init__(self, cloud):
        self.folder = cloud.folder / "other"
        self.folder.mkdir()
        self.store = self.folder / "fleets.db"
        with contextlib.closing(sqlite3.connect(cloud.store)) as source, \
                contextlib.closing(sqlite3.connect(self.store)) as target:
            source.backup(target)
        shutil.copytree(cloud.folder / "data", self.folder / "data")
        self.environment = dict(cloud.environment, XDG_DATA_HOME=str(self.folder / "data"))

    def start(self, goal):
        return subprocess.Popen([DRIVER, self.store, *goal.split()], env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)

    def run(self, goal):
        driver = self.start(goal)
        output, _ = driver.communicate(timeout=PATIENCE)
        return driver.returncode, output

    def count_acts(self):
        return read(self.store, "SELECT COUNT(*) FROM journal")[0][0]


class Lease(unittest.TestCase):
    @contextlib.contextmanager
    def two_computers(self, **options):
        """A fleet of three that the first one drives, and what the second one has of it."""
        with Cloud(speed=12, **options) as cloud:
            cloud.run("launch")
            self.assertEqual(cloud.count(alive=True)["instance"], 3)
            with Watch(cloud) as first:
                first.wait_for("healthy 3/3")
                other = Other(cloud)
                with Watch(other) as second:
                    second.wait_for("event problem: Another computer drives this fleet (Driven by ")
                    yield cloud, first, other, second

    def lose_node(self, cloud):
        return cloud.control("interrupt", {"rebalance_seconds": 0})["instance_id"]

    def leases(self, cloud):
        """What was written, in order: (state, computer)"""
        return [tuple(value.split(" ")[1:3]) for request in cloud.requests() if request.get("action") == "CreateTags"
                for name, value in dict(request["params"]).items() if name.endswith(".Value")]

    def test_read_only(self):
        """The second one looks on, refuses what is asked of it, and does nothing while the first one replaces nodes."""
        with self.two_computers() as (cloud, first, other, second):
            acts = other.count_acts()
            victim = self.lose_node(cloud)
            first.wait_for("event milestone: All 3 nodes run again")
            second.wait_for("event milestone: All 3 nodes run again")
            second.wait_for(f"event lost: {victim}")
            time.sleep(RENEW)
            self.assertEqual(cloud.count(alive=False)["instance"], 4)
            self.assertEqual(other.count_acts(), acts)
            status, output = other.run("ask scale 5")
            self.assertEqual(status, 1)
            self.assertIn("read-only here. Ask for it there; or have it driven here with: flotillactl fleet take-over",
                          output)
            # Another config is refused in the same words, and not kept for when this computer drives.
            changed = other.folder / "changed.json"
            changed.write_text(json.dumps({**CONFIG, "storage": {"size_gib": 30}}))
            self.assertEqual(other.run(f"ask update {changed}"), (status, output))
            self.assertEqual(read(other.store, "SELECT revision, wishes FROM fleets"),
                             read(cloud.store, "SELECT revision, wishes FROM fleets"))
            self.assertEqual({computer for _, computer in self.leases(cloud)}, {self.leases(cloud)[0][1]})

    def wait_while_silent(self, other, acts, seconds):
        """Nothing is done in the meantime."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.assertEqual(other.count_acts(), acts)
            time.sleep(0.2)

    def test_take_over_from_the_dead(self):
        """The first one is killed. The second one leaves the fleet alone until a person wants it, and then until it is sure."""
        with self.two_computers() as (cloud, first, other, second):
            first.driver.send_signal(signal.SIGKILL)
            first.driver.wait(PATIENCE)
            acts = other.count_acts()
            self.lose_node(cloud)
            self.wait_while_silent(other, acts, RENEW)
            began = time.monotonic()
            self.assertEqual(other.run("ask take-over"), (0, ""))
            second.wait_for("event action: Take the fleet over from another computer (Taken over: nothing is done here before")
            second.wait_for("event milestone: This computer drives the fleet")
            self.assertGreater(time.monotonic() - began, SETTLE)
            second.wait_for("event milestone: All 3 nodes run again")
            self.assertGreater(other.count_acts(), acts)
            states = [state for state, _ in self.leases(cloud)]
            self.assertEqual(states[-1], "drives")
            self.assertIn("forces", states)
            # The first one comes back, and it is its turn to look on.
            with Watch(cloud) as first_again:
                first_again.wait_for("event problem: Another computer drives this fleet")
                self.assertIn("there is nothing to take over", other.run("ask take-over")[1])

    def test_take_over_from_the_living(self):
        """A person wants it here although the other one lives: that one stands back, and never do both act."""
        with self.two_computers() as (cloud, first, other, second):
            acts = other.count_acts()
            asked = time.time()
            self.assertEqual(other.run("ask take-over"), (0, ""))
            first.wait_for("event problem: Another computer drives this fleet")
            stood_back = time.time()
            self.lose_node(cloud)
            self.wait_while_silent(other, acts, max(0, EXPIRE - 10 - (stood_back - asked)))
            second.wait_for("event milestone: This computer drives the fleet")
            second.wait_for("event milestone: All 3 nodes run again")
            self.assert_apart(cloud, other, acts)

    def assert_apart(self, cloud, other, acts):
        """What the first one did was over before the second one began."""
        last = cloud.query("SELECT MAX(finished_at) FROM journal")[0][0]
        begun = read(other.store, f"SELECT MIN(created_at) FROM (SELECT created_at FROM journal ORDER BY id LIMIT -1 OFFSET {acts})")
        self.assertLess(last, begun[0][0])

    def test_stopped_and_continued(self):
        """As a laptop that slept: it finds that the fleet was taken over, before it does anything."""
        with self.two_computers() as (cloud, first, other, second):
            acts = other.count_acts()
            first.driver.send_signal(signal.SIGSTOP)
            self.assertEqual(other.run("ask take-over"), (0, ""))
            second.wait_for("event milestone: This computer drives the fleet")
            self.lose_node(cloud)
            second.wait_for("event milestone: All 3 nodes run again")
            mine = len(cloud.journal())
            self.lose_node(cloud)
            first.driver.send_signal(signal.SIGCONT)
            first.wait_for("event problem: Another computer drives this fleet")
            second.wait_for("event milestone: All 3 nodes run again")
            self.assertEqual(len(cloud.journal()), mine)
            self.assert_apart(cloud, other, acts)

    def test_taken_over_once(self):
        """What was asked for is over as soon as it is so, even if nothing can be seen of the fleet: whoever loses it again later
        does not take it back."""
        with self.two_computers() as (cloud, first, other, second):
            first.driver.send_signal(signal.SIGTERM)
            first.driver.wait(PATIENCE)
            self.assertEqual(other.run("ask take-over"), (0, ""))
            cloud.fault("503", "DescribeInstances", count=100000)
            second.wait_for("event milestone: This computer drives the fleet")
            end = time.monotonic() + 5
            while read(other.store, "SELECT wishes FROM fleets") != [(None,)] and time.monotonic() < end:
                time.sleep(0.2)
            self.assertEqual(read(other.store, "SELECT wishes FROM fleets"), [(None,)])
            cloud.control("calm", {})

    def test_late_tags(self):
        """Changed tags are shown late: it is known for how long nobody may rely on what is shown."""
        with self.two_computers() as (cloud, first, other, second):
            cloud.control("consistency", {"tags_seconds": 3})
            acts = other.count_acts()
            self.assertEqual(other.run("ask take-over"), (0, ""))
            first.wait_for("event problem: Another computer drives this fleet")
            self.lose_node(cloud)
            second.wait_for("event milestone: This computer drives the fleet")
            second.wait_for("event milestone: All 3 nodes run again")
            self.assert_apart(cloud, other, acts)

    def test_destroyed_elsewhere(self):
        """Who looked on while it was destroyed does not launch it anew; nor does one with an old copy of the store."""
        with self.two_computers() as (cloud, first, other, second):
            acts = other.count_acts()
            first.driver.send_signal(signal.SIGTERM)
            first.driver.wait(PATIENCE)
            cloud.run("destroy")
            second.wait_for("event problem: Another computer drives this fleet (Another computer seems to have destroyed it")
            self.wait_while_silent(other, acts, 2)
            self.assertEqual(cloud.count(alive=True), {})

    def test_destroyed_elsewhere_unseen(self):
        """A fleet that was adopted here, so that no journal says how it was made, and destroyed elsewhere while nobody
        looked: it had nodes, which were in a group, and that is gone. It is not launched anew."""
        with Cloud(speed=12) as cloud:
            cloud.run("launch")
            other = Other(cloud)
            cloud.run("destroy")
            with contextlib.closing(sqlite3.connect(other.store)) as database, database:
                database.execute("DELETE FROM journal")
                database.execute("UPDATE nodes SET launched_at = launched_at - 600")
            with Watch(other) as second:
                second.wait_for("event problem: Another computer drives this fleet (Another computer seems to have destroyed it")
                self.wait_while_silent(other, 0, 2)
            self.assertEqual(cloud.count(alive=True), {})

    def test_destroyed_elsewhere_young(self):
        """The same of a fleet that was launched a moment ago: its nodes lived, as it was seen here last."""
        with Cloud(speed=12) as cloud:
            cloud.run("launch")
            other = Other(cloud)
            cloud.run("destroy")
            with Watch(other) as second:
                second.wait_for("event problem: Another computer drives this fleet (Another computer seems to have destroyed it")
                self.wait_while_silent(other, other.count_acts(), 2)
            self.assertEqual(cloud.count(alive=True), {})

    def test_not_allowed_to_tag(self):
        """An account of before there were leases: its fleets are driven as they were."""
        with Cloud(speed=12) as cloud:
            cloud.run("launch")
            cloud.control("deny", {"action": "ec2:CreateTags"})
            with Watch(cloud) as watch:
                watch.wait_for("healthy 3/3")
                self.lose_node(cloud)
                watch.wait_for("event milestone: All 3 nodes run again")


if __name__ == "__main__":
    unittest.main()
