#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a launch and a destroy after every journal entry in turn, and looks at what the cloud says after a restart.

A call can be cut off in three ways: before its effect, after its effect but before its answer, and after its result
was written. All three are tried for every call: the practice cloud is told to leave the call unanswered, to answer
it late, or to behave. What was made must be exactly what a launch that nobody disturbed makes, ever: no duplicate
that was cleaned up later. After the destroy nothing may be left.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.request

BUILD = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"])
DRIVER = BUILD / "tests" / "fleet" / "engine-driver"
SIMULATOR = BUILD / "src" / "simulator" / "flotilla-simulator"
KEY_ID, SECRET = "AKIAPRACTICE00000000", "practice-cloud-secret"
PATIENCE = 120
WORKERS = 4
CALLS = ["CreateVpc", "CreateSubnet", "ModifySubnetAttribute", "CreateInternetGateway", "AttachInternetGateway",
         "CreateRoute", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "ImportKeyPair",
         "CreateLaunchTemplate", "CreateFleet", "TerminateInstances", "CancelSpotInstanceRequests", "DeleteFleets",
         "DeleteLaunchTemplate", "DeleteKeyPair", "DeleteSecurityGroup", "DeleteSubnet", "DetachInternetGateway",
         "DeleteInternetGateway", "DeleteVpc"]
CONFIG = {
    "version": 1, "name": "crash", "region": "us-east-1",
    "capacity": {"nodes": 3},
    "instances": {"types": ["m6i.large", "m5.large", "c6i.large", "c5.large", "r5.large"]},
    "zones": {"minimum": 2, "allowed": ["us-east-1a", "us-east-1b"]},
    "network": {"sources": ["203.0.113.0/24"], "ports": [80]},
}


class Cloud:
    """A practice cloud, a store of its own and drivers that run an engine on them."""

    def __init__(self, *options):
        self.home = tempfile.TemporaryDirectory(prefix="flotilla-crash-")
        self.folder = pathlib.Path(self.home.name)
        self.store = self.folder / "fleets.db"
        (self.folder / "config.json").write_text(json.dumps(CONFIG))
        self.process = subprocess.Popen(
            [SIMULATOR, "--seed", "5", "--speed", "60", "--throttle-scale", "0", "--exit-with-stdin", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        self.environment = dict(os.environ, AWS_ENDPOINT_URL=self.url, AWS_ACCESS_KEY_ID=KEY_ID,
                                AWS_SECRET_ACCESS_KEY=SECRET, XDG_DATA_HOME=str(self.folder / "data"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.home.cleanup()

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_simulator/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def fault(self, kind, count, seconds):
        for call in CALLS:
            self.control("fault", {"kind": kind, "action": call, "count": count, "seconds": seconds})

    def start(self, goal):
        arguments = [DRIVER, self.store, goal] + ([self.folder / "config.json"] if goal == "launch" else [])
        return subprocess.Popen(arguments, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                text=True)

    def run(self, goal):
        driver = self.start(goal)
        try:
            output, _ = driver.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            driver.kill()
            output, _ = driver.communicate()
            raise AssertionError(f"{goal} does not come to an end:\n{output}") from None
        if driver.returncode != 0:
            raise AssertionError(f"{goal} failed:\n{output}")
        return output

    def journal(self):
        """The states of the journal's entries: 0 open, 1 done, 2 failed."""
        if not self.store.exists():
            return []
        database = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=5)
        try:
            return [row[0] for row in database.execute("SELECT state FROM journal ORDER BY id")]
        except sqlite3.OperationalError:
            return []   # the tables are still being made
        finally:
            database.close()

    def kill_at(self, goal, entry, how):
        """Runs towards goal until the journal holds its entry-th entry (counted from 1), then kills. Says whether
        the journal then was as intended."""
        if how == "after-effect":
            self.fault("slow", 50, 0.3)
        driver = self.start(goal)
        hung = False
        end = time.monotonic() + PATIENCE
        while driver.poll() is None and time.monotonic() < end:
            states = self.journal()
            if how == "before-effect" and not hung and states.count(1) == entry - 1 == len(states):
                self.fault("hang", 1, 5)
                hung = True
            if len(states) >= entry and (how != "after-result" or states[entry - 1] != 0):
                break
            time.sleep(0.002)
        if how == "before-effect":
            time.sleep(0.02)    # so that the call is under way
        driver.send_signal(signal.SIGKILL)
        driver.wait(PATIENCE)
        driver.stdout.close()
        self.control("fault", {"kind": "clear"})
        states = self.journal()
        return len(states) == entry and (states[-1] == 0) == (how != "after-result")

    def count(self, alive):
        ledger = self.control("ledger")["resources"]
        return collections.Counter(item["kind"] for item in ledger if not (alive and item["gone_at"]))


class Crash(unittest.TestCase):
    def check(self, *options):
        with Cloud(*options) as cloud:
            cloud.run("launch")
            made, n_launch = cloud.count(alive=False), len(cloud.journal())
            self.assertEqual(made["instance"], 3)
            cloud.run("destroy")
            n_destroy = len(cloud.journal()) - n_launch
            self.assertEqual(cloud.count(alive=True), {})

        points = [(entry, how) for entry in range(1, max(n_launch, n_destroy) + 1)
                  for how in ("before-effect", "after-effect", "after-result")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            results = list(pool.map(lambda point: self.crash(made, n_launch, n_destroy, *point, *options), points))

        problems = [problem for problem, _ in results if problem]
        self.assertEqual(problems, [], "\n".join(problems))
        # A machine that is busy may be late now and then; late every time, nothing would have been tested.
        wanted = 3 * (n_launch + n_destroy)
        hits = sum(hits for _, hits in results)
        print(f"{wanted} points, {hits} hit exactly")
        self.assertGreater(hits, wanted * 2 // 3)

    def crash(self, made, n_launch, n_destroy, entry, how, *options):
        """Returns a problem, or None, and how often the kill came at the intended moment."""
        hits = 0
        try:
            with Cloud(*options) as cloud:
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

    def test_default_vpc(self):
        self.check()

    def test_own_vpc(self):
        self.check("--no-default-vpc")


if __name__ == "__main__":
    unittest.main()
