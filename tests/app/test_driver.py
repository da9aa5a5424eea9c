#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet that another computer drives, in the window: shown, said by whom, nothing to be asked of it; and taken over."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_accounts as accounts  # noqa: E402
import test_window as window  # noqa: E402
from test_window import a11y  # noqa: E402

HOME = pathlib.Path.home()


class Driver(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.cloud = accounts.Cloud("--speed", "12")
        self.addCleanup(self.cloud.stop)
        (HOME / ".aws").mkdir(exist_ok=True)
        (HOME / ".aws/config").write_text(f"[default]\nregion = us-east-1\nendpoint_url = {self.cloud.url}\n")
        (HOME / ".aws/credentials").write_text(f"[default]\n{accounts.KEYS}")
        self.other = dict(os.environ, XDG_DATA_HOME=str(HOME / "other"))
        config = HOME / "web.json"
        config.write_text(json.dumps({"version": 1, "name": "web", "account": "default", "region": "us-east-1",
                                      "capacity": {"nodes": 2}, "instances": {"types": ["m5.large", "c5.large"]},
                                      "launch": {"wait_for": "running"}}))
        subprocess.run([window.CONTROL, "fleet", "launch", str(config), "--yes"], env=self.other, check=True, timeout=180,
                       capture_output=True, cwd=HOME)
        # The other computer's disk was copied, as a backup or an image of it is.
        shutil.copytree(HOME / "other", HOME / "copy")
        self.driver = subprocess.Popen([window.CONTROL, "fleet", "watch", "web", "--plain"], env=self.other, cwd=HOME,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop_driver)

    def stop_driver(self):
        self.driver.terminate()
        self.driver.wait()

    def test_taken_over(self):
        program = window.Program(XDG_DATA_HOME=str(HOME / "copy"))
        self.addCleanup(program.stop)
        program.press("list item", "^default")
        program.press("list item", "^web, ", 40)
        program.says("^Driven by .*; read-only here", timeout=60)
        self.assertFalse(a11y.is_enabled(program.find("push button", "Hold")))

        program.press("push button", "^Fleet Menu$")
        self.assertFalse(a11y.is_enabled(program.find("menu item", "Edit Config")))
        a11y.key("Escape")

        a11y.choose_from_menu(program.app, "Fleet Menu", "Take Over")
        program.says("^Take “web” Over")
        program.press("push button", "Take Over$")
        a11y.find(program.app, "label", "will be driven by this computer", 90)
        program.says("^Taken over: nothing is done here before", timeout=60)
        a11y.find_enabled(program.app, "push button", "Hold", timeout=150)
        self.assertEqual(program.quit(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
