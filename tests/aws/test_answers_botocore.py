#!/usr/bin/python3
# test_answers_botocore.py: what we read in an answer, against what botocore reads
#
# Answers are made from botocore's output shapes, with every member AWS may send (most of which we do not want),
# with none, and with elements that nobody knows yet. Both parsers read them; every member that we declare has
# to have botocore's value, and has to exist in botocore's model.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import calendar
import datetime
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import unittest
from unittest import mock
from xml.sax.saxutils import escape

import botocore.awsrequest
import botocore.handlers
import botocore.loaders
import botocore.parsers
import botocore.utils

SOURCE = pathlib.Path(os.environ['FLOTILLA_SOURCE_DIR'])
sys.path.insert(0, str(SOURCE / 'tests' / 'tools'))

import botocore_model  # noqa: E402

HELPER = sys.argv.pop(1)
OPERATIONS = [line.split() for line in subprocess.run([HELPER, '--list'], capture_output=True, text=True,
                                                      check=True).stdout.splitlines()]
MODELS = {service: botocore_model.load(service) for service, _ in OPERATIONS}
TEXTS = ['plain', '', 'a < b & c > d', 'Größe', '値段', '"quoted"', 'line\nbreak', ' spaces ', '0.031200', ']]>', '🚀']
MAX_DEPTH = 7
# Maps whose keys are known: structures to us.
MAP_KEYS = {
    'Metrics': ['AmortizedCost', 'UnblendedCost', 'UsageQuantity'],
    'CostFilters': ['Service', 'TagKeyValue'],
    'QueueAttributeMap': ['Policy', 'VisibilityTimeout', 'QueueArn', 'ApproximateNumberOfMessages'],
    'MessageSystemAttributeMap': ['SentTimestamp', 'ApproximateReceiveCount', 'SenderId'],
}


# service, operation, status, headers, body
ERRORS = [
    ('ec2', 'DescribeVpcs', 400, {}, '<Response><Errors><Error><Code>A.B</Code><Message>x &lt; y</Message></Error></Errors>'
                                     '<RequestID>r</RequestID></Response>'),
    ('sts', 'GetCallerIdentity', 403, {}, '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no'
                                          '</Message></Error><RequestId>r</RequestId></ErrorResponse>'),
    ('ssm', 'GetParameter', 400, {}, '{"__type": "com.amazonaws.ssm#ParameterNotFound", "message": "gone"}'),
    ('kms', 'ListAliases', 400, {}, '{"__type": "ThrottlingException", "Message": "Größe"}'),
    ('sso', 'Logout', 401, {'x-amzn-errortype': 'UnauthorizedException:http://internal.amazon.com/coral/x/'},
     '{"message": "Session token not found or invalid", "__type": "com.amazonaws.switchboard.portal#Other"}'),
    ('sso', 'GetRoleCredentials', 404, {'x-amzn-ErrorType': 'ResourceNotFoundException'}, '{"Message": "No such role"}'),
    ('sso', 'ListAccounts', 429, {}, '{"code": "TooManyRequestsException", "message": "slower"}'),
    ('sso-oidc', 'CreateToken', 400, {'x-amzn-ErrorType': 'SlowDownException'},
     '{"error": "slow_down", "error_description": "later", "message": "later"}'),
    ('s3', 'GetObject', 404, {'x-amz-request-id': 'r'},
     '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.'
     '</Message><Key>k</Key><RequestId>r</RequestId><HostId>h</HostId></Error>'),
    ('s3', 'PutObject', 412, {}, '<Error><Code>PreconditionFailed</Code><Message>At least one</Message></Error>'),
    ('s3', 'ListObjectsV2', 301, {'x-amz-bucket-region': 'eu-west-1'},
     '<Error><Code>PermanentRedirect</Code><Message>The bucket must be addressed elsewhere</Message></Error>'),
    ('s3', 'HeadObject', 404, {}, ''),
    ('s3', 'HeadObject', 304, {}, ''),
]


def read_time(text):
    return calendar.timegm(datetime.datetime.fromisoformat(re.sub(r'[.]\d+', '', text)).utctimetuple())


# What S3 calls the elements of its answers, which botocore does not look at.
ROOTS = {'ListObjectsV2': 'ListBucketResult', 'GetBucketLocation': 'LocationConstraint'}

# In lists we keep numbers and times as they were written.
READERS = {'double': float, 'timestamp': read_time}


def is_union(shape):
    return getattr(shape, 'is_tagged_union', False)


class Generator:
    """Makes the body of an answer."""

    def __init__(self, seed, share, extras):
        self.rng = random.Random(seed)
        self.share = share      # of the members that are there
        self.extras = extras    # whether to put unknown elements between

    def extra(self, shape):
        # What is in a list is an item to botocore, and a union has one member.
        if not self.extras or is_union(shape) or self.rng.random() < 0.5:
            return ''
        return self.rng.choice(['<fromTheFuture>1</fromTheFuture>', '<new a="1"><item><key>x</key></item></new>',
                                '<empty/>', '<!-- note -->', '\n    '])

    def scalar(self, shape):
        kind = shape.type_name
        if kind in ('integer', 'long'):
            return str(self.rng.choice([0, 1, -1, 42, 2 ** 31 - 1]))
        if kind in ('double', 'float'):
            return self.rng.choice(['0', '1.5', '-2.25', '1e3'])
        if kind == 'boolean':
            return self.rng.choice(['true', 'false'])
        if kind == 'blob':
            return base64.b64encode(self.rng.choice(TEXTS).encode()).decode()
        if kind == 'timestamp':
            return self.rng.choice(['2026-11-24T02:15:00.000Z', '2024-02-29T23:59:59Z', '1999-12-31T00:00:00.5Z'])
        return self.rng.choice(TEXTS)

    def xml(self, shape, depth=0):
        if shape.type_name == 'structure':
            return self.extra(shape) + ''.join(self.members(shape, depth))
        if shape.type_name == 'list':
            name = shape.member.serialization.get('name', 'member')
            if depth > MAX_DEPTH:
                return ''
            return ''.join(self.element(name, self.xml(shape.member, depth + 1)) + self.space()
                           for _ in range(self.rng.choice([0, 1, 2, 3])))
        return escape(self.scalar(shape))

    def space(self):
        return self.rng.choice(['', ' ', '\n\t\t']) if self.extras else ''

    def element(self, name, content):
        if not content and self.rng.random() < 0.5:
            return f'<{name}/>'
        attributes = self.rng.choice(['', '', ' type="x"', ' a="&lt;b&gt;" xml:space="preserve"']) if self.extras else ''
        return f'<{name}{attributes}>{content}</{name}>'

    def chosen(self, shape, depth):
        """The members of a structure that are there, in any order."""
        members = list(shape.members.items())
        self.rng.shuffle(members)
        if is_union(shape):
            return members[:1]
        return [member for member in members if self.rng.random() < self.share and depth <= MAX_DEPTH]

    def members(self, shape, depth):
        for name, member in self.chosen(shape, depth):
            wire = member.serialization.get('name', name)
            if 'location' in member.serialization:
                continue
            if member.serialization.get('flattened'):
                yield ''.join(self.element(wire, self.xml(member.member, depth + 1)) + self.extra(shape)
                              for _ in range(self.rng.choice([0, 1, 2, 3])))
                continue
            yield self.element(wire, self.xml(member, depth + 1)) + self.extra(shape)

    def json(self, shape, depth=0):
        if shape.type_name == 'structure':
            value = {name: self.json(member, depth + 1) for name, member in self.chosen(shape, depth)
                     if 'location' not in member.serialization}
            if self.extras and not is_union(shape):
                value['FromTheFuture'] = [{'a': None}, 1.5, 'x']
            return value
        if shape.type_name == 'list':
            return [self.json(shape.member, depth + 1) for _ in range(self.rng.choice([0, 2]))
                    if depth <= MAX_DEPTH]
        if shape.type_name == 'map':
            return {key: self.json(shape.value, depth + 1) for key in MAP_KEYS.get(shape.name, TEXTS)
                    if self.rng.random() < self.share}
        if shape.type_name == 'timestamp':
            return 1440938160.5
        if shape.type_name in ('double', 'float'):
            return self.rng.choice([0, 0.5, -1.25e3])
        if shape.type_name in ('integer', 'long'):
            return self.rng.choice([0, 7, 2 ** 40])
        if shape.type_name == 'boolean':
            return self.rng.choice([True, False])
        return self.scalar(shape)

    def headers(self, shape):
        """The members of an answer that travel in headers, as HTTP writes them; an unknown one too."""
        headers = {'x-amz-from-the-future': '1'} if self.extras else {}
        for name, member in self.chosen(shape, 0) if shape is not None else ():
            if member.serialization.get('location') != 'header':
                continue
            value = self.scalar(member)
            if member.type_name == 'timestamp':
                value = self.rng.choice(['Tue, 24 Nov 2026 02:15:00 GMT', 'Fri, 31 Dec 1999 00:00:00 GMT'])
            elif member.type_name == 'string':
                value = self.rng.choice(['plain', 'two words', '"quoted"', 'a=b; c', '0'])
            headers[member.serialization.get('name', name)] = value
        return headers

    def rest_xml(self, shape, name):
        payload = shape.serialization.get('payload') if shape is not None else None
        if payload is not None:
            return self.rng.choice([*TEXTS, 'x' * 1000])
        if name == 'GetBucketLocation':
            inner = self.rng.choice(['eu-west-1', 'EU', '']) if self.share else ''
        elif shape is None or all('location' in member.serialization for member in shape.members.values()):
            return self.rng.choice(['', '<whatever>it is</whatever>'])
        else:
            inner = self.xml(shape)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOTS[name]} xmlns="urn:x">{inner}</{ROOTS[name]}>'

    def body(self, model, name):
        shape = model.operation_model(name).output_shape
        if model.protocol == 'rest-xml':
            return self.rest_xml(shape, name)
        if model.protocol in ('json', 'rest-json'):
            if shape is None:
                return self.rng.choice(['', '{}'])
            return json.dumps(self.json(shape), ensure_ascii=False)
        if shape is None and model.protocol == 'query':
            return f'<{name}Response xmlns="urn:x"><ResponseMetadata/></{name}Response>'
        inner = self.xml(shape) if shape is not None else '<return>true</return>'
        if model.protocol == 'query':
            inner = f'<{name}Result>{inner}</{name}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>'
        else:
            inner = f'<requestId>r</requestId>{inner}'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name}Response xmlns="urn:x">{inner}</{name}Response>\n'


class Example:
    """Writes the answer of an example of EC2's documentation, with something between and in the elements."""

    def __init__(self, before='', attributes=''):
        self.before = before
        self.attributes = attributes

    def element(self, name, content):
        return f'{self.before}<{name}{self.attributes}>{content}</{name}>'

    def content(self, shape, value):
        if shape.type_name == 'structure':
            return ''.join(self.element(shape.members[name].serialization.get('name', name),
                                        self.content(shape.members[name], inner))
                           for name, inner in value.items()) + self.before
        if shape.type_name == 'list':
            name = shape.member.serialization.get('name', 'member')
            return ''.join(self.element(name, self.content(shape.member, item)) for item in value) + self.before
        if shape.type_name == 'timestamp':
            return botocore.utils.parse_timestamp(value).strftime('%Y-%m-%dT%H:%M:%S.000Z')
        if shape.type_name == 'boolean':
            return str(value).lower()
        return escape(str(value))

    def body(self, name, shape, value):
        inner = self.content(shape, value) if shape is not None else '<return>true</return>'
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<{name}Response xmlns="urn:x"{self.attributes}>'
                f'{self.element("requestId", "r")}{inner}</{name}Response>\n')


LOOKS = [Example(), Example('\n    '), Example('\t<!-- a note --> ', ' xml:lang="en" a="&lt;1&gt;"')]


class Comparison:
    """Compares what we print with what botocore returns, member by member of ours; null is absent."""

    def __init__(self, test):
        self.test = test
        self.n_values = 0

    def find(self, shape, path, value):
        """The shape and botocore's value at one of our paths, "placement/availabilityZone"."""
        for step in path.split('/'):
            if shape.type_name == 'map':
                shape, value = shape.value, value.get(step) if value is not None else None
                continue
            for name, member in shape.members.items():
                if member.serialization.get('name', name) == step:
                    break
            else:
                self.test.fail(f'{shape.name} has no {step}')
            value = value.get(name) if value is not None else None
            shape = member
        return shape, value

    def structure(self, shape, ours, theirs, path):
        if ours is None:
            self.test.assertIsNone(theirs, path)
            return
        payload = shape.serialization.get('payload') if shape.type_name == 'structure' else None
        for key, value in ours.items():
            member, expected = self.find(shape, key, theirs)
            if key == payload:
                value = base64.b64decode(value)
            self.value(member, value, expected, f'{path}.{key}')

    def value(self, shape, ours, theirs, path):
        kind = shape.type_name
        if kind == 'map' and isinstance(ours, list):
            self.test.assertEqual({entry['key']: entry['value'] for entry in ours}, theirs or {}, path)
        elif kind == 'list':
            self.test.assertEqual(len(ours), len(theirs if theirs is not None else []), path)
            for i, item in enumerate(ours):
                self.value(shape.member, item, theirs[i], f'{path}[{i}]')
        elif kind == 'structure' or shape.name in MAP_KEYS:
            self.structure(shape, ours, theirs, path)
        else:
            if kind == 'timestamp' and theirs is not None:
                theirs = calendar.timegm(theirs.utctimetuple())
            if isinstance(ours, str) and kind in READERS:
                ours = READERS[kind](ours)
            self.test.assertEqual(ours, theirs, path)
            self.n_values += 1


def parse_with_botocore(model, shape, request):
    """What botocore answers its callers."""
    response = {'body': request['body'].encode(), 'status_code': request.get('status', 200),
                'headers': botocore.awsrequest.HeadersDict(request.get('headers', {}))}
    if shape is not None and shape.serialization.get('payload') and response['status_code'] < 300:
        response['body'] = io.BytesIO(response['body'])       # botocore streams it
    parsed = botocore.parsers.create_parser(model.protocol).parse(response, shape)
    for name, value in parsed.items():
        if isinstance(value, io.BytesIO):
            parsed[name] = value.read()
    if request['operation'] == 'GetBucketLocation' and response['status_code'] < 300:
        botocore.handlers.parse_get_bucket_location(parsed, mock.Mock(content=response['body'], status_code=200))
    return parsed


class AnswerTest(unittest.TestCase):
    def run_helper(self, requests):
        result = subprocess.run([HELPER], input=''.join(json.dumps(request) + '\n' for request in requests),
                                capture_output=True, text=True, check=True)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def create_requests(self, share, extras, n):
        requests = []
        for service, name in OPERATIONS:
            for seed in range(n):
                generator = Generator(f'{name}{seed}', share, extras)
                body = generator.body(MODELS[service], name)
                headers = generator.headers(MODELS[service].operation_model(name).output_shape)
                requests.append({'service': service, 'operation': name, 'body': body, 'headers': headers,
                                 'chunk': [1, 7, 100000][seed % 3], 'streamed': seed % 2 == 1})
        return requests

    def compare(self, share, extras, n):
        return self.compare_requests(self.create_requests(share, extras, n))

    def compare_requests(self, requests):
        comparison = Comparison(self)
        for request, ours in zip(requests, self.run_helper(requests), strict=True):
            with self.subTest(operation=request['operation']):
                self.assertNotIn('error', ours, request['body'])
                model = MODELS[request['service']]
                shape = model.operation_model(request['operation']).output_shape
                if shape is None:
                    self.assertEqual(ours, {'return': True} if model.protocol == 'ec2' else {})
                    continue
                theirs = parse_with_botocore(model, shape, request)
                comparison.structure(shape, ours, theirs, request['operation'])
        return comparison.n_values

    def test_everything(self):
        self.assertGreater(self.compare(1.0, False, 6), 1000)

    def test_some_and_extras(self):
        self.assertGreater(self.compare(0.6, True, 12), 1000)

    def test_errors(self):
        requests = [{'service': service, 'operation': name, 'status': status, 'headers': headers, 'body': body,
                     'chunk': 100000, 'streamed': False} for service, name, status, headers, body in ERRORS]
        for request, ours in zip(requests, self.run_helper(requests), strict=True):
            with self.subTest(**request):
                theirs = parse_with_botocore(MODELS[request['service']], None, request)['Error']
                if request['body']:
                    self.assertEqual(ours['code'], theirs['Code'])
                    self.assertIn(theirs.get('Message') or f'status {request["status"]}', ours['error'])
                self.assertIn(ours['code'], ours['error'])

    def test_nothing(self):
        self.compare(0.0, False, 3)

    def test_nothing_but_extras(self):
        self.compare(0.0, True, 6)

    def test_examples(self):
        examples = botocore.loaders.Loader().load_service_model('ec2', 'examples-1')['examples']
        requests = []
        for name in [name for service, name in OPERATIONS if service == 'ec2']:
            shape = MODELS['ec2'].operation_model(name).output_shape
            for example in examples.get(name, []):
                for look, chunk in zip(LOOKS, [100000, 7, 1], strict=True):
                    body = look.body(name, shape, example.get('output', {}))
                    requests.append({'service': 'ec2', 'operation': name, 'body': body, 'chunk': chunk,
                                     'streamed': chunk == 7})
        self.assertGreater(len(requests), 270)
        self.assertGreater(self.compare_requests(requests), 1000)


if __name__ == '__main__':
    unittest.main()
