#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The config of a fleet that runs, changed in the window: what changes at once, and is taken back; what replaces nodes; what is
refused; and what was entered, given up."""

import re
import subprocess
import sys
import time
import unittest
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_fleet_page as page  # noqa: E402
from test_fleet_page import BUILD, a11y, control  # noqa: E402


class EditConfig(page.FleetPageTest):
    # Not those of the page.
    test_1_requests = test_2_node_menu = test_3_troubles = test_4_schedule = None

    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        cls.launch("farm", 2)

    def edit(self):
        a11y.key("ctrl+j")
        a11y.find(self.app, "frame", "^Edit Config$")
        a11y.wait_for(lambda: [text for text in a11y.texts(self.app) if "/h" in text and "–" in text], "a price in the header", 60)

    def enter(self, row, text):
        a11y.click(a11y.find(self.app, "spin button", f"^{row}( {row})?$"))
        a11y.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "30", text], check=True)
        a11y.key("Tab")

    def shows(self, title, value):
        """A row of the changes, as a screen reader has it."""
        said = lambda: re.search(f"{title}\n{value}", "\n".join(a11y.texts(self.app)))  # noqa: E731
        a11y.wait_for(said, f"{title}: {value}")

    def picture(self, name):
        time.sleep(0.8)
        a11y.screenshot(str(BUILD / "screenshots" / f"edit-config-{name}.png"))

    def test_1_at_once(self):
        """From the menu: the number of nodes, and back by the toast."""
        a11y.choose_from_menu(self.app, "Fleet Menu", "Edit Config")
        self.says("^All that the fleet made is called by its name$")
        self.enter("Nodes", "3")
        self.press("push button", "^Review$")
        self.says("^Apply These Changes")
        self.shows("Nodes", "2 → 3\nTakes effect at once")
        self.says("^It becomes config revision 2 of “farm”")
        self.picture("at-once")
        self.press("push button", "Apply$")
        self.says("^The config of “farm” was changed$")
        self.press("push button", "Undo$")
        self.says("^Revision 3 · ")
        self.says("^2 of 2 nodes run")
        self.quit()
        self.assertEqual(control("fleet", "show", "farm")["revision"], 3)

    def test_2_given_up(self):
        """Nothing is asked of who entered nothing, nor to be applied; who did is asked, and the fleet stays as it is."""
        self.edit()
        self.press("push button", "^Review$")
        self.says("^“farm” has this config already: there is nothing to apply")
        self.assertFalse(a11y.is_enabled(a11y.find(self.app, "push button", "Apply$")))
        a11y.key("Escape")
        a11y.gone(self.app, "frame", "^Edit Config$")
        self.edit()
        self.enter("Nodes", "4")
        a11y.key("Escape")
        self.says("^Discard Your Changes")
        self.press("push button", "Discard$")
        a11y.gone(self.app, "frame", "^Edit Config$")
        self.quit()
        self.assertEqual(control("fleet", "show", "farm")["revision"], 3)

    def test_3_refused(self):
        """With the reason; what was entered stays, to be mended."""
        control("budget", "set", "--per-hour", "0.2")
        self.edit()
        self.enter("Nodes", "40")
        self.press("push button", "^Review$")
        self.shows("Nodes", "2 → 40\nTakes effect at once")
        self.press("push button", "Apply$")
        self.says("^The Changes Were Not Applied$", 60)
        self.picture("refused")
        a11y.key("Escape")
        a11y.gone(self.app, "label", "^The Changes Were Not Applied$")
        self.press("push button", "^Need$")
        self.enter("Nodes", "2")
        self.press("push button", "^Review$")
        self.says("^“farm” has this config already: there is nothing to apply")
        a11y.key("Escape")
        a11y.gone(self.app, "frame", "^Edit Config$")
        self.quit()
        control("budget", "clear", "--yes")
        self.assertEqual(control("fleet", "show", "farm")["revision"], 3)

    def test_4_nodes(self):
        """The disk: nodes are replaced in turn, and no toast offers to take that back."""
        before = self.list_running()
        self.edit()
        self.press("push button", "^Access$")
        self.enter("Disk in GiB", "30")
        self.press("push button", "^Review$")
        self.shows("Disk in GiB", "20 → 30\nTakes effect for new nodes; those that run are replaced in turn")
        self.says("^At most 1 at a time, each when its successor passes its status checks")
        self.picture("nodes")
        self.press("push button", "Apply$")
        self.says("^Revision 4 · [12] nodes? ha(ve|s) an older one, and (are|is) replaced")
        self.assertFalse(a11y.find_all(self.app, "push button", "Undo$"))
        self.picture("revision")
        self.says("^Revision 4 · all nodes are as it wants them$", 240)
        self.quit()
        self.assertFalse(before & self.list_running())


if __name__ == "__main__":
    unittest.main(verbosity=2)
