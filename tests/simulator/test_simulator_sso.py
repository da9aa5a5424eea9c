# test_simulator_sso.py: IAM Identity Center: device codes, PKCE, tokens, the portal; and AWS's own command line
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import contextlib
import hashlib
import http.client
import json
import os
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

import botocore
import botocore.config
import botocore.exceptions

import cloud_test
import practice_cloud

AWS = '/usr/bin/aws'
REDIRECT = 'http://127.0.0.1/oauth/callback'
DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'


class SsoTest(cloud_test.CloudTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.oidc = cls.unsigned('sso-oidc')
        cls.portal = cls.unsigned('sso')

    @classmethod
    def unsigned(cls, service):
        client = practice_cloud.shared_session().create_client(
            service, region_name='us-east-1', endpoint_url=cls.cloud.url,
            config=botocore.config.Config(signature_version=botocore.UNSIGNED, proxies={},
                                          retries={'max_attempts': 0}))
        cls.cloud.clients.append(client)
        cls.cloud.watch(service, client)
        return client

    def send(self, method, path, body=None, headers=None):
        """Status, headers and body, for what the installed botocore is too old to say."""
        connection = http.client.HTTPConnection(self.cloud.url.removeprefix('http://'), timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, json.dumps(body) if body is not None else None, headers or {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()

    def register(self, scopes=('sso:account:access',)):
        client = self.oidc.register_client(clientName='flotilla', clientType='public', scopes=list(scopes))
        return {'clientId': client['clientId'], 'clientSecret': client['clientSecret']}

    def start(self, client):
        return self.oidc.start_device_authorization(startUrl='https://practice.awsapps.com/start', **client)

    def poll(self, client, started):
        return self.oidc.create_token(grantType=DEVICE, deviceCode=started['deviceCode'], **client)

    def manual(self):
        self.cloud.post('sso', require_approval=True)
        self.addCleanup(self.cloud.post, 'sso', require_approval=False)

    def test_device_code(self):
        client = self.register()
        started = self.start(client)
        self.assertRegex(started['userCode'], '^[B-Z]{4}-[B-Z]{4}$')
        self.assertIn(started['userCode'], started['verificationUriComplete'])
        page = self.send('GET', started['verificationUriComplete'].removeprefix(self.cloud.url))
        self.assertEqual((page[0], 'approved' in page[2]), (200, True))
        token = self.poll(client, started)
        self.assertEqual(token['tokenType'], 'Bearer')
        self.assertEqual(token['expiresIn'], 28800)
        self.assert_code('InvalidGrantException', self.poll, client, started, status=400)
        again = self.oidc.create_token(grantType='refresh_token', refreshToken=token['refreshToken'], **client)
        self.assertNotEqual(again['accessToken'], token['accessToken'])
        self.assert_code('InvalidGrantException', self.oidc.create_token, grantType='refresh_token',
                         refreshToken=token['refreshToken'], **self.register())
        plain = self.register(scopes=())
        self.assertNotIn('refreshToken', self.poll(plain, self.start(plain)))

    def test_approval(self):
        self.manual()
        client = self.register()
        started = self.start(client)
        pending = [entry['user_code'] for entry in json.loads(self.cloud.get('sso'))['pending']]
        self.assertIn(started['userCode'], pending)
        self.assert_code('AuthorizationPendingException', self.poll, client, started, status=400)
        self.wait_for(lambda: self.code_of(self.poll, client, started) == 'SlowDownException')
        time.sleep(started['interval'])
        self.assert_code('AuthorizationPendingException', self.poll, client, started)
        self.assertEqual(self.cloud.post('sso', approve=started['userCode']), {})
        self.assertIn('accessToken', self.poll(client, started))
        denied, expired = self.start(client), self.start(client)
        self.cloud.post('sso', deny=denied['userCode'])
        self.assert_code('AccessDeniedException', self.poll, client, denied)
        self.cloud.post('sso', expire=expired['userCode'])
        self.assert_code('ExpiredTokenException', self.poll, client, expired)
        status, headers, body = self.send('POST', '/token', {**client, 'grantType': DEVICE,
                                                             'deviceCode': expired['deviceCode']})
        self.assertEqual((status, headers['x-amzn-ErrorType'], json.loads(body)['error']),
                         (400, 'ExpiredTokenException', 'expired_token'))
        self.assertIn('error', self.cloud.post('sso', approve='NONE-SUCH'))

    def test_bad_clients(self):
        client = self.register()
        self.assert_code('InvalidClientException', self.start, {**client, 'clientSecret': 'wrong'}, status=401)
        self.assert_code('InvalidClientException', self.start, {**client, 'clientId': 'x'}, status=401)
        self.assert_code('InvalidClientMetadataException', self.oidc.register_client, clientName='x',
                         clientType='confidential')
        self.assert_code('UnsupportedGrantTypeException', self.oidc.create_token, grantType='password', **client)
        status, _, body = self.send('POST', '/client/register', {
            'clientName': 'x', 'clientType': 'public', 'grantTypes': ['authorization_code'],
            'redirectUris': ['https://example.com/'], 'scopes': []})
        self.assertEqual((status, json.loads(body)['error']), (400, 'invalid_redirect_uri'))
        status, _, body = self.send('POST', '/client/register', None)
        self.assertEqual(status, 400)

    def begin_pkce(self, **changes):
        status, _, body = self.send('POST', '/client/register', {
            'clientName': 'flotilla', 'clientType': 'public', 'scopes': ['sso:account:access'],
            'grantTypes': ['authorization_code', 'refresh_token'], 'redirectUris': [REDIRECT],
            'issuerUrl': 'https://practice.awsapps.com/start'})
        self.assertEqual(status, 200)
        client = json.loads(body)
        verifier = 'v' * 64
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip('=')
        query = {'response_type': 'code', 'client_id': client['clientId'], 'state': 's t&1',
                 'redirect_uri': 'http://127.0.0.1:43210/oauth/callback', 'code_challenge_method': 'S256',
                 'code_challenge': challenge, 'scopes': 'sso:account:access', **changes}
        answer = self.send('GET', '/authorize?' + urllib.parse.urlencode(query))
        return client, verifier, query, answer

    def redeem(self, client, query, code, verifier):
        status, _, body = self.send('POST', '/token', {
            'clientId': client['clientId'], 'clientSecret': client['clientSecret'], 'code': code,
            'grantType': 'authorization_code', 'redirectUri': query['redirect_uri'], 'codeVerifier': verifier})
        return status, json.loads(body)

    def returned(self, answer):
        self.assertEqual(answer[0], 302)
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer[1]['Location']).query))

    def test_pkce(self):
        client, verifier, query, answer = self.begin_pkce()
        self.assertTrue(answer[1]['Location'].startswith('http://127.0.0.1:43210/oauth/callback?code='))
        back = self.returned(answer)
        self.assertEqual(back['state'], 's t&1')
        self.assertEqual(self.redeem(client, query, back['code'], 'w' * 64)[1]['error'], 'invalid_grant')
        elsewhere = {**query, 'redirect_uri': 'http://127.0.0.1:1/oauth/callback'}
        self.assertEqual(self.redeem(client, elsewhere, back['code'], verifier)[1]['error'], 'invalid_grant')
        status, token = self.redeem(client, query, back['code'], verifier)
        self.assertEqual(status, 200)
        self.assertIn('refreshToken', token)
        self.assertEqual(self.redeem(client, query, back['code'], verifier)[0], 400)

    def test_pkce_is_strict(self):
        for change, status in (({'redirect_uri': 'http://example.com/'}, 400), ({'client_id': 'x'}, 400),
                               ({'redirect_uri': 'http://127.0.0.1:1/other'}, 400)):
            answer = self.begin_pkce(**change)[3]
            self.assertEqual((answer[0], 'Location' in answer[1]), (status, False))
        self.assertEqual(self.returned(self.begin_pkce(code_challenge_method='plain')[3])['error'], 'invalid_request')

    def test_pkce_with_approval(self):
        self.manual()
        for decision, outcome in (('approve', 'code'), ('deny', 'error')):
            answer = self.begin_pkce()[3]
            self.assertEqual(answer[0], 200)
            code = [entry['user_code'] for entry in json.loads(self.cloud.get('sso'))['pending']
                    if entry['kind'] == 'browser'][-1]
            self.assertIn(code, answer[2])
            self.cloud.post('sso', **{decision: code})
            self.assertIn(outcome, self.returned(self.send('GET', f'/authorize/wait?user_code={code}')))

    def test_portal(self):
        client = self.register()
        token = self.poll(client, self.start(client))['accessToken']
        accounts = self.portal.list_accounts(accessToken=token)['accountList']
        self.assertEqual([account['accountId'] for account in accounts], ['123456789012'])
        pages = self.portal.get_paginator('list_account_roles').paginate(
            accessToken=token, accountId='123456789012', PaginationConfig={'PageSize': 1})
        roles = [role['roleName'] for page in pages for role in page['roleList']]
        self.assertEqual(roles, ['PracticeAdministrator', 'PracticeReadOnly'])
        got = self.portal.get_role_credentials(accessToken=token, accountId='123456789012',
                                               roleName=roles[0])['roleCredentials']
        self.assertAlmostEqual(got['expiration'] / 1000, time.time() + 3600, delta=30)
        sts = self.cloud.client('sts', key_id=got['accessKeyId'], secret=got['secretAccessKey'],
                                token=got['sessionToken'])
        self.assertIn('AWSReservedSSO_PracticeAdministrator_', sts.get_caller_identity()['Arn'])
        self.assert_code('ForbiddenException', self.portal.get_role_credentials, accessToken=token,
                         accountId='123456789012', roleName='Nobody', status=403)
        self.portal.logout(accessToken=token)
        self.assert_code('UnauthorizedException', self.portal.list_accounts, accessToken=token, status=401)
        self.assert_code('UnauthorizedException', self.portal.list_accounts, accessToken='x', status=401)

    def test_tokens_end(self):
        self.cloud.post('sso', token_seconds=3)
        self.addCleanup(self.cloud.post, 'sso', token_seconds=0)
        client = self.register()
        token = self.poll(client, self.start(client))
        self.portal.list_accounts(accessToken=token['accessToken'])
        self.wait_for(lambda: self.code_of(self.portal.list_accounts, accessToken=token['accessToken'])
                      == 'UnauthorizedException')
        self.cloud.post('sso', token_seconds=0)
        again = self.oidc.create_token(grantType='refresh_token', refreshToken=token['refreshToken'], **client)
        self.portal.list_accounts(accessToken=again['accessToken'])

    def test_faults(self):
        self.cloud.post('fault', kind='throttle', action='ListAccounts')
        self.assert_code('TooManyRequestsException', self.portal.list_accounts, accessToken='x', status=429)
        self.cloud.post('fault', kind='reset-before', action='RegisterClient')
        with self.assertRaises(botocore.exceptions.HTTPClientError):
            self.register()


@unittest.skipUnless(os.access(AWS, os.X_OK), 'awscli is not installed')
class AwsCliSignInTest(unittest.TestCase):
    """`aws sso login`, unchanged: only the models' addresses of the two services lead here."""

    @contextlib.contextmanager
    def cloud_and_home(self):
        """A practice cloud, and the home of somebody who signs in there."""
        with practice_cloud.PracticeCloud() as cloud, tempfile.TemporaryDirectory() as home:
            for service in ('sso', 'sso-oidc'):
                folder = os.path.join(home, '.aws', 'models', service, '2019-06-10')
                os.makedirs(folder)
                with open(os.path.join(folder, 'endpoint-rule-set-1.json'), 'w', encoding='utf-8') as file:
                    json.dump({'version': '1.0', 'parameters': {'Region': {
                        'builtIn': 'AWS::Region', 'required': False, 'type': 'String', 'documentation': 'x'}},
                        'rules': [{'conditions': [], 'type': 'endpoint',
                                   'endpoint': {'url': cloud.url, 'properties': {}, 'headers': {}}}]}, file)
            with open(os.path.join(home, '.aws', 'config'), 'w', encoding='utf-8') as file:
                file.write('[profile practice]\nregion = us-east-1\nsso_session = p\nsso_account_id = 123456789012\n'
                           'sso_role_name = PracticeReadOnly\n[sso-session p]\nsso_region = us-east-1\n'
                           'sso_registration_scopes = sso:account:access\n'
                           'sso_start_url = https://practice.awsapps.com/start\n')
            yield cloud, home

    def start(self, home, *arguments):
        return subprocess.Popen([AWS, '--profile', 'practice', *arguments], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True,
                                env={'PATH': '/usr/bin:/bin', 'HOME': home, 'LC_ALL': 'C.UTF-8', 'AWS_PAGER': '',
                                     'PYTHONUNBUFFERED': '1', 'no_proxy': '127.0.0.1'})

    def finish(self, process):
        try:
            output, errors = process.communicate(timeout=60)
        finally:
            process.kill()
        self.assertEqual(process.returncode, 0, errors)
        return output

    def check_signed_in(self, cloud, home):
        me = self.finish(self.start(home, '--endpoint-url', cloud.url, 'sts', 'get-caller-identity'))
        self.assertIn('assumed-role/AWSReservedSSO_PracticeReadOnly_0123456789abcdef/practice@example.com', me)
        caches = os.listdir(os.path.join(home, '.aws', 'sso', 'cache'))
        self.assertIn(hashlib.sha1(b'p').hexdigest() + '.json', caches)

    @staticmethod
    def signs_in_by_browser():
        version = subprocess.run([AWS, '--version'], capture_output=True, text=True, check=True).stdout
        return tuple(map(int, re.match(r'aws-cli/(\d+)\.(\d+)', version).groups())) >= (2, 22)

    def test_device(self):
        with self.cloud_and_home() as (cloud, home):
            device = ['--use-device-code'] if self.signs_in_by_browser() else []
            login = self.finish(self.start(home, 'sso', 'login', '--no-browser', *device))
            self.assertIn('Successfully logged in', login)
            self.check_signed_in(cloud, home)

    def test_browser(self):
        if not self.signs_in_by_browser():
            self.skipTest('this AWS CLI signs in by code only')
        with self.cloud_and_home() as (cloud, home):
            process = self.start(home, 'sso', 'login', '--no-browser')
            address = next(line.strip() for line in process.stdout if '/authorize?' in line)
            # The practice cloud agrees, and leads back to the AWS CLI on its own port.
            with urllib.request.urlopen(address, timeout=30) as page:
                self.assertEqual(page.status, 200)
            self.assertIn('Successfully logged in', self.finish(process))
            self.check_signed_in(cloud, home)


if __name__ == '__main__':
    unittest.main()
