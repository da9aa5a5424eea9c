# test_simulator_calls.py: signatures, parameters, faults and throttling
#
# SPDX-License-Identifier: GPL-3.0-or-later

import time
import unittest
import urllib.error
import urllib.request

import botocore.exceptions
import botocore.parsers

import cloud_test


class AuthTest(cloud_test.CloudTest):
    def test_wrong_secret(self):
        wrong = {'secret': 'wrong'}
        self.assert_code('AuthFailure', self.cloud.client(**wrong).describe_regions, status=401)
        self.assert_code('SignatureDoesNotMatch', self.cloud.client('sts', **wrong).get_caller_identity, status=403)
        self.assert_code('InvalidSignatureException', self.cloud.client('ssm', **wrong).get_parameter, Name='/x',
                         status=400)

    def test_unknown_key(self):
        wrong = {'key_id': 'AKIANOBODY0000000000'}
        self.assert_code('AuthFailure', self.cloud.client(**wrong).describe_regions, status=401)
        self.assert_code('InvalidClientTokenId', self.cloud.client('sts', **wrong).get_caller_identity, status=403)
        self.assert_code('UnrecognizedClientException', self.cloud.client('ssm', **wrong).get_parameter, Name='/x')

    def test_identity(self):
        identity = self.cloud.client('sts').get_caller_identity()
        self.assertEqual(identity['Account'], '123456789012')

    def test_unsigned(self):
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(self.cloud.url, b'Action=DescribeRegions&Version=2016-11-15')
        with caught.exception as error:
            self.assertIn(b'<Code>MissingParameter</Code>', error.read())

    def test_content_types(self):
        """A body of another kind than the protocol's is not read."""
        def spoil(params, **_):
            params['headers']['Content-Type'] = 'text/plain'
        client = self.cloud.client()
        client.meta.events.register('before-call.ec2.DescribeRegions', spoil)
        self.assert_code('MissingAction', client.describe_regions)
        client = self.cloud.client('ssm')
        client.meta.events.register('before-call.ssm.GetParameter', spoil)
        self.assert_code('UnknownOperationException', client.get_parameter, Name='/x')

    def test_scope(self):
        """A signature for one service is none for another, nor for a Region that is not on."""
        client = self.cloud.client()
        client._request_signer._signing_name = 'sts'
        client.meta.events.register('choose-signer.ec2.*', lambda context, **_: context.update(
            {'signing': {'signing_name': 'sts'}}))
        self.assert_code('AuthFailure', client.describe_regions, status=403)
        closed = self.cloud.client('sts', region='af-south-1')
        self.assert_code('InvalidClientTokenId', closed.get_caller_identity)

    def test_skew(self):
        self.addCleanup(self.cloud.post, 'fault', kind='clear')
        self.cloud.post('fault', kind='skew', seconds=1200)
        self.assert_code('RequestExpired', self.ec2.describe_regions, status=400)
        self.assertIn('Signature expired', self.assert_code(
            'SignatureDoesNotMatch', self.cloud.client('sts').get_caller_identity))
        self.cloud.post('fault', kind='skew', seconds=-1200)
        self.assert_code('AuthFailure', self.ec2.describe_regions)
        self.cloud.post('fault', kind='skew', seconds=600)
        self.ec2.describe_regions()

    def test_web_pages_are_kept_out(self):
        for headers in ({'Origin': 'https://evil.example'}, {'Host': 'evil.example:80'}):
            request = urllib.request.Request(f'{self.cloud.url}/_simulator/ledger', headers=headers)
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(request)
            with caught.exception as error:
                self.assertEqual(error.code, 403)

    def test_large_body(self):
        request = urllib.request.Request(self.cloud.url, b'Action=' + b'x' * 3_000_000)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request)
        with caught.exception as error:
            self.assertEqual(error.code, 413)
        self.ec2.describe_regions()


class ParameterTest(cloud_test.CloudTest):
    """botocore checks what it sends, so what is wrong is slipped in behind its back."""

    def call(self, action, **params):
        def change(model, params, **_):
            params['body'] = {'Action': action, 'Version': '2016-11-15', **change.params}
        change.params = params
        client = self.cloud.client()
        client.meta.events.register('before-call.ec2.DescribeRegions', lambda model, params, **kwargs:
                                    change(model, params, **kwargs))
        return client.describe_regions

    def test_names_and_values(self):
        self.assert_code('InvalidAction', self.call('DescribeTheMoon'), status=400)
        self.assert_code('UnknownParameter', self.call('DescribeVpcs', Colour='blue'))
        self.assert_code('UnknownParameter', self.call('DescribeVpcs', **{'VpcIds.1': 'vpc-1'}))
        self.assert_code('UnknownParameter', self.call('DescribeVpcs', **{'Filter.1.Values.1': 'x'}))
        self.assert_code('InvalidParameterValue', self.call('DescribeVpcs', MaxResults='ten'))
        self.assert_code('InvalidParameterValue', self.call('DescribeSpotPriceHistory', StartTime='yesterday'))
        self.assert_code('InvalidParameterValue', self.call('DescribeVpcs', DryRun='perhaps'))
        self.assert_code('InvalidParameterValue', self.call('CreateKeyPair', KeyName='k', KeyType='dsa'))
        self.assert_code('MissingParameter', self.call('CreateLaunchTemplate', LaunchTemplateName='abc'))
        message = self.assert_code('MissingParameter', self.call('CreateFleet', **{
            'LaunchTemplateConfigs.1.LaunchTemplateSpecification.LaunchTemplateName': 'abc',
            'TargetCapacitySpecification.SpotTargetCapacity': '1'}))
        self.assertIn('TargetCapacitySpecification.TotalTargetCapacity', message)
        self.assert_code('NoSuchVersion', self.call('DescribeVpcs', Version='2013-02-01'))

    def test_dry_run(self):
        self.assert_code('DryRunOperation', self.ec2.create_vpc, CidrBlock='10.0.0.0/16', DryRun=True, status=412)
        self.assertEqual(self.cloud.ledger()['left'], 0)


class FaultTest(cloud_test.CloudTest):
    def fault(self, kind, **arguments):
        self.assertEqual(self.cloud.post('fault', kind=kind, **arguments), {})

    def test_answers_that_fail(self):
        for kind, code, status in (('throttle', 'RequestLimitExceeded', 503), ('500', 'InternalError', 500),
                                   ('503', 'Unavailable', 503), ('deny', 'UnauthorizedOperation', 403)):
            self.fault(kind, action='DescribeVpcs')
            self.ec2.describe_regions()
            self.assert_code(code, self.ec2.describe_vpcs, status=status)
            self.ec2.describe_vpcs()

    def test_effect_before_and_after(self):
        """A connection that breaks before the effect leaves nothing; one that breaks after it does."""
        def count():
            return len([r for r in self.cloud.ledger()['resources'] if r['gone_at'] is None])

        for kind, made, error in (('reset-before', 0, botocore.exceptions.ConnectionClosedError),
                                  ('reset-after', 1, botocore.exceptions.ConnectionClosedError),
                                  # urllib3 before 2 hands out what there is of a truncated answer
                                  ('truncate', 1, (botocore.parsers.ResponseParserError,
                                                   botocore.exceptions.ConnectionClosedError)),
                                  ('malformed', 1, botocore.parsers.ResponseParserError)):
            before = count()
            self.fault(kind, action='CreateInternetGateway')
            with self.assertRaises(error, msg=kind):
                self.ec2.create_internet_gateway()
            self.assertEqual(count() - before, made, kind)
        for gateway in self.ec2.describe_internet_gateways(
                Filters=[{'Name': 'tag-key', 'Values': ['*']}])['InternetGateways']:
            self.fail(f'{gateway} has tags')
        for resource in self.cloud.ledger()['resources']:
            if resource['gone_at'] is None:
                self.ec2.delete_internet_gateway(InternetGatewayId=resource['id'])

    def test_slow_and_hang(self):
        self.fault('slow', action='DescribeVpcs', seconds=0.7)
        start = time.monotonic()
        self.ec2.describe_vpcs()
        self.assertGreater(time.monotonic() - start, 0.65)
        self.fault('hang', action='DescribeVpcs', seconds=20)
        impatient = self.cloud.client(read_timeout=0.5)
        with self.assertRaises(botocore.exceptions.ReadTimeoutError):
            impatient.describe_vpcs()
        self.ec2.describe_vpcs()

    def test_retries_get_through(self):
        self.fault('503', action='DescribeVpcs', count=2)
        self.assertEqual(len(self.cloud.client(attempts=3).describe_vpcs()['Vpcs']), 1)

    def test_eventual_consistency(self):
        self.assertEqual(self.cloud.post('consistency', delay_seconds=0.8), {})
        vpc = self.ec2.create_vpc(CidrBlock='10.8.0.0/16')['Vpc']['VpcId']
        self.assertEqual(self.cloud.post('consistency', delay_seconds=0), {})
        self.assert_code('InvalidVpcID.NotFound', self.ec2.describe_vpcs, VpcIds=[vpc])
        self.assertNotIn(vpc, [v['VpcId'] for v in self.ec2.describe_vpcs()['Vpcs']])
        time.sleep(0.9)
        self.ec2.describe_vpcs(VpcIds=[vpc])
        self.ec2.delete_vpc(VpcId=vpc)

    def test_late_tags(self):
        """A changed tag is shown late, and the last change is the last one shown."""
        vpc = self.ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']

        def shown():
            tags = self.ec2.describe_tags(Filters=[{'Name': 'resource-id', 'Values': [vpc]}])['Tags']
            described = self.ec2.describe_vpcs(VpcIds=[vpc])['Vpcs'][0].get('Tags', [])
            self.assertEqual([tag['Value'] for tag in tags], [tag['Value'] for tag in described])
            return [tag['Value'] for tag in tags]

        self.ec2.create_tags(Resources=[vpc], Tags=[{'Key': 'who', 'Value': 'first'}])
        self.assertEqual(shown(), ['first'])
        self.assertEqual(self.cloud.post('consistency', tags_seconds=1.0), {})
        self.ec2.create_tags(Resources=[vpc], Tags=[{'Key': 'who', 'Value': 'second'}])
        self.assertEqual(self.cloud.post('consistency', tags_seconds=0), {})
        self.ec2.create_tags(Resources=[vpc], Tags=[{'Key': 'who', 'Value': 'third'}])
        self.assertEqual(shown(), ['first'])
        time.sleep(1.1)
        self.assertEqual(shown(), ['third'])
        self.ec2.delete_vpc(VpcId=vpc)

    def test_nonsense(self):
        for command, arguments in (('fault', {'kind': 'earthquake'}), ('fault', {'kind': '500', 'count': 0}),
                                   ('drought', {}),
                                   ('drought', {'seconds': 1, 'zone': 'us-east-9z'}),
                                   ('drought', {'seconds': 1, 'type': 'm99.tiny'}),
                                   ('fault', {'kind': '500', 'action': 'DescribeMoons'}), ('price', {'type': 'm5.large'}), ('dance', {}),
                                   ('interrupt', {'instance_id': 'i-nobody'}), ('consistency', {})):
            self.assertIn('error', self.cloud.post(command, **arguments))


class ThrottleTest(cloud_test.CloudTest):
    OPTIONS = ()

    def test_bucket(self):
        """CreateFleet has a bucket of five, filled at two a second."""
        codes = []
        for _ in range(8):
            with self.assertRaises(botocore.exceptions.ClientError) as caught:
                self.ec2.create_fleet(Type='instant', LaunchTemplateConfigs=[{'LaunchTemplateSpecification': {
                    'LaunchTemplateName': 'nobody', 'Version': '1'}}],
                    TargetCapacitySpecification={'TotalTargetCapacity': 0})
            codes.append(caught.exception.response['Error']['Code'])
        self.assertEqual(codes[:5], ['InvalidLaunchTemplateName.NotFoundException'] * 5)
        self.assertIn('RequestLimitExceeded', codes[5:])


if __name__ == '__main__':
    unittest.main()
