#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Prices page while AWS takes its time: how far it is shows. Against the practice cloud; pictures go to
screenshots/."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_accounts as accounts  # noqa: E402
import test_window as window  # noqa: E402
from test_window import a11y  # noqa: E402


class Prices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.cloud = accounts.Cloud()
        self.addCleanup(self.cloud.stop)
        home = pathlib.Path.home() / ".aws"
        home.mkdir(exist_ok=True)
        (home / "config").write_text("[default]\nregion = us-east-1\n")
        (home / "credentials").write_text(f"[default]\n{accounts.KEYS}")

    def test_progress(self):
        program = window.Program(AWS_ENDPOINT_URL=self.cloud.url)
        self.addCleanup(program.stop)
        program.press("list item", "^default")
        program.says("No Fleets Yet")
        self.cloud.control("fault", action="DescribeSpotPriceHistory", kind="slow", seconds=8, count=3)
        a11y.key("alt+2")
        bar = program.find("progress bar", "^Fetching prices$", timeout=60)
        self.assertEqual(a11y.find_all(program.app, "label", "^Spot prices from "), [])
        program.picture("prices-progress", 1090, 770)
        program.says("^Spot prices from ", timeout=60)
        self.assertEqual(bar.get_value_iface().get_current_value(), 1)
        self.assertEqual(program.quit(), 0)


if __name__ == "__main__":
    unittest.main()
