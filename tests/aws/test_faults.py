#!/usr/bin/python3
# test_faults.py: every call with an effect that the program describes, under every fault
#
# A call ends well, or says that it does not know; it is never carried out twice, and it never takes long.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import json
import os
import subprocess
import sys
import unittest

HELPER, SIMULATOR_TESTS = sys.argv[1:3]
del sys.argv[1:3]
sys.path.insert(0, SIMULATOR_TESTS)

import practice_cloud  # noqa: E402
from fault_scenarios import Scenarios  # noqa: E402
from fault_world import OTHER_KEY, World  # noqa: E402

NOT_FOUND, CONFLICT, TRANSIENT, PROTOCOL = 7, 8, 10, 12
LONGEST = 6000      # milliseconds: two silences of 500, delays, and a machine with other things to do

# What is done about each: whether the call has its effect, whether it is repeated in any case (it was not carried
# out), and the codes of the error when it must not be repeated.
FAULTS = {
    'throttle': (False, True, ()),
    'expired': (False, True, ()),
    'skew': (False, True, ()),
    '500': (False, False, ('InternalError',)),
    '503': (False, False, ('Unavailable', 'ServiceUnavailable')),
    'reset-before': (False, False, ('ConnectionLost',)),
    'hang': (False, False, ('AnswerTimeout',)),
    'reset-after': (True, False, ('ConnectionLost',)),
    'truncate': (True, False, ('ConnectionLost', 'AnswerTruncated')),
}
# How a call ends that is repeated after its answer was lost, when nothing is left to be done.
DELETIONS_END_AS = {NOT_FOUND}
DETACHMENTS_END_AS = {NOT_FOUND, CONFLICT}     # "the volume is in the 'available' state"
CHANGES_OF_STATE = {'DetachVolume', 'DetachInternetGateway', 'ChangeMessageVisibility'}


def mutating():
    """Every call that changes something of those that the program describes: its service by its name."""
    lines = subprocess.run([HELPER, '--mutating'], check=True, capture_output=True, text=True).stdout.splitlines()
    found = {name: service for service, name in map(str.split, lines)}
    assert len(found) == len(lines), 'two services have calls of the same name'
    return found


# The calls with an effect that are not tried here, and why.
SIGN_IN = 'is part of signing in: no key signs it, and what is lost is begun again and leaves nothing behind'
EXCEPTIONS = {
    'RegisterClient': SIGN_IN,
    'StartDeviceAuthorization': SIGN_IN,
    'CreateToken': SIGN_IN,
    'Logout': SIGN_IN,
    'DeleteNetworkInterface': 'here an interface lives and dies with its instance, so that it never can be deleted',
}
MUTATING = mutating()
OPERATIONS = [name for name in vars(Scenarios) if name in MUTATING]


class MatrixTest(unittest.TestCase):
    def test_nothing_is_missing(self):
        """Whoever describes one more call with an effect has to say here how it bears faults, or why not."""
        self.assertEqual(set(MUTATING), set(OPERATIONS) | set(EXCEPTIONS))
        self.assertFalse(set(OPERATIONS) & set(EXCEPTIONS))
        named = {name for name in vars(Scenarios) if name[0].isupper()}
        self.assertEqual(named - set(MUTATING), set(), 'scenarios of what is no call with an effect')


class FaultTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.helper = subprocess.Popen([HELPER, cls.world.cloud.url, practice_cloud.KEY_ID, practice_cloud.SECRET, *OTHER_KEY],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @classmethod
    def tearDownClass(cls):
        cls.helper.stdin.close()
        cls.helper.stdout.close()
        assert cls.helper.wait(20) == 0
        assert cls.world.cloud.stop() == ''

    def call(self, operation, order):
        line = {'service': MUTATING[operation], 'operation': operation, 'input': order}
        if 'Body' in order:
            line['body'] = order.pop('Body')
        self.helper.stdin.write(json.dumps(line) + '\n')
        self.helper.stdin.flush()
        return json.loads(self.helper.stdout.readline())

    def inject(self, fault, operation):
        if fault == 'skew':
            # Each time by more than AWS lets pass, seen from what the client has found out before.
            self.world.skew += 1000
            self.world.control('fault', kind='skew', seconds=self.world.skew)
        elif fault != 'none':
            self.world.control('fault', kind=fault, action=operation, seconds=1 if fault == 'hang' else 0)

    def check(self, operation, fault):
        world = self.world
        order, count = getattr(Scenarios, operation)(world)
        self.assertIn(count(), (0, None), 'effects before')
        self.inject(fault, operation)
        report = self.call(operation, order)
        world.control('fault', kind='clear')
        if fault == 'skew':
            world.control('fault', kind='skew', seconds=0)

        n_effects = count()
        world.undo()
        self.assertLess(report['milliseconds'], LONGEST)
        has_effect, always_repeated, codes = FAULTS.get(fault, (False, True, ()))
        if always_repeated:
            self.assertTrue(report['ok'], report)
            self.assertIn(n_effects, (1, None))
        elif report['repeatable']:
            ends = DETACHMENTS_END_AS if operation in CHANGES_OF_STATE else DELETIONS_END_AS
            self.assertTrue(report['ok'] or (has_effect and report['category'] in ends), report)
            self.assertIn(n_effects, (1, None))
        else:
            self.assertFalse(report['ok'], report)
            self.assertIn(report['code'], codes)
            self.assertIn(report['category'], (TRANSIENT, PROTOCOL))
            self.assertTrue(report['message'].startswith(operation + ': '), report)
            self.assertIn(n_effects, (int(has_effect), None))

    def check_all(self, fault):
        for operation in OPERATIONS:
            with self.subTest(operation=operation, fault=fault):
                self.check(operation, fault)

    def test_without_faults(self):
        self.check_all('none')


class LogTest(unittest.TestCase):
    """With every debug message of every library on, nothing that was sent or is secret is in the log."""

    def test_log(self):
        marks = [f'M4RK{number}' for number in range(6)]
        encoded = base64.b64encode(f'#!/bin/sh\necho {marks[0]}\n'.encode()).decode()
        calls = [
            ('CreateLaunchTemplate', {'ClientToken': 'log-1', 'LaunchTemplateName': marks[1],
                                      'LaunchTemplateData': {'UserData': encoded}}),
            # AWS's message says what it did not like.
            ('CreateVpc', {'CidrBlock': marks[2]}),
            ('DeleteVpc', {'VpcId': marks[3]}),
            ('ImportKeyPair', {'KeyName': 'log', 'PublicKeyMaterial': base64.b64encode(marks[4].encode()).decode()}),
            ('CreateTags', {'ResourceId': ['vpc-00000000000000000'], 'Tag': [{'Key': 'log', 'Value': marks[5]}]}),
            ('CreateKeyPair', {'KeyName': 'log-2', 'KeyType': 'ed25519'}),
        ]
        with practice_cloud.PracticeCloud() as cloud:
            lines = ''.join(json.dumps({'operation': name, 'input': order}) + '\n' for name, order in calls)
            result = subprocess.run(
                [HELPER, cloud.url, practice_cloud.KEY_ID, practice_cloud.SECRET, *OTHER_KEY], input=lines, check=True,
                env={**os.environ, 'G_MESSAGES_DEBUG': 'all'}, capture_output=True, text=True)
        answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]
        log = result.stderr + '\n'.join(line for line in result.stdout.splitlines() if not line.startswith('{'))
        self.assertEqual(len(answers), len(calls))
        self.assertIn(marks[2], answers[1]['message'])
        for name, _ in calls:
            self.assertIn(f'ec2 {name} in us-east-1: attempt 1', log)
        self.assertIn('InvalidVpcID.NotFound', log)
        private = answers[-1]['answer']['keyMaterial'].splitlines()[1]
        self.assertGreater(len(private), 40)
        for secret in [*marks, encoded, private, practice_cloud.SECRET, OTHER_KEY[1], 'Signature=', 'Authorization',
                       'Action=']:
            self.assertNotIn(secret, log)


for _fault in FAULTS:
    setattr(FaultTest, 'test_' + _fault.replace('-', '_'), lambda self, fault=_fault: self.check_all(fault))


if __name__ == '__main__':
    unittest.main()
