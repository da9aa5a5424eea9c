# credential_cloud.py: what credentials are asked for at: STS, a container's service, an instance's
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers tell in the access key id what they were given for, so that two clients that came by the same way have the
same key."""

import datetime
import hashlib
import http.server
import json
import re
import threading
import urllib.parse
from xml.sax.saxutils import escape

WRONG_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. '
BAD_CODE = ("1 validation error detected: Value 'x' at 'tokenCode' failed to satisfy constraint: Member must satisfy "
            'regular expression pattern: [\\d]*')


def make_key(*parts):
    return 'ASIA' + hashlib.sha1('|'.join(map(str, parts)).encode()).hexdigest()[:16].upper()


def in_future(seconds=3600):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(seconds=seconds)).strftime('%Y-%m-%dT%H:%M:%SZ')


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        pass

    def answer(self, status, text, kind='text/xml'):
        body = text if isinstance(text, bytes) else text.encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    # ---- STS ----

    def refuse(self, status, code, message):
        self.answer(status, "<ErrorResponse xmlns='https://sts.amazonaws.com/doc/2011-06-15/'><Error>"
                    f'<Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message></Error>'
                    '<RequestId>r-1</RequestId></ErrorResponse>')

    def give_session(self, action, arn, key):
        role = arn.rsplit('/', 1)[-1]
        self.answer(200, f"<{action}Response xmlns='https://sts.amazonaws.com/doc/2011-06-15/'><{action}Result>"
                    f'<AssumedRoleUser><AssumedRoleId>AROA:{role}</AssumedRoleId><Arn>arn:aws:sts::123456789012:'
                    f'assumed-role/{role}/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>{key}</AccessKeyId>'
                    f'<SecretAccessKey>secret-{key}</SecretAccessKey><SessionToken>token-{key}</SessionToken>'
                    f'<Expiration>{in_future()}</Expiration></Credentials></{action}Result><ResponseMetadata>'
                    f'<RequestId>r-1</RequestId></ResponseMetadata></{action}Response>')

    def say_who(self, signer):
        self.answer(200, "<GetCallerIdentityResponse xmlns='https://sts.amazonaws.com/doc/2011-06-15/'>"
                    f'<GetCallerIdentityResult><Arn>arn:{signer}</Arn><UserId>u</UserId><Account>1</Account>'
                    '</GetCallerIdentityResult></GetCallerIdentityResponse>')

    def assume_role(self, form):
        authorization = self.headers.get('Authorization', '')
        match = re.search(r'Credential=([^/]+)/', authorization)
        signer = match.group(1) if match else 'nobody'
        token = self.headers.get('X-Amz-Security-Token')
        if signer.startswith('ASIA') and token != 'token-' + signer:
            return self.refuse(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.')
        if form['RoleArn'].endswith('/forbidden'):
            return self.refuse(403, 'AccessDenied', f'User: {signer} is not authorized to perform: sts:AssumeRole')
        if 'SerialNumber' in form and form.get('TokenCode') == 'x':
            return self.refuse(400, 'ValidationError', BAD_CODE)
        if 'SerialNumber' in form and form.get('TokenCode') != '123456':
            return self.refuse(403, 'AccessDenied', WRONG_CODE)
        session = form['RoleSessionName']
        if re.match(r'(botocore-session|flotilla)-\d+$', session):
            session = 'made up'
        return self.give_session('AssumeRole', form['RoleArn'],
                                 make_key(form['RoleArn'], signer, form.get('ExternalId'), session,
                                          form.get('DurationSeconds'), form.get('SerialNumber')))

    def assume_role_with_web_identity(self, form):
        if self.headers.get('Authorization') is not None:
            return self.refuse(400, 'SignedRequest', 'nobody signs this')
        if form['WebIdentityToken'] == 'stale':
            return self.refuse(400, 'ExpiredTokenException', 'Token expired')
        session = form['RoleSessionName']
        if re.match(r'(botocore-session|flotilla)-\d+$', session):
            session = 'made up'
        return self.give_session('AssumeRoleWithWebIdentity', form['RoleArn'],
                                 make_key('web', form['RoleArn'], form['WebIdentityToken'], session))

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length'])).decode()
        form = dict(urllib.parse.parse_qsl(body))
        scope = re.search(r'Credential=[^/]+/\d+/([^/]+)/', self.headers.get('Authorization', ''))
        self.server.calls.append((self.path, form.get('Action'), scope.group(1) if scope else None))
        if form['Action'] == 'AssumeRole':
            self.assume_role(form)
        elif form['Action'] == 'GetCallerIdentity':
            self.say_who(re.search(r'Credential=([^/]+)/', self.headers['Authorization']).group(1))
        else:
            self.assume_role_with_web_identity(form)

    # ---- the instance's service and the container's ----

    def do_PUT(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        self.server.calls.append((self.path, 'PUT'))
        way = self.path.split('/')[1]
        status = {'imds-v1': 404, 'imds-403': 403, 'imds-400': 400, 'imds-500': 500}.get(way, 200)
        if self.headers.get('X-aws-ec2-metadata-token-ttl-seconds') != '21600':
            status = 400
        self.answer(status, 'imds-token' if status == 200 else 'no', 'text/plain')

    def instance_answer(self, way, role):
        if way in ('imds', 'imds-expired', 'imds-soon') and self.headers.get('X-aws-ec2-metadata-token') != 'imds-token':
            return self.answer(401, 'no token', 'text/plain')
        if way == 'imds-none':
            return self.answer(404, 'no role', 'text/plain')
        if not role:
            return self.answer(200, '' if way == 'imds-empty' else 'instance-role', 'text/plain')
        if way == 'imds-broken':
            return self.answer(200, '{nonsense', 'text/plain')
        if way == 'imds-refusal':
            return self.answer(200, json.dumps({'Code': 'AssumeRoleUnauthorizedAccess', 'Message': 'no'}), 'text/plain')
        end = {'imds-expired': -3600, 'imds-soon': 300}.get(way, 3600)
        key = make_key('instance', way)
        return self.answer(200, json.dumps({'Code': 'Success', 'AccessKeyId': key, 'SecretAccessKey': 's',
                                            'Token': 'token-' + key, 'Expiration': in_future(end)}),
                           'text/plain')

    def container_answer(self, way):
        if way == 'container-secret' and self.headers.get('Authorization') != 'Basic container-token':
            return self.answer(401, 'no', 'text/plain')
        if way == 'container-500':
            return self.answer(500, 'no', 'text/plain')
        if way == 'container-broken':
            return self.answer(200, '[', 'application/json')
        key = make_key(way)
        return self.answer(200, json.dumps({'AccessKeyId': key, 'SecretAccessKey': 's', 'Token': 'token-' + key,
                                            'Expiration': in_future(), 'RoleArn': 'arn'}), 'application/json')

    def do_GET(self):
        self.server.calls.append((self.path, 'GET'))
        parts = self.path.split('/')
        way = parts[1]
        if way.startswith('container'):
            self.container_answer(way)
        else:
            self.instance_answer(way, parts[-1])


class Cloud:
    """Answers on a loopback port until close()."""

    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.server.calls = []
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
