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
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import unittest
from xml.sax.saxutils import escape

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


def read_time(text):
    return calendar.timegm(datetime.datetime.fromisoformat(re.sub(r'[.]\d+', '', text)).utctimetuple())


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
            yield self.element(wire, self.xml(member, depth + 1)) + self.extra(shape)

    def json(self, shape, depth=0):
        if shape.type_name == 'structure':
            value = {name: self.json(member, depth + 1) for name, member in self.chosen(shape, depth)}
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

    def body(self, model, name):
        shape = model.operation_model(name).output_shape
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
        for key, value in ours.items():
            member, expected = self.find(shape, key, theirs)
            self.value(member, value, expected, f'{path}.{key}')

    def value(self, shape, ours, theirs, path):
        kind = shape.type_name
        if kind == 'list':
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


class AnswerTest(unittest.TestCase):
    def run_helper(self, requests):
        result = subprocess.run([HELPER], input=''.join(json.dumps(request) + '\n' for request in requests),
                                capture_output=True, text=True, check=True)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def create_requests(self, share, extras, n):
        requests = []
        for service, name in OPERATIONS:
            for seed in range(n):
                body = Generator(f'{name}{seed}', share, extras).body(MODELS[service], name)
                requests.append({'service': service, 'operation': name, 'body': body,
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
                parser = botocore.parsers.create_parser(model.protocol)
                theirs = parser.parse({'body': request['body'].encode(), 'status_code': 200, 'headers': {}}, shape)
                comparison.structure(shape, ours, theirs, request['operation'])
        return comparison.n_values

    def test_everything(self):
        self.assertGreater(self.compare(1.0, False, 6), 1000)

    def test_some_and_extras(self):
        self.assertGreater(self.compare(0.6, True, 12), 1000)

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
