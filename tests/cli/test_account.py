#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""flotillactl account with a real keyring. Runs in a session of its own (build-aux/test-session)."""

import subprocess
import unittest

from cli_case import CliCase, KEY_ID, PROGRAM, REGION, SECRET, Terminal, known_rights


class AccountTest(CliCase):
    simulator_options = []

    def setUp(self):
        super().setUp()
        # The key is to come from the keyring alone.
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
            del self.environment[name]
        self.addCleanup(subprocess.run, [PROGRAM, "account", "remove", "work", "--yes"], env=self.environment,
                        capture_output=True, stdin=subprocess.DEVNULL, check=False)

    def add(self, **options):
        return self.run_cli("account", "add", "work", "--access-key-id", KEY_ID, "--region", REGION, **options)

    def test_life_of_an_account(self):
        done = self.add(given=SECRET + "\n")
        self.assertNotIn(SECRET, done.stdout + done.stderr)
        accounts = self.run_json("account", "list")
        self.assertEqual([(a["name"], a["kind"], a["access_key_id"], a["region"]) for a in accounts],
                         [("work", "keyring", KEY_ID, REGION)])
        self.assertEqual(self.run_json("account", "check", "work")["account_id"], "123456789012")
        self.assertEqual(self.run_json("account", "check", "--account", "work")["source"], "account work in the keyring")

        self.assertIn("--yes", self.run_cli("account", "remove", "work", code=2).stderr)
        self.assertEqual(self.run_json("account", "remove", "work", "--yes"), {"removed": "work"})
        self.assertEqual(self.run_json("account", "list"), [])
        self.assertIn("no account named work", self.run_cli("account", "check", "work", code=4).stderr)

    def test_add_twice(self):
        self.add(given=SECRET)
        self.assertIn("already", self.add(given="other", code=1).stderr)
        self.run_cli("account", "check", "work")

    def test_add_wants_a_secret(self):
        self.assertIn("ended before an answer", self.add(given="", code=2).stderr)
        self.assertIn("is empty", self.add(given="  \n", code=2).stderr)
        self.assertIn("--access-key-id", self.run_cli("account", "add", "work", code=2, given=SECRET).stderr)
        self.assertEqual(self.run_json("account", "list"), [])

    def test_add_takes_no_secret_as_argument(self):
        self.run_cli("account", "add", "work", KEY_ID, SECRET, code=2)
        self.run_cli("account", "add", "work", "--secret-access-key", SECRET, code=2)

    def test_dry_run(self):
        self.add(given=SECRET)
        self.run_cli("account", "remove", "work", "--dry-run")
        self.run_cli("account", "add", "other", "--access-key-id", KEY_ID, "--dry-run", given=SECRET)
        self.assertEqual([a["name"] for a in self.run_json("account", "list")], ["work"])

    def test_names_that_cannot_be(self):
        self.run_cli("account", "add", "practice", "--access-key-id", KEY_ID, code=2, given=SECRET)
        self.run_cli("account", "add", "", "--access-key-id", KEY_ID, code=2, given=SECRET)
        self.assertIn("no account named nobody", self.run_cli("account", "remove", "nobody", "--yes", code=4).stderr)

    def test_on_a_terminal(self):
        terminal = Terminal(self.environment, "account", "add", "work", "--region", REGION)
        terminal.expect("Access key ID: ")
        terminal.type(KEY_ID + "\r")
        terminal.expect("(not shown): ")
        terminal.type(SECRET + "\r")
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn(SECRET, terminal.seen)
        self.run_cli("account", "check", "work")

        terminal = Terminal(self.environment, "account", "remove", "work")
        terminal.expect("(yes/no) [no]: ")
        terminal.type("\r")
        self.assertEqual(terminal.end(), 1)
        self.run_cli("account", "check", "work")

    def test_no_keyring(self):
        nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
        done = self.add(given=SECRET, code=4, environment=nowhere)
        self.assertIn("no keyring service", done.stderr)
        self.assertNotIn(SECRET, done.stderr)
        self.assertEqual(self.run_json("account", "list", environment=nowhere), [])

    def test_profile(self):
        folder = self.folder / ".aws"
        folder.mkdir()
        (folder / "credentials").write_text(f"[office]\naws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}\n")
        (folder / "config").write_text("[profile office]\nregion = eu-west-1\n")
        self.assertEqual(self.run_json("account", "check", "office")["region"], "eu-west-1")
        self.assertEqual(self.run_json("account", "check", environment={"AWS_PROFILE": "office"})["account_id"],
                         "123456789012")
        (folder / "credentials").write_text("not a credentials file\n")
        self.assertIn("credentials", self.run_cli("account", "list").stderr)


class CheckTest(CliCase):
    """Who is it, until when, and what may it do; with a practice cloud and the environment's key."""

    simulator_options = []

    def test_all_is_there(self):
        before = self.simulator.control("ledger")
        seen = self.run_json("account", "check")
        self.assertEqual(seen["account_id"], "123456789012")
        self.assertEqual((seen["kind"], seen["method"], seen["n_denied"]), ("environment", "keys", 0))
        self.assertIsNone(seen["expires_at"])
        self.assertIsNone(seen["mfa_at"])
        self.assertGreater(seen["latency_ms"], 0)
        self.assertEqual({p["state"] for p in seen["permissions"]}, {"allowed"})
        self.assertEqual({p["action"] for p in seen["permissions"]}, known_rights())
        after = self.simulator.control("ledger")
        self.assertEqual({**before, "time": 0}, {**after, "time": 0}, "it had an effect")
        text = self.run_cli("account", "check").stdout
        n_rights = len(self.run_json("account", "policy", "--rights"))
        for part in ("AWS account 123456789012", "expires      never",
                     f"permissions  {n_rights} there, 0 missing, 0 not known"):
            self.assertIn(part, text)

    def test_a_right_is_missing(self):
        self.simulator.control("deny", {"action": "ec2:CreateFleet"})
        self.simulator.control("deny", {"action": "ec2:TerminateInstances"})
        seen = self.run_json("account", "check", code=4)
        self.assertEqual(seen["n_denied"], 2)
        denied = seen["permissions"][:2]
        self.assertEqual([p["action"] for p in denied], ["ec2:CreateFleet", "ec2:TerminateInstances"])
        self.assertEqual({p["state"] for p in denied}, {"denied"})
        self.assertTrue(all(p["detail"] for p in denied))
        done = self.run_cli("account", "check", code=4)
        self.assertIn("Missing:\n  ec2:CreateFleet, to launch nodes\n", done.stdout)
        self.assertIn("What to do: attach the policy", done.stdout)
        self.run_cli("account", "check", "--feature", "prices")

    def test_nobody_may_simulate(self):
        """Then dry runs tell, and what they cannot tell is not known."""
        self.simulator.control("deny", {"action": "iam:*"})
        self.simulator.control("deny", {"action": "ec2:DescribeImages"})
        seen = {p["action"]: p for p in self.run_json("account", "check", code=4)["permissions"]}
        self.assertEqual(seen["ec2:DescribeImages"]["state"], "denied")
        self.assertEqual(seen["iam:SimulatePrincipalPolicy"]["state"], "denied")
        self.assertEqual(seen["ec2:CreateVpc"]["state"], "allowed")
        self.assertEqual(seen["ec2:ModifySubnetAttribute"]["state"], "unknown")
        self.assertEqual(seen["iam:CreateServiceLinkedRole"]["state"], "unknown")

    def test_keys_that_are_refused(self):
        wrong = {"AWS_SECRET_ACCESS_KEY": "wrong"}
        done = self.run_cli("account", "check", code=4, environment=wrong)
        self.assertIn("SignatureDoesNotMatch", done.stderr)
        self.assertIn("\nWhat to do: Check the key ID and the secret", done.stderr)
        error = self.run_json("account", "check", code=4, environment=wrong)["error"]
        self.assertEqual((error["code"], error["exit_code"]), ("SignatureDoesNotMatch", 4))
        for member in ("message", "meaning", "advice", "request_id"):
            self.assertTrue(error[member], member)

    def test_an_error_without_aws(self):
        error = self.run_json("account", "check", "nobody", code=4)["error"]
        self.assertIn("no account named nobody", error["message"])
        self.assertEqual((error["code"], error["advice"], error["exit_code"]), (None, None, 4))

    def test_endpoint_of_one_service(self):
        """Each service has the endpoint that its own variable names, unless an option names one for all."""
        broken = {"AWS_ENDPOINT_URL_STS": "http://127.0.0.1:1"}
        done = self.run_cli("account", "check", code=1, environment=broken)
        self.assertIn("http://127.0.0.1:1/", done.stderr)
        self.run_cli("account", "check", "--endpoint-url", self.simulator.url, environment=broken)
        self.run_cli("price", "now", "--types", "m5.large",
                     environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ENDPOINT_URL_EC2": self.simulator.url})

    def test_nobody_answers(self):
        done = self.run_cli("account", "check", "--endpoint-url", "http://127.0.0.1:1", code=1)
        self.assertIn("What to do: Check the network connection", done.stderr)


class FilesTest(CliCase):
    """Homes with profiles of every kind."""

    def setUp(self):
        super().setUp()
        (self.folder / ".aws").mkdir()
        self.config = self.folder / ".aws" / "config"
        self.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"

    def test_every_kind_is_listed(self):
        (self.folder / ".aws" / "credentials").write_text("[keys]\naws_access_key_id=AKIA\naws_secret_access_key=s\n")
        self.config.write_text(
            "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n"
            "[profile admin]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n"
            "[profile deploy]\nrole_arn = arn:aws:iam::1:role/deploy\nsource_profile = keys\n"
            "mfa_serial = arn:aws:iam::1:mfa/ada\n"
            "[profile tool]\ncredential_process = /opt/tool --token hunter2\n"
            "[profile console]\nlogin_session = arn:aws:iam::1:user/ada\n")
        accounts = {a["name"]: a for a in self.run_json("account", "list")}
        self.assertEqual({name: a["method"] for name, a in accounts.items()},
                         {"keys": "keys", "admin": "sso", "deploy": "role", "tool": "process", "console": "login"})
        self.assertEqual(accounts["admin"]["sso_session"], "corp")
        self.assertEqual(accounts["deploy"]["mfa_serial"], "arn:aws:iam::1:mfa/ada")
        self.assertEqual(accounts["keys"]["file"], str(self.folder / ".aws" / "credentials"))
        self.assertEqual(accounts["keys"]["source"], "access key in ~/.aws/credentials")
        self.assertEqual({a["kind"] for a in accounts.values()}, {"profile"})
        self.assertNotIn("hunter2", self.run_cli("account", "list").stdout)

    def test_what_the_aws_cli_writes(self):
        for name, value in (("aws_access_key_id", "AKIACONFIGURED"), ("aws_secret_access_key", "s"),
                            ("region", "ap-south-1")):
            subprocess.run(["aws", "configure", "set", name, value, "--profile", "made by aws"], env=self.environment,
                           stdin=subprocess.DEVNULL, check=True, timeout=60)
        account, = self.run_json("account", "list")
        self.assertEqual((account["name"], account["access_key_id"], account["region"], account["method"]),
                         ("made by aws", "AKIACONFIGURED", "ap-south-1", "keys"))

    def test_a_profile_that_is_not_there(self):
        self.config.write_text("[profile work]\nregion = eu-west-1\n")
        done = self.run_cli("account", "check", code=4, environment={"AWS_PROFILE": "wrok"})
        self.assertIn("AWS_PROFILE names the profile wrok", done.stderr)

    def test_nothing_to_sign_in_to(self):
        self.config.write_text("[profile keys]\naws_access_key_id=AKIA\naws_secret_access_key=s\n"
                               "[profile console]\nlogin_session = arn:aws:iam::1:user/ada\n")
        self.assertIn("access key in ~/.aws/config", self.run_cli("account", "login", "keys", code=2).stderr)
        self.assertIn("aws login --profile console", self.run_cli("account", "login", "console", code=4).stderr)
        self.run_cli("account", "logout", "keys", code=2)


class GivenTest(CliCase):
    """What a container gives to the programs in it."""

    simulator_options = ["--metadata"]

    def setUp(self):
        super().setUp()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            del self.environment[name]
        self.environment |= {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.simulator.url + "/_simulator/container",
                             "AWS_CONTAINER_AUTHORIZATION_TOKEN": "practice-container-token"}
        (self.folder / ".aws").mkdir()

    def test_no_profile(self):
        self.assertEqual(self.run_json("account", "check")["source"], "the container's role")

    def test_profile_with_a_region_alone(self):
        (self.folder / ".aws" / "config").write_text("[default]\nregion = eu-central-1\n")
        self.assertEqual(self.run_json("account", "check")["source"], "the container's role")
        self.assertEqual(self.run_json("account", "check", "default")["source"], "the container's role")

    def test_not_in_a_container(self):
        (self.folder / ".aws" / "config").write_text("[default]\nregion = eu-central-1\n")
        for name in ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN"):
            del self.environment[name]
        self.assertIn("aws configure", self.run_cli("account", "check", code=4).stderr)


if __name__ == "__main__":
    unittest.main()
