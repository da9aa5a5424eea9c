# cloud_test.py: what the tests that drive the practice cloud share
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import time
import unittest

import botocore.exceptions

import practice_cloud

LINUX = ['Linux/UNIX']


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class CloudTest(unittest.TestCase):
    """One practice cloud for all tests of a class; every answer in them must fit the model."""

    OPTIONS = ('--speed', '600', '--throttle-scale', '0')

    @classmethod
    def setUpClass(cls):
        cls.cloud = practice_cloud.PracticeCloud(*cls.OPTIONS)
        cls.ec2 = cls.cloud.client()

    @classmethod
    def tearDownClass(cls):
        errors = cls.cloud.stop()
        assert errors == '', errors

    def tearDown(self):
        self.assertEqual(self.cloud.problems, [])

    def assert_code(self, code, function, *args, status=None, **kwargs):
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            function(*args, **kwargs)
        self.assertEqual(caught.exception.response['Error']['Code'], code)
        if status is not None:
            self.assertEqual(caught.exception.response['ResponseMetadata']['HTTPStatusCode'], status)
        return caught.exception.response['Error']['Message']

    def code_of(self, function, *args, **kwargs):
        """The code with which a call fails, None when it does not."""
        try:
            function(*args, **kwargs)
        except botocore.exceptions.ClientError as error:
            return error.response['Error']['Code']
        return None

    def wait_for(self, condition, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.02)
        self.fail(f'{condition} did not come true in {seconds} s')

    def image(self, name='debian/release/12/latest/amd64'):
        return self.cloud.client('ssm').get_parameter(Name=f'/aws/service/{name}')['Parameter']['Value']

    def template(self, name, **data):
        data.setdefault('ImageId', self.image())
        self.ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
        self.addCleanup(self.ec2.delete_launch_template, LaunchTemplateName=name)
        return name

    def fleet(self, template, overrides, spot=0, on_demand=0, options=None, **more):
        """Creates an instant fleet; its instances are terminated after the test."""
        result = self.ec2.create_fleet(
            Type='instant',
            LaunchTemplateConfigs=[{
                'LaunchTemplateSpecification': {'LaunchTemplateName': template, 'Version': '$Latest'},
                'Overrides': [{'InstanceType': kind, 'AvailabilityZone': zone} for kind, zone in overrides],
            }],
            TargetCapacitySpecification={
                'TotalTargetCapacity': spot + on_demand, 'SpotTargetCapacity': spot,
                'OnDemandTargetCapacity': on_demand, 'DefaultTargetCapacityType': 'spot',
            },
            SpotOptions={'AllocationStrategy': 'price-capacity-optimized', **(options or {})},
            **more)
        ids = self.instance_ids(result)
        if ids:
            self.addCleanup(self.terminate, ids)
        return result

    def instance_ids(self, fleet):
        return [instance_id for group in fleet['Instances'] for instance_id in group['InstanceIds']]

    def terminate(self, ids):
        self.ec2.terminate_instances(InstanceIds=ids)
        self.wait_for(lambda: all(i['State']['Name'] == 'terminated' for i in self.instances(ids)))

    def instances(self, ids):
        pages = self.ec2.describe_instances(InstanceIds=ids)['Reservations']
        return [instance for reservation in pages for instance in reservation['Instances']]

    def wait_running(self, ids):
        self.wait_for(lambda: all(i['State']['Name'] == 'running' for i in self.instances(ids)))
