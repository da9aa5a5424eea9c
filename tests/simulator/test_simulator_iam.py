# test_simulator_iam.py: the user, its keys and devices, and rights: call, dry run and policy simulation agree
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import unittest

import cloud_test
import practice_cloud

USER = 'arn:aws:iam::123456789012:user/practice'


class IamTest(cloud_test.CloudTest):
    OPTIONS = ('--throttle-scale', '0', '--account', 'AKIASECOND0000000000:second-secret')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iam = cls.cloud.client('iam')

    def deny(self, action):
        self.assertEqual(self.cloud.post('deny', action=action), {})
        self.addCleanup(self.cloud.post, 'allow', action=action)

    def decisions(self, *actions, **more):
        pages = self.iam.get_paginator('simulate_principal_policy').paginate(
            PolicySourceArn=USER, ActionNames=actions, **more)
        return {result['EvalActionName']: result['EvalDecision'] for page in pages
                for result in page['EvaluationResults']}

    def test_user(self):
        self.assertEqual(self.iam.get_user()['User']['Arn'], USER)
        self.assertEqual(self.iam.get_user(UserName='practice')['User']['UserName'], 'practice')
        self.assert_code('NoSuchEntity', self.iam.get_user, UserName='other', status=404)
        [device] = self.iam.list_mfa_devices()['MFADevices']
        self.assertEqual(device['SerialNumber'], 'arn:aws:iam::123456789012:mfa/practice')

    def test_roles_have_no_user(self):
        role = self.cloud.client('sts').assume_role(RoleArn='arn:aws:iam::123456789012:role/practice',
                                                    RoleSessionName='tester')['Credentials']
        iam = self.cloud.client('iam', key_id=role['AccessKeyId'], secret=role['SecretAccessKey'],
                                token=role['SessionToken'])
        self.assert_code('ValidationError', iam.get_user)
        iam.get_user(UserName='practice')

    def test_keys(self):
        keys = [key['AccessKeyId'] for page in self.iam.get_paginator('list_access_keys').paginate(
            PaginationConfig={'PageSize': 1}) for key in page['AccessKeyMetadata']]
        self.assertEqual(keys, [practice_cloud.KEY_ID, 'AKIASECOND0000000000'])
        self.assertEqual(self.iam.get_access_key_last_used(AccessKeyId=keys[1])['AccessKeyLastUsed']['ServiceName'],
                         'N/A')
        self.cloud.client(region='eu-central-1', key_id=keys[1], secret='second-secret').describe_regions()
        used = self.iam.get_access_key_last_used(AccessKeyId=keys[1])['AccessKeyLastUsed']
        self.assertEqual((used['ServiceName'], used['Region']), ('ec2', 'eu-central-1'))
        self.assertLess(abs(used['LastUsedDate'] - cloud_test.now()), datetime.timedelta(seconds=10))
        self.assert_code('AccessDenied', self.iam.get_access_key_last_used, AccessKeyId='AKIANOBODY0000000000')

    def test_everything_agrees(self):
        """The dry run says what the simulation says."""
        self.deny('ec2:CreateVpc')
        self.deny('ec2:Describe*')
        calls = {'CreateVpc': {'CidrBlock': '10.0.0.0/16'}, 'DescribeVpcs': {}, 'DescribeInstances': {},
                 'TerminateInstances': {'InstanceIds': ['i-1']}, 'CreateInternetGateway': {},
                 'DeleteVpc': {'VpcId': 'vpc-1'}}
        decisions = self.decisions(*(f'ec2:{name}' for name in calls), PaginationConfig={'PageSize': 2})
        self.assertEqual(len(decisions), len(calls))
        for name, arguments in calls.items():
            operation = getattr(self.ec2, ''.join(f'_{c.lower()}' if c.isupper() else c for c in name).lstrip('_'))
            allowed = decisions[f'ec2:{name}'] == 'allowed'
            with self.subTest(name):
                self.assertEqual(allowed, name not in ('CreateVpc', 'DescribeVpcs', 'DescribeInstances'))
                self.assert_code('DryRunOperation' if allowed else 'UnauthorizedOperation', operation, DryRun=True,
                                 status=412 if allowed else 403, **arguments)

    def test_other_services(self):
        self.deny('iam:GetUser')
        self.deny('ssm:*')
        self.deny('sts:GetCallerIdentity')
        self.assert_code('AccessDenied', self.iam.get_user, status=403)
        self.assert_code('AccessDeniedException', self.cloud.client('ssm').get_parameter, Name='/x', status=400)
        self.cloud.client('sts').get_caller_identity()
        self.assertEqual(self.decisions('iam:GetUser', 'iam:ListAccessKeys'),
                         {'iam:GetUser': 'explicitDeny', 'iam:ListAccessKeys': 'allowed'})

    def test_bad_questions(self):
        for arn, code in (('arn:aws:sts::123456789012:assumed-role/practice/x', 'InvalidInput'),
                          ('arn:aws:iam::123456789012:user/other', 'NoSuchEntity')):
            self.assert_code(code, self.iam.simulate_principal_policy, PolicySourceArn=arn,
                             ActionNames=['ec2:RunInstances'])
        self.assert_code('InvalidInput', self.iam.simulate_principal_policy, PolicySourceArn=USER,
                         ActionNames=['nonsense'])
        self.assertIn('error', self.cloud.post('allow', action='ec2:NeverDenied'))


if __name__ == '__main__':
    unittest.main()
