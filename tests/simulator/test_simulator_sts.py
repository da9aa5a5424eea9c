# test_simulator_sts.py: identities, roles, MFA, web identities, and credentials that end
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import json
import time
import unittest

import botocore
import botocore.config

import cloud_test
import practice_cloud

ROLE = 'arn:aws:iam::123456789012:role/'


class StsTest(cloud_test.CloudTest):
    OPTIONS = ('--throttle-scale', '0')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sts = cls.cloud.client('sts')

    def assume(self, role='practice', sts=None, **more):
        return (sts or self.sts).assume_role(RoleArn=ROLE + role, RoleSessionName='tester', **more)

    def as_somebody(self, credentials, service='sts', **changes):
        values = {**credentials, **changes}
        return self.cloud.client(service, key_id=values['AccessKeyId'], secret=values['SecretAccessKey'],
                                 token=values['SessionToken'])

    def mfa(self):
        device = json.loads(self.cloud.get('mfa'))
        return {'SerialNumber': device['serial'], 'TokenCode': device['code']}

    def test_user(self):
        me = self.sts.get_caller_identity()
        self.assertEqual((me['Account'], me['Arn']), ('123456789012', 'arn:aws:iam::123456789012:user/practice'))
        self.assertEqual(self.sts.get_access_key_info(AccessKeyId=practice_cloud.KEY_ID)['Account'], '123456789012')

    def test_assume_role(self):
        answer = self.assume()
        self.assertEqual(answer['AssumedRoleUser']['Arn'], 'arn:aws:sts::123456789012:assumed-role/practice/tester')
        self.assertRegex(answer['Credentials']['AccessKeyId'], '^ASIA[A-Z2-7]{16}$')
        left = answer['Credentials']['Expiration'] - cloud_test.now()
        self.assertLess(abs(left - datetime.timedelta(hours=1)), datetime.timedelta(seconds=10))
        self.assertNotIn('PackedPolicySize', answer)
        me = self.as_somebody(answer['Credentials']).get_caller_identity()
        self.assertEqual(me['Arn'], answer['AssumedRoleUser']['Arn'])
        self.assertEqual(me['UserId'], answer['AssumedRoleUser']['AssumedRoleId'])
        self.as_somebody(answer['Credentials'], 'ec2').describe_regions()
        packed = self.assume(Policy='{"Version": "2012-10-17", "Statement": []}', Tags=[{'Key': 'a', 'Value': 'b'}])
        self.assertGreater(packed['PackedPolicySize'], 0)

    def test_limits(self):
        self.assert_code('ValidationError', self.assume, DurationSeconds=43201, status=400)
        self.assert_code('ValidationError', self.assume, 'practice-short', DurationSeconds=3601)
        self.assertIn('Credentials', self.assume(DurationSeconds=43200))
        self.assert_code('ValidationError', self.sts.assume_role, RoleArn=ROLE + 'practice', RoleSessionName='a b')
        self.assert_code('MalformedPolicyDocument', self.assume, Policy='{')
        message = self.assert_code('AccessDenied', self.assume, 'nobody', status=403)
        self.assertEqual(message, 'User: arn:aws:iam::123456789012:user/practice is not authorized to perform: '
                         f'sts:AssumeRole on resource: {ROLE}nobody')
        chained = self.as_somebody(self.assume()['Credentials'])
        self.assertIn('Credentials', self.assume(sts=chained, DurationSeconds=3600))
        self.assertIn('chaining', self.assert_code('ValidationError', self.assume, sts=chained, DurationSeconds=3601))

    def test_external_id(self):
        self.assert_code('AccessDenied', self.assume, 'practice-external')
        self.assert_code('AccessDenied', self.assume, 'practice-external', ExternalId='guessed')
        self.assume('practice-external', ExternalId='practice-external-id')

    def test_mfa(self):
        self.assertIn('not authorized to perform: sts:AssumeRole',
                      self.assert_code('AccessDenied', self.assume, 'practice-mfa', status=403))
        mfa = self.mfa()
        wrong = {**mfa, 'TokenCode': f"{(int(mfa['TokenCode']) + 500000) % 1000000:06}"}
        self.assertIn('invalid MFA one time pass code',
                      self.assert_code('AccessDenied', self.assume, 'practice-mfa', **wrong))
        self.assertIn('unable to validate MFA code', self.assert_code(
            'AccessDenied', self.assume, 'practice-mfa', **{**mfa, 'SerialNumber': 'arn:aws:iam::123456789012:mfa/x'}))
        self.assume('practice-mfa', **self.mfa())

    def test_mfa_is_rfc_6238(self):
        """The code is what any authenticator shows for the documented secret."""
        import base64
        import hashlib
        import hmac
        import struct
        device = json.loads(self.cloud.get('mfa'))
        key = base64.b32decode(device['secret'])

        def code(step):
            digest = hmac.new(key, struct.pack('>Q', step), hashlib.sha1).digest()
            return f"{(struct.unpack_from('>I', digest, digest[19] & 15)[0] & 0x7fffffff) % 1000000:06}"
        step = int(time.time()) // 30
        self.assertIn(device['code'], {code(step - 1), code(step)})

    def test_session_token(self):
        plain = self.sts.get_session_token()['Credentials']
        self.assertEqual(self.as_somebody(plain).get_caller_identity()['Arn'],
                         'arn:aws:iam::123456789012:user/practice')
        self.assert_code('AccessDenied', self.as_somebody(plain).get_session_token)
        self.assert_code('AccessDenied', self.assume, 'practice-mfa', sts=self.as_somebody(plain))
        with_mfa = self.sts.get_session_token(DurationSeconds=900, **self.mfa())['Credentials']
        self.assume('practice-mfa', sts=self.as_somebody(with_mfa))

    def test_web_identity(self):
        unsigned = practice_cloud.shared_session().create_client(
            'sts', region_name='us-east-1', endpoint_url=self.cloud.url,
            config=botocore.config.Config(signature_version=botocore.UNSIGNED, proxies={}))
        self.addCleanup(unsigned.close)
        token = json.loads(self.cloud.get('web-identity'))['token']

        def become(token, role='practice'):
            return unsigned.assume_role_with_web_identity(RoleArn=ROLE + role, RoleSessionName='pod-1',
                                                          WebIdentityToken=token)
        answer = become(token)
        self.assertEqual(self.as_somebody(answer['Credentials']).get_caller_identity()['Arn'],
                         'arn:aws:sts::123456789012:assumed-role/practice/pod-1')
        self.assertEqual(answer['Audience'], 'sts.amazonaws.com')
        self.assert_code('InvalidIdentityToken', become, token[:-2] + 'xx')
        self.assert_code('AccessDenied', become, token, 'practice-mfa')

    def test_bad_credentials(self):
        good = self.assume()['Credentials']
        other = self.assume()['Credentials']
        for change in ({'SessionToken': None}, {'SessionToken': 'x' * 80}, {'SessionToken': other['SessionToken']}):
            self.assert_code('InvalidClientTokenId', self.as_somebody(good, **change).get_caller_identity, status=403)
            self.assert_code('AuthFailure', self.as_somebody(good, 'ec2', **change).describe_regions)
        self.assert_code('SignatureDoesNotMatch',
                         self.as_somebody(good, SecretAccessKey='wrong').get_caller_identity)

    def test_expiry(self):
        self.cloud.post('lifetime', seconds=3)
        credentials = self.assume()['Credentials']
        self.cloud.post('lifetime', seconds=0)
        sts = self.as_somebody(credentials)
        sts.get_caller_identity()
        self.wait_for(lambda: self.code_of(sts.get_caller_identity) == 'ExpiredToken')
        self.assert_code('ExpiredToken', sts.get_caller_identity, status=403)
        self.assert_code('RequestExpired', self.as_somebody(credentials, 'ec2').describe_regions, status=400)
        self.assert_code('ExpiredTokenException', self.as_somebody(credentials, 'ssm').get_parameter, Name='/x')

    def test_fault(self):
        self.cloud.post('fault', kind='expired', action='DescribeRegions')
        self.assert_code('RequestExpired', self.ec2.describe_regions)
        self.ec2.describe_regions()

    def test_denials(self):
        self.cloud.post('deny', action='ec2:Describe*')
        self.addCleanup(self.cloud.post, 'allow', action='ec2:Describe*')
        message = self.assert_code('UnauthorizedOperation', self.ec2.describe_regions, status=403)
        self.assert_code('UnauthorizedOperation', self.ec2.describe_vpcs, DryRun=True)
        self.assert_code('DryRunOperation', self.ec2.create_vpc, CidrBlock='10.0.0.0/16', DryRun=True, status=412)
        encoded = message.rpartition(': ')[2]
        decoded = json.loads(self.sts.decode_authorization_message(EncodedMessage=encoded)['DecodedMessage'])
        self.assertEqual(decoded['context']['action'], 'ec2:DescribeRegions')
        self.assertEqual(decoded['context']['principal']['arn'], 'arn:aws:iam::123456789012:user/practice')
        self.assert_code('InvalidAuthorizationMessageException', self.sts.decode_authorization_message,
                         EncodedMessage=encoded[:-4])
        self.assertIn('error', self.cloud.post('deny', action='everything'))


if __name__ == '__main__':
    unittest.main()
