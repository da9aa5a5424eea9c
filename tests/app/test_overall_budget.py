#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The budget over all fleets: set and changed on the Overview page with the keyboard, as flotillactl then tells it."""

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


class OverallBudgetTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        config = pathlib.Path.home() / "farm.json"
        config.write_text(json.dumps({"version": 1, "name": "farm", "account": "practice", "region": "us-east-1",
                                      "capacity": {"nodes": 2}, "instances": {"types": ["m5.large", "c5.large"]},
                                      "launch": {"wait_for": "running"}}))
        control("fleet", "launch", str(config), "--yes")

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.process = subprocess.Popen([BUILD / "src/app/flotilla", "--practice"], cwd=pathlib.Path.home())
        self.addCleanup(self.stop)
        self.app = a11y.find_application("flotilla")

    def stop(self):
        if self.process.poll() is None:
            self.picture("failure")
            self.process.terminate()
            self.process.wait()

    def picture(self, name):
        pictures = BUILD / "screenshots"
        a11y.screenshot(str(pictures / f"overall-budget-{name}.png"))

    def says(self, pattern, timeout=40):
        return a11y.find(self.app, "label", pattern, timeout)

    def type(self, text):
        """Into what has the focus, in the place of what is there."""
        a11y.key("ctrl+a")
        a11y.key("BackSpace")
        subprocess.run(["xdotool", "type", "--delay", "30", text], check=True)

    def open(self):
        a11y.click(a11y.find_enabled(self.app, "list item", "^Budget of All Fleets", 40))
        self.says("^What all fleets of this account")
        time.sleep(0.5)

    def test_set(self):
        self.says("^None: each fleet keeps to the one in its config$")
        self.open()
        # It begins in the first row; Tab goes to the next one, Enter saves.
        self.type("nothing")
        self.says("^An amount of dollars is above 0")
        self.type("5")
        a11y.gone(self.app, "label", "^An amount of dollars is above 0")
        a11y.key("Tab")
        self.type("80")
        self.picture("dialog")
        a11y.key("Return")
        self.says(r"^\$0\.\d+ of \$5\.00 an hour · \$[0-9.]+ of \$80\.00 today$")
        self.picture("row")
        self.assertEqual(control("budget", "show")["bounds"],
                         {"per_hour": "5.000000", "per_day": "80.000000", "per_month": None})

        # Escape leaves it as it is; what another program sets is shown without asking.
        self.open()
        self.type("9")
        a11y.key("Escape")
        control("budget", "set", "--per-day", "none", "--per-month", "0.001")
        self.says(r"^\$0\.\d+ of \$5\.00 an hour · \$[0-9.]+ of \$0\.001 this month$")
        a11y.key("ctrl+q")
        self.assertEqual(self.process.wait(30), 0)


if __name__ == "__main__":
    unittest.main()
