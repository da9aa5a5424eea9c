# test_simulator_fleets.py: fleets and their instances, from launch to interruption and end
#
# SPDX-License-Identifier: GPL-3.0-or-later

import time
import unittest

import cloud_test
import practice_cloud


class FleetTest(cloud_test.CloudTest):
    def test_life(self):
        """Launch, run, terminate: as EC2 tells it, and nothing is left."""
        template = self.template('life', KeyName=self.key('life'), TagSpecifications=[
            {'ResourceType': 'instance', 'Tags': [{'Key': 'Name', 'Value': 'node'}, {'Key': 'who', 'Value': 'lt'}]},
            {'ResourceType': 'volume', 'Tags': [{'Key': 'Name', 'Value': 'disk'}]}])
        fleet = self.fleet(template, [('m5.large', 'us-east-1a'), ('m5.large', 'us-east-1b')], spot=3, on_demand=1,
                           TagSpecifications=[
                               {'ResourceType': 'fleet', 'Tags': [{'Key': 'Name', 'Value': 'fleet'}]},
                               {'ResourceType': 'instance', 'Tags': [{'Key': 'who', 'Value': 'fleet'}]},
                               {'ResourceType': 'volume', 'Tags': [{'Key': 'who', 'Value': 'fleet'}]}])
        ids = self.instance_ids(fleet)
        self.assertEqual(len(ids), 4)
        self.assertEqual(fleet['Errors'], [])
        self.wait_running(ids)
        instances = self.instances(ids)
        spot = [i for i in instances if i.get('InstanceLifecycle') == 'spot']
        self.assertEqual(len(spot), 3)
        for instance in instances:
            tags = {tag['Key']: tag['Value'] for tag in instance['Tags']}
            self.assertEqual((tags['Name'], tags['who']), ('node', 'fleet'))
            self.assertEqual(tags['aws:ec2:fleet-id'], fleet['FleetId'])
        found = self.ec2.describe_instances(Filters=[
            {'Name': 'tag:who', 'Values': ['fleet']}, {'Name': 'instance-state-name', 'Values': ['running']}])
        self.assertEqual(sum(len(r['Instances']) for r in found['Reservations']), 4)
        requests = self.ec2.describe_spot_instance_requests(
            SpotInstanceRequestIds=[i['SpotInstanceRequestId'] for i in spot])['SpotInstanceRequests']
        self.assertEqual({(r['State'], r['Status']['Code']) for r in requests}, {('active', 'fulfilled')})
        volumes = self.ec2.describe_volumes(Filters=[
            {'Name': 'tag:Name', 'Values': ['disk']}, {'Name': 'tag:who', 'Values': ['fleet']}])['Volumes']
        self.assertEqual(len(volumes), 4)
        self.assertEqual(self.ec2.describe_fleets()['Fleets'], [], 'instant fleets show by id only')
        told = self.ec2.describe_fleets(FleetIds=[fleet['FleetId']])['Fleets'][0]
        self.assertEqual((told['Type'], told['FleetState']), ('instant', 'active'))

        ended = self.ec2.terminate_instances(InstanceIds=ids)['TerminatingInstances']
        self.assertEqual({(e['PreviousState']['Name'], e['CurrentState']['Code']) for e in ended}, {('running', 32)})
        self.wait_for(lambda: all(i['State']['Name'] == 'terminated' for i in self.instances(ids)))
        gone = self.instances(ids)
        self.assertEqual({i['StateReason']['Code'] for i in gone}, {'Client.UserInitiatedShutdown'})
        self.assertFalse(any('PrivateIpAddress' in i or 'SubnetId' in i for i in gone))
        again = self.ec2.terminate_instances(InstanceIds=ids)['TerminatingInstances']
        self.assertEqual({e['CurrentState']['Name'] for e in again}, {'terminated'})
        requests = self.ec2.describe_spot_instance_requests(
            SpotInstanceRequestIds=[i['SpotInstanceRequestId'] for i in spot])['SpotInstanceRequests']
        self.assertEqual({(r['State'], r['Status']['Code']) for r in requests},
                         {('closed', 'instance-terminated-by-user')})
        self.doCleanups()
        self.assertEqual(self.cloud.ledger()['left'], 0)

    def key(self, name):
        self.ec2.create_key_pair(KeyName=name)
        self.addCleanup(self.ec2.delete_key_pair, KeyName=name)
        return name

    def test_interruption(self):
        """Recommendation, notice, two minutes in which the instance still runs, termination."""
        with practice_cloud.PracticeCloud('--speed', '60') as slower:
            self.ec2, saved = slower.client(), self.ec2
            self.cloud, saved_cloud = slower, self.cloud
            try:
                self.interrupt_one()
                self.doCleanups()
                self.assertEqual(slower.ledger()['left'], 0)
                self.assertEqual(slower.problems, [])
            finally:
                self.ec2, self.cloud = saved, saved_cloud

    def interrupt_one(self):
        fleet = self.fleet(self.template('interrupt'), [('m5.large', 'us-east-1a')], spot=1)
        [instance_id] = self.instance_ids(fleet)
        self.wait_running([instance_id])
        request_id = self.instances([instance_id])[0]['SpotInstanceRequestId']
        self.assertEqual(self.cloud.post('interrupt')['instance_id'], instance_id)

        def request():
            return self.ec2.describe_spot_instance_requests(
                SpotInstanceRequestIds=[request_id])['SpotInstanceRequests'][0]

        self.wait_for(lambda: request()['Status']['Code'] == 'instance-terminated-no-capacity')
        noticed_at = time.monotonic()
        self.assertEqual(request()['State'], 'closed')
        self.assertEqual(self.instances([instance_id])[0]['State']['Name'], 'running')
        self.wait_for(lambda: self.instances([instance_id])[0]['State']['Name'] != 'running')
        self.assertGreater(time.monotonic() - noticed_at, 1.7, 'two minutes at 60 times the speed')
        self.wait_for(lambda: self.instances([instance_id])[0]['State']['Name'] == 'terminated')
        self.assertEqual(self.instances([instance_id])[0]['StateReason']['Code'], 'Server.SpotInstanceTermination')
        kinds = [event['detail-type'] for event in self.cloud.events()]
        self.assertLess(kinds.index('EC2 Instance Rebalance Recommendation'),
                        kinds.index('EC2 Spot Instance Interruption Warning'))

    def test_drought(self):
        """A pool that runs dry takes its instances back and gives no new ones; another pool does."""
        template = self.template('drought')
        ids = self.instance_ids(self.fleet(template, [('c5.xlarge', 'us-east-1c')], spot=2))
        self.wait_running(ids)
        self.cloud.post('drought', type='c5.xlarge', zone='us-east-1c', seconds=60)
        dry = self.fleet(template, [('c5.xlarge', 'us-east-1c')], spot=1)
        self.assertEqual(dry['Instances'], [])
        self.assertEqual(dry['Errors'][0]['ErrorCode'], 'UnfulfillableCapacity')
        other = self.fleet(template, [('c5.xlarge', 'us-east-1c'), ('c5.xlarge', 'us-east-1d')], spot=1)
        self.assertEqual(other['Instances'][0]['LaunchTemplateAndOverrides']['Overrides']['AvailabilityZone'],
                         'us-east-1d')
        self.wait_for(lambda: all(i['State']['Name'] == 'terminated' for i in self.instances(ids)))
        self.cloud.post('drought', zone='us-east-1c', seconds=60, on_demand_too=True)
        dry = self.fleet(template, [('m5.large', 'us-east-1c')], on_demand=1)
        self.assertEqual(dry['Errors'][0]['ErrorCode'], 'InsufficientInstanceCapacity')
        self.cloud.post('calm')

    def test_partial_success(self):
        """Errors and instances in one answer: bad candidates, and a pool that is too small."""
        fleet = self.fleet(self.template('partial'), [
            ('p4d.24xlarge', 'us-east-1a'), ('m5.large', 'us-east-1e'), ('m6g.large', 'us-east-1a')], spot=500)
        self.assertGreater(len(self.instance_ids(fleet)), 0)
        self.assertLess(len(self.instance_ids(fleet)), 500)
        self.assertEqual(sorted(e['ErrorCode'] for e in fleet['Errors']),
                         ['InvalidParameterValue', 'UnfulfillableCapacity', 'Unsupported'])

    def test_idempotency(self):
        template = self.template('once')
        first = self.fleet(template, [('m5.large', 'us-east-1a')], spot=2, ClientToken='token-1')
        again = self.fleet(template, [('m5.large', 'us-east-1a')], spot=2, ClientToken='token-1')
        self.assertEqual(again['FleetId'], first['FleetId'])
        self.assertEqual(self.instance_ids(again), self.instance_ids(first))
        self.assert_code('IdempotentParameterMismatch', self.fleet, template, [('m5.large', 'us-east-1a')], spot=3,
                         ClientToken='token-1')
        data = {'ImageId': self.image()}
        one = self.ec2.create_launch_template(LaunchTemplateName='twice', ClientToken='t', LaunchTemplateData=data)
        two = self.ec2.create_launch_template(LaunchTemplateName='twice', ClientToken='t', LaunchTemplateData=data)
        self.assertEqual(one['LaunchTemplate'], two['LaunchTemplate'])
        self.assert_code('InvalidLaunchTemplateName.AlreadyExistsException', self.ec2.create_launch_template,
                         LaunchTemplateName='twice', LaunchTemplateData=data)
        self.ec2.delete_launch_template(LaunchTemplateName='twice')

    def test_single_zone_and_minimum(self):
        template = self.template('single')
        overrides = [('m5.large', f'us-east-1{letter}') for letter in 'abcd']
        fleet = self.fleet(template, overrides, spot=8, options={'AllocationStrategy': 'diversified'})
        zones = {g['LaunchTemplateAndOverrides']['Overrides']['AvailabilityZone'] for g in fleet['Instances']}
        self.assertEqual(len(zones), 4)
        fleet = self.fleet(template, overrides, spot=8, options={
            'AllocationStrategy': 'diversified', 'SingleAvailabilityZone': True, 'MinTargetCapacity': 8})
        zones = {g['LaunchTemplateAndOverrides']['Overrides']['AvailabilityZone'] for g in fleet['Instances']}
        self.assertEqual(len(zones), 1)
        fleet = self.fleet(template, [('p4d.24xlarge', 'us-east-1a')], spot=500, options={
            'SingleInstanceType': True, 'MinTargetCapacity': 500})
        self.assertEqual(fleet['Instances'], [])
        self.assert_code('InvalidParameterCombination', self.fleet, template, overrides, spot=2,
                         options={'MinTargetCapacity': 2})

    def test_price_limit(self):
        template = self.template('cheap', InstanceMarketOptions={'MarketType': 'spot',
                                                                 'SpotOptions': {'MaxPrice': '0.0011'}})
        fleet = self.fleet(template, [('m5.large', 'us-east-1a')], spot=1)
        self.assertEqual(fleet['Errors'][0]['ErrorCode'], 'SpotMaxPriceTooLow')

    def test_what_is_missing(self):
        overrides = [('m5.large', 'us-east-1a')]
        self.assert_code('InvalidLaunchTemplateName.NotFoundException', self.fleet, 'nobody', overrides, spot=1)
        fleet = self.fleet(self.template('no-key', KeyName='nobody'), overrides, spot=1)
        self.assertEqual(fleet['Errors'][0]['ErrorCode'], 'InvalidKeyPair.NotFound')
        fleet = self.fleet(self.template('no-group', SecurityGroupIds=['sg-0123456789abcdef0']), overrides, spot=1)
        self.assertEqual(fleet['Errors'][0]['ErrorCode'], 'InvalidGroup.NotFound')
        fleet = self.fleet(self.template('no-image', ImageId='ami-0123456789abcdef0'), overrides, spot=1)
        self.assertEqual(fleet['Errors'][0]['ErrorCode'], 'InvalidAMIID.NotFound')
        fleet = self.fleet(self.template('small', BlockDeviceMappings=[
            {'DeviceName': '/dev/xvda', 'Ebs': {'VolumeSize': 4}}]), overrides, spot=1)
        self.assertEqual(fleet['Errors'][0]['ErrorCode'], 'InvalidBlockDeviceMapping')
        fleet = self.fleet(self.template('no-index', NetworkInterfaces=[{'AssociatePublicIpAddress': True}]),
                           overrides, spot=1)
        self.assertEqual(fleet['Errors'][0]['ErrorCode'], 'InvalidParameterCombination')
        self.assert_code('InvalidUserData.Malformed', self.template, 'user-data', UserData='#!/bin/sh')
        self.assert_code('InvalidParameterValue', self.ec2.create_launch_template, LaunchTemplateName='tags',
                         LaunchTemplateData={'ImageId': self.image()}, TagSpecifications=[
                             {'ResourceType': 'instance', 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        self.assert_code('InvalidInstanceID.NotFound', self.instances, ['i-0123456789abcdef0'])
        self.assert_code('InvalidInstanceID.Malformed', self.instances, ['nonsense'])
        self.assert_code('InvalidLaunchTemplateName.NotFoundException', self.ec2.create_fleet, Type='maintain',
                         LaunchTemplateConfigs=[{'LaunchTemplateSpecification': {'LaunchTemplateName': 'nobody',
                                                                                 'Version': '1'}}],
                         TargetCapacitySpecification={'TotalTargetCapacity': 1,
                                                      'DefaultTargetCapacityType': 'spot'})
        self.assert_code('MissingParameter', self.ec2.create_fleet, LaunchTemplateConfigs=[],
                         TargetCapacitySpecification={'TotalTargetCapacity': 1})

    def test_delete_fleets(self):
        fleet = self.fleet(self.template('deleted'), [('m5.large', 'us-east-1a')], spot=2)
        ids = self.instance_ids(fleet)
        refused = self.ec2.delete_fleets(FleetIds=[fleet['FleetId'], 'fleet-nobody'], TerminateInstances=False)
        self.assertEqual([u['Error']['Code'] for u in refused['UnsuccessfulFleetDeletions']],
                         ['unexpectedError', 'fleetIdDoesNotExist'])
        deleted = self.ec2.delete_fleets(FleetIds=[fleet['FleetId']], TerminateInstances=True)
        self.assertEqual(deleted['SuccessfulFleetDeletions'][0]['CurrentFleetState'], 'deleted_terminating')
        self.wait_for(lambda: all(i['State']['Name'] == 'terminated' for i in self.instances(ids)))
        told = self.ec2.describe_fleets(FleetIds=[fleet['FleetId']])['Fleets'][0]
        self.assertEqual(told['FleetState'], 'deleted')

    def test_cancel_request(self):
        fleet = self.fleet(self.template('cancelled'), [('m5.large', 'us-east-1a')], spot=1)
        ids = self.instance_ids(fleet)
        self.wait_running(ids)
        request = self.instances(ids)[0]['SpotInstanceRequestId']
        cancelled = self.ec2.cancel_spot_instance_requests(SpotInstanceRequestIds=[request])
        self.assertEqual(cancelled['CancelledSpotInstanceRequests'][0]['State'], 'cancelled')
        told = self.ec2.describe_spot_instance_requests(SpotInstanceRequestIds=[request])['SpotInstanceRequests'][0]
        self.assertEqual(told['Status']['Code'], 'request-canceled-and-instance-running')
        self.assertEqual(self.instances(ids)[0]['State']['Name'], 'running')

    def test_kept_volume(self):
        template = self.template('kept', BlockDeviceMappings=[
            {'DeviceName': '/dev/xvda', 'Ebs': {'VolumeSize': 20, 'DeleteOnTermination': False}}])
        ids = self.instance_ids(self.fleet(template, [('m5.large', 'us-east-1a')], spot=1))
        volume = self.ec2.describe_volumes(
            Filters=[{'Name': 'attachment.instance-id', 'Values': ids}])['Volumes'][0]
        self.assertEqual(volume['Size'], 20)
        self.assert_code('VolumeInUse', self.ec2.delete_volume, VolumeId=volume['VolumeId'])
        self.terminate(ids)
        left = [r for r in self.cloud.ledger()['resources'] if r['kind'] == 'volume' and r['gone_at'] is None]
        self.assertEqual([r['id'] for r in left], [volume['VolumeId']], 'an orphan, and the ledger knows it')
        self.ec2.delete_volume(VolumeId=volume['VolumeId'])

    def test_pages_of_instances(self):
        ids = self.instance_ids(self.fleet(self.template('pages'), [('t3.micro', 'us-east-1a')], spot=23))
        pages = list(self.ec2.get_paginator('describe_instances').paginate(
            Filters=[{'Name': 'instance-id', 'Values': ids}], PaginationConfig={'PageSize': 10}))
        found = [i['InstanceId'] for page in pages for r in page['Reservations'] for i in r['Instances']]
        self.assertEqual(len(pages), 3)
        self.assertEqual(sorted(found), sorted(ids))
        self.assert_code('InvalidParameterCombination', self.ec2.describe_instances, InstanceIds=ids, MaxResults=10)


if __name__ == '__main__':
    unittest.main()
