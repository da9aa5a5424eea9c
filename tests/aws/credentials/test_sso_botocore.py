#!/usr/bin/python3
# test_sso_botocore.py: a sign-in made with AWS's tools serves us, and ours serves them
#
# usage: test_sso_botocore.py HELPER
#
# AWS's tools are botocore's token provider and the sign-in of the AWS CLI (version 2), as they are installed. Identity
# Center is played by a server in this file.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse
import urllib.request

import botocore
import botocore.config
import botocore.session
import botocore.tokens
import botocore.utils

URL = 'https://example.awsapps.com/start'
REGION = 'eu-west-1'
SCOPE = 'sso:account:access'
HELPER = None


class IdentityCenter(http.server.ThreadingHTTPServer):
    """Approves every sign-in at once."""
    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server_address[1]}'
        self.reset()
        self.thread = threading.Thread(target=self.serve_forever)
        self.thread.start()

    def reset(self):
        self.asked = []          # (path, body)
        self.refresh = (200, {'accessToken': 'renewed', 'tokenType': 'Bearer', 'expiresIn': 28800,
                              'refreshToken': 'refresh-2'})

    def end(self):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def paths(self):
        return [path for path, body in self.asked]

    def answer(self, path, body):
        self.asked.append((path, body))
        if path == '/client/register':
            return 200, {'clientId': f'client-{len(self.asked)}', 'clientSecret': 'client-secret',
                         'clientIdIssuedAt': 1, 'clientSecretExpiresAt': 4000000000}
        if path == '/device_authorization':
            return 200, {'deviceCode': 'device', 'userCode': 'ABCD-EFGH', 'verificationUri': self.url + '/device',
                         'verificationUriComplete': self.url + '/device?code', 'expiresIn': 600, 'interval': 1}
        if path == '/token' and body['grantType'] == 'refresh_token':
            return self.refresh
        if path == '/token':
            return 200, {'accessToken': 'signed-in', 'tokenType': 'Bearer', 'expiresIn': 28800,
                         'refreshToken': 'refresh-1'}
        return 404, {'error': 'invalid_request'}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        status, answer = self.server.answer(self.path, body)
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        """The page of a browser's sign-in: sends it back with a code."""
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        back = urllib.parse.urlencode({'code': 'code', 'state': query['state']})
        self.send_response(302)
        self.send_header('Location', f'{query["redirect_uri"]}?{back}')
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *arguments):
        pass


def when(seconds, form='%Y-%m-%dT%H:%M:%SZ'):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime(form)


def token(seconds, **changes):
    """A token as the AWS CLI keeps it. A change to None takes a member away."""
    members = {'startUrl': URL, 'region': REGION, 'accessToken': 'kept', 'expiresAt': when(seconds),
               'clientId': 'client', 'clientSecret': 'client-secret', 'registrationExpiresAt': when(86400),
               'refreshToken': 'refresh-0', **changes}
    return json.dumps({name: value for name, value in members.items() if value is not None})


class SsoCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = IdentityCenter()

    @classmethod
    def tearDownClass(cls):
        cls.server.end()

    def setUp(self):
        self.server.reset()
        self.home = tempfile.mkdtemp(prefix='sso-')
        self.addCleanup(shutil.rmtree, self.home)
        self.cache = pathlib.Path(self.home, '.aws/sso/cache')
        self.config = pathlib.Path(self.home, '.aws/config')
        self.cache.mkdir(parents=True)
        self.config.write_text(
            f'[profile named]\nsso_session = work\nsso_account_id = 123456789012\nsso_role_name = Admin\n'
            f'[sso-session work]\nsso_start_url = {URL}\nsso_region = {REGION}\nsso_registration_scopes = {SCOPE}\n')

    # ---- ours ----

    def helper(self, *arguments):
        environment = {**os.environ, 'HOME': self.home, 'AWS_ENDPOINT_URL': self.server.url, 'AWS_MAX_ATTEMPTS': '1'}
        return subprocess.Popen([HELPER, *arguments], env=environment, stdout=subprocess.PIPE, text=True)

    def our_token(self, name='work'):
        """What we would use, or None where somebody has to sign in."""
        output, _ = self.helper('token', name, URL, REGION, SCOPE).communicate(timeout=30)
        kind, value = output.rstrip('\n').split(' ', 1)
        if kind == 'token':
            return value
        self.assertTrue(value.startswith('SignInNeeded '), output)
        return None

    def our_sign_in(self, method, name='work', scopes=(SCOPE,)):
        with self.helper('sign-in', method, name, URL, REGION, *scopes) as process:
            page = process.stdout.readline().rstrip('\n')
            if method == 'browser':
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                with opener.open(page, timeout=30) as answer:
                    self.assertIn(b'You can close this window', answer.read())
            rest = process.stdout.read()
            self.assertEqual(rest, 'done\n')

    # ---- AWS's ----

    def their_session(self):
        session = botocore.session.Session(profile='named')
        session.set_config_variable('config_file', str(self.config))
        create_client = session.create_client

        def create(service, config=None, **options):
            config = (config or botocore.config.Config()).merge(
                botocore.config.Config(proxies={}, retries={'max_attempts': 0}))
            return create_client(service, endpoint_url=self.server.url, config=config, **options)
        session.create_client = create
        return session

    def their_token(self):
        cache = botocore.utils.JSONFileCache(str(self.cache), dumps_func=botocore.tokens._sso_json_dumps)
        provider = botocore.tokens.SSOTokenProvider(self.their_session(), cache=cache)
        try:
            return provider.load_token().get_frozen_token().token
        except Exception:   # it has no common class for what can be wrong with a file
            return None

    def their_sign_in(self, name='work', scopes=(SCOPE,)):
        # The AWS CLI brings a botocore of its own, in the way of the other one.
        # Newer ones sign in by browser unless they are told otherwise.
        code = ('import argparse, functools, inspect, sys\n'
                'from awscli.customizations.sso import utils\n'
                'import botocore.config, botocore.session\n'
                'url, start_url, region, folder, name, *scopes = sys.argv[1:]\n'
                'session = botocore.session.Session()\n'
                'session.create_client = functools.partial(session.create_client, endpoint_url=url)\n'
                'cache = utils.JSONFileCache(folder, dumps_func=utils._sso_json_dumps)\n'
                'newer = dict(parsed_globals=argparse.Namespace(**dict.fromkeys(\n'
                '    ("endpoint_url", "verify_ssl", "ca_bundle", "region", "profile"))), use_device_code=True)\n'
                'known = inspect.signature(utils.do_sso_login).parameters\n'
                'newer = {key: value for key, value in newer.items() if key in known}\n'
                'utils.do_sso_login(session, region, start_url, token_cache=cache, force_refresh=True,\n'
                '                   on_pending_authorization=lambda **arguments: None,\n'
                '                   registration_scopes=scopes or None, session_name=name or None, **newer)\n')
        environment = {**os.environ, 'HOME': self.home, 'NO_PROXY': '127.0.0.1'}
        subprocess.run([sys.executable, '-c', code, self.server.url, URL, REGION, str(self.cache), name or '', *scopes],
                       env=environment, check=True, timeout=60)

    def token_file(self, name='work'):
        return self.cache / (botocore.utils.SSOTokenLoader()._generate_cache_key(URL, name) + '.json')


class SharedTest(SsoCase):
    def test_theirs_serves_us(self):
        self.their_sign_in()
        self.server.reset()
        self.assertEqual(self.our_token(), 'signed-in')
        self.assertEqual(self.server.asked, [])

    def test_theirs_serves_us_the_old_way(self):
        self.their_sign_in(name=None, scopes=())
        self.server.reset()
        self.assertEqual(self.our_token('-'), 'signed-in')
        self.assertEqual(self.server.asked, [])

    def test_ours_serves_them(self):
        for method in ('device', 'browser'):
            with self.subTest(method):
                self.our_sign_in(method)
                self.server.reset()
                self.assertEqual(self.their_token(), 'signed-in')
                self.assertEqual(self.server.asked, [])
                self.assertEqual(self.token_file().stat().st_mode & 0o777, 0o600)

    def test_same_members(self):
        self.their_sign_in()
        theirs = json.loads(self.token_file().read_text())
        self.our_sign_in('device')
        ours = json.loads(self.token_file().read_text())
        self.assertEqual({name: type(value) for name, value in ours.items()},
                         {name: type(value) for name, value in theirs.items()})
        for name in ('startUrl', 'region', 'accessToken', 'refreshToken', 'registrationExpiresAt'):
            self.assertEqual(ours[name], theirs[name])

    def test_registration_is_shared(self):
        for scopes in ((SCOPE,), (SCOPE, 'other:scope'), ()):
            with self.subTest(scopes):
                for file in self.cache.iterdir():
                    file.unlink()
                self.server.reset()
                self.their_sign_in(scopes=scopes)
                self.assertIn('/client/register', self.server.paths())
                self.server.reset()
                self.our_sign_in('device', scopes=scopes)
                self.assertNotIn('/client/register', self.server.paths())
                self.server.reset()
                self.their_sign_in(scopes=scopes)
                self.assertNotIn('/client/register', self.server.paths())

    def test_their_registration_takes_no_browser(self):
        self.their_sign_in()
        self.server.reset()
        self.our_sign_in('browser')
        self.assertEqual(self.server.paths(), ['/client/register', '/token'])

    def test_they_renew_ours(self):
        self.our_sign_in('browser')
        written = json.loads(self.token_file().read_text())
        self.token_file().write_text(json.dumps({**written, 'expiresAt': when(-60)}))
        self.server.reset()
        self.assertEqual(self.their_token(), 'renewed')
        self.assertEqual(self.server.asked[0][1]['refreshToken'], 'refresh-1')
        self.assertEqual(self.our_token(), 'renewed')
        self.assertEqual(len(self.server.asked), 1)

    def test_we_renew_theirs(self):
        self.their_sign_in()
        written = json.loads(self.token_file().read_text())
        self.token_file().write_text(json.dumps({**written, 'expiresAt': when(-60)}))
        self.server.reset()
        self.assertEqual(self.our_token(), 'renewed')
        self.assertEqual(self.server.asked[0][1]['refreshToken'], 'refresh-1')
        self.assertEqual(self.their_token(), 'renewed')
        self.assertEqual(len(self.server.asked), 1)
        self.assertEqual(json.loads(self.token_file().read_text())['refreshToken'], 'refresh-2')


# What is in the cache → what AWS's tools make of it is what we make of it.
SAME = {
    'nothing': None,
    'valid': token(7200),
    'valid, not renewable': token(7200, refreshToken=None),
    'valid, alone': token(7200, refreshToken=None, clientId=None, clientSecret=None, registrationExpiresAt=None,
                          startUrl=None, region=None),
    'just outside the window': token(930),
    'just inside the window': token(870),
    'ends soon': token(300),
    'ends soon, not renewable': token(300, refreshToken=None),
    'ends soon, no client': token(300, clientId=None),
    'ends soon, no secret': token(300, clientSecret=None),
    'ends soon, no end of the registration': token(300, registrationExpiresAt=None),
    'ends soon, the registration is over': token(300, registrationExpiresAt=when(-5)),
    'over': token(-5),
    'over, not renewable': token(-5, refreshToken=None),
    'over, the registration is over': token(-5, registrationExpiresAt=when(-5)),
    'long over': token(-10**9),
    'of a far future': token(7200, expiresAt='9999-12-31T23:59:59Z'),
    'written by older tools': token(7200, expiresAt=when(7200, '%Y-%m-%dT%H:%M:%SUTC')),
    'over, written by older tools': token(-5, expiresAt=when(-5, '%Y-%m-%dT%H:%M:%SUTC'), refreshToken=None),
    'with an offset': token(7200, expiresAt=when(7200, '%Y-%m-%dT%H:%M:%S+00:00')),
    'with a fraction': token(7200, expiresAt=when(7200, '%Y-%m-%dT%H:%M:%S.123Z')),
    'without a zone': token(7200, expiresAt=when(7200, '%Y-%m-%dT%H:%M:%S')),
    'no token': token(7200, accessToken=None),
    'no end': token(7200, expiresAt=None),
    'an end that is none': token(7200, expiresAt='soon'),
    'an end that is a number': token(7200, expiresAt=4000000000),
    'an end that is a list': token(7200, expiresAt=[when(7200)]),
    'more than we know': token(7200, extra={'deep': [1, 2.5e3, True, None, {'x': 'y'}]}),
    'escapes': token(7200).replace('kept', '\\u006b\\u0065pt'),
    'a name with escapes': token(7200).replace('accessToken', 'access\\u0054oken'),
    'twice, the last one counts': token(7200)[:-1] + ', "accessToken": "last"}',
    'twice, the last one is over': token(7200, refreshToken=None)[:-1] + f', "expiresAt": "{when(-5)}"}}',
    'white space': '\n\t ' + token(7200) + ' \r\n',
    'empty': '',
    'a list': '[]',
    'an empty object': '{}',
    'cut short': token(7200)[:40],
    'something behind': token(7200) + 'x',
    'a comma too many': token(7200)[:-1] + ',}',
    'single quotes': token(7200).replace('"', "'"),
    'a line break in a string': token(7200).replace('kept', 'ke\npt'),
    'not UTF-8': token(7200).replace('kept', 'k\udcffpt'),
    'a mark of the byte order': '\ufeff' + token(7200),
    'binary': '\x00\x01\x02',
}

# … and where we decide otherwise: theirs, ours. All are files that no honest tool writes.
OTHERWISE = {
    'larger than we read': (' ' * 300000 + token(7200), 'kept', None),
    'deeper than we read': (token(7200)[:-1] + ', "x": ' + '[' * 40 + ']' * 40 + '}', 'kept', None),
    'no JSON, but Python takes it': (token(7200)[:-1] + ', "x": NaN}', 'kept', None),
    'no token, but an empty one': (token(7200, accessToken=''), '', None),
    'no header can say it': (token(7200, accessToken='a\r\nb: c'), 'a\r\nb: c', None),
    'a zero inside': (token(7200, accessToken='a\x00b'), 'a\x00b', None),
    'a token that is a number': (token(7200, accessToken=5), 5, None),
    'half of a pair': (token(7200).replace('kept', '\\ud83d'), '\ud83d', None),
    # botocore fails on null where a member is missing for us
    'nothing to renew it with': (token(300)[:-1] + ', "refreshToken": null}', None, 'kept'),
}


class DifferentialTest(SsoCase):
    def write(self, content):
        if content is None:
            self.token_file().unlink(missing_ok=True)
        else:
            self.token_file().write_bytes(content.encode('utf-8', 'surrogateescape'))
        self.server.asked = []

    def both(self, content):
        self.write(content)
        theirs, their_paths = self.their_token(), self.server.paths()
        self.write(content)
        ours, our_paths = self.our_token(), self.server.paths()
        return theirs, their_paths, ours, our_paths

    def check_same(self, cases):
        for name, content in cases.items():
            with self.subTest(name):
                theirs, their_paths, ours, our_paths = self.both(content)
                self.assertEqual(ours, theirs)
                self.assertEqual(our_paths, their_paths)

    def test_same(self):
        self.check_same(SAME)

    def test_same_when_not_renewed(self):
        for status, answer in ((400, {'error': 'invalid_grant'}), (401, {'error': 'invalid_client'}),
                               (400, {'error': 'expired_token'})):
            self.server.refresh = status, answer
            self.check_same({name: SAME[name] for name in ('valid', 'just inside the window', 'ends soon', 'over')})

    def test_otherwise(self):
        for name, (content, theirs, ours) in OTHERWISE.items():
            with self.subTest(name):
                found = self.both(content)
                self.assertEqual((found[0], found[2]), (theirs, ours))


if __name__ == '__main__':
    HELPER = sys.argv.pop(1)
    unittest.main()
