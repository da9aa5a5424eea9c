#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a fleet: scaled, held and resumed, a zone left and used again, a node replaced, troubles thrown at it and
ended; what the page says of it, and what the engine made of it, as flotillactl tells afterwards."""

import json
import os
import pathlib
import subprocess
import sys
import time
import unittest
import warnings

warnings.simplefilter("ignore")

if os.environ.pop("G_DEBUG", None):   # see test_window.py
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ)

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import accessible as a11y  # noqa: E402

BUILD = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"])
CONTROL = BUILD / "src/cli/flotillactl"


def control(*arguments):
    answer = subprocess.run([CONTROL, *arguments, "--practice", "--json"], cwd=pathlib.Path.home(), text=True,
                            capture_output=True, timeout=120, check=True)
    return json.loads(answer.stdout)


class FleetPageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        cls.launch("farm", 3)
        cls.launch("clock", 2, scaling={"schedule": ["0 0 * * * = 1"]})

    @staticmethod
    def launch(name, nodes, **members):
        """As far as all nodes run; their status checks are passed while the window opens."""
        config = pathlib.Path.home() / f"{name}.json"
        config.write_text(json.dumps({"version": 1, "name": name, "account": "practice", "region": "us-east-1",
                                      "capacity": {"nodes": nodes}, "instances": {"types": ["m5.large", "c5.large"]}, "launch": {"wait_for": "running"}}
                                     | members))
        control("fleet", "launch", str(config), "--yes")

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.process = subprocess.Popen([BUILD / "src/app/flotilla", "--practice"], cwd=pathlib.Path.home())
        self.addCleanup(self.stop)
        self.app = a11y.find_application("flotilla")
        self.press("list item", "^farm, ", 40)
        self.says("nodes run")

    def stop(self):
        if self.process.poll() is None:
            pictures = BUILD / "screenshots"
            a11y.screenshot(str(pictures / f"fleet-page-failure-{self._testMethodName}.png"))
            self.process.terminate()
            self.process.wait()

    def quit(self):
        a11y.key("ctrl+q")
        self.assertEqual(self.process.wait(30), 0)

    def press(self, role, name, timeout=20):
        a11y.click(a11y.find_enabled(self.app, role, name, timeout))

    def says(self, pattern, timeout=90):
        return a11y.find(self.app, "label", pattern, timeout)

    def toast(self, pattern):
        return a11y.find(self.app, "label", pattern, 90)

    def trouble(self, name):
        a11y.choose_from_menu(self.app, "Practice Troubles", name)

    def test_1_requests(self):
        self.says("^3 of 3 nodes run")
        a11y.key("ctrl+k")
        self.says("^How Many Nodes for “farm”")
        time.sleep(0.5)
        a11y.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "30", "5"], check=True)
        self.says(r"^Now \$.* /h, then about \$.* /h at today’s prices$")
        self.press("push button", "Scale$")
        self.toast("^“farm” shall have 5 nodes$")
        self.says("^5 nodes instead of the config’s 3$")
        self.says("^5 of 5 nodes run")
        self.press("push button", "Undo$")
        self.says("^3 of 3 nodes run")
        a11y.gone(self.app, "label", "instead of the config’s", timeout=60)

        a11y.key("ctrl+p")
        self.toast("^“farm” is paused: nothing is begun$")
        self.says("^Paused$")
        self.trouble("Interrupt an Instance")
        self.says("AWS takes 1 back")
        self.assertEqual(self.count_launches(), self.count_launches(3))
        a11y.key("ctrl+p")
        self.toast("^“farm” goes on$")
        self.says("^3 of 3 nodes run")
        self.quit()
        shown = control("fleet", "show", "farm")
        self.assertEqual((shown["wanted"], shown["running"]), (3, 3))

    def count_launches(self, wait=0):
        time.sleep(wait)
        return len([text for text in a11y.texts(self.app) if text.startswith("Launch ")])

    def test_2_node_menu(self):
        """A node is replaced from its menu: after a question, by another one."""
        before = self.list_running()
        subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Flotilla", "windowsize", "1080", "1180"],
                       check=True)
        time.sleep(1)
        victim = min(before)
        a11y.click(a11y.find(self.app, "push button", f"^Menu of {victim}$"))
        a11y.choose(self.app, "Replace Node")
        self.says(rf"^Replace {victim}\?$")
        self.press("push button", "Replace$")
        self.toast(f"^{victim} will be replaced$")
        # Another row may have been "Terminated" before: what AWS names is asked.
        a11y.wait_for(lambda: victim not in self.list_running(), f"{victim} to be ended", 90)
        self.says("^3 of 3 nodes run")
        self.quit()
        after = self.list_running()
        self.assertEqual((len(after), len(after & before)), (3, 2))

    @staticmethod
    def list_running():
        return {node["id"] for node in control("fleet", "show", "farm")["nodes"] if node["state"] == "running"}

    def test_3_troubles(self):
        """All nodes are taken back: the page says so, and that they are back."""
        self.trouble("Interrupt All Spot Instances")
        self.toast("^The practice cloud takes back all Spot instances$")
        self.says("AWS takes 3 back")
        self.says("^3 of 3 nodes run · looked at")
        self.trouble("Calm Down")
        self.toast("^All troubles are over")
        search = a11y.find(self.app, "entry", "Search the activity") if a11y.find_all(self.app, "entry", "Search the")\
            else a11y.find(self.app, None, "Search the activity")
        self.assertTrue(search)
        self.quit()
        self.assertEqual(control("fleet", "show", "farm")["running"], 3)

    def test_4_schedule(self):
        """Where a schedule says how many nodes there are, so does the page, and a person's number is told to hold until then."""
        self.press("list item", "^clock, ")
        self.says("^1 of 1 node runs")
        self.says("^How Many Nodes$")
        self.says("^1 node since .* by the schedule's")
        a11y.key("ctrl+k")
        self.says("^1 node is wanted now\\. (.|\n)*The schedule has its say again at .* it then wants 1 node\\.")
        a11y.screenshot(str(BUILD / "screenshots" / "fleet-page-scale.png"))
        a11y.key("Escape")
        time.sleep(1)
        self.quit()


if __name__ == "__main__":
    unittest.main(verbosity=2)
