# fault_world.py: a practice cloud, and what is made in it to try calls on
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import itertools
import json
import time
import urllib.request
import uuid

import practice_cloud

OTHER_KEY = ('AKIDSECOND0000000000', 'second-secret')


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
