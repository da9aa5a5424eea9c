#!/usr/bin/python3
# test_written_botocore.py: what we write for a request, against what botocore writes for the same
#
# Both are told the same in their own words: values that are made up for every operation there is, and the examples of
# AWS's own documentation. What is said twice has to be the same bytes, but for the order.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import unittest

import botocore.exceptions
import botocore.loaders
import botocore.serialize
import botocore.utils

SOURCE = pathlib.Path(os.environ['FLOTILLA_SOURCE_DIR'])
sys.path.insert(0, str(SOURCE / 'tests' / 'tools'))

import botocore_model  # noqa: E402
import check_requests  # noqa: E402

HELPER = sys.argv.pop(1)
OPERATIONS = [json.loads(line) for line in subprocess.run([HELPER, '--describe'], capture_output=True, text=True,
                                                          check=True).stdout.splitlines()]
MODELS = {operation['service']: botocore_model.load(operation['service']) for operation in OPERATIONS}
TEXTS = ['plain', '', 'a b+c&d=e%20', '~-_.!*\'()', 'Größe', '値段', '"quoted"', 'line\nbreak', 'a/b', '🚀']
N_SEEDS = 4
# Of the examples, what we cannot say because nothing of ours needs it.
NOT_SAID = {
    # Addresses outside of a VPC, which EC2 ended in 2022
    'AssociateAddress': {'PublicIp'},
    'DisassociateAddress': {'PublicIp'},
    'ReleaseAddress': {'PublicIp'},
    # No role of ours goes on into another one with its tags
    'AssumeRole': {'TransitiveTagKeys'},
    # Of logins with Facebook and the like, which have no token of OpenID Connect
    'AssumeRoleWithWebIdentity': {'ProviderId'},
    # Names of metadata cannot stand in a table; who may read an object is the bucket's business
    'PutObject': {'ACL', 'Metadata'},
    # Of images that are older than enhanced networking
    'ModifyInstanceAttribute': {'EnaSupport'},
}


def member_by_wire_name(protocol, shape, step):
    """(botocore's name, the member) for one of our names."""
    for name, member in shape.members.items():
        wire = (check_requests.query_name(protocol, name, member) if protocol in ('ec2', 'query')
                else member.serialization.get('name', name))
        if wire == step:
            return name, member
    raise AssertionError(f'{shape.name} has no {step}')


def find(protocol, shape, path):
    """The names and the shape at one of our paths, "Ebs.VolumeSize"."""
    if shape.type_name == 'map':
        return [path], shape.value
    names = []
    for step in path.split('.') if protocol in ('ec2', 'query') else [path]:
        name, shape = member_by_wire_name(protocol, shape, step)
        names.append(name)
    return names, shape


class Writer:
    """Makes up the same values in our words and in botocore's."""

    def __init__(self, seed, protocol, share):
        self.rng = random.Random(seed)
        self.protocol = protocol
        self.share = share

    def text(self, shape):
        if shape.type_name == 'blob':
            data = self.rng.choice(TEXTS).encode()
            return base64.b64encode(data).decode(), data
        value = self.rng.choice(TEXTS)
        if shape.serialization.get('location') == 'uri':
            value = value or 'x'
        if shape.serialization.get('location') == 'header':
            value = 'a header'
        return value, value

    def value(self, member, shape):
        kind = member['kind']
        if kind == 'structure':
            return self.structure(member['members'], shape)
        if shape.type_name == 'map' and kind == 'list':
            value = dict.fromkeys(self.rng.sample(TEXTS, 2), self.rng.choice(TEXTS))
            return [{'key': key, 'value': text} for key, text in value.items()], value
        if kind == 'list':
            pairs = [self.structure(member['members'], shape.member) for _ in range(self.rng.choice([1, 2, 11]))]
        elif kind == 'string-list':
            pairs = [self.text(shape.member) for _ in range(self.rng.choice([1, 3, 12]))]
        elif kind == 'time':
            seconds = self.rng.choice([0, 1440938160, 4102444799])
            return seconds, datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        else:
            values = {'integer': [0, 1, -1, 42, 2 ** 31 - 1], 'double': [0.0, 1.0, 0.1, 12.5, -3.25, 1e-3, 1e6],
                      'boolean': [True, False]}
            if kind in ('string', 'bytes'):
                return self.text(shape)
            value = self.rng.choice(values[kind])
            return value, value
        return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]

    def structure(self, members, shape):
        ours, theirs = {}, {}
        for member in members:
            names, inner = find(self.protocol, shape, member['name'])
            # What a path is made of cannot be left out.
            if self.rng.random() >= self.share and inner.serialization.get('location') != 'uri':
                continue
            if not member.get('members', True):
                continue  # a shape inside itself, once more
            ours[member['name']], value = self.value(member, inner)
            target = theirs
            for name in names[:-1]:
                target = target.setdefault(name, {})
            target[names[-1]] = value
        return ours, theirs


class Translator:
    """Says an example in our words. What we have no words for is taken out of it, and remembered."""

    def __init__(self, protocol):
        self.protocol = protocol
        self.missing = []

    def value(self, member, shape, value, path):
        kind = member['kind']
        if kind == 'structure':
            return self.structure(member['members'], shape, value, path)
        if kind == 'list':
            pairs = [self.structure(member['members'], shape.member, item, path) for item in value]
            return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]
        if kind == 'time':
            moment = botocore.utils.parse_timestamp(value)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)
            return int(moment.timestamp()), moment
        if shape.type_name == 'blob':
            return base64.b64encode(value.encode()).decode(), value.encode()
        if kind == 'integer':
            value = int(value)  # which some write in quotes
        return value, value

    def structure(self, members, shape, example, path=''):
        example = json.loads(json.dumps(example))
        ours, theirs = {}, {}
        for member in members:
            names, inner = find(self.protocol, shape, member['name'])
            source, target = example, theirs
            for name in names[:-1]:
                source = source.get(name, {})
            if names[-1] not in source:
                continue
            for name in names[:-1]:
                target = target.setdefault(name, {})
            ours[member['name']], target[names[-1]] = self.value(member, inner, source.pop(names[-1]),
                                                                 f'{path}{".".join(names)}.')
        self.missing += [path + name for name, value in example.items() if value != {}]
        return ours, theirs


def form(pairs):
    """Numbers by their value, the rest as it is."""
    return {name: float(value) if isinstance(value, float) else str(value) for name, value in pairs}


class WrittenTest(unittest.TestCase):
    maxDiff = None

    def run_helper(self, requests):
        result = subprocess.run([HELPER], input=''.join(json.dumps(request) + '\n' for request in requests),
                                capture_output=True, text=True, check=True)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def check_form(self, ours, theirs):
        ours, theirs = dict(check_requests.parse_form(ours)) if ours else {}, form(theirs)
        for name, value in theirs.items():
            if isinstance(value, float) and name in ours:
                ours[name] = float(ours[name])
        self.assertEqual(ours, theirs)

    def check(self, service, name, ours, theirs):
        """One request; @theirs are the arguments of botocore's call."""
        model = MODELS[service]
        serializer = botocore.serialize.create_serializer(model.protocol, include_validation=False)
        expected = serializer.serialize_to_request(theirs, model.operation_model(name))
        self.assertEqual(ours['method'], expected['method'])
        path, _, fixed = expected['url_path'].partition('?')
        self.assertEqual(ours['path'], path)
        query = expected['query_string'] or {}
        query = list(query.items() if isinstance(query, dict) else query)
        if fixed:
            self.assertIn(fixed, ours['query'].split('&'))
            ours['query'] = '&'.join(part for part in ours['query'].split('&') if part != fixed)
        self.check_form(ours['query'], query)
        if model.protocol in ('ec2', 'query'):
            self.check_form(ours['body'], expected['body'].items())
        elif model.protocol == 'rest-xml':
            self.assertEqual(ours['body'].encode(), expected['body'] or b'')
        elif expected['body']:
            self.assertEqual(json.loads(ours['body']), json.loads(expected['body']))
        else:
            self.assertIn(ours['body'], ('', '{}'))
        # Booleans in headers are Python's in botocores before 1.36.
        headers = {name.lower(): {'True': 'true', 'False': 'false'}.get(value, value)
                   for name, value in expected['headers'].items()}
        for header, value in ours['headers'].items():
            self.assertEqual(headers.get(header.lower()), value)

    def test_made_up(self):
        requests, arguments = [], []
        for operation in OPERATIONS:
            model = MODELS[operation['service']]
            shape = model.operation_model(operation['operation']).input_shape
            for seed in range(N_SEEDS):
                writer = Writer(f'{operation["operation"]}{seed}', model.protocol, [1.0, 0.7, 0.3, 0.0][seed])
                ours, theirs = writer.structure(operation['input'], shape) if 'input' in operation else ({}, {})
                requests.append({**operation, 'input': ours})
                arguments.append(theirs)
        for request, ours, theirs in zip(requests, self.run_helper(requests), arguments, strict=True):
            with self.subTest(operation=request['operation']):
                self.check(request['service'], request['operation'], ours, theirs)

    def examples(self):
        """Yields (operation, the input of an example of AWS's documentation)."""
        loader = botocore.loaders.Loader()
        for operation in OPERATIONS:
            try:
                examples = loader.load_service_model(operation['service'], 'examples-1')['examples']
            except botocore.exceptions.DataNotFoundError:
                continue
            for example in examples.get(operation['operation'], []):
                yield operation, example.get('input', {})

    def test_examples(self):
        requests, arguments, missing = [], [], {}
        for operation, example in self.examples():
            name, model = operation['operation'], MODELS[operation['service']]
            translator = Translator(model.protocol)
            shape = model.operation_model(name).input_shape
            ours, theirs = translator.structure(operation.get('input', []), shape, example)
            if translator.missing:
                missing.setdefault(name, set()).update(translator.missing)
            requests.append({**operation, 'input': ours})
            arguments.append(theirs)
        self.assertEqual(missing, NOT_SAID)
        self.assertGreater(len(requests), 100)
        for request, ours, theirs in zip(requests, self.run_helper(requests), arguments, strict=True):
            with self.subTest(operation=request['operation'], example=theirs):
                self.check(request['service'], request['operation'], ours, theirs)


if __name__ == '__main__':
    unittest.main()
