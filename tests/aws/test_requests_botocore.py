#!/usr/bin/python3
# test_requests_botocore.py: every request we can send, against botocore's models; and the checker itself
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
from unittest import mock

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.utils

SOURCE = pathlib.Path(os.environ['FLOTILLA_SOURCE_DIR'])
sys.path.insert(0, str(SOURCE / 'tests' / 'tools'))

import check_requests  # noqa: E402
import rest_requests  # noqa: E402

HELPER = sys.argv.pop(1)
# Services that Debian's models do not have: tests/aws/credentials/test-aws-login.c looks at every member instead.
WITHOUT_MODEL = {'SIGNIN_CREATE_O_AUTH2_TOKEN'}


def operations_of_headers():
    """The operations that the headers declare: {"EC2_DESCRIBE_VPCS", …}."""
    return {name for header in (SOURCE / 'src' / 'aws').rglob('aws-*.h')
            for name in re.findall(r'extern const AwsOperation AWS_(\w+);', header.read_text())}


def constant(service, name):
    """What the headers call an operation: ("iam", "ListMFADevices") is IAM_LIST_MFA_DEVICES."""
    words = re.sub(r'(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])', '_', name)
    return f'{service.replace("-", "_")}_{words}'.upper()


def count_values(value):
    """The scalars in a request of JSON."""
    if isinstance(value, dict):
        return sum(map(count_values, value.values()))
    return sum(map(count_values, value)) if isinstance(value, list) else 1


def sign(request):
    """The Authorization header that botocore gives a recorded request."""
    scope, names = re.search(r'Credential=[^/]*/([^,]*), SignedHeaders=([^,]*),', request['headers']['authorization']).groups()
    _, region, service, _ = scope.split('/')
    path = botocore.utils.percent_encode(urllib.parse.unquote(request['path']), safe='/~')
    signed = botocore.awsrequest.AWSRequest(
        method=request['method'], data=request['body'].encode(),
        url=f'https://{request["headers"]["host"]}{path}' + (f'?{request["query"]}' if request['query'] else ''))
    for name in names.split(';'):
        if name not in ('x-amz-date', 'x-amz-content-sha256'):
            signed.headers[name] = request['headers'][name]
    auth = botocore.auth.S3SigV4Auth if service == 's3' else botocore.auth.SigV4Auth
    moment = datetime.datetime.strptime(request['headers']['x-amz-date'], '%Y%m%dT%H%M%SZ')
    with mock.patch.object(botocore.auth.datetime, 'datetime') as clock:
        clock.utcnow.return_value = moment
        auth(botocore.credentials.Credentials('AKIDEXAMPLE', 'secret'), service, region).add_auth(signed)
    return signed.headers['Authorization']


class EveryOperationTest(unittest.TestCase):
    @staticmethod
    def count_sent(service, request):
        model = check_requests.model(service)
        if model.protocol.startswith('rest-'):
            return count_values(rest_requests.check(model, request, lambda *_: [])[2])
        return count_values(json.loads(request['body'])) if request['target'] else request['body'].count('&') - 1

    def test_filled(self):
        with tempfile.TemporaryDirectory(prefix='flotilla-') as directory:
            record = os.path.join(directory, 'requests.jsonl')
            result = subprocess.run([HELPER], env={**os.environ, 'FLOTILLA_RECORD_REQUESTS': record},
                                    capture_output=True, text=True, check=True)
            with open(record, encoding='utf-8') as file:
                requests = [json.loads(line) for line in file]
        expected = [line.split() for line in result.stdout.splitlines()]
        self.assertEqual(len(requests), len(expected))
        self.assertGreaterEqual(len(requests), 40)
        sent = set()
        for request, (service, name, n_values) in zip(requests, expected):
            with self.subTest(operation=name):
                action, errors = check_requests.check_request(request, with_bounds=False)
                self.assertEqual((check_requests.find_service(request), action), (service, name))
                self.assertEqual(errors, [])
                self.assertEqual(self.count_sent(service, request), int(n_values))
                if 'authorization' in request['headers']:
                    self.assertEqual(request['headers']['authorization'], sign(request))
                sent.add(constant(service, name))
        self.assertEqual(sent | WITHOUT_MODEL, operations_of_headers())


class CheckerTest(unittest.TestCase):
    """The checker finds what is wrong."""

    def check(self, body, *errors, action='DescribeVpcs', service='ec2', target=None):
        if service == 'ec2':
            body = f'Action={action}&Version=2016-11-15{body}'
        found = check_requests.check_request({'service': service, 'target': target, 'body': body})[1]
        self.assertEqual(len(found), len(errors), found)
        for message, part in zip(sorted(found), sorted(errors)):
            self.assertIn(part, message)

    def test_good(self):
        self.check('&Filter.1.Name=a&Filter.1.Value.1=b&Filter.1.Value.2=&MaxResults=5')
        self.check('', service='ec2', action='DescribeRegions')
        self.check('{"Name": "x"}', service='ssm', target='AmazonSSM.GetParameter')

    def test_recorded_by_the_simulator(self):
        request = {'service': 'ec2', 'action': 'DeleteVpc',
                   'params': [['Action', 'DeleteVpc'], ['Version', '2016-11-15'], ['VpcId', 'vpc&=1']]}
        self.assertEqual(check_requests.check_request(request), ('DeleteVpc', []))
        request['params'].pop()
        self.assertEqual(check_requests.check_request(request), ('DeleteVpc', ['VpcId: is required']))
        request = {'service': 'ssm', 'action': 'GetParameter', 'params': [], 'input': {'Name': 'a', 'Nam': 1}}
        self.assertEqual(check_requests.check_request(request),
                         ('GetParameter', ['GetParameter.Nam: does not exist in GetParameterRequest']))

    def test_wrong(self):
        self.check('&MaxResults', 'has no "="')
        self.check('&Filters.1.Name=a', 'Filters: does not exist')
        self.check('&Filter.1.Nam=a', 'Filter.1.Nam: does not exist')
        self.check('&Filter.2.Name=a', 'not counted from 1')
        self.check('&Filter.Name=a', 'not counted from 1')
        self.check('&Filter=a', 'Filter: is a list')
        self.check('&VpcId.1.x=a', 'VpcId.1: is a string')
        self.check('&MaxResults=many', 'is no integer')
        self.check('&MaxResults=1', 'out of bounds')
        self.check('&DryRun=1', 'is no boolean')
        self.check('&VpcId.1=a&VpcId.1=b', 'comes twice')
        self.check('', 'VpcId: is required', action='DeleteVpc')
        self.check('', 'no operation', action='DescribeVpc')
        self.check('&StartTime=2015-08-30', 'is no timestamp', action='DescribeSpotPriceHistory')
        self.check('&KeyName=a&PublicKeyMaterial=%21', 'is no base64', action='ImportKeyPair')
        self.check('&FleetId.1=a', 'TerminateInstances: is required', action='DeleteFleets')
        self.check('{"Name": 1}', 'is a string', service='ssm', target='AmazonSSM.GetParameter')
        self.check('{}', 'is required', service='ssm', target='AmazonSSM.GetParameter')
        self.check('{}', 'should be AmazonSSM', service='ssm', target='SSM.GetParameter')
        self.check('Action=GetCallerIdentity&Version=2011-06-15&A=b', 'A: does not exist', service='sts')
        self.check('Action=GetCallerIdentity&Version=2016-11-15', 'Version is', service='sts')


if __name__ == '__main__':
    unittest.main()
