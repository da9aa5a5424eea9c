# test_simulator_metadata.py: the inside of an instance and of a container, asked by botocore's own providers
#
# SPDX-License-Identifier: GPL-3.0-or-later

import http.client
import json
import subprocess
import tempfile
import unittest

import cloud_test
import practice_cloud

PRINT_IDENTITY = """
import botocore.session, sys
session = botocore.session.Session()
print(session.get_credentials().method)
sts = session.create_client('sts', region_name='us-east-1', endpoint_url=sys.argv[1])
print(sts.get_caller_identity()['Arn'])
"""


class MetadataTest(cloud_test.CloudTest):
    OPTIONS = ('--speed', '60', '--throttle-scale', '0', '--metadata')

    def send(self, method, path, **headers):
        connection = http.client.HTTPConnection(self.cloud.url.removeprefix('http://'), timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, headers={name.replace('_', '-'): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers

    def token(self, ttl='60'):
        status, token, headers = self.send('PUT', '/latest/api/token', X_aws_ec2_metadata_token_ttl_seconds=ttl)
        self.assertEqual((status, headers['X-aws-ec2-metadata-token-ttl-seconds']), (200, ttl))
        return token

    def read(self, path):
        return self.send('GET', f'/latest/{path}', X_aws_ec2_metadata_token=self.token())[:2]

    def run_botocore(self, **environment):
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run(['/usr/bin/python3', '-c', PRINT_IDENTITY, self.cloud.url], capture_output=True,
                                  text=True, timeout=60, check=False,
                                  env={'PATH': '/usr/bin:/bin', 'HOME': home, 'no_proxy': '127.0.0.1', **environment})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def test_tokens(self):
        for ttl in ('0', '21601', 'x'):
            self.assertEqual(self.send('PUT', '/latest/api/token', X_aws_ec2_metadata_token_ttl_seconds=ttl)[0], 400)
        self.assertEqual(self.send('PUT', '/latest/api/token')[0], 400)
        self.assertEqual(self.send('PUT', '/latest/api/token', X_aws_ec2_metadata_token_ttl_seconds='5',
                                   X_Forwarded_For='10.0.0.1')[0], 403)
        self.assertEqual(self.send('GET', '/latest/meta-data/instance-id')[0], 401)
        self.assertEqual(self.send('GET', '/latest/meta-data/instance-id', X_aws_ec2_metadata_token='x')[0], 401)
        token = self.token('1')

        def expired():
            return self.send('GET', '/latest/meta-data/iam/security-credentials/', X_aws_ec2_metadata_token=token)[0]
        self.assertEqual(expired(), 200)
        self.wait_for(lambda: expired() == 401, seconds=3)

    def test_botocore_on_an_instance(self):
        method, arn = self.run_botocore(AWS_EC2_METADATA_SERVICE_ENDPOINT=self.cloud.url + '/')
        self.assertEqual(method, 'iam-role')
        self.assertTrue(arn.startswith('arn:aws:sts::123456789012:assumed-role/practice/'))

    def test_botocore_in_a_container(self):
        method, arn = self.run_botocore(AWS_CONTAINER_CREDENTIALS_FULL_URI=f'{self.cloud.url}/_simulator/container',
                                        AWS_CONTAINER_AUTHORIZATION_TOKEN='practice-container-token')
        self.assertEqual((method, arn), ('container-role',
                                         'arn:aws:sts::123456789012:assumed-role/practice/practice-container'))
        self.assertEqual(self.send('GET', '/_simulator/container')[0], 401)
        self.assertEqual(self.send('GET', '/_simulator/container', Authorization='wrong')[0], 401)

    def test_instance(self):
        template = self.template('metadata')
        fleet = self.fleet(template, [('m5.large', 'us-east-1a')], spot=1)
        [instance_id] = self.instance_ids(fleet)
        self.wait_running([instance_id])
        instance = self.instances([instance_id])[0]
        self.assertEqual(self.read('meta-data/instance-id'), (200, instance_id))
        self.assertEqual(self.read('meta-data/placement/region'), (200, 'us-east-1'))
        self.assertEqual(self.read('meta-data/instance-life-cycle'), (200, 'spot'))
        document = json.loads(self.read('dynamic/instance-identity/document')[1])
        self.assertEqual((document['instanceId'], document['privateIp'], document['availabilityZone']),
                         (instance_id, instance['PrivateIpAddress'], 'us-east-1a'))
        for path in ('spot/instance-action', 'events/recommendations/rebalance', 'nonsense'):
            self.assertEqual(self.read(f'meta-data/{path}')[0], 404)
        self.assertEqual(self.read('meta-data/events/maintenance/scheduled'), (200, '[]'))
        self.cloud.post('interrupt', instance_id=instance_id, rebalance_seconds=0)
        status, text = self.wait_for(lambda: next(
            (answer for answer in [self.read('meta-data/spot/instance-action')] if answer[0] == 200), None))
        self.assertEqual(json.loads(text)['action'], 'terminate')
        self.assertRegex(json.loads(text)['time'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertIn('noticeTime', json.loads(self.read('meta-data/events/recommendations/rebalance')[1]))
        self.cloud.post('metadata', instance_id=instance_id)
        self.assertIn('error', self.cloud.post('metadata', instance_id='i-1'))

    def test_off_by_default(self):
        with practice_cloud.PracticeCloud() as cloud:
            for path in ('/latest/meta-data/', '/_simulator/container'):
                connection = http.client.HTTPConnection(cloud.url.removeprefix('http://'), timeout=10)
                connection.request('GET', path)
                answer = connection.getresponse()
                self.assertEqual((answer.status, b'--metadata' in answer.read()), (404, True))
                connection.close()


if __name__ == '__main__':
    unittest.main()
