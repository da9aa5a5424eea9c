#!/usr/bin/python3
# test_transport.py: real TLS servers, proxies and certificates, and what we say about the wrong ones
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import http.server
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

import h2.config
import h2.connection
import h2.events

HELPER = sys.argv.pop(1)
AWS = 'sts.us-east-1.amazonaws.com'
ANSWER = (b'<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>'
          b'</GetCallerIdentityResult></GetCallerIdentityResponse>')
NEW_KEY = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes')
PARAMETER, PROTOCOL = '6', '12'


def openssl(*arguments, **options):
    subprocess.run(['openssl', *arguments], check=True, capture_output=True, **options)


class Certificates:
    """An authority, and servers' certificates good and bad, made for this run."""

    def __init__(self, directory):
        self.directory = directory
        self.authority('ca', 'Flotilla Test Authority')
        self.authority('stranger', 'Somebody Else')
        names = f'DNS:{AWS},DNS:localhost,IP:127.0.0.1'
        self.server('good', 'ca', names)
        self.server('strange', 'stranger', names)
        self.server('other', 'ca', 'DNS:other.example,DNS:second.example')
        self.server('expired', 'ca', names, '20200101000000Z', '20210203040506Z')
        self.server('early', 'ca', names, '20990101000000Z', '21000101000000Z')
        openssl('req', '-x509', *NEW_KEY, '-keyout', self.path('self.key'),
                '-out', self.path('self.pem'), '-days', '30', '-subj', '/CN=localhost',
                '-addext', f'subjectAltName={names}')

    def path(self, name):
        return os.path.join(self.directory, name)

    def authority(self, name, common_name):
        openssl('req', '-x509', *NEW_KEY, '-keyout', self.path(name + '.key'),
                '-out', self.path(name + '.pem'), '-days', '30', '-subj', f'/CN={common_name}',
                '-addext', 'basicConstraints=critical,CA:TRUE')

    def server(self, name, authority, alternatives, start=None, end=None):
        openssl('req', *NEW_KEY, '-keyout', self.path(name + '.key'),
                '-out', self.path(name + '.csr'), '-subj', f'/CN={name}')
        folder = self.path('ca-' + name)
        os.mkdir(folder)
        open(os.path.join(folder, 'index.txt'), 'w').close()
        with open(os.path.join(folder, 'ca.conf'), 'w', encoding='utf-8') as config:
            config.write(f'[ca]\ndefault_ca = d\n[d]\ndatabase = {folder}/index.txt\nnew_certs_dir = {folder}\n'
                         'rand_serial = yes\ndefault_md = sha256\npolicy = p\nx509_extensions = e\n'
                         f'[p]\ncommonName = supplied\n[e]\nsubjectAltName = {alternatives}\n')
        times = ['-startdate', start, '-enddate', end] if start else ['-days', '30']
        openssl('ca', '-batch', '-config', os.path.join(folder, 'ca.conf'), '-in', self.path(name + '.csr'),
                '-out', self.path(name + '.pem'), '-cert', self.path(authority + '.pem'),
                '-keyfile', self.path(authority + '.key'), *times)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        self.server.requests.append(self.client_address[1])
        self.send_response(200)
        self.send_header('Content-Length', str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    """Answers as STS does, with the certificate of that name."""
    daemon_threads = True

    def __init__(self, certificates, name):
        super().__init__(('127.0.0.1', 0), Handler)
        self.requests = []      # the client's ports
        self.protocols = []     # what ALPN agreed on
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificates.path(name + '.pem'), certificates.path(name + '.key'))
        self.context.set_alpn_protocols(['http/1.1'])
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def get_request(self):
        connection, address = super().get_request()
        connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        connection.settimeout(20)
        return connection, address

    def finish_request(self, request, client_address):
        request.do_handshake()
        self.protocols.append(request.selected_alpn_protocol())
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        pass                    # clients that do not like the certificate hang up

    def close(self):
        self.shutdown()
        self.server_close()


class Http2Server:
    """Answers as STS does, over HTTP/2 and nothing else."""

    def __init__(self, certificates, name):
        self.n_connections = 0
        self.requests = []      # the streams' headers
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificates.path(name + '.pem'), certificates.path(name + '.key'))
        self.context.set_alpn_protocols(['h2'])
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
                connection = self.context.wrap_socket(connection, server_side=True)
            except OSError:
                return
            self.n_connections += 1
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        state = h2.connection.H2Connection(config=h2.config.H2Configuration(
            client_side=False, header_encoding='utf-8'))
        state.initiate_connection()
        with connection:
            connection.sendall(state.data_to_send())
            while (data := connection.recv(65536)):
                for event in state.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        self.requests.append(dict(event.headers))
                    elif isinstance(event, h2.events.StreamEnded):
                        state.send_headers(event.stream_id, [(':status', '200'), ('content-type', 'text/xml')])
                        state.send_data(event.stream_id, ANSWER, end_stream=True)
                connection.sendall(state.data_to_send())

    def close(self):
        self.listener.close()


class Proxy:
    """Takes CONNECT and leads every connection to @target."""

    def __init__(self, target, credentials=None, refusal=None):
        self.target = target
        self.refusal = refusal  # a status line
        self.expected = credentials and 'Basic ' + base64.b64encode(credentials.encode()).decode()
        self.connects = []      # (what was asked for, Proxy-Authorization)
        self.listener = socket.create_server(('127.0.0.1', 0))
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def address(self):
        return f'127.0.0.1:{self.listener.getsockname()[1]}'

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.lead, args=(connection,), daemon=True).start()

    def lead(self, connection):
        with connection:
            reader = connection.makefile('rb')
            while True:
                request = reader.readline().decode().split()
                if not request:
                    return
                headers = {}
                while (line := reader.readline().decode().strip()):
                    name, value = line.split(':', 1)
                    headers[name.lower()] = value.strip()
                authorization = headers.get('proxy-authorization')
                self.connects.append((f'{request[0]} {request[1]}', authorization))
                if self.refusal:
                    connection.sendall(f'HTTP/1.1 {self.refusal}\r\nContent-Length: 0\r\n\r\n'.encode())
                    continue
                if self.expected and authorization != self.expected:
                    connection.sendall(b'HTTP/1.1 407 Proxy Authentication Required\r\n'
                                       b'Proxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n')
                    continue
                break
            connection.sendall(b'HTTP/1.1 200 Connection established\r\n\r\n')
            with socket.create_connection(('127.0.0.1', self.target)) as target:
                other_way = threading.Thread(target=self.copy, args=(target, connection), daemon=True)
                other_way.start()
                self.copy(connection, target)
                other_way.join()

    @staticmethod
    def copy(source, target):
        try:
            while (data := source.recv(65536)):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.listener.close()


def call(count=1, **variables):
    """What the helper says with these variables: the words of a line for each call, and everything it logged."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith('AWS_') and not name.lower().endswith('_proxy')}
    environment.update({'AWS_ACCESS_KEY_ID': 'AKIDEXAMPLE', 'AWS_SECRET_ACCESS_KEY': 'S3CR3TS3CR3T',
                        'AWS_SESSION_TOKEN': 'T0K3NT0K3N', 'AWS_EC2_METADATA_DISABLED': 'true',
                        'AWS_CONFIG_FILE': '/nonexistent', 'AWS_SHARED_CREDENTIALS_FILE': '/nonexistent',
                        'G_MESSAGES_DEBUG': 'all', **variables})
    result = subprocess.run([HELPER, str(count)], env=environment, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    # GLib writes debug messages to standard output too.
    answers = [line for line in result.stdout.splitlines() if line.startswith(('ok ', 'error '))]
    log = '\n'.join(line for line in result.stdout.splitlines() if line not in answers) + result.stderr
    assert len(answers) == count, result
    return answers, log


class TransportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(prefix='flotilla-transport-')
        cls.addClassCleanup(cls.directory.cleanup)
        cls.certificates = Certificates(cls.directory.name)

    def serve(self, name):
        server = Server(self.certificates, name)
        self.addCleanup(server.close)
        return server

    def path(self, name):
        return self.certificates.path(name)

    def assert_refused(self, name, *words, **variables):
        server = self.serve(name)
        variables = {'AWS_CA_BUNDLE': self.path('ca.pem'), **variables}
        answer = call(AWS_ENDPOINT_URL=f'https://127.0.0.1:{server.port}',
                      **{key: value for key, value in variables.items() if value})[0][0]
        kind, category, code, message = answer.split(' ', 3)
        self.assertEqual((kind, category, code), ('error', PROTOCOL, 'BadCertificate'), answer)
        for word in words:
            self.assertIn(word, message)
        self.assertEqual(server.requests, [])

    def test_self_signed(self):
        self.assert_refused('self', 'GetCallerIdentity: did not connect to https://127.0.0.1', 'self-signed',
                            'AWS_CA_BUNDLE')

    def test_unknown_authority(self):
        self.assert_refused('strange', 'unknown authority', 'Somebody Else', 'AWS_CA_BUNDLE')
        self.assert_refused('good', 'unknown authority', 'Flotilla Test Authority', AWS_CA_BUNDLE=None)

    def test_expired(self):
        self.assert_refused('expired', 'expired on 2021-02-03 04:05 UTC', 'clock')

    def test_not_yet_valid(self):
        self.assert_refused('early', 'not valid before 2099-01-01', 'clock')

    def test_other_host(self):
        self.assert_refused('other', 'for another host (other.example, second.example), not for 127.0.0.1')

    def test_right_authority(self):
        server = self.serve('good')
        url = f'https://127.0.0.1:{server.port}'
        self.assertEqual(call(AWS_ENDPOINT_URL=url, AWS_CA_BUNDLE=self.path('ca.pem'))[0], ['ok 123456789012'])
        # A self-signed certificate that is trusted by name is its own authority.
        own = self.serve('self')
        self.assertEqual(call(AWS_ENDPOINT_URL=f'https://localhost:{own.port}',
                              AWS_CA_BUNDLE=self.path('self.pem'))[0], ['ok 123456789012'])

    def test_bundle_of_profile(self):
        server = self.serve('good')
        config = self.path('config')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'[default]\nca_bundle = {self.path("ca.pem")}\n'
                       f'endpoint_url = https://127.0.0.1:{server.port}\n'
                       f'[profile broken]\nca_bundle = {self.path("missing.pem")}\n')
        self.assertEqual(call(AWS_CONFIG_FILE=config)[0], ['ok 123456789012'])
        answer = call(AWS_CONFIG_FILE=config, AWS_PROFILE='broken')[0][0]
        self.assertIn('BadSetting', answer)

    def test_bad_bundle(self):
        with open(self.path('empty.pem'), 'w', encoding='utf-8'):
            pass
        with open(self.path('broken.pem'), 'w', encoding='utf-8') as file:
            file.write('-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n')
        for path in (self.path('missing.pem'), self.path('empty.pem'), self.path('broken.pem'), self.directory.name,
                     self.path('ca.key')):
            with self.subTest(path=path):
                answer = call(AWS_ENDPOINT_URL='https://127.0.0.1:9', AWS_CA_BUNDLE=path)[0][0]
                kind, category, code, message = answer.split(' ', 3)
                self.assertEqual((kind, category, code), ('error', PARAMETER, 'BadSetting'))
                self.assertIn(path, message)
                self.assertIn('AWS_CA_BUNDLE', message)
                self.assertIn('PEM', message)

    def test_proxy(self):
        """AWS's own host, which only the proxy knows the way to."""
        server = self.serve('good')
        for variable in ('HTTPS_PROXY', 'https_proxy'):
            proxy = Proxy(server.port)
            self.addCleanup(proxy.close)
            answers, _ = call(3, **{variable: f'http://{proxy.address}'}, AWS_CA_BUNDLE=self.path('ca.pem'))
            self.assertEqual(answers, ['ok 123456789012'] * 3)
            # One tunnel for all of them.
            self.assertEqual(proxy.connects, [(f'CONNECT {AWS}:443', None)])

    def test_proxy_with_password(self):
        server = self.serve('good')
        proxy = Proxy(server.port, 'user:pa$$w0rd')
        self.addCleanup(proxy.close)
        answers, log = call(HTTPS_PROXY=f'http://user:pa%24%24w0rd@{proxy.address}', AWS_CA_BUNDLE=self.path('ca.pem'))
        self.assertEqual(answers, ['ok 123456789012'])
        self.assertIn('GetCallerIdentity', log)
        for secret in ('w0rd', proxy.expected.split()[1]):
            self.assertNotIn(secret, log)

    def test_proxy_with_wrong_password(self):
        server = self.serve('good')
        for credentials in ('', 'user:wr0ng@'):
            proxy = Proxy(server.port, 'user:right')
            self.addCleanup(proxy.close)
            answers, log = call(HTTPS_PROXY=f'http://{credentials}{proxy.address}', AWS_CA_BUNDLE=self.path('ca.pem'))
            self.assertTrue(answers[0].startswith(f'error {PROTOCOL} ProxyRefused GetCallerIdentity: the proxy '), answers)
            self.assertIn('HTTPS_PROXY', answers[0])
            self.assertNotIn('wr0ng', answers[0] + log)
        self.assertEqual(server.requests, [])

    def test_proxy_refuses(self):
        for status, code, words, n_attempts in (('403 Forbidden', 'ProxyRefused', 'forbids it (HTTP status 403)', 1),
                                                ('503 No', 'ConnectFailed', 'could not reach it (HTTP status 503)', 3)):
            proxy = Proxy(0, refusal=status)
            self.addCleanup(proxy.close)
            answers, _ = call(HTTPS_PROXY=f'http://{proxy.address}')
            self.assertIn(f' {code} GetCallerIdentity: ', answers[0])
            self.assertIn(words, answers[0])
            self.assertEqual(len(proxy.connects), n_attempts)

    def test_proxy_sees_nothing_nearby(self):
        server = self.serve('good')
        proxy = Proxy(server.port)
        self.addCleanup(proxy.close)
        answers, _ = call(HTTPS_PROXY=f'http://{proxy.address}', AWS_CA_BUNDLE=self.path('ca.pem'),
                          AWS_ENDPOINT_URL=f'https://localhost:{server.port}')
        self.assertEqual((answers, proxy.connects), (['ok 123456789012'], []))

    def test_proxy_cannot_pretend(self):
        server = self.serve('strange')
        proxy = Proxy(server.port)
        self.addCleanup(proxy.close)
        answer = call(HTTPS_PROXY=f'http://{proxy.address}', AWS_CA_BUNDLE=self.path('ca.pem'))[0][0]
        self.assertIn(' BadCertificate ', answer)
        self.assertEqual(server.requests, [])

    def test_dead_proxy(self):
        with socket.create_server(('127.0.0.1', 0)) as listener:
            port = listener.getsockname()[1]
        answer = call(HTTPS_PROXY=f'http://user:s3cret@127.0.0.1:{port}')[0][0]
        self.assertIn(' ConnectFailed ', answer)
        self.assertNotIn('s3cret', answer)

    def test_keep_alive(self):
        server = self.serve('good')
        answers, _ = call(20, AWS_ENDPOINT_URL=f'https://127.0.0.1:{server.port}',
                          AWS_CA_BUNDLE=self.path('ca.pem'))
        self.assertEqual(answers, ['ok 123456789012'] * 20)
        self.assertEqual(len(server.requests), 20)
        self.assertEqual(len(set(server.requests)), 1, 'connections')
        self.assertEqual(server.protocols, ['http/1.1'])

    def test_http2(self):
        """Agreed on while the connection is made; all calls are streams of one connection."""
        server = Http2Server(self.certificates, 'good')
        self.addCleanup(server.close)
        answers, _ = call(10, AWS_ENDPOINT_URL=f'https://127.0.0.1:{server.port}',
                          AWS_CA_BUNDLE=self.path('ca.pem'))
        self.assertEqual(answers, ['ok 123456789012'] * 10)
        self.assertEqual((server.n_connections, len(server.requests)), (1, 10))
        self.assertTrue(server.requests[0]['authorization'].startswith('AWS4-HMAC-SHA256 '))

    def test_log(self):
        """With every domain's debug messages on, GLib's and libsoup's included."""
        server = self.serve('good')
        answers, log = call(AWS_ENDPOINT_URL=f'https://127.0.0.1:{server.port}', AWS_CA_BUNDLE=self.path('ca.pem'))
        self.assertEqual(answers, ['ok 123456789012'])
        self.assertIn('sts GetCallerIdentity in us-east-1: attempt 1, status 200', log)
        for secret in ('S3CR3T', 'T0K3N', 'Signature=', 'Authorization', 'Action='):
            self.assertNotIn(secret, log)


if __name__ == '__main__':
    unittest.main()
