#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole path of a person in the window, from the welcome to a destroyed fleet, on the practice cloud.

Driven through the accessibility bus with mouse and keyboard; pictures of every page go to screenshots/
in the build folder: light, dark and narrow."""

import json
import os
import pathlib
import subprocess
import sys
import time
import unittest
import warnings

warnings.simplefilter("ignore")

# Fatal warnings are for the other tests: GTK 4.8 itself warns when its file chooser goes onto the
# accessibility bus, and the library that looks at it warns whenever a widget goes while it is looked at.
if os.environ.pop("G_DEBUG", None):
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ)

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import accessible as a11y  # noqa: E402

BUILD = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"])
PROGRAM = BUILD / "src/app/flotilla"
CONTROL = BUILD / "src/cli/flotillactl"
SIMULATOR = BUILD / "src/simulator/flotilla-simulator"
PICTURES = BUILD / "screenshots"
SECRET = "practice-cloud-secret"
NAME = "window-test"


class Program:
    """Flotilla, running."""

    def __init__(self, *arguments, **variables):
        environment = dict(os.environ)
        environment.update(variables)
        self.process = subprocess.Popen([PROGRAM, *arguments], env=environment, cwd=pathlib.Path.home())
        self.app = a11y.find_application("flotilla")

    def find(self, role, name, timeout=20):
        return a11y.find(self.app, role, name, timeout)

    def press(self, role, name, timeout=20):
        a11y.click(a11y.find_enabled(self.app, role, name, timeout))

    def says(self, pattern, timeout=30):
        return self.find("label", pattern, timeout)

    def picture(self, name, width=None, height=None):
        time.sleep(0.8)   # for what is still moving into place
        path = PICTURES / f"{name}.png"
        a11y.screenshot(str(path))
        if width is not None:
            subprocess.run(["convert", str(path), "-crop", f"{width}x{height}+0+0", "+repage", str(path)],
                           check=True)

    def quit(self):
        a11y.key("ctrl+q")
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        return self.process.returncode

    def stop(self):
        if self.process.poll() is None:
            self.picture("failure")
            self.process.terminate()
            self.process.wait()


class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def start(self, *arguments, **variables):
        program = Program(*arguments, **variables)
        self.addCleanup(program.stop)
        return program

    def test_1_from_welcome_to_healthy(self):
        program = self.start()
        program.says("Welcome to Flotilla")
        program.picture("welcome", 1090, 770)
        program.press("list item", "Practice Cloud")
        program.says("No Fleets Yet")
        program.picture("empty", 1090, 770)
        program.press("push button", "New Fleet…")
        self.fill_assistant(program)
        program.press("push button", "Launch$")
        program.press("push button", "Open Fleet$", timeout=90)
        program.says("^Healthy$")
        program.picture("fleet", 1090, 770)
        self.check_interruption(program)
        self.check_export(program)
        for page in ("Prices", "Activity", "Overview"):
            program.press("list item", f"^{page}$")
            time.sleep(3 if page == "Prices" else 0)
            program.picture(page.lower(), 1090, 770)
            if page == "Prices":
                self.check_heat_map(program)
        self.assertEqual(program.quit(), 0)

    def fill_assistant(self, program):
        name = program.find("text", "Name of the Fleet")
        a11y.click(name)
        a11y.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "30", NAME], check=True)
        a11y.wait_for(lambda: [text for text in a11y.texts(program.app) if "/h" in text and "$" in text],
                      "a price in the header", 60)
        for step in ("need", "where", "machines", "safety", "access", "rehearsal"):
            program.picture(f"assistant-{step}", 870, 690)
            if step == "machines":
                program.says("^AWS took back ")
                program.says("^Chosen, place 1: ")
            if step == "safety":
                program.says("kept you out .* the last 90 days$", timeout=60)
            if step == "rehearsal":
                self.rehearse(program)
            program.press("push button", "Next$")
        program.says("The region can serve it")
        self.assertIn(NAME, a11y.texts(program.app))
        program.says("such forecasts of a day held")
        program.says(r"^\$.* in 30 days on average; .* of the wanted nodes ran; .* interruptions$")
        program.picture("assistant-review", 870, 690)

    def rehearse(self, program):
        program.press("push button", "Rehearse$")
        program.says(r" pools?, 100 runs of 30\.0 days", timeout=120)
        program.says(r"^\$.* on average, mostly \$.* to \$")
        program.press(None, "^Table$")
        program.says("^Wanted nodes that ran$")
        program.picture("assistant-rehearsal-table", 870, 690)
        program.press(None, "^Table$")
        program.picture("assistant-rehearsed", 870, 690)

    def check_interruption(self, program):
        a11y.choose_from_menu(program.app, "Practice Troubles", "Interrupt an Instance")
        program.says("Notice: ends", timeout=60)
        program.picture("fleet-notice", 1090, 770)
        program.says(r"^Replace i-", timeout=60)
        program.says(r"interruption notice", timeout=60)
        program.says("^Healthy$", timeout=90)
        program.picture("fleet-replaced", 1090, 770)

    def check_heat_map(self, program):
        program.press(None, "^Heat Map$")
        heat = a11y.find(program.app, None, "^Spot prices per hour$", timeout=60)
        a11y.wait_for(lambda: "Least:" in heat.get_description(), "a description of the heat map")
        program.says("^Spot prices from ")
        program.picture("prices-map", 1090, 770)
        program.press(None, "^Chart$")

    def check_export(self, program):
        a11y.choose_from_menu(program.app, "Fleet Menu", "Export Config")
        program.press("push button", "Save$")
        path = pathlib.Path.home() / f"{NAME}.flotilla.json"
        a11y.wait_for(lambda: path.exists() and path.stat().st_size > 0, "the exported config")
        self.assertEqual(json.loads(path.read_text())["name"], NAME)
        subprocess.run([CONTROL, "config", "validate", path], check=True, stdout=subprocess.DEVNULL)

    def test_2_dark_after_a_restart(self):
        program = self.start("--practice", ADW_DEBUG_COLOR_SCHEME="prefer-dark")
        program.press("list item", f"^{NAME}", timeout=40)
        program.says("^Healthy$", timeout=60)
        program.picture("dark-fleet", 1090, 770)
        for page in ("Prices", "Activity", "Overview"):
            program.press("list item", f"^{page}$")
            time.sleep(3 if page == "Prices" else 0)
            program.picture(f"dark-{page.lower()}", 1090, 770)
        program.press("push button", "^New Fleet$")
        a11y.wait_for(lambda: [text for text in a11y.texts(program.app) if "/h" in text and "–" in text],
                      "a price in the header", 60)
        for step in ("need", "where", "machines", "safety", "access", "rehearsal", "review"):
            program.picture(f"dark-assistant-{step}", 870, 690)
            if step != "review":
                program.press("push button", "Next$")
        a11y.key("Escape")   # nothing was entered, so nothing is asked
        time.sleep(1)
        self.assertEqual(program.quit(), 0)

    def test_3_narrow(self):
        program = self.start("--practice")
        program.says("^Overview$", timeout=40)
        subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Flotilla", "windowsize", "370", "720"],
                       check=True)
        time.sleep(1)
        program.picture("narrow-overview", 370, 720)
        program.press("list item", f"^{NAME}")
        program.says("^Healthy$", timeout=60)
        program.picture("narrow-fleet", 370, 720)
        for key, page in (("alt+2", "prices"), ("alt+3", "activity")):
            a11y.key(key)
            time.sleep(3)
            program.picture(f"narrow-{page}", 370, 720)
        a11y.key("ctrl+n")
        a11y.wait_for(lambda: [text for text in a11y.texts(program.app) if "/h" in text and "–" in text],
                      "a price in the header", 60)
        subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "New Fleet|What Do You Need", "windowsize",
                        "370", "720"], check=True)
        time.sleep(1)
        for step in ("need", "where", "machines", "safety", "access", "rehearsal", "review"):
            program.picture(f"narrow-assistant-{step}", 370, 720)
            if step != "review":
                program.press("push button", "Next$")
        a11y.key("Escape")
        time.sleep(1)
        self.assertEqual(program.quit(), 0)

    def test_4_destroy_to_nothing(self):
        program = self.start("--practice")
        program.press("list item", f"^{NAME}", timeout=40)
        program.says("^Healthy$", timeout=60)
        a11y.choose_from_menu(program.app, "Fleet Menu", "Destroy…")
        program.says(f"Destroy “{NAME}”", timeout=30)
        program.says(r"^i-", timeout=30)
        program.picture("destroy-ask", 540, 580)
        program.press("push button", "Destroy$")
        program.says("Nothing Is Left", timeout=90)
        program.says(r"AWS was asked at \d\d:\d\d:\d\d and named no resource of this fleet")
        program.picture("destroy-proof", 540, 580)
        a11y.key("Escape")
        time.sleep(1)
        program.says("No Fleets Yet")
        self.assertEqual(program.quit(), 0)

    def test_5_account_in_the_keyring(self):
        program, url = self.connect_account("work")
        program.says("No Fleets Yet", timeout=60)
        # Another program finds the account in the keyring and can use its secret.
        subprocess.run([CONTROL, "account", "check", "work"], check=True, stdout=subprocess.DEVNULL,
                       env=dict(os.environ, AWS_ENDPOINT_URL=url))
        self.check_no_secret(program)
        self.assertEqual(program.quit(), 0)

    def test_6_locked_keyring(self):
        """Nobody is there to unlock it: the key works all the same, until Flotilla quits."""
        secrets = "/org/freedesktop/secrets"
        subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path", secrets,
                        "--method", "org.freedesktop.Secret.Service.Lock",
                        f"['{secrets}/aliases/default', '{secrets}/collection/login']"],
                       check=True, stdout=subprocess.DEVNULL)
        program, _ = self.connect_account("other")
        program.says("The Keyring Is Locked")
        program.picture("keyring-locked")
        program.press("push button", "Keep for This Run")
        program.says("No Fleets Yet", timeout=60)
        self.check_no_secret(program)
        self.assertEqual(program.quit(), 0)

    def connect_account(self, name):
        """Types an account of a practice cloud of its own into the dialog."""
        simulator = subprocess.Popen([SIMULATOR, "--port", "0"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(simulator.stdout.close)
        self.addCleanup(simulator.wait)
        self.addCleanup(simulator.terminate)
        url = simulator.stdout.readline().split()[-1]
        program = self.start(AWS_ENDPOINT_URL=url)
        program.press("list item", "Connect an AWS Account")
        program.says("Connect an AWS Account")
        for row, text in (("Name", name), ("Access Key", "AKIAPRACTICE00000000"), ("Secret", SECRET)):
            self.type_into(program, row, text)
        program.picture("account", 500, 520)
        program.press("push button", "Connect$")
        return program, url

    def type_into(self, program, row, text):
        a11y.click(program.find("text", row))
        a11y.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "30", text], check=True)

    def check_no_secret(self, program):
        for path in pathlib.Path.home().rglob("*"):
            if path.is_file() and "keyrings" not in path.parts:
                self.assertNotIn(SECRET.encode(), path.read_bytes(), path)
        command = pathlib.Path(f"/proc/{program.process.pid}/cmdline").read_bytes()
        self.assertNotIn(SECRET.encode(), command)


if __name__ == "__main__":
    unittest.main(verbosity=2)
