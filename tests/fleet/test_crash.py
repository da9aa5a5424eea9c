#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a launch and a destroy after every journal entry in turn, and looks at what the cloud says after a restart.

A call can be cut off in three ways: before its effect, after its effect but before its answer, and after its result
was written. All three are tried for every call: the practice cloud is told to leave the call unanswered, to answer
it late, or to behave. What was made must be exactly what a launch that nobody disturbed makes, ever: no duplicate
that was cleaned up later. After the destroy nothing may be left.
"""

import concurrent.futures
import json
import signal
import time
import unittest

from fleet_cloud import CONFIG, PATIENCE, Cloud

WORKERS = 4
CALLS = ["CreateVpc", "CreateSubnet", "ModifySubnetAttribute", "CreateInternetGateway", "AttachInternetGateway",
         "CreateRoute", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "ImportKeyPair",
         "CreateLaunchTemplate", "CreateLaunchTemplateVersion", "CreateTags", "RevokeSecurityGroupIngress", "CreateFleet", "ModifyFleet", "TerminateInstances", "CancelSpotInstanceRequests", "DeleteFleets",
         "DeleteLaunchTemplate", "DeleteKeyPair", "DeleteSecurityGroup", "DeleteSubnet", "DetachInternetGateway",
         "DeleteInternetGateway", "DeleteVpc"]


MANAGED = {**CONFIG, "mode": "managed"}


class KillableCloud(Cloud):
    def fault_all(self, kind, count, seconds):
        for call in CALLS:
            self.fault(kind, call, count, seconds)

    def kill_at(self, goal, entry, how):
        """Runs towards goal until the journal holds its entry-th entry (counted from 1), then kills. Says whether
        the journal then was as intended."""
        if how == "after-effect":
            self.fault_all("slow", 50, 0.3)
        driver = self.start(goal)
        hung = False
        end = time.monotonic() + PATIENCE
        while driver.poll() is None and time.monotonic() < end:
            states = self.journal()
            if how == "before-effect" and not hung and states.count(1) == entry - 1 == len(states):
                self.fault_all("hang", 1, 5)
                hung = True
            if len(states) >= entry and (how != "after-result" or states[entry - 1] != 0):
                break
            time.sleep(0.003)
        if how == "before-effect":
            time.sleep(0.02)    # so that the call is under way
        driver.send_signal(signal.SIGKILL)
        driver.wait(PATIENCE)
        driver.stdout.close()
        self.control("fault", {"kind": "clear"})
        states = self.journal()
        return len(states) == entry and (states[-1] == 0) == (how != "after-result")


class Crash(unittest.TestCase):
    def check(self, *options, config=None):
        with KillableCloud(*options, config=config) as cloud:
            cloud.run("launch")
            made, n_launch = cloud.count(alive=False), len(cloud.journal())
            self.assertEqual(made["instance"], 3)
            cloud.run("destroy")
            n_destroy = len(cloud.journal()) - n_launch
            self.assertEqual(cloud.count(alive=True), {})

        points = [(entry, how) for entry in range(1, max(n_launch, n_destroy) + 1)
                  for how in ("before-effect", "after-effect", "after-result")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            results = list(pool.map(lambda point: self.crash(made, n_launch, n_destroy, *point, *options, config=config),
                                    points))

        problems = [problem for problem, _ in results if problem]
        self.assertEqual(problems, [], "\n".join(problems))
        # A machine that is busy may be late now and then; late every time, nothing would have been tested.
        wanted = 3 * (n_launch + n_destroy)
        hits = sum(hits for _, hits in results)
        print(f"{wanted} points, {hits} hit exactly")
        self.assertGreater(hits, wanted * 2 // 3)

    def crash(self, made, n_launch, n_destroy, entry, how, *options, config=None):
        """Returns a problem, or None, and how often the kill came at the intended moment."""
        hits = 0
        try:
            with KillableCloud(*options, config=config) as cloud:
                if entry <= n_launch:
                    hits += cloud.kill_at("launch", entry, how)
                cloud.run("launch")
                now, ever = cloud.count(alive=True), cloud.count(alive=False)
                if now != made or ever != made:
                    return f"launch, entry {entry}, {how}: {dict(now)} (ever {dict(ever)}), not {dict(made)}", hits
                if entry <= n_destroy:
                    hits += cloud.kill_at("destroy", len(cloud.journal()) + entry, how)
                cloud.run("destroy")
                left = cloud.count(alive=True)
                if left:
                    return f"destroy, entry {entry}, {how}: {dict(left)} left", hits
        except AssertionError as error:
            return f"entry {entry}, {how}: {error}", hits
        return None, hits

    def destroy_unfinished(self, entry, how):
        try:
            with KillableCloud("--no-default-vpc") as cloud:
                cloud.kill_at("launch", entry, how)
                cloud.run("destroy")
                left = cloud.count(alive=True)
                return f"entry {entry}, {how}: {dict(left)} left" if left else None
        except AssertionError as error:
            return f"entry {entry}, {how}: {error}"

    def test_unfinished(self):
        """A launch that was killed on its way is destroyed at once: it must not be finished first, nor forgotten."""
        with KillableCloud("--no-default-vpc") as cloud:
            cloud.run("launch")
            points = [(entry, how) for entry in range(1, len(cloud.journal()) + 1)
                      for how in ("before-effect", "after-effect")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            problems = [problem for problem in pool.map(lambda point: self.destroy_unfinished(*point), points) if problem]
        self.assertEqual(problems, [], "\n".join(problems))

    def test_managed(self):
        """EC2 keeps the nodes: neither a second fleet that keeps them, nor one that is left and goes on to replace."""
        self.check(config=MANAGED)

    def modify(self, how):
        """Returns a problem, or None: killed around ModifyFleet, EC2 keeps the new number all the same."""
        try:
            with KillableCloud(config=MANAGED) as cloud:
                cloud.run("launch")
                config = json.loads(cloud.query("SELECT config FROM fleets")[0][0])
                config["capacity"]["nodes"] = 5
                cloud.change("UPDATE fleets SET config = '" + json.dumps(config) + "'")
                cloud.kill_at("watch", len(cloud.journal()) + 1, how)
                cloud.run("launch")
                made = cloud.count(alive=True)
                if (made["instance"], made["fleet"], cloud.count(alive=False)["fleet"]) != (5, 1, 1):
                    return f"{how}: {dict(made)}"
                config["capacity"]["nodes"] = 6
                cloud.change("UPDATE fleets SET config = '" + json.dumps(config) + "'")
                cloud.kill_at("watch", len(cloud.journal()) + 1, how)
                cloud.run("destroy")   # at once: the open change is not finished first
                left = cloud.count(alive=True)
                return f"{how}: {dict(left)} left" if left else None
        except AssertionError as error:
            return f"{how}: {error}"

    def test_modify(self):
        problems = [problem for how in ("before-effect", "after-effect", "after-result")
                    if (problem := self.modify(how))]
        self.assertEqual(problems, [], "\n".join(problems))

    def test_default_vpc(self):
        self.check()

    def test_own_vpc(self):
        self.check("--no-default-vpc")


if __name__ == "__main__":
    unittest.main()
