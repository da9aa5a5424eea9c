#!/usr/bin/python3
# check_requests.py: checks recorded requests against botocore's service models
#
# usage: check_requests.py FILE…
#
# A file holds one request a line, as JSON, in the form of the test server: {"service": "ec2", "target": null,
# "body": "Action=…", "method", "path", "query", "headers"}, of a JSON service with the target "Prefix.Operation" and a
# body that is JSON; or in that of flotilla-simulator --record: {"service", "action", "params": [[name, value], …], "input": {…}}.
# "service" is the name in the signature; what is not signed is recognised by what it says. Every parameter has to exist, to have the right form and to be within its bounds; required ones have to be
# there; lists have to count from 1 without a gap. Says what is wrong, a line each, and exits with 1 if anything is,
# with 77 ("skipped", to meson) if nothing was recorded.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import binascii
import functools
import json
import os
import re
import sys
import urllib.parse

import botocore_model
import rest_requests

SERVICES = ['budgets', 'ce', 'cloudtrail', 'cloudwatch', 'ec2', 'events', 'iam', 'kms', 'pricing', 's3',
            'service-quotas', 'sqs', 'ssm', 'sso', 'sso-oidc', 'sts']

model = functools.lru_cache(botocore_model.load)


def query_name(protocol, name, shape):
    """What a member is called in a Query request."""
    serialization = shape.serialization
    if protocol == 'ec2':
        if 'queryName' in serialization:
            return serialization['queryName']
        if 'name' in serialization:
            return serialization['name'][0].upper() + serialization['name'][1:]
        return name
    return serialization.get('name', name)


class Tree(dict):
    """Parameters by the parts of their names: Filter.1.Name=x is tree['Filter']['1']['Name'] = 'x'."""

    @classmethod
    def build(cls, pairs):
        tree, errors, seen = cls(), [], set()
        for name, value in pairs:
            if name in seen:
                errors.append(f'{name} comes twice')
                continue
            seen.add(name)
            tree.insert(name.split('.'), value, errors)
        return tree, errors

    def insert(self, parts, value, errors):
        node = self
        for part in parts[:-1]:
            node = node.setdefault(part, Tree())
            if not isinstance(node, Tree):
                errors.append(f'{".".join(parts)} is below a value')
                return
        if parts[-1] in node:
            errors.append(f'{".".join(parts)} is a value and has parameters below it')
            return
        node[parts[-1]] = value


class Checker:
    def __init__(self, protocol, with_bounds=True):
        self.protocol = protocol
        self.with_bounds = with_bounds
        self.errors = []

    def fail(self, path, what):
        self.errors.append(f'{path}: {what}')

    def check_bounds(self, shape, size, path):
        if not self.with_bounds:
            return
        if size < shape.metadata.get('min', size) or size > shape.metadata.get('max', size):
            self.fail(path, f'{size} is out of bounds ({shape.metadata})')

    def check_text(self, shape, value, path):
        """A scalar as the Query protocols write it."""
        kind = shape.type_name
        if kind in ('integer', 'long'):
            if not re.fullmatch(r'-?\d{1,19}', value):
                self.fail(path, f'"{value}" is no {kind}')
            else:
                self.check_bounds(shape, int(value), path)
        elif kind in ('double', 'float'):
            try:
                float(value)
            except ValueError:
                self.fail(path, f'"{value}" is no {kind}')
        elif kind == 'boolean' and value not in ('true', 'false'):
            self.fail(path, f'"{value}" is no boolean')
        elif kind == 'timestamp' and not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', value):
            self.fail(path, f'"{value}" is no timestamp')
        elif kind == 'blob':
            try:
                base64.b64decode(value, validate=True)
            except binascii.Error:
                self.fail(path, 'is no base64')
        elif kind == 'string':
            self.check_bounds(shape, len(value), path)

    def check_query_list(self, shape, tree, path):
        if self.protocol == 'query' and not shape.serialization.get('flattened'):
            name = shape.member.serialization.get('name', 'member')
            if list(tree) != [name] or not isinstance(tree[name], Tree):
                self.fail(path, f'the items of this list are called {path}.{name}.N')
                return
            tree = tree[name]
        if sorted(tree, key=lambda key: (len(key), key)) != [str(i + 1) for i in range(len(tree))]:
            self.fail(path, f'items are not counted from 1: {sorted(tree)}')
            return
        self.check_bounds(shape, len(tree), path)
        for number, item in tree.items():
            self.check_query(shape.member, item, f'{path}.{number}')

    def check_query(self, shape, value, path):
        kind = shape.type_name
        if value is None:
            self.fail(path, 'has no "="')
        elif (kind in ('structure', 'list', 'map')) != isinstance(value, Tree):
            self.fail(path, f'is a {kind}')
        elif kind == 'list':
            self.check_query_list(shape, value, path)
        elif kind == 'structure':
            self.check_query_structure(shape, value, path)
        elif kind == 'map':
            self.fail(path, 'maps cannot be checked yet')
        else:
            self.check_text(shape, value, path)

    def check_query_structure(self, shape, tree, path):
        names = {query_name(self.protocol, name, member): name for name, member in shape.members.items()}
        prefix = f'{path}.' if path else ''
        for key, value in tree.items():
            if key not in names:
                self.fail(prefix + key, f'does not exist in {shape.name}')
            else:
                self.check_query(shape.members[names[key]], value, prefix + key)
        for query, name in names.items():
            if name in shape.required_members and query not in tree:
                self.fail(prefix + query, 'is required')

    def check_json(self, shape, value, path):
        kind = shape.type_name
        types = {'structure': dict, 'list': list, 'map': dict, 'string': str, 'blob': (str, bytes), 'boolean': bool,
                 'integer': int, 'long': int, 'double': (int, float), 'float': (int, float), 'timestamp': (int, float)}
        if not isinstance(value, types[kind]) or (isinstance(value, bool) and kind != 'boolean'):
            self.fail(path, f'is a {kind}')
        elif kind == 'structure':
            for key, member in value.items():
                if key not in shape.members:
                    self.fail(f'{path}.{key}', f'does not exist in {shape.name}')
                else:
                    self.check_json(shape.members[key], member, f'{path}.{key}')
            for name in set(shape.required_members) - set(value):
                self.fail(f'{path}.{name}', 'is required')
        elif kind == 'list':
            self.check_bounds(shape, len(value), path)
            for i, item in enumerate(value):
                self.check_json(shape.member, item, f'{path}[{i}]')
        elif kind == 'map':
            for key, item in value.items():
                self.check_json(shape.key, key, f'{path} key')
                if key not in getattr(shape.key, 'enum', ()) and getattr(shape.key, 'enum', ()):
                    self.fail(f'{path}["{key}"]', f'is no {shape.key.name}')
                self.check_json(shape.value, item, f'{path}["{key}"]')
        elif kind in ('integer', 'long'):
            self.check_bounds(shape, value, path)
        elif kind == 'string':
            self.check_bounds(shape, len(value), path)


def parse_form(body):
    """The pairs of a body; one without "=" gets a value of None."""
    for pair in body.split('&'):
        name, equals, value = pair.partition('=')
        unquote = functools.partial(urllib.parse.unquote, errors='strict')
        yield unquote(name), unquote(value) if equals else None


def check_query_request(service_model, pairs, with_bounds):
    tree, errors = Tree.build(pairs)
    action, version = tree.pop('Action', None), tree.pop('Version', None)
    if version != service_model.api_version:
        errors.append(f'Version is {version} and not {service_model.api_version}')
    if action not in service_model.operation_names:
        return action, errors + [f'there is no operation {action}']
    checker = Checker(service_model.protocol, with_bounds)
    shape = service_model.operation_model(action).input_shape
    if shape is not None:
        checker.check_query_structure(shape, tree, '')
    elif tree:
        checker.fail(action, f'takes no parameters: {sorted(tree)}')
    return action, errors + checker.errors


def check_json_request(service_model, action, value, with_bounds):
    if action not in service_model.operation_names:
        return action, [f'there is no operation {action}']
    checker = Checker('json', with_bounds)
    checker.check_json(service_model.operation_model(action).input_shape, value, action)
    return action, checker.errors


def is_signed_as(service, name):
    metadata = model(service).metadata
    return name in (service, metadata.get('signingName', metadata['endpointPrefix']))


def speaks(service, request):
    """Whether a request that is not signed may be one to this service."""
    service_model = model(service)
    if service_model.protocol.startswith('rest-'):
        operation = rest_requests.find_operation(service_model, request)[0]
        return operation is not None and operation.auth_type == 'none'
    if service_model.protocol == 'json':
        return (request['target'] or '').rpartition('.')[0] == service_model.metadata['targetPrefix']
    return f'&Version={service_model.api_version}' in request['body']


def find_service(request):
    """What AWS's tools call the service that a request is for; None when it is none's."""
    if request['service']:
        return next((service for service in SERVICES if is_signed_as(service, request['service'])), None)
    return next((service for service in SERVICES if speaks(service, request)), None)


def check_params(shape, params, path, with_bounds):
    checker = Checker('json', with_bounds)
    checker.check_json(shape, params, path)
    return checker.errors


def check_rest_request(service_model, request, with_bounds):
    return rest_requests.check(service_model, request,
                               functools.partial(check_params, with_bounds=with_bounds))[:2]


def check_request(request, with_bounds=True):
    """What is wrong with a recorded request: (operation, [message, …]). Values that nobody means need no bounds."""
    service = find_service(request)
    if service is None:
        return None, [f'there is no service "{request["service"]}" that this is for']
    service_model = model(service)
    if 'input' in request and service_model.protocol not in ('ec2', 'query'):
        return check_json_request(service_model, request['action'], request['input'], with_bounds)
    if service_model.protocol.startswith('rest-'):
        return check_rest_request(service_model, request, with_bounds)
    if service_model.protocol != 'json':
        pairs = request['params'] if 'params' in request else parse_form(request['body'])
        return check_query_request(service_model, pairs, with_bounds)
    prefix, _, action = request['target'].rpartition('.')
    if prefix != service_model.metadata['targetPrefix']:
        return action, [f'target {prefix} should be {service_model.metadata["targetPrefix"]}']
    return check_json_request(service_model, action, json.loads(request['body']), with_bounds)


def is_call(request):
    """Files that AWS publishes are fetched without more ado."""
    return 'headers' not in request or 'amz-sdk-invocation-id' in request['headers']


def main(file_names):
    n_requests = n_errors = 0
    for file_name in filter(os.path.exists, file_names):
        with open(file_name, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                request = json.loads(line)
                if not is_call(request):
                    continue
                n_requests += 1
                action, errors = check_request(request)
                n_errors += len(errors)
                for error in errors:
                    print(f'{file_name}:{number}: {action}: {error}', file=sys.stderr)
    print(f'{n_requests} requests checked, {n_errors} errors')
    return 1 if n_errors else 0 if n_requests else 77


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: check_requests.py FILE…')
    sys.exit(main(sys.argv[1:]))
