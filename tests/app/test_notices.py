#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop tells of fleets while nobody looks at the window: twenty interruptions as one notification, withdrawn
when they are over; what its buttons do; what is not told when it is not wanted. Against the practice cloud, as an account
like any other, so that fleets go on when the window is closed."""

import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_accounts as accounts  # noqa: E402
import test_window as window  # noqa: E402
from desktop import Desktop  # noqa: E402
from test_window import a11y  # noqa: E402

NODES = 20


class Notices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        cls.desktop = Desktop()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.cloud = accounts.Cloud("--speed", "3")
        self.addCleanup(self.cloud.stop)
        home = pathlib.Path.home() / ".aws"
        home.mkdir(exist_ok=True)
        (home / "config").write_text(f"[default]\nregion = us-east-1\nendpoint_url = {self.cloud.url}\n")
        (home / "credentials").write_text(f"[default]\n{accounts.KEYS}")
        config = pathlib.Path.home() / "web.json"
        config.write_text(json.dumps({"version": 1, "name": "web", "account": "default", "region": "us-east-1",
                                      "capacity": {"nodes": NODES}, "instances": {"types": ["m5.large", "c5.large"]}}))
        self.control("fleet", "launch", str(config), "--yes")
        self.program = window.Program()
        self.addCleanup(self.program.stop)
        self.program.press("list item", "^default")
        self.program.press("list item", "^web, ", 40)
        self.program.says(f"^{NODES} of {NODES} nodes run", timeout=90)

    def control(self, *arguments):
        done = subprocess.run([window.CONTROL, *arguments], check=True, capture_output=True, text=True, timeout=180,
                              cwd=pathlib.Path.home())
        return done.stdout

    def interrupt_all(self):
        nodes = json.loads(self.control("fleet", "show", "web", "--json"))["nodes"]
        ids = [node["id"] for node in nodes if node["state"] == "running"]
        for node in ids:
            self.cloud.control("interrupt", instance_id=node)
        return ids

    def stands(self, title, timeout=60):
        def find():
            return next((note for note in self.desktop.standing.values() if note["title"] == title), None)
        a11y.wait_for(find, f"the notification {title!r} among {self.desktop.titles()}", timeout)
        return find()

    def withdrawn(self, title, timeout=200):
        a11y.wait_for(lambda: title not in self.desktop.titles(), f"{title!r} to be withdrawn", timeout)

    def test_told_and_taken_back(self):
        self.interrupt_all_unseen()
        self.check_button()
        self.choose_silence()
        self.assertEqual(self.program.quit(), 0)
        a11y.wait_for(lambda: not self.desktop.titles(), "all notifications to be withdrawn")

    def interrupt_all_unseen(self):
        """One notification for all; none of what a person saw before, the launch among it."""
        self.assertEqual(self.desktop.shown, [])
        a11y.key("ctrl+w")
        self.stands("1 fleet keeps running")
        self.assertEqual(len(self.interrupt_all()), NODES)
        told = self.stands(f"{NODES} nodes of “web” are taken back")
        self.assertRegex(told["text"], r"^The first ends at .*\. Others are launched in their place\.$")
        self.assertEqual(told["urgency"], 1)
        self.assertEqual([note["title"] for note in self.desktop.standing.values() if "taken back" in note["title"]],
                         [told["title"]])
        self.withdrawn(told["title"])

    def check_button(self):
        """A button opens the window on the fleet's page."""
        self.assertEqual(len(self.interrupt_all()), NODES)
        told = self.stands(f"{NODES} nodes of “web” are taken back")
        self.assertIn("Show", told["actions"])
        self.desktop.press(told["number"], "Show")
        self.program.says("nodes run", timeout=60)
        self.program.says("^Next$|^What Happens Next$")
        self.withdrawn("1 fleet keeps running")

    def choose_silence(self):
        self.program.says(f"^{NODES} of {NODES} nodes run", timeout=200)
        a11y.key("ctrl+comma")
        self.program.says("^What the desktop tells you of your fleets")
        self.program.picture("preferences", 640, 640)
        switch = self.program.find("check box", "^Interruptions$")
        a11y.press(switch)
        a11y.wait_for(lambda: not a11y.is_checked(switch), "the switch to be off")
        a11y.key("Escape")
        a11y.gone(self.program.app, "label", "^What the desktop tells you of your fleets")
        a11y.key("ctrl+w")
        self.stands("1 fleet keeps running")
        before = len(self.desktop.shown)
        self.interrupt_all()
        a11y.wait_for(lambda: len(json.loads(self.control("fleet", "show", "web", "--json"))["nodes"]) > 3 * NODES,
                      "others to be launched", 200)
        self.assertFalse([note for note in self.desktop.shown[before:] if "taken back" in note["title"]])
        self.desktop.press(next(n for n, note in self.desktop.standing.items() if "keeps running" in note["title"]))
        self.program.says("^Fleets$|^What Needs Attention$|nodes", timeout=60)


if __name__ == "__main__":
    unittest.main(verbosity=2)
