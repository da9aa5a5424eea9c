#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each way into AWS as a person with nothing but a profile goes it in the window: MFA, IAM Identity Center in a
browser and by code, keys that are refused, and no network. Against the practice cloud; pictures go to screenshots/."""

import json
import os
import pathlib
import subprocess
import sys
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_window as window  # noqa: E402
from test_window import a11y  # noqa: E402

HOME = pathlib.Path.home()
BROWSER_LOG = HOME / "browser.log"
SSO_CACHE = HOME / ".aws/sso/cache"
KEYS = "aws_access_key_id = AKIAPRACTICE00000000\naws_secret_access_key = practice-cloud-secret\n"
MFA_SERIAL = "arn:aws:iam::123456789012:mfa/practice"

# What the desktop takes for a browser: goes where it is sent, as one that is signed in already.
BROWSER = """#!/usr/bin/python3
import sys, urllib.request
with open({log!r}, "a") as log:
    print(sys.argv[1], file=log)
urllib.request.urlopen(sys.argv[1], timeout=20).read()
"""


def install_browser():
    program = HOME / "browser"
    program.write_text(BROWSER.format(log=str(BROWSER_LOG)))
    program.chmod(0o700)
    folder = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "applications"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "test-browser.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Browser\nExec={program} %u\nMimeType=x-scheme-handler/http;\n")
    (pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "mimeapps.list").write_text(
        "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n")


class Cloud:
    """A practice cloud of a test's own."""

    def __init__(self, *options):
        self.process = subprocess.Popen([window.SIMULATOR, "--port", "0", *options], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]

    def look(self, path):
        with urllib.request.urlopen(f"{self.url}/_simulator/{path}", timeout=20) as answer:
            return json.load(answer)

    def control(self, path, **body):
        request = urllib.request.Request(f"{self.url}/_simulator/{path}", json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
            self.process.stdout.close()


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = a11y.start_bus()
        install_browser()

    @classmethod
    def tearDownClass(cls):
        cls.bus.terminate()
        cls.bus.wait()

    def setUp(self):
        self.cloud = Cloud()
        self.addCleanup(self.cloud.stop)

    def start(self, config, credentials=""):
        """Flotilla, with these files in ~/.aws."""
        (HOME / ".aws").mkdir(exist_ok=True)
        (HOME / ".aws/config").write_text(config)
        (HOME / ".aws/credentials").write_text(credentials)
        program = window.Program(AWS_ENDPOINT_URL=self.cloud.url)
        self.addCleanup(program.stop)
        program.says("Welcome to Flotilla")
        return program

    def open_accounts(self, program, name):
        a11y.choose_from_menu(program.app, f"^{name}$", "All Accounts")
        program.says("Who This Is to AWS")

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "30", text], check=True)

    # ---- MFA ----

    def test_1_role_with_mfa(self):
        program = self.start("[profile deploy]\nregion = us-east-1\nrole_arn = "
                             "arn:aws:iam::123456789012:role/practice-mfa\nsource_profile = base\n"
                             f"mfa_serial = {MFA_SERIAL}\n", f"[base]\n{KEYS}")
        program.find("list item", "^deploy")
        program.picture("welcome-profiles", 1090, 770)
        program.press("list item", "^deploy")
        self.enter_code(program, "000000")
        program.says("MultiFactorAuthentication failed")   # refused: asked again, with AWS's reason
        program.picture("mfa-refused")
        self.enter_code(program, self.cloud.look("mfa")["code"])
        a11y.gone(program.app, "label", "^MFA Code$")
        program.says("No Fleets Yet")
        self.open_accounts(program, "deploy")
        program.says("^Ready$|^Rights are missing$", timeout=60)
        program.says("assumed-role/practice-mfa/")
        program.says(r"^in \d+ min \(")
        program.says("^just now$|^1 min ago$")
        program.picture("account-mfa", 870, 650)
        self.assertEqual(program.quit(), 0)

    def enter_code(self, program, code):
        a11y.click(program.find("text", "Code, six digits"))
        a11y.key("ctrl+a")
        self.type(code)
        a11y.key("Return")

    def test_2_declined(self):
        """Who dismisses the dialog keeps the window, is told, and can sign in from there."""
        program = self.start("[profile deploy]\nregion = us-east-1\nrole_arn = "
                             "arn:aws:iam::123456789012:role/practice-mfa\nsource_profile = base\n"
                             f"mfa_serial = {MFA_SERIAL}\n", f"[base]\n{KEYS}")
        self.forget_roles()
        program.press("list item", "^deploy")
        program.find("text", "Code, six digits")
        program.press("push button", "Cancel$")
        program.says("No Fleets Yet")
        program.says("Signed out of “deploy”")
        program.picture("signed-out", 1090, 770)
        program.press("push button", "Sign In$")
        self.enter_code(program, self.cloud.look("mfa")["code"])
        a11y.gone(program.app, "label", "^MFA Code$")
        a11y.wait_for(lambda: not self.is_on_screen(program, "Signed out of “deploy”"), "the strip to go")
        self.assertEqual(program.quit(), 0)

    def forget_roles(self):
        for path in (HOME / ".aws/cli/cache").glob("*.json"):
            path.unlink()

    def is_on_screen(self, program, pattern):
        """A strip that is rolled up keeps its words, but has no height."""
        program.app.clear_cache()
        for node in a11y.find_all(program.app, "label", pattern):
            if node.get_state_set().contains(a11y.Atspi.StateType.SHOWING):
                return True
        return False

    # ---- IAM Identity Center ----

    SSO = ("[profile corp]\nregion = us-east-1\nsso_session = work\nsso_account_id = 123456789012\n"
           "sso_role_name = PracticeAdministrator\n[sso-session work]\nsso_region = us-east-1\n"
           "sso_start_url = https://practice.awsapps.com/start\nsso_registration_scopes = sso:account:access\n")

    def forget_sign_in(self):
        for path in SSO_CACHE.glob("*.json"):
            path.unlink()

    def test_3_identity_center_in_the_browser(self):
        self.forget_sign_in()
        BROWSER_LOG.unlink(missing_ok=True)
        program = self.start(self.SSO)
        program.press("list item", "^corp")
        program.says("Sign In to “work”")
        program.picture("sign-in-ask")
        self.assertFalse(BROWSER_LOG.exists(), "a browser was opened unasked")
        program.press("push button", "Open Browser$")
        a11y.gone(program.app, "label", "Sign In to “work”", timeout=30)
        self.assertIn("/authorize?", BROWSER_LOG.read_text())
        self.open_accounts(program, "corp")
        program.says("^Ready$|^Rights are missing$", timeout=60)
        program.says("AWSReservedSSO_PracticeAdministrator|PracticeAdministrator")
        program.picture("account-sso", 870, 650)
        self.assertTrue(self.has_token())
        self.sign_out(program)
        self.assertEqual(program.quit(), 0)

    def has_token(self):
        """For AWS's own tools, too: it is their cache."""
        return any("accessToken" in json.loads(path.read_text()) for path in SSO_CACHE.glob("*.json"))

    def sign_out(self, program):
        """Nothing that was kept lets the account in any more; Sign In asks again, and then it is let in."""
        program.press("push button", "Sign Out$")
        program.says("^Signed out$")
        a11y.wait_for(lambda: not self.has_token(), "the token to go")
        program.press("push button", "Sign In$")
        program.says("Sign In to “work”")
        program.press("push button", "Open Browser$")
        a11y.gone(program.app, "label", "Sign In to “work”", timeout=30)
        program.says("^Ready$|^Rights are missing$", timeout=60)
        self.assertTrue(self.has_token())

    def test_4_identity_center_by_code(self):
        self.forget_sign_in()
        self.cloud.control("sso", require_approval=True)
        program = self.start(self.SSO)
        program.press("list item", "^corp")
        program.press("push button", "Use a Code on Another Device$")
        code = program.says(r"^[A-Z]{4}-[A-Z]{4}$").get_name()
        program.says(r"^\d+:\d\d left$")
        program.picture("sign-in-code")
        self.cloud.control("sso", approve=code)
        a11y.gone(program.app, "label", "Sign In to “work”", timeout=30)
        self.open_accounts(program, "corp")
        program.says("^Ready$|^Rights are missing$", timeout=60)
        self.assertEqual(program.quit(), 0)

    # ---- why not ----

    def test_5_refused(self):
        program = self.start("[profile typo]\nregion = us-east-1\n",
                             "[typo]\naws_access_key_id = AKIAPRACTICE00000000\naws_secret_access_key = wrong\n")
        program.press("list item", "^typo")
        program.says(r"Refused by AWS\. ", timeout=60)
        program.picture("refused", 1090, 770)
        program.press("push button", "Account…$")
        program.says("SignatureDoesNotMatch")
        program.picture("account-refused", 870, 650)
        self.assertEqual(program.quit(), 0)

    def test_6_offline(self):
        program = self.start("[profile plain]\nregion = us-east-1\n", f"[plain]\n{KEYS}")
        program.find("list item", "^plain")
        self.cloud.stop()
        program.press("list item", "^plain")
        program.says(r"AWS is not reachable\. ", timeout=120)
        program.says("No Fleets Yet")
        program.picture("offline", 1090, 770)
        program.find("push button", "Try Again$")
        self.assertEqual(program.quit(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
