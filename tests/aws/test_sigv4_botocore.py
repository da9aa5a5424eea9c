#!/usr/bin/python3
# test_sigv4_botocore.py: our signatures against botocore's, over generated requests
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import json
import random
import subprocess
import sys
import unittest
import urllib.parse
from unittest import mock

import botocore.auth
import botocore.awsrequest
import botocore.credentials

HELPER = sys.argv.pop(1)
N_REQUESTS = 1500

TEXTS = ['plain', 'two words', '  around  ', 'a   b \t  c', 'tag:Größe', '値段', 'a+b=c&d', '%41%', "it's (ok)!*",
         'emoji 🚀', '~-_.', '/slash/', 'percent%20twice', '"quoted"', 'x' * 300, '', '\\back', 'é̀']


class Case:
    """One request and what botocore signs it with."""

    def __init__(self, rng):
        self.key = ''.join(rng.choices('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', k=20))
        self.secret = ''.join(rng.choices('abcXYZ019+/', k=40))
        self.token = rng.choice([None, None, 'tok/en+==', 'T' * 900])
        self.region = rng.choice(['us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1', 'ap-southeast-4'])
        self.service = rng.choice(['ec2', 'sts', 'ssm', 'sqs', 'monitoring', 'pricing', 'execute-api'])
        self.moment = (datetime.datetime(1999, 12, 31, 23, 59, 58)
                       + datetime.timedelta(seconds=rng.randrange(2 * 10 ** 9)))
        self.method = rng.choice(['POST', 'GET', 'PUT'])
        self.host = rng.choice([f'{self.service}.{self.region}.amazonaws.com', '127.0.0.1:8787', '[::1]:99'])
        self.path = rng.choice(['/', '/', '', '/a/b', '/a//b/', '/./a/../b', '/with space', '/p%20q', '/ünï', '/~x/y_z.-',
                                '/../..', '/a/b/..'])
        self.query = self.make_query(rng)
        self.headers = self.make_headers(rng)
        self.body = self.make_body(rng)

    @staticmethod
    def make_query(rng):
        pairs = []
        for _ in range(rng.choice([0, 0, 1, 2, 5])):
            key = rng.choice(['Action', 'a', 'A', 'a-b', 'ab', 'b', 'key with space', 'ß', 'a.1', 'a.10'])
            pairs.append(urllib.parse.quote(key, safe='-_.~') + '='
                         + urllib.parse.quote(rng.choice(TEXTS), safe='-_.~'))
        if pairs and rng.random() < 0.2:
            pairs.append('flag')
        return '&'.join(pairs)

    @staticmethod
    def make_headers(rng):
        headers = [('Content-Type', rng.choice(['application/x-www-form-urlencoded; charset=utf-8',
                                                'application/x-amz-json-1.1', 'text/plain;   charset=utf-8 ']))]
        optional = [('X-Amz-Target', 'AmazonSSM.GetParameter'), ('User-Agent', 'flotilla/1'), ('Expect', '100-continue'),
                    ('X-Amzn-Trace-Id', 'Root=1'), ('Zeta', 'last'), ('x-amz-a', 'lower')]
        headers += [header for header in optional if rng.random() < 0.3]
        for i in range(rng.choice([0, 1, 3])):
            headers.append((rng.choice(['X-My-', 'x-my-', 'X-MY-']) + str(i), rng.choice(TEXTS)))
        if rng.random() < 0.2:
            headers += [('X-Twice', 'b  b'), ('X-Twice', ' a')]
        return headers

    @staticmethod
    def make_body(rng):
        pairs = [('Action', 'DescribeInstances'), ('Version', '2016-11-15')]
        for i in range(rng.choice([0, 1, 5, 40])):
            pairs.append((f'Filter.{i}.Value.1', rng.choice(TEXTS)))
        return rng.choice(['', '{"a": "ü"}', urllib.parse.urlencode(pairs, quote_via=urllib.parse.quote)])

    def sign_with_botocore(self):
        request = botocore.awsrequest.AWSRequest(
            method=self.method, url=f'https://{self.host}{self.path}' + (f'?{self.query}' if self.query else ''),
            data=self.body.encode())
        for name, value in self.headers:
            request.headers[name] = value          # adds, as http.client.HTTPMessage does
        request.headers['Host'] = self.host
        credentials = botocore.credentials.Credentials(self.key, self.secret, self.token)
        with mock.patch.object(botocore.auth.datetime, 'datetime') as clock:
            clock.utcnow.return_value = self.moment
            botocore.auth.SigV4Auth(credentials, self.service, self.region).add_auth(request)
        return request.headers['Authorization']

    def to_json(self):
        date = self.moment.strftime('%Y%m%dT%H%M%SZ')
        headers = self.headers + [('Host', self.host), ('X-Amz-Date', date)]
        if self.token:
            headers.append(('X-Amz-Security-Token', self.token))
        return json.dumps({
            'key': self.key, 'secret': self.secret, 'token': self.token, 'region': self.region, 'service': self.service,
            'date': date, 'method': self.method, 'path': self.path, 'query': self.query, 'headers': headers,
            'body': self.body})


class SignatureTest(unittest.TestCase):
    def test_generated_requests(self):
        rng = random.Random(20161115)
        cases = [Case(rng) for _ in range(N_REQUESTS)]
        result = subprocess.run([HELPER], input='\n'.join(case.to_json() for case in cases) + '\n',
                                capture_output=True, text=True, check=True)
        signatures = result.stdout.splitlines()
        self.assertEqual(len(signatures), N_REQUESTS)
        self.assertGreater(len(set(signatures)), N_REQUESTS - 5)
        for case, signature in zip(cases, signatures):
            self.assertEqual(signature, case.sign_with_botocore(), case.to_json())


if __name__ == '__main__':
    unittest.main()
