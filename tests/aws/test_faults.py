#!/usr/bin/python3
# test_faults.py: every call with an effect that the program describes, under every fault
#
# A call ends well, or says that it does not know; it is never carried out twice, and it never takes long.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import datetime
import itertools
import json
import os
import subprocess
import sys
import time
import unittest
import urllib.request
import uuid

HELPER, SIMULATOR_TESTS = sys.argv[1:3]
del sys.argv[1:3]
sys.path.insert(0, SIMULATOR_TESTS)

import practice_cloud  # noqa: E402

ACCOUNT = '123456789012'
OTHER_KEY = ('AKIDSECOND0000000000', 'second-secret')
NOT_FOUND, CONFLICT, TRANSIENT, PROTOCOL = 7, 8, 10, 12
LONGEST = 6000      # milliseconds: two silences of 500, delays, and a machine with other things to do

# What is done about each: whether the call has its effect, whether it is repeated in any case (it was not carried
# out), and the codes of the error when it must not be repeated.
FAULTS = {
    'throttle': (False, True, ()),
    'expired': (False, True, ()),
    'skew': (False, True, ()),
    '500': (False, False, ('InternalError',)),
    '503': (False, False, ('Unavailable', 'ServiceUnavailable')),
    'reset-before': (False, False, ('ConnectionLost',)),
    'hang': (False, False, ('AnswerTimeout',)),
    'reset-after': (True, False, ('ConnectionLost',)),
    'truncate': (True, False, ('ConnectionLost', 'AnswerTruncated')),
}
# How a call ends that is repeated after its answer was lost, when nothing is left to be done.
DELETIONS_END_AS = {NOT_FOUND}
DETACHMENTS_END_AS = {NOT_FOUND, CONFLICT}     # "the volume is in the 'available' state"
CHANGES_OF_STATE = {'DetachVolume', 'DetachInternetGateway', 'ChangeMessageVisibility'}
PUBLIC_KEY = 'c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSU9NcXFua1Z6cm0wU2RHNlVPb3FLTHNhYmdINUM5b2tXaTBkaDJsOUdLSmwgdGVzdA=='


class World:
    """A practice cloud, what the calls need in it, and what can be counted there."""

    def __init__(self):
        self.cloud = practice_cloud.PracticeCloud('--speed', '600', '--throttle-scale', '0', '--account',
                                                  ':'.join(OTHER_KEY))
        self.ec2 = self.cloud.client()
        self.sqs, self.events, self.cloudwatch, self.quotas, self.s3, self.budgets, self.costs = (
            self.cloud.client(name) for name in ('sqs', 'events', 'cloudwatch', 'service-quotas', 's3', 'budgets', 'ce'))
        self.image = self.cloud.client('ssm').get_parameter(
            Name='/aws/service/debian/release/12/latest/amd64')['Parameter']['Value']
        self.numbers = itertools.count(1)
        self.subnets = itertools.count(1)
        self.skew = 0
        self.to_undo = []
        self.vpc = self.ec2.create_vpc(CidrBlock='10.0.0.0/16')['Vpc']['VpcId']
        self.subnet = self.create_subnet()
        self.zone = self.ec2.describe_subnets(SubnetIds=[self.subnet])['Subnets'][0]['AvailabilityZone']
        self.template = self.create_template()
        self.s3.create_bucket(Bucket='fault')
        self.to_undo.clear()

    def control(self, path, **body):
        request = urllib.request.Request(f'{self.cloud.url}/_simulator/{path}', data=json.dumps(body).encode() or None,
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def ledger(self):
        with urllib.request.urlopen(f'{self.cloud.url}/_simulator/ledger') as answer:
            return json.load(answer)['resources']

    def number(self):
        return next(self.numbers)

    def name(self):
        return f'fault-{self.number()}'

    def undo_later(self, function, **arguments):
        self.to_undo.append((function, arguments))

    def undo(self):
        """Quotas are as AWS has them, so that nothing may be left behind; what is gone is gone."""
        for function, arguments in reversed(self.to_undo):
            try:
                function(**arguments)
            except self.ec2.exceptions.ClientError:
                pass
        self.to_undo.clear()

    def made(self, kind, delete=None, argument=None):
        """Counts what is made of a kind from now on; @delete is called for each afterwards."""
        before = {resource['id'] for resource in self.ledger()}

        def count():
            new = [resource['id'] for resource in self.ledger()
                   if resource['kind'] == kind and resource['id'] not in before]
            for resource_id in new:
                if delete:
                    self.undo_later(delete, **{argument or 'resource_id': resource_id})
            return len(new)
        return count

    def gone(self, resource_id):
        return lambda: sum(resource['id'] == resource_id and resource['gone_at'] is not None
                           for resource in self.ledger())

    def calling(self, function, argument, of=lambda resource_id: resource_id):
        """What made() calls about each thing, when that has another name than its id."""
        return lambda resource_id: function(**{argument: of(resource_id)})

    # ---- what calls are about ----

    def queue_url(self, arn):
        return f'{self.cloud.url}/{arn.split(":")[4]}/{arn.split(":")[5]}'

    def create_queue(self, **attributes):
        url = self.sqs.create_queue(QueueName=self.name(), Attributes=attributes)['QueueUrl']
        self.undo_later(self.sqs.delete_queue, QueueUrl=url)
        return url

    def queue_attribute(self, url, name):
        return self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])['Attributes'][name]

    def queue_arn(self, url):
        return self.queue_attribute(url, 'QueueArn')

    def receive_message(self):
        """A queue with a message that somebody has taken for a long time."""
        url = self.create_queue(VisibilityTimeout='600')
        self.sqs.send_message(QueueUrl=url, MessageBody='work')
        return url, self.sqs.receive_message(QueueUrl=url)['Messages'][0]['ReceiptHandle']

    def n_messages(self, url, *which):
        return sum(int(self.queue_attribute(url, f'ApproximateNumberOfMessages{name}')) for name in which)

    def create_rule(self, target=False):
        name = self.name()
        self.events.put_rule(Name=name, EventPattern='{"source": ["aws.ec2"]}')
        self.undo_later(self.events.delete_rule, Name=name)
        self.undo_later(self.events.remove_targets, Rule=name, Ids=['1'])
        if target:
            self.events.put_targets(Rule=name, Targets=[{'Id': '1', 'Arn': self.queue_arn(self.create_queue())}])
        return name

    def rule_arn(self, name):
        return self.events.describe_rule(Name=name)['Arn']

    def targets(self, rule):
        return lambda: len(self.events.list_targets_by_rule(Rule=rule)['Targets'])

    def n_values(self, namespace):
        now = datetime.datetime.now(datetime.timezone.utc)
        [result] = self.cloudwatch.get_metric_data(
            StartTime=now - datetime.timedelta(hours=1), EndTime=now + datetime.timedelta(hours=1),
            MetricDataQueries=[{'Id': 'a', 'MetricStat': {
                'Metric': {'Namespace': namespace, 'MetricName': 'Jobs'}, 'Period': 3600, 'Stat': 'SampleCount'}}]
        )['MetricDataResults']
        return int(sum(result['Values']))

    def n_quota_requests(self, code):
        return len(self.quotas.list_requested_service_quota_change_history_by_quota(
            ServiceCode='ec2', QuotaCode=code, Status='PENDING')['RequestedQuotas'])

    def create_subnet(self):
        number = next(self.subnets)
        subnet = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=f'10.0.{number}.0/24')['Subnet']['SubnetId']
        self.undo_later(self.ec2.delete_subnet, SubnetId=subnet)
        return subnet

    def create_vpc(self):
        vpc = self.ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
        self.undo_later(self.ec2.delete_vpc, VpcId=vpc)
        return vpc

    def create_group(self):
        group = self.ec2.create_security_group(GroupName=self.name(), Description='a test', VpcId=self.vpc)['GroupId']
        self.undo_later(self.ec2.delete_security_group, GroupId=group)
        return group

    def create_gateway(self, attached=False):
        gateway = self.ec2.create_internet_gateway()['InternetGateway']['InternetGatewayId']
        self.undo_later(self.ec2.delete_internet_gateway, InternetGatewayId=gateway)
        if attached:
            self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.undo_later(self.ec2.detach_internet_gateway, InternetGatewayId=gateway, VpcId=self.vpc)
        return gateway

    def create_table(self):
        table = self.ec2.create_route_table(VpcId=self.vpc)['RouteTable']['RouteTableId']
        self.undo_later(self.ec2.delete_route_table, RouteTableId=table)
        return table

    def create_template(self):
        template = self.ec2.create_launch_template(
            LaunchTemplateName=self.name(), LaunchTemplateData={'ImageId': self.image, 'InstanceType': 'm5.large'})
        return template['LaunchTemplate']['LaunchTemplateId']

    def fleet_input(self):
        return {'ClientToken': str(uuid.uuid4()), 'Type': 'instant',
                'LaunchTemplateConfigs': [{
                    'LaunchTemplateSpecification': {'LaunchTemplateId': self.template, 'Version': '$Latest'},
                    'Overrides': [{'InstanceType': 'm5.large', 'SubnetId': self.subnet}]}],
                'TargetCapacitySpecification': {'TotalTargetCapacity': 1, 'OnDemandTargetCapacity': 1,
                                                'DefaultTargetCapacityType': 'on-demand'}}

    def create_fleet(self, spot=False):
        order = self.fleet_input()
        if spot:
            order['TargetCapacitySpecification'] = {'TotalTargetCapacity': 1, 'SpotTargetCapacity': 1,
                                                    'DefaultTargetCapacityType': 'spot'}
        fleet = self.ec2.create_fleet(**order)
        instance = fleet['Instances'][0]['InstanceIds'][0]
        self.undo_later(self.ec2.terminate_instances, InstanceIds=[instance])
        return fleet['FleetId'], instance

    def create_instance(self, state='running'):
        instance = self.ec2.run_instances(ImageId=self.image, InstanceType='m5.large', MinCount=1, MaxCount=1,
                                          SubnetId=self.subnet)['Instances'][0]['InstanceId']
        self.undo_later(self.ec2.terminate_instances, InstanceIds=[instance])
        self.wait_until(self.instance_is(instance, 'running'))
        if state == 'stopped':
            self.ec2.stop_instances(InstanceIds=[instance])
            self.wait_until(self.instance_is(instance, 'stopped'))
        return instance

    @staticmethod
    def wait_until(condition):
        end = time.monotonic() + 20
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.02)

    def instance(self, instance):
        return self.ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]

    def instance_is(self, instance, *states):
        return lambda: int(self.instance(instance)['State']['Name'] in states)

    def create_volume(self):
        volume = self.ec2.create_volume(AvailabilityZone=self.zone, Size=8, VolumeType='gp3')['VolumeId']
        self.undo_later(self.ec2.delete_volume, VolumeId=volume)
        self.wait_until(lambda: self.volume(volume)['State'] == 'available')
        return volume

    def attach_volume(self):
        volume, instance = self.create_volume(), self.create_instance()
        self.ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device='/dev/sdf')
        self.wait_until(lambda: self.volume(volume)['State'] == 'in-use')
        return volume

    def volume(self, volume):
        return self.ec2.describe_volumes(VolumeIds=[volume])['Volumes'][0]

    def create_snapshot(self):
        snapshot = self.ec2.create_snapshot(VolumeId=self.create_volume())['SnapshotId']
        self.undo_later(self.ec2.delete_snapshot, SnapshotId=snapshot)
        return snapshot

    def create_address(self):
        address = self.ec2.allocate_address(Domain='vpc')['AllocationId']
        self.undo_later(self.ec2.release_address, AllocationId=address)
        return address

    def associated(self, address):
        def count():
            found = self.ec2.describe_addresses(AllocationIds=[address])['Addresses'][0]
            if 'AssociationId' in found:
                self.undo_later(self.ec2.disassociate_address, AssociationId=found['AssociationId'])
            return int('AssociationId' in found)
        return count

    def create_versions(self):
        template = self.create_template()
        self.undo_later(self.ec2.delete_launch_template, LaunchTemplateId=template)
        self.ec2.create_launch_template_version(LaunchTemplateId=template,
                                                LaunchTemplateData={'ImageId': self.image})
        return template

    def n_versions(self, template):
        return len(self.ec2.describe_launch_template_versions(LaunchTemplateId=template)['LaunchTemplateVersions'])

    def instance_ended(self, instance):
        def count():
            found = self.ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]
            return int(found['State']['Name'] in ('shutting-down', 'terminated'))
        return count

    def group_rules(self, group, direction='IpPermissions', port=2222):
        def count():
            found = self.ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
            return sum(rule.get('FromPort') == port for rule in found[direction])
        return count

    def routes(self, table):
        def count():
            found = self.ec2.describe_route_tables(RouteTableIds=[table])['RouteTables'][0]
            return sum(route.get('DestinationCidrBlock') == '0.0.0.0/0' for route in found['Routes'])
        return count

    def tags(self, resource):
        return lambda: len(self.ec2.describe_tags(Filters=[
            {'Name': 'resource-id', 'Values': [resource]}, {'Name': 'key', 'Values': ['fault']}])['Tags'])


RULE = {'IpProtocol': 'tcp', 'FromPort': 2222, 'ToPort': 2222, 'IpRanges': [{'CidrIp': '192.0.2.0/24'}]}


# The practice cloud shows nothing of the effect.
def unseen():
    return None


def negate(count):
    return lambda: 1 - count()


class Scenarios:
    """For each operation: what it needs is made, then its input and what counts its effects are returned."""

    @staticmethod
    def CreateVpc(world):
        return {'CidrBlock': '10.8.0.0/16'}, world.made('vpc', world.ec2.delete_vpc, 'VpcId')

    @staticmethod
    def DeleteVpc(world):
        vpc = world.create_vpc()
        return {'VpcId': vpc}, world.gone(vpc)

    @staticmethod
    def ModifyVpcAttribute(world):
        vpc = world.create_vpc()
        return {'VpcId': vpc, 'EnableDnsHostnames.Value': True}, unseen

    @staticmethod
    def CreateSubnet(world):
        return ({'VpcId': world.vpc, 'CidrBlock': '10.0.252.0/24'},
                world.made('subnet', world.ec2.delete_subnet, 'SubnetId'))

    @staticmethod
    def DeleteSubnet(world):
        subnet = world.create_subnet()
        return {'SubnetId': subnet}, world.gone(subnet)

    @staticmethod
    def ModifySubnetAttribute(world):
        subnet = world.create_subnet()
        return ({'SubnetId': subnet, 'MapPublicIpOnLaunch.Value': True},
                lambda: int(world.ec2.describe_subnets(SubnetIds=[subnet])['Subnets'][0]['MapPublicIpOnLaunch']))

    @staticmethod
    def CreateInternetGateway(world):
        return {}, world.made('internet-gateway', world.ec2.delete_internet_gateway, 'InternetGatewayId')

    @staticmethod
    def DeleteInternetGateway(world):
        gateway = world.create_gateway()
        return {'InternetGatewayId': gateway}, world.gone(gateway)

    @staticmethod
    def attachments(world, gateway):
        return lambda: len(world.ec2.describe_internet_gateways(InternetGatewayIds=[gateway])
                           ['InternetGateways'][0]['Attachments'])

    @staticmethod
    def AttachInternetGateway(world):
        gateway = world.create_gateway()
        return {'InternetGatewayId': gateway, 'VpcId': world.vpc}, Scenarios.attachments(world, gateway)

    @staticmethod
    def DetachInternetGateway(world):
        gateway = world.create_gateway(attached=True)
        return {'InternetGatewayId': gateway, 'VpcId': world.vpc}, negate(Scenarios.attachments(world, gateway))

    @staticmethod
    def CreateRouteTable(world):
        return {'VpcId': world.vpc}, world.made('route-table', world.ec2.delete_route_table, 'RouteTableId')

    @staticmethod
    def DeleteRouteTable(world):
        table = world.create_table()
        return {'RouteTableId': table}, world.gone(table)

    @staticmethod
    def CreateRoute(world):
        gateway, table = world.create_gateway(attached=True), world.create_table()
        return ({'RouteTableId': table, 'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': gateway},
                world.routes(table))

    @staticmethod
    def DeleteRoute(world):
        gateway, table = world.create_gateway(attached=True), world.create_table()
        world.ec2.create_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway)
        return {'RouteTableId': table, 'DestinationCidrBlock': '0.0.0.0/0'}, negate(world.routes(table))

    @staticmethod
    def associations(world, table):
        def count():
            found = world.ec2.describe_route_tables(RouteTableIds=[table])['RouteTables'][0]['Associations']
            for association in found:
                world.undo_later(world.ec2.disassociate_route_table,
                                 AssociationId=association['RouteTableAssociationId'])
            return len(found)
        return count

    @staticmethod
    def AssociateRouteTable(world):
        table, subnet = world.create_table(), world.create_subnet()
        return {'RouteTableId': table, 'SubnetId': subnet}, Scenarios.associations(world, table)

    @staticmethod
    def DisassociateRouteTable(world):
        table, subnet = world.create_table(), world.create_subnet()
        association = world.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)['AssociationId']
        return {'AssociationId': association}, negate(Scenarios.associations(world, table))

    @staticmethod
    def CreateSecurityGroup(world):
        return ({'GroupName': world.name(), 'GroupDescription': 'a test', 'VpcId': world.vpc},
                world.made('security-group', world.ec2.delete_security_group, 'GroupId'))

    @staticmethod
    def DeleteSecurityGroup(world):
        group = world.create_group()
        return {'GroupId': group}, world.gone(group)

    @staticmethod
    def AuthorizeSecurityGroupIngress(world):
        group = world.create_group()
        return {'GroupId': group, 'IpPermissions': [RULE]}, world.group_rules(group)

    @staticmethod
    def AuthorizeSecurityGroupEgress(world):
        group = world.create_group()
        return {'GroupId': group, 'IpPermissions': [RULE]}, world.group_rules(group, 'IpPermissionsEgress')

    @staticmethod
    def RevokeSecurityGroupIngress(world):
        group = world.create_group()
        world.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[RULE])
        return {'GroupId': group, 'IpPermissions': [RULE]}, negate(world.group_rules(group))

    @staticmethod
    def RevokeSecurityGroupEgress(world):
        group = world.create_group()
        world.ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[RULE])
        return {'GroupId': group, 'IpPermissions': [RULE]}, negate(world.group_rules(group, 'IpPermissionsEgress'))

    @staticmethod
    def CreateKeyPair(world):
        return {'KeyName': world.name(), 'KeyType': 'ed25519'}, world.made('key-pair', world.ec2.delete_key_pair, 'KeyPairId')

    @staticmethod
    def ImportKeyPair(world):
        return ({'KeyName': world.name(), 'PublicKeyMaterial': PUBLIC_KEY},
                world.made('key-pair', world.ec2.delete_key_pair, 'KeyPairId'))

    @staticmethod
    def DeleteKeyPair(world):
        key = world.ec2.create_key_pair(KeyName=world.name())['KeyPairId']
        return {'KeyPairId': key}, world.gone(key)

    @staticmethod
    def CreateTags(world):
        return ({'ResourceId': [world.create_subnet()], 'Tag': [{'Key': 'fault', 'Value': 'x'}]},
                world.tags(world.to_undo[-1][1]['SubnetId']))

    @staticmethod
    def DeleteTags(world):
        subnet = world.create_subnet()
        world.ec2.create_tags(Resources=[subnet], Tags=[{'Key': 'fault', 'Value': 'x'}])
        return {'ResourceId': [subnet], 'Tag': [{'Key': 'fault', 'Value': 'x'}]}, negate(world.tags(subnet))

    @staticmethod
    def CreateLaunchTemplate(world):
        return ({'ClientToken': str(uuid.uuid4()), 'LaunchTemplateName': world.name(),
                 'LaunchTemplateData': {'ImageId': world.image}},
                world.made('launch-template', world.ec2.delete_launch_template, 'LaunchTemplateId'))

    @staticmethod
    def DeleteLaunchTemplate(world):
        template = world.create_template()
        return {'LaunchTemplateId': template}, world.gone(template)

    @staticmethod
    def CreateFleet(world):
        before = {resource['id'] for resource in world.ledger()}

        def count():
            new = [resource['id'] for resource in world.ledger()
                   if resource['kind'] == 'instance' and resource['id'] not in before]
            if new:
                world.undo_later(world.ec2.terminate_instances, InstanceIds=new)
            return len(new)
        return world.fleet_input(), count

    @staticmethod
    def DeleteFleets(world):
        fleet, instance = world.create_fleet()
        return {'FleetId': [fleet], 'TerminateInstances': True}, world.instance_ended(instance)

    @staticmethod
    def TerminateInstances(world):
        _, instance = world.create_fleet()
        return {'InstanceId': [instance]}, world.instance_ended(instance)

    @staticmethod
    def CancelSpotInstanceRequests(world):
        _, instance = world.create_fleet(spot=True)
        found = world.ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]
        request = found['SpotInstanceRequestId']
        return ({'SpotInstanceRequestId': [request]},
                lambda: int(world.ec2.describe_spot_instance_requests(SpotInstanceRequestIds=[request])
                            ['SpotInstanceRequests'][0]['State'] == 'cancelled'))


    @staticmethod
    def RunInstances(world):
        return ({'ClientToken': str(uuid.uuid4()), 'ImageId': world.image, 'InstanceType': 'm5.large', 'MinCount': 1,
                 'MaxCount': 1, 'SubnetId': world.subnet}, Scenarios.CreateFleet(world)[1])

    @staticmethod
    def StartInstances(world):
        instance = world.create_instance('stopped')
        return {'InstanceId': [instance]}, world.instance_is(instance, 'pending', 'running')

    @staticmethod
    def StopInstances(world):
        instance = world.create_instance()
        return {'InstanceId': [instance]}, world.instance_is(instance, 'stopping', 'stopped')

    @staticmethod
    def RebootInstances(world):
        return {'InstanceId': [world.create_instance()]}, unseen

    @staticmethod
    def monitored(world, instance):
        return lambda: int(world.instance(instance)['Monitoring']['State'] in ('enabled', 'pending'))

    @staticmethod
    def MonitorInstances(world):
        instance = world.create_instance()
        return {'InstanceId': [instance]}, Scenarios.monitored(world, instance)

    @staticmethod
    def UnmonitorInstances(world):
        instance = world.create_instance()
        world.ec2.monitor_instances(InstanceIds=[instance])
        return {'InstanceId': [instance]}, negate(Scenarios.monitored(world, instance))

    @staticmethod
    def ModifyInstanceAttribute(world):
        return {'InstanceId': world.create_instance(), 'InstanceInitiatedShutdownBehavior.Value': 'terminate'}, unseen

    @staticmethod
    def CreateVolume(world):
        return ({'ClientToken': str(uuid.uuid4()), 'AvailabilityZone': world.zone, 'Size': 8, 'VolumeType': 'gp3'},
                world.made('volume', world.ec2.delete_volume, 'VolumeId'))

    @staticmethod
    def DeleteVolume(world):
        volume = world.create_volume()
        return {'VolumeId': volume}, world.gone(volume)

    @staticmethod
    def ModifyVolume(world):
        volume = world.create_volume()
        return {'VolumeId': volume, 'Size': 9}, lambda: int(world.volume(volume)['Size'] == 9)

    @staticmethod
    def AttachVolume(world):
        volume, instance = world.create_volume(), world.create_instance()
        return ({'VolumeId': volume, 'InstanceId': instance, 'Device': '/dev/sdf'},
                lambda: len(world.volume(volume)['Attachments']))

    @staticmethod
    def DetachVolume(world):
        volume = world.attach_volume()
        return ({'VolumeId': volume},
                lambda: int(all(attachment['State'] in ('detaching', 'detached')
                                for attachment in world.volume(volume)['Attachments'])))

    @staticmethod
    def CreateSnapshot(world):
        return {'VolumeId': world.create_volume()}, world.made('snapshot', world.ec2.delete_snapshot, 'SnapshotId')

    @staticmethod
    def DeleteSnapshot(world):
        snapshot = world.create_snapshot()
        return {'SnapshotId': snapshot}, world.gone(snapshot)

    @staticmethod
    def AllocateAddress(world):
        return {'Domain': 'vpc'}, world.made('elastic-ip', world.ec2.release_address, 'AllocationId')

    @staticmethod
    def ReleaseAddress(world):
        address = world.create_address()
        return {'AllocationId': address}, world.gone(address)

    @staticmethod
    def AssociateAddress(world):
        world.create_gateway(attached=True)
        address, instance = world.create_address(), world.create_instance()
        return {'AllocationId': address, 'InstanceId': instance}, world.associated(address)

    @staticmethod
    def DisassociateAddress(world):
        world.create_gateway(attached=True)
        address, instance = world.create_address(), world.create_instance()
        association = world.ec2.associate_address(AllocationId=address, InstanceId=instance)['AssociationId']
        return {'AssociationId': association}, negate(world.associated(address))

    @staticmethod
    def CreatePlacementGroup(world):
        name = world.name()
        world.undo_later(world.ec2.delete_placement_group, GroupName=name)
        return {'GroupName': name, 'Strategy': 'cluster'}, world.made('placement-group')

    @staticmethod
    def DeletePlacementGroup(world):
        name = world.name()
        world.ec2.create_placement_group(GroupName=name, Strategy='cluster')
        group = world.ec2.describe_placement_groups(GroupNames=[name])['PlacementGroups'][0]['GroupId']
        return {'GroupName': name}, world.gone(group)

    @staticmethod
    def CreateLaunchTemplateVersion(world):
        template = world.create_versions()
        return ({'ClientToken': str(uuid.uuid4()), 'LaunchTemplateId': template,
                 'LaunchTemplateData': {'ImageId': world.image}}, lambda: world.n_versions(template) - 2)

    @staticmethod
    def DeleteLaunchTemplateVersions(world):
        template = world.create_versions()
        return ({'LaunchTemplateId': template, 'LaunchTemplateVersion': ['2']},
                lambda: 2 - world.n_versions(template))

    @staticmethod
    def ModifyLaunchTemplate(world):
        template = world.create_versions()
        return ({'ClientToken': str(uuid.uuid4()), 'LaunchTemplateId': template, 'SetDefaultVersion': '2'},
                lambda: world.ec2.describe_launch_templates(LaunchTemplateIds=[template])
                ['LaunchTemplates'][0]['DefaultVersionNumber'] - 1)

    @staticmethod
    def ModifyFleet(world):
        order = {**world.fleet_input(), 'Type': 'maintain'}
        fleet = world.ec2.create_fleet(**order)['FleetId']
        world.undo_later(world.ec2.delete_fleets, FleetIds=[fleet], TerminateInstances=True)
        return ({'FleetId': fleet, 'TargetCapacitySpecification': {'TotalTargetCapacity': 2,
                                                                     'DefaultTargetCapacityType': 'on-demand'}},
                lambda: world.ec2.describe_fleets(FleetIds=[fleet])['Fleets'][0]
                ['TargetCapacitySpecification']['TotalTargetCapacity'] - 1)


    @staticmethod
    def CreateQueue(world):
        return ({'QueueName': world.name()},
                world.made('queue', world.calling(world.sqs.delete_queue, 'QueueUrl', world.queue_url)))

    @staticmethod
    def DeleteQueue(world):
        queue = world.create_queue()
        return {'QueueUrl': queue}, world.gone(world.queue_arn(queue))

    @staticmethod
    def SetQueueAttributes(world):
        queue = world.create_queue()
        return ({'QueueUrl': queue, 'Attributes': {'VisibilityTimeout': '77'}},
                lambda: int(world.queue_attribute(queue, 'VisibilityTimeout') == '77'))

    @staticmethod
    def TagQueue(world):
        queue = world.create_queue()
        return ({'QueueUrl': queue, 'Tags': {'fault': 'yes'}},
                lambda: len(world.sqs.list_queue_tags(QueueUrl=queue).get('Tags', ())))

    @staticmethod
    def ChangeMessageVisibility(world):
        queue, handle = world.receive_message()
        return ({'QueueUrl': queue, 'ReceiptHandle': handle, 'VisibilityTimeout': 0},
                lambda: world.n_messages(queue, ''))

    @staticmethod
    def DeleteMessage(world):
        queue, handle = world.receive_message()
        return ({'QueueUrl': queue, 'ReceiptHandle': handle}, lambda: 1 - world.n_messages(queue, '', 'NotVisible'))

    @staticmethod
    def DeleteMessageBatch(world):
        queue, handle = world.receive_message()
        return ({'QueueUrl': queue, 'Entries': [{'Id': '1', 'ReceiptHandle': handle}]},
                lambda: 1 - world.n_messages(queue, '', 'NotVisible'))

    @staticmethod
    def PutRule(world):
        name = world.name()
        world.undo_later(world.events.delete_rule, Name=name)
        return {'Name': name, 'EventPattern': '{"source": ["aws.ec2"]}'}, world.made('rule')

    @staticmethod
    def DeleteRule(world):
        rule = world.create_rule()
        return {'Name': rule}, world.gone(world.rule_arn(rule))

    @staticmethod
    def PutTargets(world):
        rule = world.create_rule()
        return ({'Rule': rule, 'Targets': [{'Id': '1', 'Arn': world.queue_arn(world.create_queue())}]},
                world.targets(rule))

    @staticmethod
    def RemoveTargets(world):
        rule = world.create_rule(target=True)
        return {'Rule': rule, 'Ids': ['1']}, negate(world.targets(rule))

    @staticmethod
    def TagResource(world):
        arn = world.rule_arn(world.create_rule())
        return ({'ResourceARN': arn, 'Tags': [{'Key': 'fault', 'Value': 'yes'}]},
                lambda: len(world.events.list_tags_for_resource(ResourceARN=arn)['Tags']))

    @staticmethod
    def PutMetricData(world):
        namespace = world.name()
        return ({'Namespace': namespace, 'MetricData': [{'MetricName': 'Jobs', 'Value': 7}]},
                lambda: world.n_values(namespace))

    @staticmethod
    def RequestServiceQuotaIncrease(world):
        code, value = 'L-1216C47A', 200000 + world.number()
        world.undo_later(world.control, path='quota', code=code, region='us-east-1', value=value)
        return ({'ServiceCode': 'ec2', 'QuotaCode': code, 'DesiredValue': value},
                lambda: world.n_quota_requests(code))


    @staticmethod
    def CreateBucket(world):
        name = world.name()
        world.undo_later(world.s3.delete_bucket, Bucket=name)
        return {'Bucket': name}, world.made('bucket')

    @staticmethod
    def PutObject(world):
        key = world.name()
        world.undo_later(world.s3.delete_object, Bucket='fault', Key=key)
        return {'Bucket': 'fault', 'Key': key, 'Body': 'a checkpoint'}, world.made('object')

    @staticmethod
    def DeleteObject(world):
        key = world.name()
        world.s3.put_object(Bucket='fault', Key=key, Body=b'a checkpoint')
        return {'Bucket': 'fault', 'Key': key}, world.gone(f'arn:aws:s3:::fault/{key}')


    @staticmethod
    def CreateImage(world):
        return ({'InstanceId': world.create_instance('stopped'), 'Name': world.name()},
                world.made('image', world.ec2.deregister_image, 'ImageId'))

    @staticmethod
    def DeregisterImage(world):
        image = world.ec2.create_image(InstanceId=world.create_instance(), Name=world.name())['ImageId']
        return {'ImageId': image}, world.gone(image)

    @staticmethod
    def ModifyNetworkInterfaceAttribute(world):
        instance = world.create_instance()
        interface = world.instance(instance)['NetworkInterfaces'][0]['NetworkInterfaceId']
        return ({'NetworkInterfaceId': interface, 'SourceDestCheck.Value': False},
                lambda: 1 - world.instance(instance)['NetworkInterfaces'][0]['SourceDestCheck'])

    @staticmethod
    def UpdateCostAllocationTagsStatus(world):
        key = world.name()
        world.ec2.create_tags(Resources=[world.vpc], Tags=[{'Key': key, 'Value': 'x'}])
        world.undo_later(world.ec2.delete_tags, Resources=[world.vpc], Tags=[{'Key': key}])
        return ({'CostAllocationTagsStatus': [{'TagKey': key, 'Status': 'Active'}]},
                lambda: len(world.costs.list_cost_allocation_tags(Status='Active', TagKeys=[key])
                            ['CostAllocationTags']))

    @staticmethod
    def alarm(world):
        return {'AlarmName': world.name(), 'Namespace': 'Fault', 'MetricName': 'Jobs', 'Statistic': 'Sum', 'Period': 60,
                'EvaluationPeriods': 1, 'Threshold': 5.5, 'ComparisonOperator': 'GreaterThanThreshold'}

    @staticmethod
    def PutMetricAlarm(world):
        alarm = Scenarios.alarm(world)
        world.undo_later(world.cloudwatch.delete_alarms, AlarmNames=[alarm['AlarmName']])
        return alarm, world.made('alarm')

    @staticmethod
    def DeleteAlarms(world):
        alarm = Scenarios.alarm(world)
        world.cloudwatch.put_metric_alarm(**alarm)
        return ({'AlarmNames': [alarm['AlarmName']]},
                world.gone(f'arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:{alarm["AlarmName"]}'))

    @staticmethod
    def budget(world):
        return {'BudgetName': world.name(), 'BudgetType': 'COST', 'TimeUnit': 'MONTHLY',
                'BudgetLimit': {'Amount': '100', 'Unit': 'USD'}}

    @staticmethod
    def CreateBudget(world):
        budget = Scenarios.budget(world)
        world.undo_later(world.budgets.delete_budget, AccountId=ACCOUNT, BudgetName=budget['BudgetName'])
        return {'AccountId': ACCOUNT, 'Budget': budget}, world.made('budget')

    @staticmethod
    def DeleteBudget(world):
        budget = Scenarios.budget(world)
        world.budgets.create_budget(AccountId=ACCOUNT, Budget=budget)
        return ({'AccountId': ACCOUNT, 'BudgetName': budget['BudgetName']},
                world.gone(f'arn:aws:budgets::{ACCOUNT}:budget/{budget["BudgetName"]}'))


def mutating():
    """Every call that changes something of those that the program describes: its service by its name."""
    lines = subprocess.run([HELPER, '--mutating'], check=True, capture_output=True, text=True).stdout.splitlines()
    found = {name: service for service, name in map(str.split, lines)}
    assert len(found) == len(lines), 'two services have calls of the same name'
    return found


# The calls with an effect that are not tried here, and why.
SIGN_IN = 'is part of signing in: no key signs it, and what is lost is begun again and leaves nothing behind'
EXCEPTIONS = {
    'RegisterClient': SIGN_IN,
    'StartDeviceAuthorization': SIGN_IN,
    'CreateToken': SIGN_IN,
    'Logout': SIGN_IN,
    'DeleteNetworkInterface': 'here an interface lives and dies with its instance, so that it never can be deleted',
}
MUTATING = mutating()
OPERATIONS = [name for name in vars(Scenarios) if name in MUTATING]


class MatrixTest(unittest.TestCase):
    def test_nothing_is_missing(self):
        """Whoever describes one more call with an effect has to say here how it bears faults, or why not."""
        self.assertEqual(set(MUTATING), set(OPERATIONS) | set(EXCEPTIONS))
        self.assertFalse(set(OPERATIONS) & set(EXCEPTIONS))
        named = {name for name in vars(Scenarios) if name[0].isupper()}
        self.assertEqual(named - set(MUTATING), set(), 'scenarios of what is no call with an effect')


class FaultTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.helper = subprocess.Popen([HELPER, cls.world.cloud.url, practice_cloud.KEY_ID, practice_cloud.SECRET, *OTHER_KEY],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @classmethod
    def tearDownClass(cls):
        cls.helper.stdin.close()
        cls.helper.stdout.close()
        assert cls.helper.wait(20) == 0
        assert cls.world.cloud.stop() == ''

    def call(self, operation, order):
        line = {'service': MUTATING[operation], 'operation': operation, 'input': order}
        if 'Body' in order:
            line['body'] = order.pop('Body')
        self.helper.stdin.write(json.dumps(line) + '\n')
        self.helper.stdin.flush()
        return json.loads(self.helper.stdout.readline())

    def inject(self, fault, operation):
        if fault == 'skew':
            # Each time by more than AWS lets pass, seen from what the client has found out before.
            self.world.skew += 1000
            self.world.control('fault', kind='skew', seconds=self.world.skew)
        elif fault != 'none':
            self.world.control('fault', kind=fault, action=operation, seconds=1 if fault == 'hang' else 0)

    def check(self, operation, fault):
        world = self.world
        order, count = getattr(Scenarios, operation)(world)
        self.assertIn(count(), (0, None), 'effects before')
        self.inject(fault, operation)
        report = self.call(operation, order)
        world.control('fault', kind='clear')
        if fault == 'skew':
            world.control('fault', kind='skew', seconds=0)

        n_effects = count()
        world.undo()
        self.assertLess(report['milliseconds'], LONGEST)
        has_effect, always_repeated, codes = FAULTS.get(fault, (False, True, ()))
        if always_repeated:
            self.assertTrue(report['ok'], report)
            self.assertIn(n_effects, (1, None))
        elif report['repeatable']:
            ends = DETACHMENTS_END_AS if operation in CHANGES_OF_STATE else DELETIONS_END_AS
            self.assertTrue(report['ok'] or (has_effect and report['category'] in ends), report)
            self.assertIn(n_effects, (1, None))
        else:
            self.assertFalse(report['ok'], report)
            self.assertIn(report['code'], codes)
            self.assertIn(report['category'], (TRANSIENT, PROTOCOL))
            self.assertTrue(report['message'].startswith(operation + ': '), report)
            self.assertIn(n_effects, (int(has_effect), None))

    def check_all(self, fault):
        for operation in OPERATIONS:
            with self.subTest(operation=operation, fault=fault):
                self.check(operation, fault)

    def test_without_faults(self):
        self.check_all('none')


class LogTest(unittest.TestCase):
    """With every debug message of every library on, nothing that was sent or is secret is in the log."""

    def test_log(self):
        marks = [f'M4RK{number}' for number in range(6)]
        encoded = base64.b64encode(f'#!/bin/sh\necho {marks[0]}\n'.encode()).decode()
        calls = [
            ('CreateLaunchTemplate', {'ClientToken': 'log-1', 'LaunchTemplateName': marks[1],
                                      'LaunchTemplateData': {'UserData': encoded}}),
            # AWS's message says what it did not like.
            ('CreateVpc', {'CidrBlock': marks[2]}),
            ('DeleteVpc', {'VpcId': marks[3]}),
            ('ImportKeyPair', {'KeyName': 'log', 'PublicKeyMaterial': base64.b64encode(marks[4].encode()).decode()}),
            ('CreateTags', {'ResourceId': ['vpc-00000000000000000'], 'Tag': [{'Key': 'log', 'Value': marks[5]}]}),
            ('CreateKeyPair', {'KeyName': 'log-2', 'KeyType': 'ed25519'}),
        ]
        with practice_cloud.PracticeCloud() as cloud:
            lines = ''.join(json.dumps({'operation': name, 'input': order}) + '\n' for name, order in calls)
            result = subprocess.run(
                [HELPER, cloud.url, practice_cloud.KEY_ID, practice_cloud.SECRET, *OTHER_KEY], input=lines, check=True,
                env={**os.environ, 'G_MESSAGES_DEBUG': 'all'}, capture_output=True, text=True)
        answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]
        log = result.stderr + '\n'.join(line for line in result.stdout.splitlines() if not line.startswith('{'))
        self.assertEqual(len(answers), len(calls))
        self.assertIn(marks[2], answers[1]['message'])
        for name, _ in calls:
            self.assertIn(f'ec2 {name} in us-east-1: attempt 1', log)
        self.assertIn('InvalidVpcID.NotFound', log)
        private = answers[-1]['answer']['keyMaterial'].splitlines()[1]
        self.assertGreater(len(private), 40)
        for secret in [*marks, encoded, private, practice_cloud.SECRET, OTHER_KEY[1], 'Signature=', 'Authorization',
                       'Action=']:
            self.assertNotIn(secret, log)


for _fault in FAULTS:
    setattr(FaultTest, 'test_' + _fault.replace('-', '_'), lambda self, fault=_fault: self.check_all(fault))


if __name__ == '__main__':
    unittest.main()
