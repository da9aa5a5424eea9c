#!/usr/bin/python3
# test_chain_botocore.py: our chain of credentials against botocore's, over many homes
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each case is a home (~/.aws, the environment). botocore's own resolver and ours have to find the same key in it, or
to fail for the same reason."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unittest

import botocore.credentials
import botocore.exceptions
import botocore.session
import botocore.utils

HELPER = os.path.abspath(sys.argv.pop(1))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from credential_cloud import Cloud, in_future, make_key  # noqa: E402

ROLE = 'arn:aws:iam::123456789012:role/'
DEVICE = 'arn:aws:iam::123456789012:mfa/ana'
PATIENCE = 60

BOTOCORE_METHODS = {'shared-credentials-file': 'profile-key', 'config-file': 'profile-key',
                    'ec2-credentials-file': 'older-file', 'boto-config': 'older-file'}
ERRORS = {'NoCredentials': 'none', 'BadProfile': 'profile', 'PartialCredentials': 'partial',
          'ProcessFailed': 'process', 'SourceFailed': 'source', 'SignInNeeded': 'sign in',
          'LoginNeeded': 'sign in', 'MfaNeeded': 'mfa'}


def key(name, secret='s3cr3t'):
    return f'aws_access_key_id = {name}\naws_secret_access_key = {secret}\n'


def program(*lines, name='give'):
    return {name: '#!/bin/sh\n' + '\n'.join(lines) + '\n'}


def good_output(name='AKIDPROCESS', **more):
    return json.dumps({'Version': 1, 'AccessKeyId': name, 'SecretAccessKey': 's', **more})


def kept(name, seconds):
    return json.dumps({'Credentials': {'AccessKeyId': name, 'SecretAccessKey': 's', 'SessionToken': 't',
                                       'Expiration': in_future(seconds)},
                       'AssumedRoleUser': {'AssumedRoleId': 'x', 'Arn': 'arn:aws:sts::123456789012:assumed-role/a/b'}})


# What happens in the forked child of botocore's side.

def botocore_class(error, home):
    exceptions = botocore.exceptions
    if isinstance(error, exceptions.PartialCredentialsError):
        return 'partial'
    if isinstance(error, exceptions.ClientError):
        return 'refused: ' + error.response['Error']['Code']
    if isinstance(error, exceptions.CredentialRetrievalError):
        return 'process' if 'custom-process' in str(error) else 'source'
    if isinstance(error, (exceptions.UnauthorizedSSOTokenError, exceptions.SSOTokenLoadError,
                          exceptions.TokenRetrievalError)):
        return 'sign in'
    if isinstance(error, (exceptions.ProfileNotFound, exceptions.ConfigParseError, exceptions.InvalidConfigError,
                          exceptions.ConfigNotFound)):
        return 'profile'
    if isinstance(error, (ValueError, OSError)):
        with open(os.path.join(home, '.aws', 'config'), encoding='utf-8', errors='replace') as file:
            return 'process' if 'credential_process' in file.read() else 'source'
    if isinstance(error, RuntimeError) and 'expired' in str(error):
        return 'over'
    return f'{type(error).__name__}: {error}'


def botocore_resolve(home, cloud_url, profile, codes):
    botocore.utils.ContainerMetadataFetcher.SLEEP_TIME = 0
    session = botocore.session.Session(profile=profile)
    create_client = session.create_client

    # Its older versions know no AWS_ENDPOINT_URL_STS.
    def create_client_here(service_name, **arguments):
        if service_name == 'sts':
            arguments['endpoint_url'] = cloud_url
            arguments['region_name'] = arguments.get('region_name') or 'us-east-1'
        return create_client(service_name, **arguments)

    session.create_client = create_client_here
    answers = list(codes)
    resolver = session.get_component('credential_provider')
    provider = resolver.get_provider('assume-role')
    # Both as the AWS CLI has them.
    provider.cache = botocore.utils.JSONFileCache(os.path.join(home, '.aws', 'cli', 'cache'))
    provider._prompter = lambda prompt: answers.pop(0)
    credentials = resolver.load_credentials()
    if credentials is None:
        return {'error': 'none'}
    frozen = credentials.get_frozen_credentials()
    return {'key': frozen.access_key, 'has_token': bool(frozen.token),
            'method': BOTOCORE_METHODS.get(credentials.method, credentials.method)}


def run_botocore(home, environment, cloud_url, profile, codes):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(home)
            answer = botocore_resolve(home, cloud_url, profile, codes)
        except BaseException as error:  # noqa: B902 (it is an answer, whatever it is)
            answer = {'error': botocore_class(error, home), 'detail': repr(error)}
        with os.fdopen(writer, 'w') as file:
            json.dump(answer, file)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        text = file.read()
    os.waitpid(child, 0)
    return json.loads(text)


def method_of(source):
    """What botocore calls it; of an access key it does not matter in which file it is."""
    if source.startswith('role '):
        if source.endswith(' of this instance') and ', from ' not in source:
            return 'iam-role'
        return ('assume-role-with-web-identity' if source.endswith(', from a web identity') and source.count(', ') == 1
                else 'assume-role')
    names = {'environment variables': 'env', "the container's role": 'container-role',
             'the program of profile': 'custom-process', 'profile ': 'profile-key', 'file ': 'older-file'}
    return next((name for text, name in names.items() if source.startswith(text)), source)


class ChainTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cloud = Cloud()

    @classmethod
    def tearDownClass(cls):
        cls.cloud.close()

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix='flotilla-chain-')
        self.addCleanup(shutil.rmtree, self.home)

    def write(self, path, text, mode=0o600):
        full = os.path.join(self.home, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'wb') as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        os.chmod(full, mode)
        return full

    def furnish(self, credentials='', config='', env=(), programs=(), files=()):
        self.write('.aws/config', config)
        if credentials is not None:
            self.write('.aws/credentials', credentials)
        for name, text in dict(programs).items():
            self.write('bin/' + name, text, 0o700)
        for path, text in dict(files).items():
            self.write(path, text)
        self.environment = {
            'HOME': self.home, 'PATH': os.path.join(self.home, 'bin') + ':' + os.environ['PATH'], 'LC_ALL': 'C.UTF-8',
            'AWS_ENDPOINT_URL_STS': self.cloud.url, 'AWS_EC2_METADATA_DISABLED': 'true', 'BOTO_CONFIG': '/nonexistent',
            'G_DEBUG': 'fatal-warnings',
            **{name: text.replace('CLOUD', self.cloud.url).replace('HOME', self.home)
               for name, text in dict(env).items()},
        }

    def run_ours(self, profile=None, codes=(), *options):
        command = [HELPER, *options]
        if profile is not None:
            command += ['--profile', profile]
        for code in codes:
            command += ['--code', code]
        done = subprocess.run(command, env=self.environment, cwd=self.home, capture_output=True, text=True,
                              timeout=PATIENCE, check=True)
        self.assertEqual(done.stderr, '')
        answer = json.loads(done.stdout)
        if 'error' in answer:
            answer['code'] = answer['error']
            answer['error'] = ERRORS.get(answer['code'], 'refused: ' + answer['code'])
        else:
            answer['method'] = method_of(answer['source'])
        return answer

    def run_both(self, profile=None, codes=()):
        theirs = run_botocore(self.home, self.environment, self.cloud.url, profile, codes)
        # What it has kept would make things too easy for us.
        shutil.rmtree(os.path.join(self.home, '.aws', 'cli'), ignore_errors=not self.keep)
        for path, text in self.keep.items():
            self.write(path, text)
        return theirs, self.run_ours(profile, codes)

    keep = {}

    def check(self, expected, profile=None, codes=(), **furniture):
        """@expected: the key, or the class of the error, that both have to come to."""
        self.furnish(**furniture)
        theirs, ours = self.run_both(profile, codes)
        for side, answer in (('botocore', theirs), ('ours', ours)):
            self.assertEqual(answer.get('key', answer.get('error')), expected, (side, answer))
        if 'key' in theirs:
            self.assertEqual(ours['method'], theirs['method'], ours)
            self.assertEqual(ours['has_token'], theirs['has_token'], ours)
        else:
            self.assertNotIn('s3cr3t', ours['message'])
        return ours

    # ---- the environment ----

    def test_nothing(self):
        ours = self.check('none')
        self.assertIn('aws configure', ours['message'])

    def test_no_files(self):
        self.furnish()
        shutil.rmtree(os.path.join(self.home, '.aws'))
        theirs, ours = self.run_both()
        self.assertEqual((theirs['error'], ours['error']), ('none', 'none'))

    def test_environment(self):
        self.check('AKIDENV', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's'},
                   credentials='[default]\n' + key('AKIDFILE'))

    def test_environment_token(self):
        self.check('AKIDENV', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's',
                                   'AWS_SESSION_TOKEN': 't'})

    def test_environment_old_token(self):
        self.check('AKIDENV', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's',
                                   'AWS_SECURITY_TOKEN': 't'})

    def test_environment_half(self):
        self.check('partial', env={'AWS_ACCESS_KEY_ID': 'AKIDENV'}, credentials='[default]\n' + key('AKIDFILE'))

    def test_environment_before_role(self):
        self.check('AKIDENV', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's'},
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n', credentials='[b]\n' + key('AKIDB'))

    def test_environment_with_named_variable(self):
        self.check('AKIDENV', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's', 'AWS_PROFILE': 'b'},
                   credentials='[b]\n' + key('AKIDB'))

    def test_environment_skipped_for_named_profile(self):
        self.check('AKIDB', profile='b', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's'},
                   credentials='[b]\n' + key('AKIDB'))

    def test_environment_with_missing_profile(self):
        self.check('profile', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's', 'AWS_PROFILE': 'no'})

    def test_environment_with_broken_config(self):
        self.check('profile', config='[default\n', env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's'})

    # ---- keys in files ----

    def test_credentials_file(self):
        self.check('AKIDFILE', credentials='[default]\n' + key('AKIDFILE'))

    def test_credentials_before_config(self):
        self.check('AKIDFILE', credentials='[default]\n' + key('AKIDFILE'), config='[default]\n' + key('AKIDCONFIG'))

    def test_config_file(self):
        self.check('AKIDCONFIG', config='[default]\n' + key('AKIDCONFIG') + 'aws_session_token = t\n')

    def test_no_credentials_file(self):
        self.check('AKIDCONFIG', credentials=None, config='[default]\n' + key('AKIDCONFIG'))

    def test_profile_variable(self):
        self.check('AKIDB', env={'AWS_PROFILE': 'b'}, config='[profile b]\n' + key('AKIDB'),
                   credentials='[default]\n' + key('AKIDFILE'))

    def test_profile_variable_default(self):
        self.check('AKIDB', env={'AWS_DEFAULT_PROFILE': 'b'}, config='[profile b]\n' + key('AKIDB'))

    def test_missing_profile(self):
        self.check('profile', profile='none', credentials='[default]\n' + key('AKIDFILE'))

    def test_missing_default_by_name(self):
        self.check('profile', profile='default', credentials='[other]\n' + key('AKIDFILE'))

    def test_bare_section_of_config(self):
        self.check('profile', profile='b', config='[b]\n' + key('AKIDB'))

    def test_quoted_name(self):
        self.check('AKIDB', profile='my work', config='[profile "my work"]\n' + key('AKIDB'))

    def test_long_default(self):
        self.check('AKIDLONG', config='[profile default]\n' + key('AKIDLONG'))

    def test_indented(self):
        self.check('AKIDB', credentials='[default]\n  aws_access_key_id = AKIDB\n  aws_secret_access_key = s\n')

    def test_colon_case_comments(self):
        self.check('AKIDB', credentials='# x\n[default]\nAWS_ACCESS_KEY_ID: AKIDB\n; y\naws_secret_access_key : a=b#c\n')

    def test_nested_key_is_none(self):
        self.check('AKIDB', config='[default]\ns3 =\n  aws_access_key_id = NESTED\n', credentials='[default]\n' + key('AKIDB'))

    def test_half_key(self):
        self.check('partial', credentials='[default]\naws_access_key_id = AKIDB\n')

    def test_half_key_config(self):
        self.check('partial', config='[default]\naws_access_key_id = AKIDB\n')

    def test_other_files(self):
        self.check('AKIDELSE', env={'AWS_SHARED_CREDENTIALS_FILE': '~/else/c', 'AWS_CONFIG_FILE': 'HOME/else/d'},
                   credentials='[default]\n' + key('AKIDFILE'), files={'else/c': '[default]\n' + key('AKIDELSE')})

    def test_broken_credentials(self):
        self.check('profile', credentials='nonsense\n')

    def test_broken_nested(self):
        self.check('profile', config='[default]\ns3 =\n  nonsense\n', credentials='[default]\n' + key('AKIDB'))

    def test_not_text(self):
        self.check('profile', credentials=b'[default]\naws_access_key_id = \xff\xfe\n')

    # ---- roles ----

    def test_role(self):
        ours = self.check(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None),
                          config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n',
                          credentials='[b]\n' + key('AKIDB'))
        self.assertEqual(ours['source'], 'role a, from profile b')
        self.assertEqual(ours['account_id'], '123456789012')
        self.assertEqual(ours['mfa_at'], 0)

    def test_role_all_settings(self):
        self.check(make_key(ROLE + 'team/a', 'AKIDB', 'ext 1', 'me@work', '1800', None),
                   config=f'[default]\nrole_arn = {ROLE}team/a\nsource_profile = b\nexternal_id = ext 1\n'
                          'role_session_name = me@work\nduration_seconds = 1800\n', credentials='[b]\n' + key('AKIDB'))

    def test_role_duration_nonsense(self):
        self.check(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\nduration_seconds = long\n',
                   credentials='[b]\n' + key('AKIDB'))

    def test_role_in_credentials_file(self):
        self.check(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None),
                   credentials=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[b]\n' + key('AKIDB'))

    def test_role_before_key(self):
        self.check(make_key(ROLE + 'a', 'AKIDOWN', None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = default\n' + key('AKIDOWN'))

    def test_role_chain(self):
        middle = make_key(ROLE + 'middle', 'AKIDC', None, 'made up', None, None)
        ours = self.check(make_key(ROLE + 'a', middle, None, 'made up', None, None),
                          config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[profile b]\n'
                                 f'role_arn = {ROLE}middle\nsource_profile = c\n', credentials='[c]\n' + key('AKIDC'))
        self.assertEqual(ours['source'], 'role a, from role middle, from profile c')

    def test_role_chain_ends_in_own_key(self):
        # The key of b comes before its role, which nobody becomes.
        self.check(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[profile b]\nrole_arn = {ROLE}middle\n'
                          'source_profile = b\n', credentials='[b]\n' + key('AKIDB'))

    def test_role_loop(self):
        ours = self.check('profile', config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[profile b]\n'
                                            f'role_arn = {ROLE}b\nsource_profile = default\n')
        self.assertIn('default, b, default', ours['message'])

    def test_role_of_itself(self):
        self.check('profile', config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = default\n')

    def test_role_long_loop(self):
        names = ['default', 'b', 'c', 'd']
        config = ''.join(f'[{"" if n == "default" else "profile "}{n}]\nrole_arn = {ROLE}{n}\nsource_profile = {m}\n'
                         for n, m in zip(names, names[1:] + names[1:2]))
        self.check('profile', config=config)

    def test_role_source_missing(self):
        self.check('profile', config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = none\n')

    def test_role_source_empty(self):
        self.check('profile', config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[profile b]\nregion = x-y-1\n')

    def test_role_source_half(self):
        self.check('partial', config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n',
                   credentials='[b]\naws_access_key_id = AKIDB\n')

    def test_role_no_source(self):
        self.check('partial', config=f'[default]\nrole_arn = {ROLE}a\n' + key('AKIDOWN'))

    def test_role_two_sources(self):
        self.check('profile', config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\ncredential_source = '
                                     'Environment\n', credentials='[b]\n' + key('AKIDB'))

    def test_role_refused(self):
        ours = self.check('refused: AccessDenied', config=f'[default]\nrole_arn = {ROLE}forbidden\nsource_profile = b\n',
                          credentials='[b]\n' + key('AKIDB'))
        self.assertIn(f'profile "default" cannot become the role {ROLE}forbidden', ours['message'])

    def test_role_from_environment(self):
        self.check(make_key(ROLE + 'a', 'AKIDENV', None, 'made up', None, None), profile='r',
                   config=f'[profile r]\nrole_arn = {ROLE}a\ncredential_source = Environment\n',
                   env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 's'})

    def test_role_from_empty_environment(self):
        self.check('source', config=f'[default]\nrole_arn = {ROLE}a\ncredential_source = Environment\n')

    def test_role_from_unknown(self):
        self.check('profile', config=f'[default]\nrole_arn = {ROLE}a\ncredential_source = environment\n')

    def test_role_from_instance(self):
        self.check(make_key(ROLE + 'a', make_key('instance', 'imds'), None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\ncredential_source = Ec2InstanceMetadata\n',
                   env={'AWS_EC2_METADATA_DISABLED': 'false', 'AWS_EC2_METADATA_SERVICE_ENDPOINT': 'CLOUD/imds'})

    def test_role_from_container(self):
        self.check(make_key(ROLE + 'a', make_key('container'), None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\ncredential_source = EcsContainer\n',
                   env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'CLOUD/container'})

    def test_role_from_process(self):
        self.check(make_key(ROLE + 'a', 'AKIDPROCESS', None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[profile b]\ncredential_process = give\n',
                   programs=program(f"echo '{good_output()}'"))

    def test_role_from_web_identity(self):
        self.check(make_key(ROLE + 'a', make_key('web', ROLE + 'w', 'token', 'made up'), None, 'made up', None, None),
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n[profile b]\nrole_arn = {ROLE}w\n'
                          'web_identity_token_file = token.txt\n', files={'token.txt': 'token'})

    # ---- where STS is ----

    def sts_calls(self, config, **environment):
        self.furnish(config=config.replace('CLOUD', self.cloud.url), credentials='[b]\n' + key('AKIDB'))
        self.environment.update(environment)
        before = len(self.cloud.server.calls)
        ours = self.run_ours()
        self.assertIn('key', ours)
        return self.cloud.server.calls[before:]

    ROLE_OF_B = f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n'

    def test_sts_region_of_profile(self):
        self.assertEqual(self.sts_calls(self.ROLE_OF_B + 'region = eu-west-3\n[profile b]\nregion = sa-east-1\n'),
                         [('/', 'AssumeRole', 'eu-west-3')])

    def test_sts_region_of_environment(self):
        self.assertEqual(self.sts_calls(self.ROLE_OF_B + 'region = eu-west-3\n', AWS_REGION='ap-south-1'),
                         [('/', 'AssumeRole', 'ap-south-1')])

    def test_sts_region_of_partition(self):
        for partition, region in (('aws', 'us-east-1'), ('aws-cn', 'cn-north-1'), ('aws-us-gov', 'us-gov-west-1')):
            self.assertEqual(self.sts_calls(self.ROLE_OF_B.replace('arn:aws:', f'arn:{partition}:')),
                             [('/', 'AssumeRole', region)])

    def test_sts_endpoint_of_profile(self):
        services = '[services dev]\nsts =\n  endpoint_url = CLOUD/dev\nec2 =\n  endpoint_url = http://127.0.0.1:1\n'
        for config, path in ((self.ROLE_OF_B + 'endpoint_url = CLOUD/profile\n', '/profile'),
                             (self.ROLE_OF_B + 'endpoint_url = CLOUD/profile\nservices = dev\n' + services, '/dev')):
            self.assertEqual(self.sts_calls(config, AWS_ENDPOINT_URL_STS=''), [(path, 'AssumeRole', 'us-east-1')])

    # ---- MFA ----

    MFA = f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\nmfa_serial = {DEVICE}\n'

    def test_mfa(self):
        ours = self.check(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, DEVICE), codes=['123456'], config=self.MFA,
                          credentials='[b]\n' + key('AKIDB'))
        self.assertEqual(ours['source'], 'role a, from profile b, MFA')
        self.assertEqual(ours['asked'], [f'default: {DEVICE}: -'])
        self.assertAlmostEqual(ours['mfa_at'], ours['expires_at'] - 3600, delta=60)

    def test_mfa_nobody(self):
        self.furnish(config=self.MFA, credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours()
        self.assertEqual(ours['error'], 'mfa')
        self.assertIn(DEVICE, ours['message'])

    def test_mfa_wrong_code_first(self):
        self.furnish(config=self.MFA, credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours(codes=['000000', 'x', '123456'])
        self.assertEqual(ours['key'], make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, DEVICE))
        self.assertEqual(len(ours['asked']), 3)
        self.assertTrue(ours['asked'][0].endswith(': -'))
        self.assertIn('MultiFactorAuthentication failed', ours['asked'][1])
        self.assertIn('tokenCode', ours['asked'][2])

    def test_mfa_wrong_for_ever(self):
        self.furnish(config=self.MFA, credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours(codes=['000000'] * 9)
        self.assertEqual(ours['error'], 'refused: AccessDenied')
        self.assertEqual(len(ours['asked']), 3)

    def test_mfa_declined(self):
        self.furnish(config=self.MFA, credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours(codes=['000000'])
        self.assertEqual(ours['code'], 'g-io-error-quark')
        self.assertEqual(len(ours['asked']), 2)

    def test_mfa_other_refusal_is_final(self):
        self.furnish(config=self.MFA.replace('role/a', 'role/forbidden'), credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours(codes=['123456', '123456'])
        self.assertEqual(ours['error'], 'refused: AccessDenied')
        self.assertEqual(len(ours['asked']), 1)

    # ---- sessions that are kept ----

    def find_kept(self):
        folder = os.path.join(self.home, '.aws', 'cli', 'cache')
        return [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []

    def test_kept_by_botocore(self):
        self.furnish(config=self.MFA + 'external_id = "ü 🚀\\\nrole_session_name = me\nduration_seconds = 3600\n',
                     credentials='[b]\n' + key('AKIDB'))
        theirs = run_botocore(self.home, self.environment, self.cloud.url, None, ['123456'])
        self.assertEqual(len(self.find_kept()), 1)
        ours = self.run_ours()
        self.assertEqual(ours.get('key'), theirs.get('key'), (ours, theirs))
        self.assertEqual(ours['asked'], [])
        self.assertEqual(ours['account_id'], '123456789012')

    def test_kept_by_us(self):
        self.furnish(config=self.MFA, credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours(codes=['123456'])
        [path] = self.find_kept()
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode), 0o700)
        n_calls = len(self.cloud.server.calls)
        theirs = run_botocore(self.home, self.environment, self.cloud.url, None, [])
        again = self.run_ours()
        self.assertEqual((theirs.get('key'), again.get('key')), (ours['key'], ours['key']))
        self.assertEqual(len(self.cloud.server.calls), n_calls)

    def test_kept_by_us_for_the_aws_cli(self):
        self.furnish(config=self.MFA + 'role_session_name = me\n', credentials='[b]\n' + key('AKIDB'))
        ours = self.run_ours(codes=['123456'])
        # For roles it knows only AWS's own STS, which it cannot reach: it has to take what is kept.
        done = subprocess.run(['aws', 'sts', 'get-caller-identity', '--endpoint-url', self.cloud.url, '--region', 'us-east-1',
                               '--output', 'json'], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              env={**self.environment, 'HTTPS_PROXY': 'http://127.0.0.1:9'}, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)['Arn'], 'arn:' + ours['key'])

    def test_kept_not_without_code(self):
        self.furnish(config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n', credentials='[b]\n' + key('AKIDB'))
        self.run_ours()
        self.assertEqual(self.find_kept(), [])

    KEPT = '.aws/cli/cache/' + hashlib.sha1(json.dumps({'RoleArn': ROLE + 'a'}).encode()).hexdigest() + '.json'

    def check_kept(self, expected, text):
        self.keep = {self.KEPT: text}
        self.check(expected, config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n',
                   credentials='[b]\n' + key('AKIDB'), files=self.keep)

    def test_kept_good(self):
        self.check_kept('ASIAKEPT', kept('ASIAKEPT', 3600))

    def test_kept_old_format(self):
        self.check_kept('ASIAKEPT', kept('ASIAKEPT', 3600).replace('Z"', 'UTC"'))

    def test_kept_ends_soon(self):
        self.check_kept(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None), kept('ASIAKEPT', 600))

    # ---- web identity ----

    WEB = make_key('web', ROLE + 'w', 'token', 'made up')

    def test_web_identity_environment(self):
        self.check(self.WEB, env={'AWS_WEB_IDENTITY_TOKEN_FILE': 'HOME/token.txt', 'AWS_ROLE_ARN': ROLE + 'w'},
                   files={'token.txt': 'token'}, credentials='[default]\n' + key('AKIDFILE'))

    def test_web_identity_profile(self):
        self.check(make_key('web', ROLE + 'w', 'token', 'me'), files={'token.txt': 'token'},
                   config=f'[default]\nrole_arn = {ROLE}w\nweb_identity_token_file = token.txt\nrole_session_name = me\n')

    def test_web_identity_not_for_named_profile(self):
        self.check('AKIDB', profile='b', files={'token.txt': 'token'}, credentials='[b]\n' + key('AKIDB'),
                   env={'AWS_WEB_IDENTITY_TOKEN_FILE': 'HOME/token.txt', 'AWS_ROLE_ARN': ROLE + 'w'})

    def test_web_identity_after_role(self):
        self.check(make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None), files={'token.txt': 'token'},
                   env={'AWS_WEB_IDENTITY_TOKEN_FILE': 'HOME/token.txt', 'AWS_ROLE_ARN': ROLE + 'w'},
                   config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n', credentials='[b]\n' + key('AKIDB'))

    def test_web_identity_no_role(self):
        self.check('profile', env={'AWS_WEB_IDENTITY_TOKEN_FILE': 'HOME/token.txt'}, files={'token.txt': 'token'})

    def test_web_identity_no_file(self):
        self.check('source', env={'AWS_WEB_IDENTITY_TOKEN_FILE': 'HOME/token.txt', 'AWS_ROLE_ARN': ROLE + 'w'})

    def test_web_identity_stale(self):
        self.check('refused: ExpiredTokenException', files={'token.txt': 'stale'},
                   env={'AWS_WEB_IDENTITY_TOKEN_FILE': 'HOME/token.txt', 'AWS_ROLE_ARN': ROLE + 'w'})

    # ---- programs ----

    def check_process(self, expected, *lines, command='give', credentials='', **more):
        return self.check(expected, config=f'[default]\ncredential_process = {command}\n', credentials=credentials,
                          programs=program(*lines), **more)

    def test_process(self):
        self.check_process('AKIDPROCESS', f"echo '{good_output()}'")

    def test_process_token(self):
        ours = self.check_process('AKIDPROCESS', "echo '" + good_output(
            SessionToken='t', Expiration=in_future().replace('Z', '+00:00'), AccountId='1') + "'")
        self.assertEqual(ours['account_id'], '1')
        self.assertGreater(ours['expires_at'], 0)

    def test_process_after_credentials_file(self):
        self.check_process('AKIDFILE', f"echo '{good_output()}'", credentials='[default]\n' + key('AKIDFILE'))

    def test_process_before_config_key(self):
        self.check('AKIDPROCESS', config='[default]\ncredential_process = give\n' + key('AKIDCONFIG'),
                   programs=program(f"echo '{good_output()}'"))

    def test_process_words(self):
        script = 'printf \'{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "s"}\' "$(printf "<%s>" "$@" | ' \
                 'od -An -tx1 | tr -d " \\n")"'
        expected = ''.join(f'<{word}>' for word in
                           ['a b', 'c"d', "e f", '', '$HOME', '~', '*', '#g', 'h\\i', 'jk', 'l\\"m'])
        self.check_process(expected.encode().hex(), script,
                           command='give "a b" c\\"d \'e f\' "" $HOME ~ * #g "h\\i" j"k" \'l\\"m\'')

    def test_process_unclosed_quote(self):
        self.check_process('process', f"echo '{good_output()}'", command='give "a')

    def test_process_missing(self):
        self.check_process('process', 'true', command='no-such-program')

    def test_process_fails(self):
        ours = self.check_process('process', 'echo the vault is sealed >&2', 'exit 3')
        self.assertIn('status 3: the vault is sealed', ours['message'])

    def test_process_killed(self):
        self.check_process('process', 'kill -9 $$')

    def test_process_version(self):
        self.check_process('process', f"echo '{good_output()}' | sed s/1/2/")

    def test_process_no_version(self):
        self.check_process('process', 'echo \'{"AccessKeyId": "A", "SecretAccessKey": "s"}\'')

    def test_process_half(self):
        self.check_process('process', 'echo \'{"Version": 1, "AccessKeyId": "A"}\'')

    def test_process_no_json(self):
        ours = self.check_process('process', 'echo s3cr3t')
        self.assertIn('did not print credentials', ours['message'])

    def test_process_nothing(self):
        self.check_process('process', 'true')

    def test_process_huge(self):
        ours = self.check_process('process', 'yes s3cr3t | head -c 3000000')
        self.assertIn('more than 64 KiB', ours['message'])

    def test_process_huge_complaint(self):
        ours = self.check_process('process', 'yes abc | head -c 3000000 >&2', 'exit 1')
        self.assertLess(len(ours['message']), 2000)

    # ---- older files, containers, instances ----

    def test_older_boto(self):
        self.check('AKIDBOTO', env={'BOTO_CONFIG': 'HOME/boto'}, files={'boto': '[Credentials]\n' + key('AKIDBOTO')})

    def test_older_boto_half(self):
        self.check('partial', env={'BOTO_CONFIG': 'HOME/boto'},
                   files={'boto': '[Credentials]\naws_access_key_id = AKIDBOTO\n'})

    def test_older_ec2(self):
        self.check('AKIDEC2', env={'AWS_CREDENTIAL_FILE': 'HOME/ec2'},
                   files={'ec2': 'AWSAccessKeyId=AKIDEC2\nAWSSecretKey=s\n'})

    def test_container(self):
        self.check(make_key('container'), env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'CLOUD/container'})

    def test_container_token(self):
        self.check(make_key('container-secret'), env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'CLOUD/container-secret',
                                                      'AWS_CONTAINER_AUTHORIZATION_TOKEN': 'Basic container-token'})

    def test_container_after_files(self):
        self.check('AKIDFILE', env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'CLOUD/container'},
                   credentials='[default]\n' + key('AKIDFILE'))

    def test_container_elsewhere(self):
        self.check('source', env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'http://192.0.2.1/x'})

    def test_container_down(self):
        self.check('source', env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'CLOUD/container-500'})

    def check_instance(self, expected, way, **more):
        return self.check(expected, env={'AWS_EC2_METADATA_DISABLED': 'false',
                                         'AWS_EC2_METADATA_SERVICE_ENDPOINT': 'CLOUD/' + way, **more})

    def test_instance(self):
        ours = self.check_instance(make_key('instance', 'imds'), 'imds')
        self.assertEqual(ours['source'], 'role instance-role of this instance')

    def test_instance_without_tokens(self):
        self.check_instance(make_key('instance', 'imds-v1'), 'imds-v1')

    def test_instance_ways_to_have_nothing(self):
        for way in ('imds-400', 'imds-none', 'imds-empty', 'imds-broken', 'imds-refusal'):
            with self.subTest(way):
                self.check_instance('none', way)

    def test_instance_server_error_for_token(self):
        self.check_instance(make_key('instance', 'imds-500'), 'imds-500')

    def test_instance_stale(self):
        ours = self.check_instance(make_key('instance', 'imds-expired'), 'imds-expired')
        left = ours['expires_at'] - time.time()
        self.assertTrue(15 * 60 + 110 < left < 25 * 60 + 10, left)

    def test_instance_switched_off(self):
        self.check('none', env={'AWS_EC2_METADATA_DISABLED': 'TRUE', 'AWS_EC2_METADATA_SERVICE_ENDPOINT': 'CLOUD/imds'})

    def test_instance_for_named_profile(self):
        self.check(make_key('instance', 'imds'), profile='b', config='[profile b]\nregion = eu-central-1\n'
                   'ec2_metadata_service_endpoint = ' + self.cloud.url + '/imds\n',
                   env={'AWS_EC2_METADATA_DISABLED': 'false'})

    def test_instance_nobody_there(self):
        self.check('none', env={'AWS_EC2_METADATA_DISABLED': 'false',
                                'AWS_EC2_METADATA_SERVICE_ENDPOINT': 'http://127.0.0.1:9'})

    # ---- IAM Identity Center, as far as the files go ----

    def test_sso_incomplete(self):
        self.check('profile', config='[default]\nsso_account_id = 1\nsso_role_name = r\nsso_region = eu-west-1\n')

    def test_sso_no_session(self):
        self.check('profile', config='[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = corp\n')

    def test_sso_contradiction(self):
        self.check('profile', config='[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = corp\n'
                                     'sso_region = eu-west-1\n[sso-session corp]\nsso_region = us-east-1\n'
                                     'sso_start_url = https://corp.awsapps.com/start\n')

    def test_sso_before_key(self):
        self.check('profile', credentials='[default]\n' + key('AKIDFILE'),
                   config='[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = corp\n')

    def test_sso_session_alone_is_no_way(self):
        self.check('AKIDFILE', credentials='[default]\n' + key('AKIDFILE'), config='[default]\nsso_session = corp\n')

    # ---- where we want to be other than botocore ----

    def test_apart_secret_alone(self):
        """Half a key is a mistake: going on would silently use somebody else's money."""
        self.furnish(credentials='[default]\naws_secret_access_key = s3cr3t\n')
        theirs, ours = self.run_both()
        self.assertEqual((theirs['error'], ours['error']), ('none', 'partial'))

    def test_apart_kept_broken(self):
        """A kept session that cannot be read is none; botocore trips over it."""
        for text in ('{"Credentials": ', '{}', '[]', '{"Credentials": {"AccessKeyId": 1}}', kept('A', 3600).replace('T', 'x')):
            with self.subTest(text):
                self.furnish(config=f'[default]\nrole_arn = {ROLE}a\nsource_profile = b\n',
                             credentials='[b]\n' + key('AKIDB'), files={self.KEPT: text})
                self.assertEqual(self.run_ours()['key'], make_key(ROLE + 'a', 'AKIDB', None, 'made up', None, None))

    def test_apart_profile_variables(self):
        """The AWS CLI takes AWS_PROFILE before AWS_DEFAULT_PROFILE; bare botocore the other way round."""
        self.furnish(credentials='[a]\n' + key('AKIDA') + '[b]\n' + key('AKIDB'),
                     env={'AWS_PROFILE': 'a', 'AWS_DEFAULT_PROFILE': 'b'})
        theirs, ours = self.run_both()
        self.assertEqual((theirs['key'], ours['key']), ('AKIDB', 'AKIDA'))

    def test_apart_double_section(self):
        """Other AWS tools add them up; Python's reader refuses them."""
        self.furnish(credentials='[default]\naws_access_key_id = AKIDB\n[default]\naws_secret_access_key = s\n')
        theirs, ours = self.run_both()
        self.assertEqual((theirs['error'], ours['key']), ('profile', 'AKIDB'))


if __name__ == '__main__':
    unittest.main()
