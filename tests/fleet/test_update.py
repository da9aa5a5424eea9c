#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet that lives gets another config, against the practice cloud: whatever it starts nodes with, they follow in turn."""

import concurrent.futures
import json
import subprocess
import time
import unittest

import botocore.session

from fleet_cloud import CONFIG, DRIVER, KEY_ID, PATIENCE, SECRET, Cloud
from test_crash import WORKERS, KillableCloud
from test_engine import Watch

CHANGED = {**CONFIG, "storage": {"size_gib": 40}, "tags": {"team": "render"},
           "network": {"sources": ["203.0.113.0/24", "198.51.100.7/32"], "ports": [443]}}
DONE = "All nodes are as config revision 2 wants them"


def ask(cloud, *request):
    subprocess.run([DRIVER, cloud.store, "ask", *request], env=cloud.environment, check=True, timeout=PATIENCE)


def ask_update(cloud, config):
    path = cloud.folder / "changed.json"
    path.write_text(json.dumps(config))
    return subprocess.run([DRIVER, cloud.store, "ask", "update", path], env=cloud.environment, capture_output=True,
                          text=True, timeout=PATIENCE, check=False)


def connect(cloud):
    return botocore.session.get_session().create_client(
        "ec2", region_name="us-east-1", endpoint_url=cloud.url, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)


def list_nodes(ec2):
    return [node for reservation in ec2.describe_instances()["Reservations"] for node in reservation["Instances"]
            if node["State"]["Name"] in ("pending", "running")]


def list_rules_of(cloud):
    ec2 = connect(cloud)
    rules = list_rules(ec2)
    ec2.close()
    return rules


def list_rules(ec2):
    group = next(group for group in ec2.describe_security_groups()["SecurityGroups"] if group["GroupName"] != "default")
    return sorted((rule["FromPort"], block["CidrIp"]) for rule in group["IpPermissions"] for block in rule["IpRanges"])


def is_done(cloud):
    return (DONE,) in cloud.query("SELECT title FROM events WHERE kind = 'milestone'")


def tag_of(node, name):
    return {tag["Key"]: tag["Value"] for tag in node["Tags"]}.get(name)


class Update(unittest.TestCase):
    def check_nodes(self, ec2, nodes):
        """As CHANGED wants them."""
        sizes = {volume["VolumeId"]: volume["Size"] for volume in ec2.describe_volumes()["Volumes"]}
        for node in nodes:
            self.assertEqual((tag_of(node, "flotilla:revision"), tag_of(node, "team")), ("2", "render"))
            self.assertEqual([sizes[device["Ebs"]["VolumeId"]] for device in node["BlockDeviceMappings"]], [40])

    def test_nodes(self):
        """Each node is replaced with its successor first, by a version of the template that nobody else can move."""
        with Cloud() as cloud:
            cloud.run("launch")
            ec2 = connect(cloud)
            first = {node["InstanceId"] for node in list_nodes(ec2)}
            template = ec2.describe_launch_templates()["LaunchTemplates"][0]["LaunchTemplateId"]
            asked = ask_update(cloud, CHANGED)
            self.assertEqual(asked.returncode, 0, asked.stderr)
            # It does not know the nodes yet that were launched with the first config.
            cloud.change("DELETE FROM nodes")
            # Somebody else makes a version: ours is called by its number.
            ec2.create_launch_template_version(LaunchTemplateId=template, LaunchTemplateData={"ImageId": "ami-0123456789abcdef0"})
            least = len(first)
            with Watch(cloud) as watch:
                end = time.monotonic() + PATIENCE
                while not is_done(cloud) and time.monotonic() < end:
                    running = [node for node in list_nodes(ec2) if node["State"]["Name"] == "running"]
                    least = min(least, len(running))
                watch.wait_for(f"event milestone: {DONE}")
            self.assertGreaterEqual(least, 3, "a successor comes first")
            nodes = list_nodes(ec2)
            self.assertEqual(len(nodes), 3)
            self.assertFalse(first & {node["InstanceId"] for node in nodes})
            self.check_nodes(ec2, nodes)
            self.assertEqual(list_rules(ec2), [(port, source) for port in (22, 443)
                                               for source in ("198.51.100.7/32", "203.0.113.0/24")])
            versions = [dict(request["params"])["LaunchTemplateConfigs.1.LaunchTemplateSpecification.Version"]
                        for request in cloud.requests() if request.get("action") == "CreateFleet"]
            self.assertEqual(set(versions), {"1", "3"})
            self.assertEqual(cloud.query("SELECT revision, nodes_since FROM fleets"), [(2, 2)])
            prices = dict(cloud.query("SELECT id, storage_price FROM nodes"))
            self.assertEqual(len(prices), 6)
            for name, price in prices.items():
                self.assertEqual(price, 2192 if name in first else 4384, "each with the disk that it was launched with")
            titles = [row[0] for row in cloud.query("SELECT title FROM events WHERE kind = 'request'")]
            self.assertEqual(titles, ["Config revision 2: storage.size_gib, network.ports, network.sources and 1 more"])
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})
            ec2.close()

    def test_number_while_it_runs(self):
        """An engine that runs finds the config and what it changes of the requests in the row at once, and heeds both."""
        with Cloud() as cloud:
            cloud.run("launch")
            with Watch(cloud) as watch:
                watch.wait_for("healthy 3/3")
                ask(cloud, "scale", "2")
                watch.wait_for("healthy 2/2")
                asked = ask_update(cloud, {**CONFIG, "capacity": {"nodes": 4}})
                self.assertEqual(asked.returncode, 0, asked.stderr)
                watch.wait_for("healthy 4/4")
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})

    def test_at_once(self):
        """What the planner alone goes by replaces nothing, and the number that was asked for before is over."""
        with Cloud() as cloud:
            cloud.run("launch")
            ec2 = connect(cloud)
            first = {node["InstanceId"] for node in list_nodes(ec2)}
            ask(cloud, "scale", "4")
            asked = ask_update(cloud, {**CONFIG, "capacity": {"nodes": 5}, "budget": {"per_day": "50"}})
            self.assertEqual(asked.returncode, 0, asked.stderr)
            with Watch(cloud) as watch:
                watch.wait_for("healthy 5/5")
            nodes = list_nodes(ec2)
            self.assertEqual(len(nodes), 5)
            self.assertLess(first, {node["InstanceId"] for node in nodes})
            self.assertEqual(sorted(tag_of(node, "flotilla:revision") or "" for node in nodes), ["", "", "", "2", "2"])
            self.assertNotIn("CreateLaunchTemplateVersion", {request.get("action") for request in cloud.requests()})
            self.assertEqual(cloud.query("SELECT revision, nodes_since FROM fleets"), [(2, 1)])
            cloud.run("destroy")
            self.assertEqual(cloud.count(alive=True), {})
            ec2.close()

    def test_refused(self):
        with Cloud() as cloud:
            cloud.run("launch")
            for config, word in (({**CONFIG, "name": "other"}, "name: "), ({**CONFIG, "mode": "managed"}, "mode: "),
                                 ({**CONFIG, "zones": {"minimum": 2, "allowed": ["us-east-1a", "us-east-1z"]}}, "us-east-1z"),
                                 ({**CONFIG, "budget": {"per_hour": "0.01"}}, "budget")):
                asked = ask_update(cloud, config)
                self.assertEqual(asked.returncode, 1, asked.stdout)
                self.assertIn(word, asked.stderr)
            self.assertEqual(ask_update(cloud, CONFIG).returncode, 0, "the same config changes nothing")
            self.assertEqual(cloud.query("SELECT revision FROM fleets"), [(1,)])
            cloud.run("destroy")


class Crash(unittest.TestCase):
    """Killed around every call that a changed config needs: the same comes of it as without."""

    def finish(self, cloud):
        with Watch(cloud) as watch:
            end = time.monotonic() + PATIENCE
            while not is_done(cloud) and time.monotonic() < end and watch.driver.poll() is None:
                time.sleep(0.05)
        if not is_done(cloud):
            raise AssertionError("it does not come to an end:\n" + "\n".join(map(str, watch.lines)))

    def describe(self, cloud):
        """What counts: nodes alive and ever, rules, versions, the copy of the config."""
        ec2 = connect(cloud)
        nodes = list_nodes(ec2)
        self.check_nodes(ec2, nodes)
        template = ec2.describe_launch_templates()["LaunchTemplates"][0]
        versions = ec2.describe_launch_template_versions(LaunchTemplateId=template["LaunchTemplateId"])
        copy = "".join(tag_of(template, f"flotilla:copy-{i}") or "" for i in range(1, 5))
        ec2.close()
        return (len(nodes), cloud.count(alive=False)["instance"], list_rules_of(cloud),
                len(versions["LaunchTemplateVersions"]), copy)

    check_nodes = Update.check_nodes

    def crash(self, point, wanted=None):
        """Returns a problem, or None, what is there, and whether the kill came at the intended moment."""
        entry, how = point
        try:
            with KillableCloud() as cloud:
                cloud.run("launch")
                before = len(cloud.journal())
                if ask_update(cloud, CHANGED).returncode != 0:
                    return "refused", None, 0, 0
                hit = entry > 0 and cloud.kill_at("watch", before + entry, how)
                self.finish(cloud)
                made, entries = self.describe(cloud), len(cloud.journal()) - before
                if wanted is not None and made != wanted:
                    return f"entry {entry}, {how}: {made}, not {wanted}", made, hit, entries
                if entry % 3 == 1:
                    cloud.run("destroy")
                    if cloud.count(alive=True):
                        return f"entry {entry}, {how}: {dict(cloud.count(alive=True))} left", made, hit, entries
                return None, made, hit, entries
        except AssertionError as error:
            return f"entry {entry}, {how}: {error}", None, 0, 0

    def test_update(self):
        problem, wanted, _, n_entries = self.crash((0, "not at all"))
        self.assertIsNone(problem)
        self.assertEqual(wanted[:4], (3, 6, [(port, source) for port in (22, 443)
                                             for source in ("198.51.100.7/32", "203.0.113.0/24")], 2))
        points = [(entry, how) for entry in range(1, n_entries + 1)
                  for how in ("before-effect", "after-effect", "after-result")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            results = list(pool.map(lambda point: self.crash(point, wanted), points))
        problems = [result[0] for result in results if result[0]]
        self.assertEqual(problems, [], "\n".join(problems))
        hits = sum(bool(result[2]) for result in results)
        print(f"{len(points)} points, {hits} hit exactly")
        self.assertGreater(hits, len(points) // 2)

    def destroy(self, point):
        """Killed on the way, and then it shall be gone: what was begun is not finished first."""
        entry, how = point
        try:
            with KillableCloud() as cloud:
                cloud.run("launch")
                before = len(cloud.journal())
                ask_update(cloud, CHANGED)
                cloud.kill_at("watch", before + entry, how)
                cloud.run("destroy")
                left = cloud.count(alive=True)
                return f"entry {entry}, {how}: {dict(left)} left" if left else None
        except AssertionError as error:
            return f"entry {entry}, {how}: {error}"

    def test_destroy(self):
        points = [(entry, how) for entry in range(1, 6) for how in ("before-effect", "after-effect")]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            problems = [problem for problem in pool.map(self.destroy, points) if problem]
        self.assertEqual(problems, [], "\n".join(problems))


if __name__ == "__main__":
    unittest.main()
