# test_simulator_awscli.py: a person at a shell, with AWS's own command line against the practice cloud
#
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import subprocess
import tempfile
import time
import unittest

import practice_cloud

AWS = '/usr/bin/aws'


@unittest.skipUnless(os.access(AWS, os.X_OK), 'awscli is not installed')
class AwsCliTest(unittest.TestCase):
    def setUp(self):
        self.cloud = practice_cloud.PracticeCloud('--speed', '100')
        self.addCleanup(self.cloud.stop)
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)

    def run_aws(self, *arguments, secret=practice_cloud.SECRET):
        environment = {'PATH': '/usr/bin:/bin', 'HOME': self.home.name, 'LC_ALL': 'C.UTF-8', 'AWS_PAGER': '',
                       'AWS_ACCESS_KEY_ID': practice_cloud.KEY_ID, 'AWS_SECRET_ACCESS_KEY': secret,
                       'AWS_DEFAULT_REGION': 'us-east-1', 'AWS_MAX_ATTEMPTS': '1', 'no_proxy': '127.0.0.1'}
        return subprocess.run([AWS, '--endpoint-url', self.cloud.url, '--output', 'json', *arguments],
                              env=environment, capture_output=True, text=True, timeout=60, check=False)

    def aws(self, *arguments):
        done = self.run_aws(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ''), arguments)
        return json.loads(done.stdout) if done.stdout else None

    def test_session(self):
        """Looks around, launches a fleet, ends it, cleans up."""
        self.assertEqual(self.aws('sts', 'get-caller-identity')['Account'], '123456789012')
        zones = self.aws('ec2', 'describe-availability-zones')['AvailabilityZones']
        self.assertEqual(len(zones), 6)
        prices = self.aws('ec2', 'describe-spot-price-history', '--instance-types', 'm5.large', '--page-size', '500',
                          '--product-descriptions', 'Linux/UNIX')['SpotPriceHistory']
        self.assertGreater(len(prices), 1000)
        image = self.aws('ssm', 'get-parameter', '--name', '/aws/service/ami-amazon-linux-latest/'
                         'al2023-ami-kernel-default-x86_64')['Parameter']['Value']
        group = self.aws('ec2', 'create-security-group', '--group-name', 'cli', '--description', 'from a shell')
        group = group['GroupId']
        self.aws('ec2', 'authorize-security-group-ingress', '--group-id', group, '--protocol', 'tcp', '--port', '22',
                 '--cidr', '203.0.113.0/24')
        self.aws('ec2', 'create-launch-template', '--launch-template-name', 'cli', '--launch-template-data',
                 json.dumps({'ImageId': image, 'SecurityGroupIds': [group]}))
        fleet = self.aws(
            'ec2', 'create-fleet', '--type', 'instant', '--spot-options', 'AllocationStrategy=price-capacity-optimized',
            '--target-capacity-specification', 'TotalTargetCapacity=2,DefaultTargetCapacityType=spot',
            '--launch-template-configs', json.dumps([{
                'LaunchTemplateSpecification': {'LaunchTemplateName': 'cli', 'Version': '$Latest'},
                'Overrides': [{'InstanceType': 'm5.large', 'AvailabilityZone': 'us-east-1a'},
                              {'InstanceType': 'm5.large', 'AvailabilityZone': 'us-east-1b'}]}]))
        ids = [i for part in fleet['Instances'] for i in part['InstanceIds']]
        self.assertEqual(len(ids), 2)
        time.sleep(0.5)
        told = self.aws('ec2', 'describe-instances', '--filters', 'Name=instance-state-name,Values=running')
        self.assertEqual(sorted(i['InstanceId'] for r in told['Reservations'] for i in r['Instances']), sorted(ids))
        self.aws('ec2', 'terminate-instances', '--instance-ids', *ids)
        time.sleep(0.5)
        self.aws('ec2', 'delete-launch-template', '--launch-template-name', 'cli')
        self.aws('ec2', 'delete-security-group', '--group-id', group)
        self.assertEqual(self.cloud.ledger()['left'], 0)

    def test_network(self):
        vpc = self.aws('ec2', 'create-vpc', '--cidr-block', '10.0.0.0/16')['Vpc']['VpcId']
        subnet = self.aws('ec2', 'create-subnet', '--vpc-id', vpc, '--cidr-block', '10.0.0.0/24',
                          '--availability-zone', 'us-east-1c')['Subnet']['SubnetId']
        self.aws('ec2', 'create-tags', '--resources', vpc, subnet, '--tags', 'Key=Name,Value=cli')
        tags = self.aws('ec2', 'describe-tags', '--filters', 'Name=key,Values=Name')['Tags']
        self.assertEqual({tag['ResourceType'] for tag in tags}, {'vpc', 'subnet'})
        self.aws('ec2', 'delete-subnet', '--subnet-id', subnet)
        self.aws('ec2', 'delete-vpc', '--vpc-id', vpc)
        self.assertEqual(self.cloud.ledger()['left'], 0)

    def test_wrong_secret(self):
        for arguments, code in ((('ec2', 'describe-regions'), 'AuthFailure'),
                                (('sts', 'get-caller-identity'), 'SignatureDoesNotMatch')):
            done = self.run_aws(*arguments, secret='wrong')
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(f'({code})', done.stderr)


if __name__ == '__main__':
    unittest.main()
