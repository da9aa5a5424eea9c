# fault_scenarios.py: how each call with an effect is made, and how its effect is counted
#
# SPDX-License-Identifier: GPL-3.0-or-later

import uuid

ACCOUNT = '123456789012'
PUBLIC_KEY = 'c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSU9NcXFua1Z6cm0wU2RHNlVPb3FLTHNhYmdINUM5b2tXaTBkaDJsOUdLSmwgdGVzdA=='
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
