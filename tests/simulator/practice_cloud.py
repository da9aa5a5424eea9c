# practice_cloud.py: starts the practice cloud for a test, and checks what it answers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""A running flotilla-simulator, botocore clients for it, and the checker that holds every one of its answers
against the output shapes of AWS's service models."""

import functools
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.session

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tools'))
import botocore_model  # noqa: E402 pylint: disable=wrong-import-position

KEY_ID = 'AKIAPRACTICE00000000'
SECRET = 'practice-cloud-secret'
PROGRAM = os.path.join(os.environ.get('FLOTILLA_BUILD_DIR', '_build'), 'src', 'simulator', 'flotilla-simulator')


@functools.lru_cache
def shared_session():
    """One session for all clients: EC2's model is large, and a session reads it only once."""
    return botocore.session.Session()


@functools.lru_cache
def service_model(name):
    """EC2's with what it has learnt since."""
    return botocore_model.load(name) if name == 'ec2' else shared_session().get_service_model(name)


def local_name(element):
    return element.tag.rpartition('}')[2]


def check_leaf(shape, element, path, problems):
    text = element.text or ''
    if shape.type_name == 'boolean' and text not in ('true', 'false'):
        problems.append(f'{path} is no boolean: {text}')
    if shape.type_name in ('integer', 'long') and not text.lstrip('-').isdigit():
        problems.append(f'{path} is no integer: {text}')
    if shape.type_name == 'timestamp' and not text.endswith('Z'):
        problems.append(f'{path} is no time: {text}')


def check_element(shape, element, path, problems):
    """Every element must be a member of the shape, with a text of the member's type."""
    if shape.type_name == 'structure':
        members = {member.serialization.get('name', name): member for name, member in shape.members.items()}
        for child in element:
            name = local_name(child)
            if name not in members:
                problems.append(f'{path}/{name} is not in the model')
            else:
                check_element(members[name], child, f'{path}/{name}', problems)
    elif shape.type_name == 'list':
        item = shape.member.serialization.get('name', 'member')
        for child in element:
            if local_name(child) != item:
                problems.append(f'{path}/{local_name(child)} should be called {item}')
            else:
                check_element(shape.member, child, f'{path}/{item}', problems)
    else:
        check_leaf(shape, element, path, problems)


def check_answer(operation, body):
    """What an XML answer holds that the operation's output shape does not."""
    problems = []
    root = ElementTree.fromstring(body)
    if local_name(root) != f'{operation.name}Response':
        problems.append(f'the root is called {local_name(root)}')
    if operation.service_model.metadata['protocol'] == 'query':
        if operation.output_shape is None:
            return problems
        check_element(operation.output_shape, root[0], operation.name, problems)
        return problems
    request_id = [child for child in root if local_name(child) == 'requestId']
    if len(request_id) != 1 or not request_id[0].text:
        problems.append('there is no requestId')
    for child in request_id:
        root.remove(child)
    if operation.output_shape is not None:
        # AWS answers `return` to actions that an older model gives no output, and a newer one another.
        names = {member.serialization.get('name') for member in operation.output_shape.members.values()}
        for child in [child for child in root if local_name(child) == 'return' and 'return' not in names]:
            root.remove(child)
        check_element(operation.output_shape, root, operation.name, problems)
    else:
        problems += [f'{local_name(child)} is not in the model' for child in root if local_name(child) != 'return']
    return problems


def check_json(shape, value, path, problems):
    """Every member of a JSON answer must be one of the shape, with a value of the member's type."""
    if shape.type_name == 'structure':
        for name, child in value.items():
            member = shape.members.get(name)
            # Models older than an output have it among the errors at most.
            if member is None:
                problems.append(f'{path}.{name} is not in the model')
            else:
                check_json(member, child, f'{path}.{name}', problems)
    elif shape.type_name == 'list':
        for child in value:
            check_json(shape.member, child, f'{path}[]', problems)
    elif shape.type_name == 'map':
        for child in value.values():
            check_json(shape.value, child, f'{path}.*', problems)
    else:
        types = {'boolean': bool, 'integer': int, 'long': int, 'double': (int, float), 'float': (int, float),
                 'timestamp': (int, float)}.get(shape.type_name, str)
        if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
            problems.append(f'{path} is no {shape.type_name}: {value}')


class PracticeCloud:
    """A flotilla-simulator on a free port. Use it in a `with`, or call stop ()."""

    def __init__(self, *options):
        self.problems = []
        self.clients = []
        # Standard input stays open for as long as we live: the program ends with us.
        self.process = subprocess.Popen([PROGRAM, '--exit-with-stdin', *options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith('listening on http://127.0.0.1:'):
            raise RuntimeError(f'the practice cloud did not start: {line}{self.stop()}')
        self.url = line.removeprefix('listening on ').strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends it; returns what it wrote to standard error."""
        for client in self.clients:
            client.close()
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return errors

    def client(self, service='ec2', region='us-east-1', key_id=KEY_ID, secret=SECRET, token=None, attempts=1,
               **config):
        client = shared_session().create_client(service, region_name=region, endpoint_url=self.url,
                                       aws_access_key_id=key_id, aws_secret_access_key=secret,
                                       aws_session_token=token,
                                       config=botocore.config.Config(retries={'max_attempts': attempts - 1},
                                                                     proxies={}, **config))
        self.clients.append(client)
        self.watch(service, client)
        return client

    def call_json(self, service, target, body, version='1.1', region='us-east-1'):
        """A JSON call that the installed botocore may be too old to make: status, headers, answer."""
        request = botocore.awsrequest.AWSRequest('POST', self.url + '/', {
            'Content-Type': f'application/x-amz-json-{version}', 'X-Amz-Target': target}, json.dumps(body).encode())
        credentials = botocore.credentials.Credentials(KEY_ID, SECRET)
        botocore.auth.SigV4Auth(credentials, service, region).add_auth(request)
        request = urllib.request.Request(request.url, request.data, dict(request.headers.items()))
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, json.load(error)

    def watch(self, service, client):
        client.meta.events.register('response-received', functools.partial(self.answer_received, service))

    def answer_received(self, service, response_dict=None, context=None, event_name='', **_):
        """Checks each answer as it comes in; tests assert that self.problems stays empty."""
        if response_dict is None or response_dict['status_code'] >= 300:
            return
        operation = event_name.split('.')[2]
        model = service_model(service).operation_model(operation)
        protocol = service_model(service).metadata['protocol']
        if protocol in ('json', 'rest-json'):
            if model.output_shape is not None:
                check_json(model.output_shape, json.loads(response_dict['body'] or '{}'), operation, self.problems)
        elif service != 'sqs' and protocol in ('ec2', 'query'):
            self.problems += [f'{operation}: {problem}' for problem in check_answer(model, response_dict['body'])]

    def get(self, what):
        with urllib.request.urlopen(f'{self.url}/_simulator/{what}', timeout=10) as answer:
            return answer.read().decode()

    def post(self, command, **arguments):
        request = urllib.request.Request(f'{self.url}/_simulator/{command}', json.dumps(arguments).encode(),
                                         {'Content-Type': 'application/json'})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return json.load(error)

    def ledger(self):
        return json.loads(self.get('ledger'))

    def events(self):
        return json.loads(self.get('events'))['events']
