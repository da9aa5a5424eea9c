#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Cleanup page: two fleets whose database was lost are found, one is removed to nothing, one is adopted."""

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


class CleanupTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        for name in ("gone", "stray"):
            config = pathlib.Path.home() / f"{name}.json"
            config.write_text(json.dumps({"version": 1, "name": name, "account": "practice", "region": "us-east-1",
                                          "capacity": {"nodes": 2}, "instances": {"types": ["m5.large", "c5.large"]},
                                          "launch": {"wait_for": "running"}}))
            control("fleet", "launch", str(config), "--yes")
        for path in pathlib.Path(os.environ["XDG_DATA_HOME"], "flotilla").glob("flotilla.db*"):
            path.unlink()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def stop(self):
        if self.process.poll() is None:
            pictures = BUILD / "screenshots"
            a11y.screenshot(str(pictures / "cleanup-failure.png"))
            self.process.terminate()
            self.process.wait()

    def press(self, role, name, timeout=20):
        a11y.click(a11y.find_enabled(self.app, role, name, timeout))

    def says(self, pattern, timeout=60):
        return a11y.find(self.app, "label", pattern, timeout)

    def test_lost_fleets(self):
        self.process = subprocess.Popen([BUILD / "src/app/flotilla", "--practice"], cwd=pathlib.Path.home())
        self.addCleanup(self.stop)
        self.app = a11y.find_application("flotilla")
        self.press("list item", "^Cleanup$", 40)
        self.says(r"^2 lost fleets, \$.* a month · \d+ regions looked at")
        a11y.click(self.says("^gone$"))
        time.sleep(0.5)
        self.press("push button", "Remove gone…")
        self.says("Remove What Is Left of “gone”")
        self.press("push button", "Destroy$")
        self.says(r"^AWS was asked at \d\d:\d\d:\d\d and named no resource of this fleet\.$", 90)
        a11y.key("Escape")
        self.says(r"^1 lost fleet, ")
        time.sleep(0.5)
        a11y.click(self.says("^stray$"))
        time.sleep(0.5)
        self.press("push button", "Adopt stray…")
        self.says("^Adopt “stray”")
        self.press("push button", "Adopt$")
        self.says("^“stray” is yours again$")
        self.press("list item", "^stray, ")
        self.says("^2 of 2 nodes run")
        a11y.key("ctrl+q")
        self.assertEqual(self.process.wait(20), 0)
        self.assertEqual([fleet["name"] for fleet in control("fleet", "list")], ["stray"])
        self.assertEqual(control("cleanup", "scan")["fleets"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
