#!/usr/bin/python3
# test_chain_simulator.py: becoming roles of the practice cloud, with everything that takes
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""The practice cloud checks signatures, codes, tokens and external ids by itself; it is written from AWS's documents and
shares nothing with our client."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request

HELPER = os.path.abspath(sys.argv.pop(1))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'simulator'))

from practice_cloud import KEY_ID, SECRET, PracticeCloud  # noqa: E402

ROLE = 'arn:aws:iam::123456789012:role/'
DEVICE = 'arn:aws:iam::123456789012:mfa/practice'
KEY = f'[base]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n'
PATIENCE = 60


class ChainOnSimulatorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cloud = PracticeCloud('--metadata')

    @classmethod
    def tearDownClass(cls):
        cls.cloud.stop()

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix='flotilla-chain-')
        self.addCleanup(shutil.rmtree, self.home)
        os.mkdir(os.path.join(self.home, '.aws'))
        self.environment = {'HOME': self.home, 'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8',
                            'AWS_ENDPOINT_URL_STS': self.cloud.url, 'AWS_EC2_METADATA_DISABLED': 'true',
                            'BOTO_CONFIG': '/nonexistent', 'G_DEBUG': 'fatal-warnings'}

    def ask(self, what):
        with urllib.request.urlopen(f'{self.cloud.url}/_simulator/{what}', timeout=PATIENCE) as answer:
            return json.load(answer)

    def resolve(self, config, *arguments):
        for name, text in (('config', config), ('credentials', KEY)):
            with open(os.path.join(self.home, '.aws', name), 'w', encoding='utf-8') as file:
                file.write(text)
        done = subprocess.run([HELPER, *arguments], env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE, check=True)
        self.assertEqual(done.stderr, '')
        return json.loads(done.stdout)

    def check(self, source, answer):
        self.assertIn('key', answer, answer)
        self.assertTrue(answer['key'].startswith('ASIA'), answer)
        self.assertEqual(answer['source'], source)
        self.assertEqual(answer['account_id'], '123456789012')
        self.assertTrue(answer['has_token'])

    def role(self, name, *more, source='base', section='default'):
        return '\n'.join([f'[{section}]', f'role_arn = {ROLE}{name}', f'source_profile = {source}', *more, ''])

    def test_role(self):
        self.check('role practice, from profile base', self.resolve(self.role('practice')))

    def test_wrong_key(self):
        answer = self.resolve(self.role('practice', source='other') + '[profile other]\naws_access_key_id = AKIAOTHER\n'
                              'aws_secret_access_key = s\n')
        self.assertEqual(answer['error'], 'InvalidClientTokenId')

    def test_external_id(self):
        answer = self.resolve(self.role('practice-external'))
        self.assertEqual(answer['error'], 'AccessDenied')
        answer = self.resolve(self.role('practice-external', 'external_id = practice-external-id'))
        self.check('role practice-external, from profile base', answer)

    def test_duration(self):
        answer = self.resolve(self.role('practice-short', 'duration_seconds = 7200'))
        self.assertEqual(answer['error'], 'ValidationError')
        self.assertEqual(answer['asked'], [])
        answer = self.resolve(self.role('practice-short', 'duration_seconds = 1800'))
        self.check('role practice-short, from profile base', answer)

    def test_chained(self):
        answer = self.resolve(self.role('practice', source='middle')
                              + self.role('practice-external', 'external_id = practice-external-id',
                                          section='profile middle'))
        self.check('role practice, from role practice-external, from profile base', answer)

    def test_mfa(self):
        config = self.role('practice-mfa', f'mfa_serial = {DEVICE}')
        code = self.ask('mfa')['code']
        wrong = f'{(int(code) + 1) % 1000000:06}'
        answer = self.resolve(config, '--code', wrong, '--code', 'abc', '--code', code)
        self.check('role practice-mfa, from profile base, MFA', answer)
        self.assertEqual(len(answer['asked']), 3, answer)

        # What was kept serves the next program, without a code.
        again = self.resolve(config)
        self.assertEqual((again['key'], again['asked']), (answer['key'], []))

    def test_mfa_without_device_setting(self):
        self.assertEqual(self.resolve(self.role('practice-mfa'))['error'], 'AccessDenied')

    def test_web_identity(self):
        path = os.path.join(self.home, 'token')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(self.ask('web-identity')['token'])
        config = f'[default]\nrole_arn = {ROLE}practice\nweb_identity_token_file = {path}\n'
        self.check('role practice, from a web identity', self.resolve(config))
        with open(path, 'a', encoding='utf-8') as file:
            file.write('x')
        self.assertEqual(self.resolve(config)['error'], 'InvalidIdentityToken')

    def test_container(self):
        self.environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = self.cloud.url + '/_simulator/container'
        self.environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'practice-container-token'
        answer = self.resolve('')
        self.assertEqual(answer['source'], "the container's role")

        path = os.path.join(self.home, 'token')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('practice-container-token')
        del self.environment['AWS_CONTAINER_AUTHORIZATION_TOKEN']
        self.environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = path
        self.assertTrue(self.resolve('')['key'].startswith('ASIA'))
        with open(path, 'w', encoding='utf-8') as file:
            file.write('practice-container-token\nX-Other: header')
        self.assertEqual(self.resolve('')['error'], 'SourceFailed')

    def test_role_from_container(self):
        self.environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = self.cloud.url + '/_simulator/container'
        self.environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'practice-container-token'
        answer = self.resolve(f'[default]\nrole_arn = {ROLE}practice\ncredential_source = EcsContainer\n')
        self.check("role practice, from the container's role", answer)


if __name__ == '__main__':
    unittest.main()
