#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rights we ask for: those the code makes use of and no others, in a policy that IAM takes, and that lets
nothing happen to what is not ours."""

import fnmatch
import json
import os
import pathlib
import re
import subprocess
import unittest

import botocore.session

BUILD = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"])
SOURCE = pathlib.Path(os.environ["FLOTILLA_SOURCE_DIR"])
PROGRAM = BUILD / "src" / "cli" / "flotillactl"
FEATURES = ["prices", "launch", "network", "notices", "check", "metrics"]
ALL = ["--feature", ",".join(FEATURES)]
PARTITIONS = ["aws", "aws-cn", "aws-us-gov"]
ACCOUNT = "123456789012"
LONGEST = 6144  # of a managed policy, white space not counted

# What AWS does because we ask for something else, or only once in an account.
INDIRECT = {"ec2:RunInstances", "ec2:CreateTags", "iam:CreateServiceLinkedRole", "events:TagResource", "sqs:TagQueue"}
# Whose right has another name.
RIGHTS_OF = {"sqs:DeleteMessageBatch": "sqs:DeleteMessage"}
# Asking for a right is no use of it.
NOT_A_USE = {"flo-permission-probe.c"}

CONDITION_OPERATORS = {"StringEquals", "StringLike"}
CONDITION_KEYS = {"aws:RequestTag/flotilla:fleet", "aws:ResourceTag/flotilla:fleet", "ec2:CreateAction",
                  "iam:AWSServiceName"}
ARN = re.compile(r"^arn:(aws|aws-cn|aws-us-gov):(ec2|iam|ssm|events):(\*)?:(\*|\d{12})?:[a-z-]+/\S+$|^"
                 r"arn:(aws|aws-cn|aws-us-gov):ec2:\*:(\*|\d{12}):\*/\*$|^"
                 r"arn:(aws|aws-cn|aws-us-gov):sqs:\*:(\*|\d{12}):flotilla-f-\*$")


def run(*arguments):
    return subprocess.run([PROGRAM, "account", "policy", *arguments], capture_output=True, text=True, check=True,
                          stdin=subprocess.DEVNULL, timeout=60).stdout


def policy(*arguments):
    return json.loads(run(*arguments))


def rights(*arguments):
    return {right["action"]: right for right in json.loads(run("--rights", "--json", *arguments))}


def operations():
    """AWS_EC2_CREATE_FLEET → ec2:CreateFleet, of every operation there is a table for."""
    found = {}
    for path in (SOURCE / "src/aws/services").glob("*.c"):
        for name, body in re.findall(r"const AwsOperation (AWS_\w+)\s*=\s*\{(.*?)\};", path.read_text(), re.S):
            service = re.search(r"\.service = &AWS_(\w+)", body)[1].lower().replace("_", "-")
            action = f"{service}:" + re.search(r'\.name = "(\w+)"', body)[1]
            found[name] = RIGHTS_OF.get(action, action)
    return found


def uses():
    """The operations that anything above the AWS layer names."""
    table = operations()
    used = {}
    for folder in ("account", "store", "market", "config", "fleet", "cli", "app"):
        for path in (SOURCE / "src" / folder).rglob("*.c"):
            if path.name in NOT_A_USE:
                continue
            for name in re.findall(r"\bAWS_[A-Z0-9]+_[A-Z0-9_]+\b", path.read_text()):
                if name in table:
                    used.setdefault(table[name], set()).add(path.name)
    return used


def matches(pattern, text):
    return re.fullmatch(fnmatch.translate(pattern.replace("[", "[[]")), text) is not None


def is_allowed(document, action, arn, **context):
    """What IAM would say, as far as our policies go: allowed by a statement, or not."""
    for statement in document["Statement"]:
        if (any(matches(pattern, action) for pattern in statement["Action"])
                and any(matches(pattern, arn) for pattern in statement["Resource"])
                and all(any(matches(value, context[key]) for value in values) if key in context else False
                        for keys in statement.get("Condition", {}).values() for key, values in keys.items())):
            return True
    return False


def ec2(kind, owner=ACCOUNT):
    return f"arn:aws:ec2:eu-west-1:{owner}:{kind}/x-1"


OURS = {"aws:ResourceTag/flotilla:fleet": "f-abcd2345"}
THEIRS = {"aws:ResourceTag/flotilla:fleet": "something"}
TAGGED = {"aws:RequestTag/flotilla:fleet": "f-abcd2345"}


class RightsTest(unittest.TestCase):
    def test_every_use_has_a_right(self):
        used, known = uses(), rights(*ALL)
        self.assertGreater(len(used), 35)
        missing = {action: sorted(files) for action, files in used.items() if action not in known}
        self.assertEqual(missing, {}, "add them to src/account/flo-rights.c")

    def test_every_right_has_a_use(self):
        unused = set(rights(*ALL)) - set(uses()) - INDIRECT
        self.assertEqual(unused, set(), "nothing calls these any more")

    def test_actions_exist(self):
        session = botocore.session.get_session()
        for action in rights(*ALL):
            service, name = action.split(":")
            self.assertIn(name, session.get_service_model(service).operation_names, action)

    def test_features_add_up(self):
        known = rights(*ALL)
        for feature in FEATURES:
            some = rights("--feature", feature)
            self.assertEqual(set(some), {a for a, right in known.items() if feature in right["features"]})
            self.assertLess(len(some), len(known))
            for right in some.values():
                self.assertGreater(len(right["purpose"]), 8)

    def test_metrics_only_on_request(self):
        self.assertEqual(set(rights(*ALL)) - set(rights()), {"sqs:GetQueueUrl", "sqs:GetQueueAttributes", "cloudwatch:GetMetricData"})

    def test_looking_at_prices_changes_nothing(self):
        for action in rights("--feature", "prices"):
            self.assertRegex(action, r":(Describe|Get)")


class PolicyTest(unittest.TestCase):
    def check_statement(self, statement, partition):
        self.assertLessEqual(set(statement), {"Sid", "Effect", "Action", "Resource", "Condition"})
        self.assertRegex(statement["Sid"], r"^[A-Za-z0-9]+$")
        self.assertEqual(statement["Effect"], "Allow")
        for name in ("Action", "Resource"):
            self.assertTrue(statement[name])
            self.assertEqual(len(statement[name]), len(set(statement[name])))
        for action in statement["Action"]:
            self.assertRegex(action, r"^[a-z0-9]+:[A-Za-z]+$")
        for arn in statement["Resource"]:
            if arn != "*":
                self.assertRegex(arn, ARN)
                self.assertEqual(arn.split(":")[1], partition)
        for operator, keys in statement.get("Condition", {}).items():
            self.assertIn(operator, CONDITION_OPERATORS)
            for key, values in keys.items():
                self.assertIn(key, CONDITION_KEYS)
                self.assertTrue(values and all(isinstance(value, str) for value in values))

    def test_grammar(self):
        for partition in PARTITIONS:
            for feature in [None, *FEATURES]:
                with self.subTest(partition=partition, feature=feature):
                    arguments = ["--partition", partition, "--account-id", ACCOUNT]
                    arguments += ["--feature", feature] if feature else []
                    document = policy(*arguments)
                    self.assertEqual(set(document), {"Version", "Statement"})
                    self.assertEqual(document["Version"], "2012-10-17")
                    for statement in document["Statement"]:
                        self.check_statement(statement, partition)
                    sids = [statement["Sid"] for statement in document["Statement"]]
                    self.assertEqual(len(sids), len(set(sids)))
                    self.assertLessEqual(len(re.sub(r"\s", "", json.dumps(document))), LONGEST)
                    granted = {a for statement in document["Statement"] for a in statement["Action"]}
                    self.assertEqual(granted, set(rights(*(["--feature", feature] if feature else []))))

    def test_everything_is_for_reading_or_bound(self):
        """What changes something and may do so to anything at all is not in it."""
        for statement in policy()["Statement"]:
            if "*" in statement["Resource"]:
                for action in statement["Action"]:
                    self.assertRegex(action, r"^(ec2:(Describe|GetSpotPlacementScores|GetInstanceTypesFromInstanceRequirements)|pricing:GetProducts|sts:GetCallerIdentity|sts:DecodeAuthorizationMessage|events:ListRules|sqs:ListQueues|cloudtrail:LookupEvents)")

    def test_what_a_fleet_does(self):
        document = policy("--account-id", ACCOUNT)
        for action in ("ec2:CreateFleet", "ec2:RunInstances"):
            for kind in ("instance", "volume"):
                self.assertTrue(is_allowed(document, action, ec2(kind), **TAGGED), (action, kind))
            for kind in ("subnet", "security-group", "network-interface", "spot-instances-request", "key-pair"):
                self.assertTrue(is_allowed(document, action, ec2(kind)), (action, kind))
            self.assertTrue(is_allowed(document, action, ec2("image", "")), action)
            self.assertTrue(is_allowed(document, action, ec2("launch-template"), **OURS), action)
        self.assertTrue(is_allowed(document, "ec2:CreateFleet", ec2("fleet"), **TAGGED))
        for action, kind in [("CreateLaunchTemplate", "launch-template"), ("CreateSecurityGroup", "security-group"),
                             ("ImportKeyPair", "key-pair"), ("CreateVpc", "vpc"), ("CreateSubnet", "subnet"),
                             ("CreateInternetGateway", "internet-gateway")]:
            self.assertTrue(is_allowed(document, f"ec2:{action}", ec2(kind), **TAGGED), action)
            self.assertTrue(is_allowed(document, "ec2:CreateTags", ec2(kind), **TAGGED,
                                       **{"ec2:CreateAction": action}), action)
            self.assertFalse(is_allowed(document, f"ec2:{action}", ec2(kind)), action)
        self.assertTrue(is_allowed(document, "ec2:CreateSecurityGroup", ec2("vpc")))
        self.assertTrue(is_allowed(document, "ec2:CreateSubnet", ec2("vpc"), **OURS))
        for action, kind in [("TerminateInstances", "instance"), ("RebootInstances", "instance"), ("DeleteFleets", "fleet"), ("DeleteVpc", "vpc"),
                             ("CancelSpotInstanceRequests", "spot-instances-request"), ("DeleteSubnet", "subnet"),
                             ("DeleteLaunchTemplate", "launch-template"), ("DeleteKeyPair", "key-pair"),
                             ("DeleteSecurityGroup", "security-group"), ("ModifySubnetAttribute", "subnet"),
                             ("AuthorizeSecurityGroupIngress", "security-group"), ("DetachInternetGateway", "vpc"),
                             ("AttachInternetGateway", "internet-gateway"), ("AttachInternetGateway", "vpc"),
                             ("DeleteInternetGateway", "internet-gateway")]:
            self.assertTrue(is_allowed(document, f"ec2:{action}", ec2(kind), **OURS), action)
            self.assertFalse(is_allowed(document, f"ec2:{action}", ec2(kind), **THEIRS), action)
            self.assertFalse(is_allowed(document, f"ec2:{action}", ec2(kind)), action)
        self.assertTrue(is_allowed(document, "ssm:GetParameter",
                                   "arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/x"))

    def test_what_nobody_may(self):
        document = policy("--account-id", ACCOUNT)
        role = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"
        create = "iam:CreateServiceLinkedRole"
        self.assertTrue(is_allowed(document, create, role, **{"iam:AWSServiceName": "spot.amazonaws.com"}))
        self.assertFalse(is_allowed(document, create, role.replace("spot.amaz", "rds.amaz"),
                                    **{"iam:AWSServiceName": "rds.amazonaws.com"}))
        self.assertFalse(is_allowed(document, create, role))
        # Tags make things ours: nobody may give them to what is there already.
        for kind in ("instance", "vpc", "volume"):
            self.assertFalse(is_allowed(document, "ec2:CreateTags", ec2(kind), **TAGGED))
            self.assertFalse(is_allowed(document, "ec2:CreateTags", ec2(kind), **TAGGED,
                                        **{"ec2:CreateAction": "CreateTags"}))
        for action in ("ec2:RunInstances", "ec2:CreateFleet"):
            self.assertFalse(is_allowed(document, action, ec2("instance")))
            self.assertFalse(is_allowed(document, action, ec2("launch-template"), **THEIRS))
        for action, arn in [("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/admin"), ("iam:CreateUser", role),
                            ("ec2:DetachVolume", ec2("volume")), ("ec2:ModifyInstanceAttribute", ec2("instance")),
                            ("s3:GetObject", "arn:aws:s3:::secrets/x"), ("sts:AssumeRole", role)]:
            self.assertFalse(is_allowed(document, action, arn, **OURS, **TAGGED), action)
        snapshot = "arn:aws:ec2:eu-west-1::snapshot/snap-1"
        for action, arn in [("ec2:DeleteVolume", ec2("volume")), ("ec2:DeleteSnapshot", snapshot),
                            ("ec2:ReleaseAddress", ec2("elastic-ip"))]:
            self.assertTrue(is_allowed(document, action, arn, **OURS), action)
            self.assertFalse(is_allowed(document, action, arn, **THEIRS), action)
        self.assertFalse(is_allowed(document, "ssm:GetParameter", f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/secret"))
        self.assertFalse(is_allowed(document, "ec2:TerminateInstances", ec2("instance", "999999999999"), **OURS))

    def test_prices_alone(self):
        document = policy("--feature", "prices")
        for statement in document["Statement"]:
            for action in statement["Action"]:
                self.assertRegex(action, r":(Describe|Get)")

    def test_mistakes(self):
        for arguments in (["--feature", "everything"], ["--feature", ","], ["--partition", "moon"],
                          ["--account-id", "12"], ["--account-id", 'x",']):
            done = subprocess.run([PROGRAM, "account", "policy", *arguments], capture_output=True, text=True,
                                  check=False, stdin=subprocess.DEVNULL, timeout=60)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
