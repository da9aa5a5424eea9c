# test_simulator_instances.py: launch template versions, RunInstances, and instances being started, stopped and watched
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import json
import time
import unittest

import cloud_test


class Instances(cloud_test.CloudTest):
    """What the tests here share."""

    def run_instances(self, count=1, **more):
        more.setdefault('ImageId', self.image())
        more.setdefault('InstanceType', 'm5.large')
        answer = self.ec2.run_instances(MinCount=count, MaxCount=count, **more)
        ids = [instance['InstanceId'] for instance in answer['Instances']]
        self.addCleanup(self.terminate, ids)
        return ids

    def state(self, instance_id):
        return self.instances([instance_id])[0]['State']['Name']


class SlowInstancesTest(Instances):
    """States that pass are there for seconds, however busy the machine is."""

    OPTIONS = ('--speed', '5', '--throttle-scale', '0')

    def test_states_that_forbid_it(self):
        [instance_id] = self.run_instances()
        self.wait_running([instance_id])
        self.ec2.stop_instances(InstanceIds=[instance_id])
        self.assert_code('IncorrectInstanceState', self.ec2.start_instances, InstanceIds=[instance_id])
        self.wait_for(lambda: self.state(instance_id) == 'stopped')
        self.ec2.start_instances(InstanceIds=[instance_id])
        self.assert_code('IncorrectInstanceState', self.ec2.stop_instances, InstanceIds=[instance_id])
        self.terminate([instance_id])
        self.assert_code('IncorrectInstanceState', self.ec2.start_instances, InstanceIds=[instance_id])

    def test_one_that_does_not_run_yet(self):
        [instance_id] = self.run_instances(InstanceMarketOptions={'MarketType': 'spot'})
        self.assertIn('error', self.cloud.post('interrupt', instance_id=instance_id))


class InstancesTest(Instances):
    def test_versions(self):
        image = self.image()
        self.template('versions', ImageId=image, InstanceType='m5.large', TagSpecifications=[
            {'ResourceType': 'instance', 'Tags': [{'Key': 'a', 'Value': 'b'}]}], UserData='aGk=')
        made = self.ec2.create_launch_template_version(
            LaunchTemplateName='versions', SourceVersion='1', VersionDescription='bigger',
            LaunchTemplateData={'InstanceType': 'm5.xlarge'})['LaunchTemplateVersion']
        self.assertEqual((made['VersionNumber'], made['DefaultVersion']), (2, False))
        self.assertEqual(made['LaunchTemplateData']['InstanceType'], 'm5.xlarge')
        self.assertEqual((made['LaunchTemplateData']['ImageId'], made['LaunchTemplateData']['UserData']),
                         (image, 'aGk='))
        self.assertEqual(made['LaunchTemplateData']['TagSpecifications'][0]['Tags'], [{'Key': 'a', 'Value': 'b'}])
        self.ec2.create_launch_template_version(LaunchTemplateName='versions', LaunchTemplateData={'ImageId': image})

        def versions(**more):
            return [v['VersionNumber'] for v in self.ec2.describe_launch_template_versions(
                LaunchTemplateName='versions', **more)['LaunchTemplateVersions']]
        self.assertEqual(versions(), [3, 2, 1])
        self.assertEqual(versions(Versions=['$Default']), [1])
        self.assertEqual(versions(Versions=['$Latest', '2']), [3, 2])
        self.assertEqual(versions(MinVersion='2'), [3, 2])
        self.assertEqual(versions(Filters=[{'Name': 'instance-type', 'Values': ['m5.xlarge']}]), [2])
        self.ec2.modify_launch_template(LaunchTemplateName='versions', DefaultVersion='2')
        deleted = self.ec2.delete_launch_template_versions(LaunchTemplateName='versions', Versions=['2', '3', '7'])
        self.assertEqual([v['VersionNumber'] for v in deleted['SuccessfullyDeletedLaunchTemplateVersions']], [3])
        self.assertEqual([(v['VersionNumber'], v['ResponseError']['Code'])
                          for v in deleted['UnsuccessfullyDeletedLaunchTemplateVersions']],
                         [(2, 'unexpectedError'), (7, 'launchTemplateVersionDoesNotExist')])
        self.assertEqual(self.ec2.describe_launch_templates(LaunchTemplateNames=['versions'])['LaunchTemplates'][0][
            'LatestVersionNumber'], 2)
        self.assert_code('InvalidLaunchTemplateId.VersionNotFound', versions, Versions=['3'])
        self.assertEqual(len(self.ec2.describe_launch_template_versions(Versions=['$Latest'])['LaunchTemplateVersions']), 1)
        [instance_id] = self.run_instances(LaunchTemplate={'LaunchTemplateName': 'versions'}, InstanceType='c5.large')
        instance = self.instances([instance_id])[0]
        tags = {tag['Key']: tag['Value'] for tag in instance['Tags']}
        self.assertEqual((instance['InstanceType'], tags['a'], tags['aws:ec2launchtemplate:version']),
                         ('c5.large', 'b', '2'))
        fleet = self.fleet('versions', [('m5.xlarge', 'us-east-1a')], spot=1)
        tags = self.instances(self.instance_ids(fleet))[0]['Tags']
        self.assertIn({'Key': 'aws:ec2launchtemplate:version', 'Value': '2'}, tags)

    def test_run(self):
        arguments = {'ImageId': self.image(), 'InstanceType': 'm5.large', 'MinCount': 2, 'MaxCount': 2,
                     'ClientToken': 'token-1', 'Placement': {'AvailabilityZone': 'us-east-1b'}}
        answer = self.ec2.run_instances(**arguments)
        ids = [instance['InstanceId'] for instance in answer['Instances']]
        self.addCleanup(self.terminate, ids)
        again = self.ec2.run_instances(**arguments)
        self.assertEqual([instance['InstanceId'] for instance in again['Instances']], ids)
        self.assert_code('IdempotentParameterMismatch', self.ec2.run_instances, **{**arguments, 'MaxCount': 3})
        self.assertEqual({i['Placement']['AvailabilityZone'] for i in answer['Instances']}, {'us-east-1b'})
        self.assertNotIn('InstanceLifecycle', answer['Instances'][0])
        self.assert_code('DryRunOperation', self.ec2.run_instances, DryRun=True, **arguments)

    def test_run_spot(self):
        market = {'MarketType': 'spot', 'SpotOptions': {'SpotInstanceType': 'one-time', 'MaxPrice': '0.09'}}
        [instance_id] = self.run_instances(InstanceMarketOptions=market, TagSpecifications=[
            {'ResourceType': 'spot-instances-request', 'Tags': [{'Key': 'x', 'Value': 'y'}]}])
        instance = self.instances([instance_id])[0]
        self.assertEqual(instance['InstanceLifecycle'], 'spot')
        request = self.ec2.describe_spot_instance_requests(
            SpotInstanceRequestIds=[instance['SpotInstanceRequestId']])['SpotInstanceRequests'][0]
        self.assertEqual((request['Status']['Code'], request['SpotPrice'], request['Tags']),
                         ('fulfilled', '0.090000', [{'Key': 'x', 'Value': 'y'}]))
        self.assert_code('SpotMaxPriceTooLow', self.run_instances, InstanceMarketOptions={
            'MarketType': 'spot', 'SpotOptions': {'MaxPrice': '0.002'}})
        self.assert_code('UnsupportedOperation', self.run_instances, InstanceMarketOptions={
            'MarketType': 'spot', 'SpotOptions': {'SpotInstanceType': 'persistent'}})
        self.cloud.post('drought', type='m5.large', zone='us-east-1a', seconds=30)
        self.assert_code('InsufficientInstanceCapacity', self.run_instances, status=500, InstanceMarketOptions={
            'MarketType': 'spot'}, Placement={'AvailabilityZone': 'us-east-1a'})
        self.assert_code('UnsupportedOperation', self.ec2.stop_instances, InstanceIds=[instance_id])

    def test_bad_launches(self):
        for code, change in (('InvalidParameterValue', {'InstanceType': 'm5.tiny'}),
                             ('InvalidAMIID.NotFound', {'ImageId': 'ami-00000000000000000'}),
                             ('InvalidSubnetID.NotFound', {'SubnetId': 'subnet-00000000000000000'}),
                             ('InvalidKeyPair.NotFound', {'KeyName': 'nobody'}),
                             ('InvalidParameterValue', {'Placement': {'AvailabilityZone': 'us-east-1z'}})):
            self.assert_code(code, self.run_instances, **change)

    def test_power(self):
        [instance_id] = self.run_instances()
        self.wait_running([instance_id])
        stopped = self.ec2.stop_instances(InstanceIds=[instance_id])['StoppingInstances'][0]
        self.assertEqual((stopped['PreviousState']['Name'], stopped['CurrentState']['Name']), ('running', 'stopping'))
        self.wait_for(lambda: self.state(instance_id) == 'stopped')
        self.assertNotIn('PublicIpAddress', self.instances([instance_id])[0])
        self.assertEqual(self.ec2.describe_volumes(Filters=[
            {'Name': 'attachment.instance-id', 'Values': [instance_id]}])['Volumes'][0]['State'], 'in-use')
        self.assert_code('IncorrectInstanceState', self.ec2.reboot_instances, InstanceIds=[instance_id])
        self.assertEqual(self.ec2.start_instances(InstanceIds=[instance_id])['StartingInstances'][0]['CurrentState'][
            'Name'], 'pending')
        self.wait_running([instance_id])
        self.ec2.reboot_instances(InstanceIds=[instance_id])
        self.assertEqual(self.ec2.monitor_instances(InstanceIds=[instance_id])['InstanceMonitorings'][0]['Monitoring'],
                         {'State': 'pending'})
        self.assertEqual(self.instances([instance_id])[0]['Monitoring'], {'State': 'enabled'})
        self.ec2.unmonitor_instances(InstanceIds=[instance_id])
        self.assert_code('UnsupportedHibernationConfiguration', self.ec2.stop_instances, InstanceIds=[instance_id],
                         Hibernate=True)
        text = self.ec2.get_console_output(InstanceId=instance_id)['Output']
        self.assertIn(instance_id, text if 'practice' in text else base64.b64decode(text).decode())

    def stop(self, instance_id):
        self.ec2.stop_instances(InstanceIds=[instance_id])
        self.wait_for(lambda: self.state(instance_id) == 'stopped')

    def entry(self, instance_id):
        return next(item for item in self.cloud.ledger()['resources'] if item['id'] == instance_id)

    def test_started_anew(self):
        [instance_id] = self.run_instances()
        self.wait_running([instance_id])
        before = self.instances([instance_id])[0]
        self.stop(instance_id)
        stopped = self.instances([instance_id])[0]
        self.assertEqual((stopped['LaunchTime'], stopped['StateReason']['Code']),
                         (before['LaunchTime'], 'Client.UserInitiatedShutdown'))
        self.assertRegex(stopped['StateTransitionReason'], r'^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)$')
        self.assertNotIn('Association', stopped['NetworkInterfaces'][0])
        first, first_off = self.entry(instance_id)['address_cost'], self.entry(instance_id)['seconds_off']
        time.sleep(1.2)
        self.assertEqual(self.entry(instance_id)['address_cost'], first)
        self.assertGreater(self.entry(instance_id)['seconds_off'], first_off + 1)
        self.ec2.start_instances(InstanceIds=[instance_id])
        self.ec2.start_instances(InstanceIds=[instance_id])
        self.wait_running([instance_id])
        after = self.instances([instance_id])[0]
        self.assertGreater(after['LaunchTime'], before['LaunchTime'])
        self.assertNotIn(after['PublicIpAddress'], (None, before['PublicIpAddress']))
        self.assertEqual(after['NetworkInterfaces'][0]['Association']['PublicIp'], after['PublicIpAddress'])
        self.assertEqual(after['PrivateIpAddress'], before['PrivateIpAddress'])
        self.assertNotIn('StateReason', after)
        off = self.entry(instance_id)['seconds_off']
        time.sleep(0.5)
        self.assertEqual(self.entry(instance_id)['seconds_off'], off)
        self.assertGreater(self.entry(instance_id)['address_cost'], first)

    def test_no_room_to_start(self):
        [instance_id, other_id] = self.run_instances(2, InstanceType='c5.large',
                                                     Placement={'AvailabilityZone': 'us-east-1b'})
        self.wait_running([instance_id, other_id])
        self.stop(instance_id)
        self.cloud.post('drought', type='c5.large', zone='us-east-1b', seconds=30, on_demand_too=True)
        # One that cannot keeps all others as they are.
        self.ec2.stop_instances(InstanceIds=[other_id])
        self.wait_for(lambda: self.state(other_id) == 'stopped')
        self.assert_code('InsufficientInstanceCapacity', self.ec2.start_instances, status=500,
                         InstanceIds=[other_id, instance_id])
        self.assertEqual((self.state(instance_id), self.state(other_id)), ('stopped', 'stopped'))

    def test_a_stopped_one_ends(self):
        [instance_id] = self.run_instances()
        self.wait_running([instance_id])
        self.ec2.stop_instances(InstanceIds=[instance_id])
        self.wait_for(lambda: self.state(instance_id) == 'stopped')
        self.terminate([instance_id])
        self.assertEqual(self.state(instance_id), 'terminated')

    def test_status(self):
        [instance_id] = self.run_instances()

        def status(**more):
            return self.ec2.describe_instance_status(InstanceIds=[instance_id], **more)['InstanceStatuses']
        self.assertIn(status(IncludeAllInstances=True)[0]['InstanceState']['Name'], ('pending', 'running'))
        self.wait_running([instance_id])
        self.wait_for(lambda: status()[0]['InstanceStatus']['Status'] == 'ok')
        self.terminate([instance_id])
        self.assertEqual(status(), [])

    def check(self, instance_id, name='SystemStatus'):
        return self.ec2.describe_instance_status(InstanceIds=[instance_id])['InstanceStatuses'][0][name]

    def test_impaired(self):
        """A check that fails says since when; a reboot mends what is the instance's own fault."""
        instance_id, other = self.run_instances(2)
        self.wait_running([instance_id, other])
        self.wait_for(lambda: self.check(instance_id)['Status'] == 'ok')
        for check, name, helps in (('system', 'SystemStatus', False), ('instance', 'InstanceStatus', True)):
            self.cloud.post('impair', check=check, instance_id=instance_id)
            found = self.check(instance_id, name)
            self.assertEqual((found['Status'], found['Details'][0]['Status']), ('impaired', 'failed'))
            self.assertLess(abs((cloud_test.now() - found['Details'][0]['ImpairedSince']).total_seconds()), 30)
            self.assertEqual(self.check(other, name)['Status'], 'ok')
            self.ec2.reboot_instances(InstanceIds=[instance_id])
            self.assertEqual(self.check(instance_id, name)['Status'], 'ok' if helps else 'impaired')
            self.cloud.post('impair', check='none', instance_id=instance_id)
            self.assertEqual(self.check(instance_id, name)['Status'], 'ok')
        impaired = [{'Name': 'system-status.status', 'Values': ['impaired']}]
        self.cloud.post('impair', check='system', instance_id=other)
        self.assertEqual([status['InstanceId'] for status in self.ec2.describe_instance_status(Filters=impaired)[
            'InstanceStatuses']], [other])
        self.cloud.post('impair', check='instance', instance_id=instance_id, reboot_helps=False, seconds=0.3)
        self.ec2.reboot_instances(InstanceIds=[instance_id])
        self.wait_for(lambda: self.check(instance_id, 'InstanceStatus')['Status'] == 'ok')
        self.cloud.post('calm')
        self.assertEqual(self.ec2.describe_instance_status(Filters=impaired)['InstanceStatuses'], [])
        self.assert_code('InvalidParameterValue', self.ec2.describe_instance_status,
                         InstanceIds=self.run_instances(101))

    def test_never_well(self):
        self.cloud.post('impair', launches=1)
        first, second = self.run_instances()[0], self.run_instances()[0]
        self.wait_running([first, second])
        self.wait_for(lambda: self.check(second)['Status'] == 'ok')
        self.assertEqual(self.check(first)['Status'], 'initializing')

    def test_scheduled(self):
        instance_id, other = self.run_instances(2)
        self.wait_running([instance_id, other])

        def events(instance):
            return self.ec2.describe_instance_status(InstanceIds=[instance])['InstanceStatuses'][0].get('Events', [])
        self.cloud.post('schedule-event', code='system-reboot', instance_id=instance_id, in_seconds=7200)
        [event] = events(instance_id)
        self.assertEqual(event['Code'], 'system-reboot')
        self.assertLess(abs((event['NotBefore'] - cloud_test.now()).total_seconds() - 7200), 30)
        self.assertRegex(event['InstanceEventId'], '^instance-event-[0-9a-f]{17}$')
        self.cloud.post('schedule-event', cancel=True, instance_id=instance_id)
        self.assertEqual(events(instance_id), [])
        told = [event for event in self.cloud.events() if event['detail-type'] == 'AWS Health Event'][-1]
        self.assertEqual((told['source'], told['detail']['eventTypeCode'], told['detail']['affectedEntities']),
                         ('aws.health', 'AWS_EC2_SYSTEM_REBOOT_SCHEDULED', [{'entityValue': instance_id}]))
        # When its time has come, it is ended.
        self.cloud.post('schedule-event', code='instance-retirement', instance_id=other, in_seconds=0.2)
        self.wait_for(lambda: self.state(other) == 'terminated')
        self.assertEqual(self.instances([other])[0]['StateReason']['Code'], 'Server.ScheduledStop')

    def test_ended_by_others(self):
        trail = self.cloud.client('cloudtrail')
        ids = self.run_instances(3)
        self.wait_running(ids)

        def look(instance_id):
            return [event for event in trail.lookup_events(LookupAttributes=[
                {'AttributeKey': 'ResourceName', 'AttributeValue': instance_id}])['Events']
                if event['EventName'] == 'TerminateInstances']
        self.cloud.post('trail', delay_seconds=1)
        self.cloud.post('end', instance_id=ids[0], user='alice')
        self.cloud.post('end', instance_id=ids[1], how='shutdown')
        self.cloud.post('end', instance_id=ids[2], how='server')
        self.assertEqual(look(ids[0]), [])
        [event] = self.wait_for(lambda: look(ids[0]))
        self.assertEqual(event['Username'], 'alice')
        self.assertEqual(json.loads(event['CloudTrailEvent'])['userIdentity']['arn'],
                         'arn:aws:iam::123456789012:user/alice')
        self.wait_for(lambda: {self.state(one) for one in ids} == {'terminated'})
        self.assertEqual([one['StateReason']['Code'] for one in self.instances(ids)],
                         ['Client.UserInitiatedShutdown', 'Client.InstanceInitiatedShutdown', 'Server.InternalError'])
        self.assertEqual((look(ids[1]), look(ids[2])), ([], []))
        self.cloud.post('calm')

    def test_protection(self):
        [instance_id] = self.run_instances(DisableApiTermination=True)

        def protected():
            return self.ec2.describe_instance_attribute(InstanceId=instance_id, Attribute='disableApiTermination')[
                'DisableApiTermination']['Value']
        self.assertTrue(protected())
        self.assert_code('OperationNotPermitted', self.ec2.terminate_instances, InstanceIds=[instance_id])
        self.ec2.modify_instance_attribute(InstanceId=instance_id, DisableApiTermination={'Value': False})
        self.assertFalse(protected())
        self.assert_code('UnsupportedOperation', self.ec2.modify_instance_attribute, InstanceId=instance_id,
                         EbsOptimized={'Value': True})


if __name__ == '__main__':
    unittest.main()
