#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand two-minute notices at the same moment, in a practice cloud that throttles as EC2 does.

Every one gets its reaction: told, and a replacement asked for before AWS ends the node; with few calls, because EC2 allows
few. How soon is printed: "./dev bench" holds it to a promise.
"""

import json
import threading
import time
import unittest

from fleet_cloud import PATIENCE, Cloud

NODES = 1000
SPEED = 4          # the cloud's time
AHEAD = 6          # seconds: until all notices are there, after the first was ordered
NOTICE = 120 / SPEED
NEARLY_ALL = 0.95
MOST_CALLS = 20    # of CreateFleet, launch and replacements: a bucket of 5, and 2 a second
CONFIG = {
    "version": 1, "name": "web", "region": "us-east-1",
    "capacity": {"nodes": NODES},
    "instances": {"min_vcpus": 2, "max_vcpus": 8},
    "zones": {"minimum": 2},
    "network": {"sources": ["203.0.113.0/24"], "ports": [80]},
}


class NoticesTest(unittest.TestCase):
    def watch(self, cloud):
        """Somebody has to read what it says, or it waits for that."""
        driver = cloud.start("watch")
        reader = threading.Thread(target=driver.stdout.read, daemon=True)
        reader.start()

        def end():
            driver.terminate()
            driver.wait(PATIENCE)
            reader.join()
            driver.stdout.close()
        self.addCleanup(end)

    def order_notices(self, cloud):
        """All at the same time. When that is, Unix seconds."""
        at = time.time() + AHEAD
        for item in cloud.control("ledger")["resources"]:
            if item["kind"] == "instance" and not item["gone_at"]:
                cloud.control("interrupt", {"instance_id": item["id"], "rebalance_seconds": (at - time.time()) * SPEED})
        self.assertLess(time.time(), at, "this machine is too slow to order them")
        return at

    def wait_for(self, check, what):
        end = time.monotonic() + PATIENCE
        while not check():
            self.assertLess(time.monotonic(), end, f"in vain waited for {what}")
            time.sleep(0.2)

    @staticmethod
    def list_replacements(cloud, since):
        """When it was asked for, for each: Unix seconds"""
        rows = cloud.query(f"SELECT created_at, result FROM journal WHERE action = 'create-fleet' AND state = 1 "
                           f"AND created_at > {since * 1e6:.0f}")
        return [created_at / 1e6 for created_at, result in rows for _ in json.loads(result)["instances"]]

    def test_all_at_once(self):
        with Cloud("--throttle-scale", "1", speed=SPEED, config=CONFIG) as cloud:
            cloud.run("launch")
            self.watch(cloud)
            at = self.order_notices(cloud)
            self.wait_for(lambda: len(self.list_replacements(cloud, at)) >= NODES, "a replacement for every node")
            asked = sorted(self.list_replacements(cloud, at))
            told = cloud.query("SELECT count(DISTINCT resource) FROM events WHERE kind = 'notice'")
            self.assertEqual(told[0][0], NODES)
            self.assertEqual(len(asked), NODES)
            print(f"{NODES} notices, seconds until {NEARLY_ALL:.0%} and all are replaced: "
                  f"{asked[int(NODES * NEARLY_ALL) - 1] - at:.2f} {asked[-1] - at:.2f}")
            self.assertLess(asked[-1] - at, NOTICE)
            self.wait_for(lambda: cloud.count(alive=True)["instance"] == NODES, "the end of those that AWS took back")
            self.assertLessEqual(len(cloud.launches()), MOST_CALLS)
            self.doCleanups()
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})


if __name__ == "__main__":
    unittest.main()
