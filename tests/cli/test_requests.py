#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person asks of a living fleet: scale, pause, migrate, replace, drain; here or while another process runs it."""

import json
import shutil
import signal
import sqlite3
import sys
import time
import unittest
from decimal import Decimal

from cli_case import CliCase, Lines, Terminal

NODES = 3
COSTS = ("instances", "storage_estimate", "addresses_estimate")
SETTLE = 16  # seconds, of FLO_TENURE_LOCAL_TERMS


def running(fleet):
    return [node for node in fleet["nodes"] if node["state"] == "running"]


def living(fleet):
    return {node["id"] for node in fleet["nodes"] if node["state"] in ("pending", "running", "noticed")}


class RequestCase(CliCase):
    simulator_options = ["--speed", "20"]

    def launch(self, count=NODES, **members):
        path = self.new_config("web", count)
        if members:
            path.write_text(json.dumps(json.loads(path.read_text()) | members))
        return self.run_json("fleet", "launch", path, "--yes")

    def show(self):
        return self.run_json("fleet", "show", "web")

    def destroy(self):
        self.assertTrue(self.run_json("fleet", "destroy", "web", "--yes")["destroyed"])
        self.assertEqual(self.simulator.count_left(), 0)

    def watch(self):
        """Another process that runs the fleets."""
        watch = self.start_cli("fleet", "watch", "web")
        watch.stdout.readline()
        return watch

    def halt(self, process):
        """It does nothing any more, and is not in the middle of writing to the database, which nobody else could use then."""
        while True:
            process.send_signal(signal.SIGSTOP)
            database = sqlite3.connect(self.folder / "data" / "flotilla" / "flotilla.db", timeout=0.5)
            try:
                database.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError:
                process.send_signal(signal.SIGCONT)
                time.sleep(0.2)
            finally:
                database.close()

    def stop(self, watch):
        watch.send_signal(signal.SIGINT)
        watch.wait(60)


class ScaleTest(RequestCase):
    def test_overtaken_by_the_schedule(self):
        """The schedule has its say before the nodes are there: nobody waits for a number that is wanted no longer."""
        self.launch(scaling={"schedule": ["* * * * * = 3"]})
        self.simulator.control("fault", {"kind": "503", "action": "CreateFleet", "count": 100000})
        done = self.run_cli("fleet", "scale", "web", 5, "--yes", code=6)
        self.assertRegex(done.stdout, "The schedule has its say again at .* UTC: it then wants 3 nodes")
        self.assertIn("meanwhile the config wants another number", done.stderr)
        self.simulator.control("calm", {})
        self.assertEqual(self.show()["wanted"], 3)
        self.destroy()

    def test_up_and_down(self):
        self.launch()
        self.assertEqual(self.show()["asked"],
                         {"scaled": None, "paused": None, "zones_to_leave": [], "nodes_to_go": []})
        done = self.run_cli("fleet", "scale", "web", 6, "--yes")
        self.assertRegex(done.stdout, r"3 of 3 nodes run, \$0\.\d+ an hour now")
        self.assertIn("6 nodes are wanted instead of 3", done.stdout)
        self.assertRegex(done.stdout, r"Then about \$0\.\d+ an hour at today's prices")
        self.assertIn("web has 6 nodes; 6 of 6 nodes run", done.stdout)
        fleet = self.show()
        self.assertEqual((len(running(fleet)), fleet["asked"]["scaled"]["nodes"]), (6, 6))
        self.assertRegex(fleet["asked"]["scaled"]["by"], ".+@.+")
        self.assertIn("Scaled: to 6 nodes, asked for by", self.run_cli("fleet", "show", "web").stdout)
        self.assertIn("nothing to do", self.run_cli("fleet", "scale", "web", 6).stderr)

        done = self.run_json("fleet", "scale", fleet["id"], 2, "--yes")
        self.assertEqual((done["request"], done["done"], len(living(done["fleet"]))), ("scale", True, 2))
        self.assertLess(float(done["per_hour_then"]), float(done["per_hour_before"]))
        self.assertEqual(len(running(self.show())), 2)
        self.destroy()

    def test_spares(self):
        """A spare node is none of those that are asked for."""
        self.launch(availability={"spares": 1})
        done = self.run_cli("fleet", "scale", "web", NODES + 1, "--yes")
        self.assertIn(f"{NODES + 1} nodes are wanted instead of {NODES}", done.stdout)
        self.assertIn(f"With the spare ones {NODES + 2} run", done.stdout)
        # The spare one may still be starting.
        self.assertEqual(len(living(self.show())), NODES + 2)
        self.run_cli("fleet", "scale", "web", 0, "--yes")
        self.assertEqual(living(self.show()), set())
        self.destroy()

    def test_refusals(self):
        self.launch(budget={"per_hour": "0.4"})
        done = self.run_cli("fleet", "scale", "web", 2, code=2, given="yes\n")
        self.assertIn("--yes", done.stderr)
        done = self.run_cli("fleet", "scale", "web", 200, "--yes", code=6)
        self.assertRegex(done.stderr, r"would cost \$[0-9.]+ an hour .* its budget is \$0\.4")
        self.assertIsNone(self.show()["asked"]["scaled"])
        self.assertIn("not a whole number", self.run_cli("fleet", "scale", "web", "many", code=2).stderr)
        self.assertIn("not a whole number", self.run_cli("fleet", "scale", "web", 10001, code=2).stderr)
        self.assertIn("no living fleet", self.run_cli("fleet", "scale", "wbe", 2, "--yes", code=1).stderr)
        plan = self.run_json("fleet", "scale", "web", 4, "--dry-run")
        self.assertEqual((plan["done"], plan["fleet"]["wanted"]), (False, NODES))
        self.assertLess(float(plan["per_hour_before"]), float(plan["per_hour_then"]))
        self.assertIsNone(self.show()["asked"]["scaled"])
        self.destroy()

    def test_asks_on_a_terminal(self):
        self.launch()
        terminal = Terminal(self.environment, "fleet", "scale", "web", "1")
        self.assertIn("those that are too many are ended", terminal.expect("Scale web to 1 node? (yes/no) [no]: "))
        terminal.type("no\r")
        self.assertEqual(terminal.end(), 1)
        self.assertEqual(len(running(self.show())), NODES)
        terminal = Terminal(self.environment, "fleet", "scale", "web", "1")
        terminal.expect("(yes/no) [no]: ")
        terminal.type("y\r")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(len(living(self.show())), 1)
        self.destroy()


class OtherEngineTest(RequestCase):
    def test_scale(self):
        """The process that runs the fleet carries it out; who asked looks on until it is so."""
        self.launch()
        watch = self.watch()
        done = self.run_cli("fleet", "scale", "web", 5, "--yes")
        self.assertIn(f"Process {watch.pid} runs the fleets", done.stderr)
        self.assertIn("web has 5 nodes; 5 of 5 nodes run", done.stdout)
        self.assertEqual(len(running(self.show())), 5)
        self.stop(watch)
        self.destroy()

    def test_other_one_ends(self):
        """Then who asked goes on by itself."""
        self.launch()
        watch = self.watch()
        self.halt(watch)
        scale = self.start_cli("fleet", "scale", "web", "4", "--yes")
        self.wait_until("the request", lambda: self.show()["asked"]["scaled"])
        watch.kill()
        watch.wait()
        said = scale.communicate(timeout=100)
        self.assertEqual(scale.returncode, 0, said)
        self.assertIn("going on here", said[1])
        self.assertEqual(len(running(self.show())), 4)
        self.destroy()

    def test_destroy(self):
        """The process that runs the fleet destroys it; the answer is the same."""
        fleet = self.launch()
        watch = self.start_cli("fleet", "watch", "web", "--json")
        lines = Lines(watch.stdout)
        lines.find(lambda line: "state" in line and line["state"]["running"] == NODES)
        done = self.run_cli("fleet", "destroy", "web", "--yes")
        self.assertIn(f"Process {watch.pid} runs the fleets", done.stderr)
        self.assertIn("web is destroyed; it cost $0.", done.stdout)
        self.assertIn("0 resources left", done.stdout)
        self.assertEqual(self.simulator.count_left(), 0)
        asked = lines.find(lambda line: "event" in line and line["event"]["title"] == "To be destroyed")["event"]
        self.assertEqual(asked["kind"], "request")
        self.assertRegex(asked["reason"], "asked for by .+@.+")
        self.assert_told_to_the_end(watch, lines)
        self.assertIn("no living fleet", self.run_cli("fleet", "destroy", fleet["id"], "--yes", code=1).stderr)

    def assert_told_to_the_end(self, watch, lines):
        """What follows a fleet tells the last thing that happens to it, and ends."""
        proof = lines.find(lambda line: "event" in line and line["event"]["kind"] == "milestone"
                           and line["event"]["title"].startswith("Destroyed"))["event"]
        self.assertIn("names nothing of this fleet", proof["reason"])
        lines.find(lambda line: "state" in line and line["state"]["state"] == "destroyed")
        self.assertEqual(watch.wait(60), 0)

    def test_looking_on_a_destroy(self):
        """Who looks on sees the end, too, and what it cost, though the fleet is then none of the living."""
        self.launch()
        driver = self.watch()
        watch = self.start_cli("fleet", "watch", "web", "--json")
        lines = Lines(watch.stdout)
        lines.find(lambda line: "state" in line and line["state"]["running"] == NODES)
        all_fleets = self.start_cli("fleet", "watch", "--json")
        lines_of_all = Lines(all_fleets.stdout)
        lines_of_all.find(lambda line: "state" in line and line["state"]["running"] == NODES)
        terminal = Terminal(self.environment, "fleet", "watch", "web")
        terminal.expect("Looking on")
        terminal.expect("nodes run")
        done = self.run_json("fleet", "destroy", "web", "--yes")
        self.assert_told_to_the_end(watch, lines)
        self.assert_told_to_the_end(all_fleets, lines_of_all)
        terminal.expect(f"web: destroyed, 0 of {NODES} nodes run")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(driver.wait(60), 0)
        total = self.run_json("report", "cost")["total"]
        self.assertEqual(Decimal(done["cost"]), sum(Decimal(total[part]) for part in COSTS))

    def test_destroy_goes_on(self):
        """When the process that was told has done nothing and ends, who asked goes on by itself."""
        self.launch()
        watch = self.watch()
        self.halt(watch)
        destroy = self.start_cli("fleet", "destroy", "web", "--yes", "--json")
        self.wait_until("the mark", lambda: self.show()["state"] == "destroying")
        self.assertEqual(len(living(self.show())), NODES)
        watch.kill()
        watch.wait()
        out, said = destroy.communicate(timeout=100)
        self.assertEqual(destroy.returncode, 0, said)
        self.assertIn("going on here", said)
        self.assertEqual((json.loads(out)["destroyed"], json.loads(out)["n_resources_left"]), (True, 0))
        self.assertEqual(self.simulator.count_left(), 0)

    def test_interrupted_destroy(self):
        """What was asked stays asked when who asked does not look on."""
        self.launch()
        watch = self.watch()
        self.halt(watch)
        destroy = self.start_cli("fleet", "destroy", "web", "--yes")
        self.wait_until("the mark", lambda: self.show()["state"] == "destroying")
        destroy.send_signal(signal.SIGINT)
        said = destroy.communicate(timeout=60)[1]
        self.assertEqual(destroy.returncode, 130, said)
        watch.send_signal(signal.SIGCONT)
        self.wait_until("the end", lambda: self.run_json("fleet", "list") == [])
        self.assertEqual(self.simulator.count_left(), 0)

    def test_no_wait(self):
        self.launch()
        done = self.run_json("fleet", "scale", "web", 4, "--yes", "--no-wait")
        self.assertEqual((done["done"], done["fleet"]["wanted"]), (False, 4))
        self.assertEqual(len(running(self.show())), NODES)
        watch = self.watch()
        self.wait_until("the fourth node", lambda: len(running(self.show())) == 4)
        self.stop(watch)
        self.destroy()


class PauseTest(RequestCase):
    def test_pause_and_resume(self):
        self.launch()
        self.assertIn("web is paused", self.run_cli("fleet", "pause", "web", "--yes").stdout)
        self.assertIn("already", self.run_cli("fleet", "pause", "web", "--yes").stderr)
        fleet = self.show()
        self.assertEqual(fleet["state"], "paused")
        self.assertRegex(fleet["asked"]["paused"]["at"], r"^20\d\d-\d\d-\d\dT")
        self.assertIn("Paused: nothing is begun, asked for by", self.run_cli("fleet", "show", "web").stdout)

        done = self.run_cli("fleet", "scale", "web", 4, "--yes", code=7)
        self.assertIn("It is paused: this is written down", done.stdout)
        self.assertIn("it is paused. It goes on with: flotillactl fleet resume web", done.stderr)
        self.assertEqual(len(living(self.show())), NODES)

        self.assertIn("web goes on, and has all its nodes; 4 of 4", self.run_cli("fleet", "resume", "web", "--yes").stdout)
        self.assertEqual(self.show()["state"], "healthy")
        self.assertIn("already", self.run_cli("fleet", "resume", "web", "--yes").stderr)
        self.destroy()


class MoveTest(RequestCase):
    def test_migrate_and_allow(self):
        fleet = self.launch(4)
        zone = running(fleet)[0]["zone"]
        done = self.run_json("fleet", "migrate", "web", zone, "--yes")
        self.assertTrue(done["done"])
        fleet = self.show()
        self.assertEqual([z["zone"] for z in fleet["asked"]["zones_to_leave"]], [zone])
        self.assertNotIn(zone, {node["zone"] for node in running(fleet)})
        self.assertEqual(len(running(fleet)), 4)
        self.assertIn(f"Leaves: {zone}, asked for by", self.run_cli("fleet", "show", "web").stdout)
        refused = self.run_cli("fleet", "migrate", "web", "us-east-1x", "--yes", code=1).stderr
        self.assertIn("us-east-1x is no Availability Zone", refused)
        self.assertRegex(refused, "These are: us-east-1a, us-east-1b, ")
        self.assertIn("may use", self.run_cli("fleet", "allow", "web", zone, "--yes").stdout)
        self.assertEqual(self.show()["asked"]["zones_to_leave"], [])
        self.destroy()

    def test_too_few_zones_left(self):
        fleet = self.launch(4, zones={"minimum": 2})
        zones = sorted({zone["zone"] for zone in fleet["zones"]})
        every = ["us-east-1" + letter for letter in "abcdef"]
        codes = [self.run_cli_any("fleet", "migrate", "web", zone, "--yes", "--no-wait") for zone in every]
        self.assertIn(6, codes)
        self.assertTrue(zones)
        self.destroy()

    def run_cli_any(self, *arguments):
        """The exit code, which may be any of a request's."""
        process = self.start_cli(*arguments)
        process.communicate(timeout=100)
        return process.returncode


class NodeTest(RequestCase):
    def test_replace(self):
        self.launch()
        listed = self.run_json("node", "list", "web")
        self.assertEqual({entry["node"]["state"] for entry in listed}, {"running"})
        node = listed[0]["node"]["id"]
        self.assertIn(node, self.run_cli("node", "list").stdout)
        done = self.run_cli("node", "replace", node[:14], "--yes")
        self.assertIn(f"{node} of web is replaced", done.stdout)
        fleet = self.show()
        self.assertEqual(len(running(fleet)), NODES)
        self.assertNotIn(node, living(fleet))
        self.destroy()

    def test_drain_and_keep(self):
        fleet = self.launch(interruption={"drain_seconds": 5})
        node, other = (entry["id"] for entry in running(fleet)[:2])
        self.assertTrue(self.run_json("node", "drain", node, "--yes")["done"])
        self.assertNotIn(node, living(self.show()))

        self.run_cli("node", "drain", other, "--yes", "--no-wait")
        self.assertEqual([(n["id"], n["how"]) for n in self.show()["asked"]["nodes_to_go"]], [(other, "drain")])
        self.assertIn("to drain", self.run_cli("node", "list", "web").stdout)
        self.assertIn("may stay", self.run_cli("node", "keep", other, "--yes").stdout)
        self.assertEqual(self.show()["asked"]["nodes_to_go"], [])
        self.destroy()

    def test_refusals(self):
        fleet = self.launch()
        node = running(fleet)[0]["id"]
        self.assertIn("flotillactl node list shows", self.run_cli("node", "drain", "i-z", "--yes", code=1).stderr)
        self.assertIn("nodes have ids that begin with i-", self.run_cli("node", "replace", "i-", "--yes", code=2).stderr)
        self.simulator.control("fault", {"kind": "503", "action": "DescribeInstances", "count": 50})
        done = self.run_cli("node", "replace", node, "--yes", code=1)
        self.assertIn("AWS could not be asked for the nodes", done.stderr)
        self.assertNotIn("no running node", done.stderr)
        self.simulator.control("fault", {"kind": "clear"})
        self.destroy()


class TakeOverTest(RequestCase):
    """A second computer: a home of its own, with a copy of the first one's store, and the same account."""

    simulator_options = ["--speed", "60"]

    def setUp(self):
        super().setUp()
        self.first = self.environment
        self.second = self.environment | {name: str(self.folder / "second" / name[4:-5].lower())
                                          for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}

    def leases(self):
        """What was written of who drives: (state, computer), in order."""
        return [tuple(value.split(" ")[1:3]) for line in self.simulator.record.read_text().splitlines()
                for request in [json.loads(line)] if request["action"] == "CreateTags"
                for name, value in request["params"] if name.endswith(".Value") and value.startswith("1 ")]

    def assert_read_only(self, fleet):
        self.assertIn("read-only here", self.run_cli("fleet", "show", "web").stdout)
        done = self.run_cli("fleet", "scale", "web", 5, "--yes", code=6)
        self.assertIn(f"have it driven here with: flotillactl fleet take-over {fleet['id']}", done.stderr)
        self.run_cli("fleet", "destroy", "web", "--yes", code=6)

    def test_take_over(self):
        """Looked at, refused, taken over when it is sure that nobody else drives; then the first one only looks on."""
        fleet = self.launch()
        self.assert_nothing_to_do()
        shutil.copytree(self.folder / "data", self.folder / "second" / "data")
        self.environment = self.second
        self.assert_read_only(fleet)
        plan = self.run_cli("fleet", "take-over", "web", "--dry-run").stdout
        self.assertIn("as soon as it is sure that the other one does nothing more", plan)
        self.assertIn("--yes", self.run_cli("fleet", "take-over", "web", code=2).stderr)
        self.assertEqual(len({computer for _, computer in self.leases()}), 1)

        began = time.monotonic()
        done = self.run_json("fleet", "take-over", "web", "--yes")
        self.assertEqual((done["request"], done["done"], done["fleet"]["id"]), ("take-over", True, fleet["id"]))
        self.assertGreater(time.monotonic() - began, SETTLE)
        states, computers = zip(*self.leases())
        self.assertEqual((states[-3:], len(set(computers[-3:])), len(set(computers))), (("claims", "drives", "left"), 1, 2))
        self.assertEqual(living(self.show()), living(fleet))
        self.assert_nothing_to_do()

        self.environment = self.first
        self.assert_read_only(fleet)
        self.environment = self.second
        self.assertTrue(self.run_json("fleet", "scale", "web", NODES + 1, "--yes")["done"])
        self.destroy()

    def assert_nothing_to_do(self):
        self.assertIn("This computer drives web already: nothing to do", self.run_cli("fleet", "take-over", "web").stderr)


class UpdateTest(RequestCase):
    simulator_options = ["--speed", "60"]

    def change(self, **members):
        path = self.folder / "changed.json"
        config = json.loads(self.run_cli("config", "export", "web").stdout)
        path.write_text(json.dumps({**config, **members}))
        return path

    def effects(self, done):
        return {change["key"]: change["effect"] for change in done["changes"]}

    def test_refused(self):
        """All of it is shown, with why and what to do, and nothing is changed."""
        self.launch()
        self.assertIn("web has config revision 1 already: nothing to do",
                      self.run_cli("fleet", "update", "web", self.change()).stderr)
        path = self.change(name="other", budget={"per_day": "9"})
        done = self.run_cli("fleet", "update", "web", path, "--yes", code=6)
        self.assertRegex(done.stdout, r"name +web +other +not as long as the fleet lives\n")
        self.assertRegex(done.stdout, r'budget.per_day +not set +\$9.00 +at once\n')
        self.assertIn("name: all that the fleet made is called by its name; launch the config as a fleet of its own",
                      done.stdout)
        self.assertIn("nothing was changed", done.stderr)
        self.assertEqual(self.effects(json.loads(self.run_cli("fleet", "update", "web", path, "--json", code=6).stdout)),
                         {"name": "refused", "budget.per_day": "at-once"})
        done = self.run_cli("fleet", "update", "web", self.change(budget={"per_hour": "0.01"}), "--yes", code=6)
        self.assertIn("budget", done.stderr)
        self.run_cli("fleet", "update", "web", self.change(), code=0)
        self.run_cli("fleet", "update", "nobody", self.change(), code=1)
        (self.folder / "changed.json").write_text('{"version": 1}')
        self.run_cli("fleet", "update", "web", self.folder / "changed.json", code=3)
        self.assertEqual((self.show()["revision"], self.show()["outdated"]), (1, 0))
        self.destroy()

    def test_nodes(self):
        """Shown, asked, written down, and waited for until all nodes are as the config wants them."""
        first = living(self.launch())
        path = self.change(storage={"size_gib": 30})
        done = self.run_json("fleet", "update", "web", path, "--dry-run")
        self.assertEqual((self.effects(done), done["done"]), ({"storage.size_gib": "new-nodes"}, False))
        self.assertGreater(float(done["per_hour_then"]), float(done["per_hour_before"]))
        self.assertIn("--yes", self.run_cli("fleet", "update", "web", path, code=2).stderr)
        self.assertEqual(self.show()["revision"], 1)
        done = self.run_json("fleet", "update", "web", path, "--yes")
        self.assertEqual((done["request"], done["revision"], done["done"]), ("update", 2, True))
        fleet = self.show()
        self.assertEqual((fleet["revision"], fleet["outdated"], len(running(fleet))), (2, 0, NODES))
        self.assertFalse(first & living(fleet))
        self.assertIn("Config: revision 2; all nodes are as it wants them", self.run_cli("fleet", "show", "web").stdout)
        self.destroy()

    def test_no_wait(self):
        """Left to whoever runs the fleets; until then it is said how many nodes are older."""
        self.launch()
        done = self.run_json("fleet", "update", "web", self.change(tags={"team": "render"}), "--yes", "--no-wait")
        self.assertFalse(done["done"])
        fleet = self.show()
        self.assertEqual((fleet["revision"], fleet["outdated"]), (2, NODES))
        self.assertIn(f"Config: revision 2; {NODES} nodes have an older one, and are replaced in turn",
                      self.run_cli("fleet", "show", "web").stdout)
        self.assertEqual(fleet["next_actions"][0]["action"], "create-launch-template-version")
        watch = self.watch()
        done = self.run_json("fleet", "update", "web", self.change(budget={"per_day": "50"}), "--yes")
        self.assertEqual((done["revision"], done["done"], self.effects(done)), (3, True, {"budget.per_day": "at-once"}))
        self.stop(watch)
        self.destroy()


if __name__ == "__main__":
    sys.exit(unittest.main())
