# rest_requests.py: reads requests of the REST protocols back, and lets botocore write them anew
#
# A request of these is spread over method, path, query, headers and body. It is read by the model into the parameters
# it stands for; botocore's serializer then makes a request of these, which has to be the same one.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import calendar
import email.utils
import json
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import botocore.serialize
import botocore.utils

# Headers that are no operation's: of HTTP, of the signature and of the retries.
OTHER_HEADERS = {'host', 'user-agent', 'accept-encoding', 'connection', 'content-length', 'content-type', 'authorization',
                 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256', 'amz-sdk-invocation-id',
                 'amz-sdk-request', 'accept', 'accept-language'}
NUMBERS = ('integer', 'long', 'float', 'double')


def split_uri(uri):
    """The path of a template and what its query has to have: {"list-type": "2"}."""
    path, _, query = uri.partition('?')
    return path, dict(urllib.parse.parse_qsl(query, keep_blank_values=True))


def match_path(template, path):
    """The labels in a path, decoded; None when it is another's."""
    pattern = ''
    for text, label in re.findall(r'([^{]*)(?:\{(\w+\+?)\})?', template):
        pattern += re.escape(text)
        if label:
            pattern += f'(?P<{label.rstrip("+")}>{".+" if label.endswith("+") else "[^/]+"})'
    match = re.fullmatch(pattern, path, re.DOTALL)
    if match is None:
        return None
    return {name: urllib.parse.unquote(value, errors='strict') for name, value in match.groupdict().items()}


def required(shape, location):
    """What a query or the headers cannot be without; some operations differ in nothing else."""
    return {shape.members[name].serialization.get('name', name) for name in (shape.required_members if shape else ())
            if shape.members[name].serialization.get('location') == location}


def find_operation(service_model, request):
    """The operation that a request means: (model, labels); (None, None) when there is none."""
    query = dict(parse_query(request['query']))
    best = (None, None)
    most = -1
    for name in service_model.operation_names:
        operation = service_model.operation_model(name)
        template, fixed = split_uri(operation.http['requestUri'])
        labels = match_path(template, request['path'])
        needed = set(fixed) | required(operation.input_shape, 'querystring')
        if (operation.http['method'] == request['method'] and labels is not None and len(needed) > most
                and required(operation.input_shape, 'header') <= set(request['headers'])
                and needed <= set(query) and all(query[key] == value for key, value in fixed.items())):
            best, most = (operation, labels), len(needed)
    return best


def parse_query(query):
    return urllib.parse.parse_qsl(query or '', keep_blank_values=True, errors='strict')


def parse_text(shape, text, in_header=False):
    """A scalar outside of the body; what cannot be read stays text, which the model then refuses."""
    kind = shape.type_name
    try:
        if kind in ('integer', 'long'):
            return int(text)
        if kind in ('float', 'double'):
            return float(text)
        if kind == 'boolean':
            return {'true': True, 'false': False}[text]
        if kind == 'timestamp' and in_header:
            return calendar.timegm(email.utils.parsedate(text))
        if kind == 'timestamp':
            return calendar.timegm(botocore.utils.parse_timestamp(text).utctimetuple())
    except (ValueError, KeyError, TypeError):
        pass
    return text


def parse_xml(shape, element):
    """The value of an element of a request."""
    if shape.type_name == 'structure':
        names = {member.serialization.get('name', name): name for name, member in shape.members.items()}
        return {names.get(tag(child), tag(child)): parse_xml(shape.members[names[tag(child)]], child)
                if tag(child) in names else child.text for child in element}
    if shape.type_name == 'list':
        return [parse_xml(shape.member, child) for child in element]
    return parse_text(shape, element.text or '')


def tag(element):
    return element.tag.rpartition('}')[2]


class Reader:
    """Reads the parameters of one request."""

    def __init__(self, operation, labels, request):
        self.operation = operation
        self.labels = labels
        self.request = request
        self.errors = []
        self.params = {}

    def read(self):
        shape = self.operation.input_shape
        query = parse_query(self.request['query'])
        unused = set(dict(query)) - set(split_uri(self.operation.http['requestUri'])[1])
        headers = set(self.request['headers']) - OTHER_HEADERS
        for name, member in (shape.members.items() if shape is not None else ()):
            location = member.serialization.get('location')
            wire = member.serialization.get('name', name)
            if location == 'uri' and wire in self.labels:
                self.params[name] = parse_text(member, self.labels[wire])
            elif location == 'querystring':
                unused.discard(wire)
                self.read_query(name, member, [value for key, value in query if key == wire])
            elif location == 'header' and wire.lower() != 'content-length':
                headers.discard(wire.lower())
                if wire.lower() in self.request['headers']:
                    self.params[name] = parse_text(member, self.request['headers'][wire.lower()], in_header=True)
        self.errors += [f'?{key}: does not exist in {shape.name if shape else "this"}' for key in unused]
        self.errors += [f'{key}: no header of {shape.name if shape else "this"}' for key in headers]
        self.read_body(shape)
        return self.params

    def read_query(self, name, member, values):
        if member.type_name == 'list' and values:
            self.params[name] = [parse_text(member.member, value) for value in values]
        elif values:
            self.params[name] = parse_text(member, values[0])
        if member.type_name != 'list' and len(values) > 1:
            self.errors.append(f'?{name} comes twice')

    def read_body(self, shape):
        body = self.request['body']
        payload = shape.serialization.get('payload') if shape is not None else None
        if payload is not None and shape.members[payload].type_name in ('blob', 'string'):
            if body:
                self.params[payload] = body.encode() if shape.members[payload].type_name == 'blob' else body
        elif body and self.operation.service_model.metadata['protocol'] == 'rest-xml':
            element = ElementTree.fromstring(body)
            target = shape.members[payload] if payload is not None else shape
            value = parse_xml(target, element)
            self.params.update({payload: value} if payload is not None else value)
        elif body:
            value = json.loads(body)
            self.params.update({payload: value} if payload is not None else value)


def normal(text):
    """XML or JSON, in a form in which the same is equal."""
    if isinstance(text, bytes):
        text = text.decode()
    try:
        return json.loads(text)
    except ValueError:
        return ElementTree.canonicalize(text) if text.startswith('<') else text


def compare(operation, request, params):
    """Where botocore would have written another request."""
    protocol = operation.service_model.metadata['protocol']
    expected = botocore.serialize.create_serializer(protocol, False).serialize_to_request(params, operation)
    path, fixed = split_uri(expected['url_path'])
    query = dict(fixed)
    query.update(expected['query_string'] if isinstance(expected['query_string'], dict)
                 else parse_query(expected['query_string']))
    query = sorted((key, botocore.utils.percent_encode(item).replace('%7E', '~')) for key, value in query.items()
                   for item in (value if isinstance(value, list) else [value]))
    sent = sorted(tuple(pair.partition('=')[::2]) for pair in (request['query'] or '').split('&') if pair)
    # Booleans in headers are Python's in botocores before 1.36; the length is HTTP's business.
    headers = {key.lower(): {'True': 'true', 'False': 'false'}.get(value, value)
               for key, value in expected['headers'].items() if key.lower() != 'content-length'}
    ours = {key: value for key, value in request['headers'].items()
            if key not in OTHER_HEADERS or key == 'content-type'}
    body = expected['body']
    differences = []
    # The server that recorded it has decoded what needs no escape in a path; what was signed shows what was sent.
    sent_path = botocore.utils.percent_encode(urllib.parse.unquote(request['path']), safe='/~')
    for what, our, their in (('method', request['method'], expected['method']), ('path', sent_path, path),
                             ('query', sent, query), ('body', normal(request['body']), normal(body or ''))):
        if our != their:
            differences.append(f'{what} is {our!r}, and botocore\'s {their!r}')
    # What is but bytes has a type only if we know one.
    if 'content-type' not in headers and not request['body']:
        ours.pop('content-type', None)
    if ours != headers:
        differences.append(f'headers are {ours!r}, and botocore\'s {headers!r}')
    return differences


def check(service_model, request, check_params):
    """What is wrong with a request: (operation, [message, …], params)."""
    operation, labels = find_operation(service_model, request)
    if operation is None:
        return None, [f'there is no operation {request["method"]} {request["path"]}'], {}
    reader = Reader(operation, labels, request)
    params = reader.read()
    shape = operation.input_shape
    errors = reader.errors + (check_params(shape, params, operation.name) if shape is not None else [])
    return operation.name, errors or compare(operation, request, params), params
