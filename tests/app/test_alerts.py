#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Price alerts as a person sets and gets them in the window: told in it while it is looked at, by a notification while
it is not, which opens the pool. Against the practice cloud; pictures go to screenshots/."""

import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_accounts as accounts  # noqa: E402
import test_window as window  # noqa: E402
from test_window import a11y  # noqa: E402
from desktop import Desktop  # noqa: E402

CONFIG = "[default]\nregion = us-east-1\n"
CREDENTIALS = f"[default]\n{accounts.KEYS}"


class Alerts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        cls.desktop = Desktop()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.cloud = accounts.Cloud()
        self.addCleanup(self.cloud.stop)
        home = pathlib.Path.home() / ".aws"
        home.mkdir(exist_ok=True)
        (home / "config").write_text(CONFIG)
        (home / "credentials").write_text(CREDENTIALS)

    def control(self, *arguments):
        """Of the account by that name, wherever its endpoint is: nobody is asked."""
        done = subprocess.run([window.CONTROL, *arguments], check=True, capture_output=True, text=True)
        return done.stdout

    def fill(self, program, field, text):
        a11y.click(program.find("text", field))
        a11y.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def focus(self, pattern):
        """There is no window manager to hand the focus on."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", pattern], check=True, capture_output=True, text=True)
        subprocess.run(["xdotool", "windowfocus", "--sync", found.stdout.split()[0]], check=True)

    def test_set_and_told(self):
        program = window.Program(AWS_ENDPOINT_URL=self.cloud.url)
        self.addCleanup(program.stop)
        program.press("list item", "^default")
        program.says("No Fleets Yet")
        a11y.key("alt+2")
        program.says("^Spot prices from ", timeout=60)
        self.check_notification(program)
        self.check_list(program)
        self.check_toast(program)
        self.assertEqual(program.quit(), 0)

    def check_notification(self, program):
        """Of what is shown; it is so already, so it is told at once. Nobody looks: the focus went with the dialog."""
        program.press("push button", "Alert Me…")
        self.fill(program, "Dollars an Hour", "0.0001")
        self.fill(program, "Availability Zones", "us-east-1a")
        program.picture("alert-dialog", 480, 560)
        program.press("push button", "Save$")
        a11y.wait_for(lambda: self.desktop.shown, "a notification", 30)
        title, text, actions = (self.desktop.shown[0][key] for key in ("title", "text", "actions"))
        self.assertEqual(title, "m6i.large in us-east-1a is above $0.0001 /h")
        self.assertRegex(text, r"^The price is \$0.[0-9]+ an hour\. What runs there costs that much from now on")
        self.assertIn("default", actions)
        self.assertIn("m6i.large in us-east-1a", self.control("alert", "list"))

        program.press("list item", "^Overview$")
        program.says("No Fleets Yet")
        self.desktop.press(1)
        program.says("^m6i.large: .* interrupted in a month", timeout=60)

    def check_list(self, program):
        """Seen, changed, removed, and had back."""
        program.press("push button", "^Price Alerts$")
        program.says("^m6i.large in us-east-1a$")
        program.says("AWS is asked for prices every 5 minutes")
        program.picture("alerts", 480, 480)
        program.press("push button", "^Change “Price above")
        self.fill(program, "Dollars an Hour", "0,5")
        program.press("push button", "Save$")
        program.says(r"^Price above \$0.50 /h$")
        program.press("push button", "^Remove “Price above")
        program.says("^No Alerts$")
        self.assertEqual(self.control("alert", "list"), "")
        program.press("push button", "Undo$")
        program.says(r"^Price above \$0.50 /h$")
        self.focus("^Price Alerts$")
        a11y.key("Escape")
        a11y.gone(program.app, "label", r"^Price above \$0.50 /h$")

    def check_toast(self, program):
        """Somebody else sets one, of prices of another region that take a while; the window is looked at when they come."""
        self.control("alert", "add", "--region", "eu-west-1", "--types", "c5.large", "--zones", "eu-west-1b",
                     "--above", "0.0001")
        self.cloud.control("fault", action="DescribeSpotPriceHistory", kind="slow", seconds=12, count=1)
        program.press("push button", "^Price Alerts$")
        program.says(r"^Price above \$0.0001 /h$")
        self.focus("^Price Alerts$")
        a11y.key("Escape")
        a11y.gone(program.app, "label", r"^Price above \$0.0001 /h$")
        self.focus("^Flotilla$")
        program.says(r"^c5.large in eu-west-1b is above \$0.0001 /h$", timeout=30)
        program.picture("alert-toast", 1090, 770)
        program.press("push button", "Show$")
        program.says("^c5.large: .* interrupted in a month", timeout=60)
        program.says("^eu-west-1b$")
        program.picture("alert-pool", 1090, 770)
        self.assertEqual(len(self.desktop.shown), 1)


if __name__ == "__main__":
    unittest.main()
