#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on the command line: plan, launch, interrupt, watch, export, destroy, prove."""

import decimal
import json
import shutil
import signal
import subprocess
import time
import unittest

import botocore.session
from cli_case import CliCase, KEY_ID, Lines, PROGRAM, SECRET, Terminal, TYPES

NODES = 4


def running(fleet):
    return [node["id"] for node in fleet["nodes"] if node["state"] == "running"]


class FleetCase(CliCase):
    simulator_options = ["--speed", "20"]

    def launch(self, name="web", count=NODES):
        return self.run_json("fleet", "launch", self.new_config(name, count), "--yes")

    def destroy(self, name="web"):
        return self.run_json("fleet", "destroy", name, "--yes")

    def ec2(self):
        """AWS's own client, for what Flotilla never does."""
        client = botocore.session.Session().create_client("ec2", region_name="us-east-1", endpoint_url=self.simulator.url,
                                                          aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)
        self.addCleanup(client.close)
        return client

    def assert_nothing_left(self):
        self.assertEqual(self.simulator.count_left(), 0)
        self.assertEqual(self.run_json("fleet", "list"), [])


class MainJobTest(FleetCase):
    def test_plan_changes_nothing(self):
        path = self.new_config()
        plan = self.run_json("fleet", "plan", path)
        self.assertEqual((plan["name"], plan["region"], plan["nodes"]), ("web", "us-east-1", NODES))
        self.assertLess(0, float(plan["per_hour_lowest"]))
        self.assertLessEqual(float(plan["per_hour_lowest"]), float(plan["per_hour_highest"]))
        actions = [action["action"] for action in plan["actions"]]
        self.assertLess(actions.index("create-launch-template"), actions.index("create-fleet"))
        for action in plan["actions"]:
            self.assertTrue(action["title"] and action["reason"])
        self.assertEqual(self.run_json("fleet", "launch", path, "--dry-run")["nodes"], NODES)
        self.assertIn("because", self.run_cli("fleet", "plan", path).stdout)
        self.assert_nothing_left()

    def make_private_vpc(self):
        """Its subnets give no public addresses."""
        client = self.ec2()
        vpc = client.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        for i, zone in enumerate("abc"):
            client.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")
        return vpc

    def test_plan_counts_storage_and_addresses(self):
        path, private, poor = self.new_config(), self.folder / "private.json", self.folder / "poor.json"
        plan = self.run_json("fleet", "plan", path)
        storage, addresses = NODES * decimal.Decimal("0.002192"), NODES * decimal.Decimal("0.005")
        for end in ("lowest", "highest"):
            self.assertEqual(plan[f"storage_per_hour_{end}"], str(storage))
            self.assertEqual(plan[f"addresses_per_hour_{end}"], f"{addresses:.6f}")
        self.assertRegex(self.run_cli("fleet", "plan", path).stdout,
                         r"instances \$0\.\d+ to \$0\.\d+, disks \$0\.008768, addresses \$0\.02: gp3 at \$0\.08 a GiB")
        # A standby is stopped: its disk costs, an address it has none.
        config = json.loads(path.read_text())
        private.write_text(json.dumps(config | {"availability": {"standbys": 2}}))
        reserved = self.run_json("fleet", "plan", private)
        disks = 2 * decimal.Decimal("0.002192")
        for end in ("lowest", "highest"):
            self.assertEqual(reserved[f"storage_per_hour_{end}"], str(storage + disks))
            self.assertEqual(reserved[f"addresses_per_hour_{end}"], f"{addresses:.6f}")
            self.assertEqual(decimal.Decimal(reserved[f"per_hour_{end}"]), disks + decimal.Decimal(plan[f"per_hour_{end}"]))
        self.assertEqual(reserved["nodes"], NODES)

        config["network"] = {"vpc": self.make_private_vpc()}
        config["zones"] = {"allowed": ["us-east-1a", "us-east-1b", "us-east-1c"]}
        private.write_text(json.dumps(config))
        hidden = self.run_json("fleet", "plan", private)
        self.assertIsNone(hidden["addresses_per_hour_highest"])
        self.assertEqual(hidden["storage_per_hour_highest"], str(storage))
        self.assertIn("no public address", self.run_cli("fleet", "plan", private).stdout)

        # A budget between the two: addresses that are not there are not refused.
        forecast = self.run_json("price", "forecast", private)
        rate = decimal.Decimal(forecast["per_hour"])
        self.assertEqual(decimal.Decimal(forecast["extras_per_hour"]), storage)
        config["budget"] = {"per_hour": str(rate + addresses / 2)}
        poor.write_text(json.dumps(config))
        self.run_json("fleet", "plan", poor)
        config["budget"] = {"per_hour": str(rate - storage / 2)}
        poor.write_text(json.dumps(config))
        self.run_json("fleet", "plan", poor, code=6)
        del config["network"]
        config["budget"] = {"per_hour": str(rate + addresses / 2)}
        poor.write_text(json.dumps(config))
        self.run_json("fleet", "plan", poor, code=6)
        self.assertEqual(self.run_json("fleet", "list"), [])

    def test_plan_of_a_fleet_that_scales(self):
        path = self.new_config()
        alone = self.run_json("fleet", "plan", path)
        config = json.loads(path.read_text())
        config["scaling"] = {"queue": "jobs", "messages_per_node": 10, "minimum": 2, "maximum": 4 * NODES}
        path.write_text(json.dumps(config))
        plan = self.run_json("fleet", "plan", path)
        self.assertEqual((plan["nodes"], plan["nodes_fewest"], plan["nodes_most"]), (NODES, 2, 4 * NODES))
        self.assertAlmostEqual(float(plan["per_hour_highest"]), 4 * float(alone["per_hour_highest"]), 4)
        self.assertAlmostEqual(float(plan["per_hour_lowest"]), float(alone["per_hour_lowest"]) * 2 / NODES, 4)
        self.assertIn(f"web: 2 to {4 * NODES} nodes, as the queue jobs wants, in us-east-1",
                      self.run_cli("fleet", "plan", path).stdout)

    def test_launch_show_export_destroy(self):
        fleet = self.launch()
        self.assertEqual((fleet["name"], fleet["state"], fleet["wanted"], fleet["running"]),
                         ("web", "healthy", NODES, NODES))
        self.assertEqual(len(running(fleet)), NODES)
        self.assertGreaterEqual(len({node["zone"] for node in fleet["nodes"]}), 2)
        self.assertEqual(sum(zone["nodes"] for zone in fleet["zones"]), NODES)
        self.assertLess(float(fleet["per_hour"]), float(fleet["on_demand_per_hour"]))

        self.assertEqual([f["id"] for f in self.run_json("fleet", "list")], [fleet["id"]])
        for name in (fleet["id"], "web"):
            self.assertEqual(sorted(running(self.run_json("fleet", "show", name))), sorted(running(fleet)))
        self.assertIn("4/4", self.run_cli("fleet", "list").stdout)
        self.assertIn(running(fleet)[0], self.run_cli("fleet", "show", "web").stdout)

        exported = json.loads(self.run_cli("config", "export", "web").stdout)
        self.assertEqual(exported, json.loads((self.folder / "web.flotilla.json").read_text()))

        before = self.run_json("fleet", "destroy", "web", "--dry-run")
        self.assertFalse(before["destroyed"])
        self.assertEqual(self.simulator.count_left() > NODES, True)
        ended = self.destroy()
        self.assertTrue(ended["destroyed"])
        self.assertEqual((ended["n_resources_left"], ended["resources_left"]), (0, []))
        self.assertEqual({r["id"] for r in ended["resources_before"]}, {r["id"] for r in before["resources_before"]})
        self.assertGreaterEqual({r["kind"] for r in ended["resources_before"]},
                                {"instance", "launch-template", "security-group"})
        self.assert_nothing_left()
        self.assertIn("no living fleet", self.run_cli("fleet", "show", "web", code=1).stderr)

    def test_words_for_people(self):
        done = self.run_cli("fleet", "launch", self.new_config(), "--yes")
        self.assertIn("running      4 of 4", done.stderr)
        self.assertIn("healthy, 4 of 4 nodes run", done.stdout)
        done = self.run_cli("fleet", "destroy", "web", "--yes")
        self.assertIn("0 resources left (AWS was asked at ", done.stdout)
        self.assert_nothing_left()

    def test_launch_twice(self):
        path = self.new_config()
        self.run_cli("fleet", "launch", path, "--yes")
        self.assertIn("web", self.run_cli("fleet", "launch", path, "--yes", code=1).stderr)
        self.assertEqual(len(self.run_json("fleet", "list")), 1)
        self.destroy()
        self.assert_nothing_left()

    def test_never_asks_without_a_terminal(self):
        path = self.new_config()
        done = self.run_cli("fleet", "launch", path, code=2, given="yes\n" * 5)
        self.assertIn("--yes", done.stderr)
        self.assert_nothing_left()
        self.run_cli("fleet", "launch", path, "--yes")
        self.assertIn("--yes", self.run_cli("fleet", "destroy", "web", code=2, given="yes\n" * 5).stderr)
        self.assertEqual(len(running(self.run_json("fleet", "show", "web"))), NODES)
        self.destroy()

    def test_asks_on_a_terminal(self):
        path = self.new_config()
        terminal = Terminal(self.environment, "fleet", "launch", path)
        self.assertIn("an hour", terminal.expect("Launch web in us-east-1? (yes/no) [no]: "))
        terminal.type("no\r")
        self.assertEqual(terminal.end(), 1)
        self.assert_nothing_left()

        terminal = Terminal(self.environment, "fleet", "launch", path)
        terminal.expect("(yes/no) [no]: ")
        terminal.type("yes\r")
        self.assertEqual(terminal.end(), 0)
        self.assertIn("####", terminal.seen)
        self.assertIn("4 of 4 nodes run", terminal.seen)

        terminal = Terminal(self.environment, "fleet", "destroy", "web")
        self.assertIn("security-group", terminal.expect("It cannot be undone. (yes/no) [no]: "))
        terminal.type("y\r")
        self.assertEqual(terminal.end(), 0)
        self.assert_nothing_left()

    def test_no_colour(self):
        terminal = Terminal(self.environment | {"NO_COLOR": "1"}, "fleet", "show", "nobody")
        self.assertEqual(terminal.end(), 1)
        self.assertIn("flotillactl: account", terminal.seen)

    def test_budget(self):
        """A launch beyond its budget is refused, with the figures; nothing is made."""
        path = self.new_config()
        config = json.loads(path.read_text())
        for budget in ({"per_hour": "0.01"}, {"per_day": "0.5"}):
            path.write_text(json.dumps({**config, "budget": budget}))
            for command in (("launch", "--yes"), ("plan",)):
                done = self.run_cli("fleet", command[0], path, *command[1:], code=6)
                self.assertRegex(done.stderr, r"would cost \$[0-9.]+ (an hour|a day) .* its budget is \$0.")
        self.assert_nothing_left()

    def test_bad_configs(self):
        path = self.folder / "bad.flotilla.json"
        path.write_text('{"version": 1, "name": "web"}')
        self.assertIn("nothing was done", self.run_cli("fleet", "launch", path, "--yes", code=3).stderr)
        path = self.new_config()
        self.assertIn("--region", self.run_cli("fleet", "launch", path, "--yes", "--region", "eu-west-1", code=2).stderr)
        self.run_cli("fleet", "plan", self.folder / "absent.json", code=1)
        self.assert_nothing_left()

    def test_wrong_secret(self):
        wrong = {"AWS_SECRET_ACCESS_KEY": "wrong"}
        self.run_cli("fleet", "launch", self.new_config(), "--yes", code=4, environment=wrong)
        self.assert_nothing_left()


class TroubleTest(FleetCase):
    """What a launch that cannot be done ends with."""

    def test_no_capacity(self):
        self.simulator.control("drought", {"seconds": 600})
        done = self.run_cli("fleet", "launch", self.new_config(), "--yes", "--wait", 4, code=5)
        self.assertIn("no capacity", done.stderr)
        self.assertIn("0 of 4 nodes run", done.stderr)
        self.destroy()
        self.assert_nothing_left()

    def test_some_capacity(self):
        for zone in "abcd":
            self.simulator.control("drought", {"seconds": 600, "zone": f"us-east-1{zone}"})
        path = self.folder / "web.flotilla.json"
        self.run_cli("config", "new", "web", "--region", "us-east-1", "--count", 4, "--types", TYPES, "--min-zones", 2,
                     "--output", path)
        fleet = json.loads(self.run_any("fleet", "launch", path, "--yes", "--wait", "6", "--json").stdout)
        self.assertEqual({node["zone"] for node in fleet["nodes"]} & {"us-east-1a", "us-east-1b"}, set())
        self.destroy()
        self.assert_nothing_left()

    def run_any(self, *arguments):
        """Done or partly done: how much capacity the other zones have is the cloud's affair."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, capture_output=True, text=True,
                              timeout=120, check=False)
        self.assertIn(done.returncode, (0, 7), done.stderr)
        return done

    def test_not_known(self):
        """Where AWS would not answer, nobody is told that nothing runs."""
        self.run_cli("fleet", "launch", self.new_config(), "--yes")
        self.simulator.control("fault", {"kind": "malformed", "count": 200})
        self.assertRegex(self.run_cli("fleet", "list").stdout, r"not known\s+\?/4")
        shown = self.run_cli("fleet", "show", "web").stdout
        self.assertIn("not known, AWS has not told how many of 4 nodes run", shown)
        self.assertIn("Not up to date: ", shown)
        self.assertNotIn("pending", shown)
        fleet = self.run_json("fleet", "show", "web")
        self.assertIsNone(fleet["running"])
        self.assertEqual([node["state"] for node in fleet["nodes"]], [None] * NODES)
        self.assertEqual([row["node"]["state"] for row in self.run_json("node", "list")], [None] * NODES)
        self.assertNotIn("pending", self.run_cli("node", "list").stdout)
        self.simulator.control("fault", {"kind": "clear"})
        self.assertRegex(self.run_cli("fleet", "list").stdout, r"healthy\s+4/4")
        self.destroy()

    def test_not_allowed(self):
        self.simulator.control("fault", {"kind": "deny", "action": "CreateFleet", "count": 100})
        done = self.run_cli("fleet", "launch", self.new_config(), "--yes", "--wait", 30, code=4)
        self.assertIn("UnauthorizedOperation", done.stderr)
        self.assertNotIn("Encoded authorization failure message", done.stdout + done.stderr)
        self.assertEqual(self.run_json("fleet", "show", "web")["state"], "blocked")
        self.simulator.control("fault", {"kind": "clear"})
        self.destroy()
        self.assert_nothing_left()

    def test_weather(self):
        """Throttling, server errors and lost answers are no trouble."""
        for kind, action in (("throttle", "DescribeAvailabilityZones"), ("503", "CreateSecurityGroup"),
                             ("reset-before", "CreateLaunchTemplate"), ("reset-after", "CreateFleet"),
                             ("truncate", "DescribeInstances")):
            self.simulator.control("fault", {"kind": kind, "action": action, "count": 1})
        self.assertEqual(self.launch()["state"], "healthy")
        for kind, action in (("throttle", "DescribeInstances"), ("500", "DeleteLaunchTemplate"),
                             ("reset-after", "TerminateInstances")):
            self.simulator.control("fault", {"kind": kind, "action": action, "count": 2})
        self.assertTrue(self.destroy()["destroyed"])
        self.assert_nothing_left()


class RollbackTest(FleetCase):
    """A launch that fails, and is undone."""

    def limit(self, vcpus):
        self.simulator.control("quota", {"code": "L-34B43A08", "region": "us-east-1", "value": vcpus})

    def begin(self):
        self.limit(4)
        return self.new_config()

    def test_rolled_back(self):
        path = self.begin()
        done = self.run_cli("fleet", "launch", path, "--yes", "--json", "--on-failure", "rollback", code=6)
        fleet = json.loads(done.stdout)
        self.assertEqual((fleet["state"], fleet["rolled_back"], fleet["running"]), ("destroyed", True, 0))
        told = [event["reason"] for event in fleet["events"] if event["title"] == "The launch is rolled back"]
        self.assertEqual(len(told), 1)
        self.assertIn("MaxSpotInstanceCountExceeded", told[0])
        self.assertNotIn("tried again", told[0])
        self.assertIn("web", done.stderr)
        self.assertRegex(done.stderr, r"was not launched; it cost \S+ 0 resources left \(AWS was asked at ")
        self.assert_nothing_left()

    def test_killed(self):
        """Launched again, it goes on with undoing it, and still knows why."""
        path = self.begin()
        self.simulator.control("fault", {"kind": "slow", "action": "TerminateInstances", "seconds": 4})
        launch = self.start_cli("fleet", "launch", path, "--yes", "--on-failure", "rollback")
        self.wait_until("the end to begin", lambda: any(fleet["rolled_back"] for fleet in self.run_json("fleet", "list")))
        launch.kill()
        launch.wait()
        done = self.run_cli("fleet", "launch", path, "--yes", "--on-failure", "rollback", code=6)
        self.assertIn("Going on with the launch of web", done.stderr)
        self.assertIn("0 resources left", done.stderr)
        self.assert_nothing_left()

    def test_kept(self):
        path = self.begin()
        fleet = self.run_json("fleet", "launch", path, "--yes", "--on-failure", "keep", code=6)
        self.assertEqual((fleet["state"], fleet["rolled_back"]), ("blocked", False))
        # Launched again it is tried again, whatever was in the way: with the same end, and then with another.
        tried = self.simulator.count_requests("CreateFleet")
        self.assertIn("Going on with the launch of web",
                      self.run_cli("fleet", "launch", path, "--yes", "--on-failure", "keep", code=6).stderr)
        self.assertGreater(self.simulator.count_requests("CreateFleet"), tried)
        self.limit(640)
        again = self.run_json("fleet", "launch", path, "--yes", "--on-failure", "keep")
        self.assertEqual(again["id"], fleet["id"])
        fleet = again
        self.assertEqual((fleet["state"], fleet["checking"]), ("healthy", 0))
        self.assertEqual({node["health"] for node in fleet["nodes"]}, {"passed"})
        self.destroy()

    def test_cannot_be(self):
        path = self.begin()
        self.assertIn("keep or rollback", self.run_cli("fleet", "launch", path, "--yes", "--on-failure", "cry", code=2).stderr)
        config = json.loads(path.read_text())
        config["scaling"] = {"schedule": ["0 8 * * * = 2"]}
        path.write_text(json.dumps(config))
        done = self.run_cli("fleet", "launch", path, "--yes", "--on-failure", "rollback", code=3)
        self.assertIn("cannot be kept with scaling", done.stderr)
        self.assert_nothing_left()


class WatchTest(FleetCase):

    def test_interruption(self):
        """A notice, the replacement and its reason are printed while they happen."""
        victim = running(self.launch())[0]
        watch = self.start_cli("fleet", "watch", "web", "--json")
        lines = Lines(watch.stdout)
        lines.find(lambda line: "state" in line and line["state"]["running"] == NODES)
        self.simulator.control("interrupt", {"instance_id": victim})
        notice = lines.find(lambda line: "event" in line and line["event"]["kind"] == "notice")
        self.assertIn(victim, json.dumps(notice))
        action = lines.find(lambda line: "event" in line and victim in line["event"]["title"]
                            and line["event"]["kind"] == "action")
        self.assertIn("notice", action["event"]["reason"])
        self.wait_until("the replacement", self.is_replaced(victim))
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait(30), 130)
        self.assertIn("Ctrl+C again", watch.stderr.read())
        self.destroy()
        self.assert_nothing_left()

    def is_replaced(self, victim):
        def check():
            nodes = running(self.run_json("fleet", "show", "web"))
            return len(nodes) == NODES and victim not in nodes
        return check


class StopTest(FleetCase):
    """Ctrl+C, kill, and going on afterwards."""

    simulator_options = ["--speed", "8"]

    def begin_launch(self, *options):
        path = self.new_config()
        launch = self.start_cli("fleet", "launch", path, "--yes", *options)
        self.wait_until("the first instance", lambda: self.simulator.count_left() > 3)
        return path, launch

    def go_on(self, path):
        """The same command again finishes the launch, without a second fleet."""
        fleet = self.run_json("fleet", "launch", path, "--yes")
        self.assertEqual(fleet["state"], "healthy")
        self.assertEqual(len(running(fleet)), NODES)
        instances = [r for r in self.simulator.control("ledger")["resources"]
                     if r["kind"] == "instance" and not r.get("gone_at")]
        self.assertEqual(len(instances), NODES)
        self.destroy()
        self.assert_nothing_left()

    def test_interrupted_launch(self):
        path, launch = self.begin_launch()
        launch.send_signal(signal.SIGINT)
        _, said = launch.communicate(timeout=60)
        self.assertEqual(launch.returncode, 130)
        self.assertIn("Stopping: finishing the call to AWS that is under way", said)
        self.assertIn("Go on with: flotillactl fleet launch", said)
        self.go_on(path)

    def test_interrupted_twice(self):
        path, launch = self.begin_launch()
        launch.send_signal(signal.SIGINT)
        time.sleep(0.02)
        launch.send_signal(signal.SIGINT)
        self.assertEqual(launch.wait(10), 130)
        self.go_on(path)

    def test_killed_launch(self):
        path, launch = self.begin_launch()
        launch.kill()
        launch.wait()
        self.go_on(path)

    def test_killed_destroy(self):
        self.launch()
        destroy = self.start_cli("fleet", "destroy", "web", "--yes")
        self.wait_until("the end to begin", lambda: self.run_json("fleet", "show", "web")["state"] == "destroying")
        destroy.kill()
        destroy.wait()
        self.assertTrue(self.destroy()["destroyed"])
        self.assert_nothing_left()

    def test_waiting_has_an_end(self):
        path = self.new_config()
        done = self.run_cli("fleet", "launch", path, "--yes", "--wait", 0, code=7)
        self.assertIn("Go on with: flotillactl fleet launch", done.stderr)
        self.go_on(path)

    def test_only_one_engine(self):
        self.launch()
        watch = self.start_cli("fleet", "watch", "web")
        watch.stdout.readline()
        done = self.run_cli("fleet", "launch", self.new_config("other"), "--yes", code=1)
        self.assertIn(str(watch.pid), done.stderr)
        onlooker = self.start_cli("fleet", "watch", "web", "--json")
        lines = Lines(onlooker.stdout)
        lines.find(lambda line: "state" in line and line["state"]["running"] == NODES)
        self.simulator.control("interrupt", {})
        lines.find(lambda line: "event" in line and line["event"]["kind"] == "notice")
        lines.find(lambda line: "event" in line and line["event"]["kind"] == "milestone")
        onlooker.send_signal(signal.SIGINT)
        self.assertEqual(onlooker.wait(30), 130)
        self.assertEqual(len(running(self.run_json("fleet", "show", "web"))), NODES)
        watch.send_signal(signal.SIGINT)
        watch.wait(30)
        self.destroy()


class PracticeTest(CliCase):
    """The built-in practice cloud: no account, no endpoint, and it remembers."""

    def test_practice(self):
        path = self.folder / "web.flotilla.json"
        self.run_cli("config", "new", "web", "--practice", "--region", "us-east-1", "--count", 2, "--types",
                     "m5.large,c5.large,m6i.large", "--output", path)
        self.assertEqual(json.loads(path.read_text())["account"], "practice")
        self.assertEqual(self.run_json("fleet", "launch", path, "--yes")["account"], "practice")
        self.assertEqual([f["name"] for f in self.run_json("fleet", "list", "--practice")], ["web"])
        self.assertEqual(self.run_json("fleet", "show", "web", "--account", "practice")["running"], 2)
        self.assertTrue(self.run_json("fleet", "destroy", "web", "--practice", "--yes")["destroyed"])
        self.assertEqual(self.run_json("fleet", "list", "--practice"), [])
        self.wait_until("the simulators to end", lambda: self.simulators() == [])

    def test_shared_with_another_program(self):
        """A second program uses the cloud the first one runs."""
        path = self.folder / "web.flotilla.json"
        self.run_cli("config", "new", "web", "--practice", "--region", "us-east-1", "--count", 2, "--types",
                     "m5.large,c5.large,m6i.large", "--output", path)
        self.run_cli("fleet", "launch", path, "--yes")
        watch = self.start_cli("fleet", "watch", "--practice")
        watch.stdout.readline()
        self.assertEqual(self.run_json("fleet", "show", "web", "--practice")["running"], 2)
        self.assertEqual(len(self.simulators()), 1)
        watch.kill()
        watch.wait()
        self.assertTrue(self.run_json("fleet", "destroy", "web", "--practice", "--yes")["destroyed"])
        self.wait_until("the simulators to end", lambda: self.simulators() == [])

    def simulators(self):
        """Those that keep this test's state."""
        found = subprocess.run(["pgrep", "-f", f"flotilla-simulator.*{self.folder}"], capture_output=True, text=True,
                               check=False)
        return found.stdout.split()

    def test_program_is_missing(self):
        lonely = self.folder / "flotillactl"
        shutil.copy(PROGRAM, lonely)
        done = subprocess.run([lonely, "fleet", "list", "--practice"], env=self.environment, capture_output=True,
                              text=True, check=False, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 1)
        self.assertIn("flotilla-simulator is neither in", done.stderr)


if __name__ == "__main__":
    unittest.main()
