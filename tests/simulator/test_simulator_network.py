# test_simulator_network.py: VPCs and what is in them, security groups, keys, tags
#
# SPDX-License-Identifier: GPL-3.0-or-later

import subprocess
import unittest

import cloud_test
import practice_cloud


class NetworkTest(cloud_test.CloudTest):
    def test_default_network(self):
        vpcs = self.ec2.describe_vpcs(Filters=[{'Name': 'is-default', 'Values': ['true']}])['Vpcs']
        self.assertEqual(len(vpcs), 1)
        subnets = self.ec2.describe_subnets(Filters=[{'Name': 'vpc-id', 'Values': [vpcs[0]['VpcId']]}])['Subnets']
        self.assertEqual(len(subnets), 6)
        self.assertTrue(all(s['DefaultForAz'] and s['MapPublicIpOnLaunch'] for s in subnets))
        routes = self.ec2.describe_route_tables()['RouteTables'][0]['Routes']
        self.assertEqual([r['DestinationCidrBlock'] for r in routes], ['172.31.0.0/16', '0.0.0.0/0'])
        self.assertEqual(self.cloud.ledger()['left'], 0)

    def test_without_default_network(self):
        with practice_cloud.PracticeCloud('--no-default-vpc') as bare:
            ec2 = bare.client()
            self.assertEqual(ec2.describe_vpcs()['Vpcs'], [])
            self.assert_code('VPCIdNotSpecified', ec2.create_security_group, GroupName='a', Description='b')

    def test_build_and_tear_down(self):
        """A VPC by hand, a fleet in it; it comes down in the order of its dependencies only."""
        ec2 = self.ec2
        vpc = ec2.create_vpc(CidrBlock='10.0.0.0/16', TagSpecifications=[
            {'ResourceType': 'vpc', 'Tags': [{'Key': 'Name', 'Value': 'mine'}]}])['Vpc']['VpcId']
        ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={'Value': True})
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock='10.0.1.0/24', AvailabilityZone='us-east-1b')['Subnet']
        self.assertEqual(subnet['AvailableIpAddressCount'], 251)
        self.assert_code('InvalidSubnet.Conflict', ec2.create_subnet, VpcId=vpc, CidrBlock='10.0.1.128/25')
        self.assert_code('InvalidSubnet.Range', ec2.create_subnet, VpcId=vpc, CidrBlock='10.1.0.0/24')
        ec2.modify_subnet_attribute(SubnetId=subnet['SubnetId'], MapPublicIpOnLaunch={'Value': True})
        gateway = ec2.create_internet_gateway()['InternetGateway']['InternetGatewayId']
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        table = ec2.create_route_table(VpcId=vpc)['RouteTable']['RouteTableId']
        ec2.create_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway)
        self.assert_code('RouteAlreadyExists', ec2.create_route, RouteTableId=table,
                         DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway)
        association = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet['SubnetId'])['AssociationId']
        group = ec2.create_security_group(GroupName='nodes', Description='nodes of a fleet', VpcId=vpc)['GroupId']

        template = self.template('in-vpc', SecurityGroupIds=[group], InstanceType='m5.large')
        fleet = ec2.create_fleet(Type='instant', LaunchTemplateConfigs=[{
            'LaunchTemplateSpecification': {'LaunchTemplateName': template, 'Version': '1'},
            'Overrides': [{'SubnetId': subnet['SubnetId']}]}],
            TargetCapacitySpecification={'TotalTargetCapacity': 2, 'DefaultTargetCapacityType': 'on-demand'})
        ids = self.instance_ids(fleet)
        instance = self.instances(ids)[0]
        self.assertEqual((instance['VpcId'], instance['SubnetId']), (vpc, subnet['SubnetId']))
        self.assertTrue(instance['PrivateIpAddress'].startswith('10.0.1.'))
        self.assertEqual([g['GroupId'] for g in instance['SecurityGroups']], [group])

        for code, function, arguments in (
                ('DependencyViolation', ec2.delete_vpc, {'VpcId': vpc}),
                ('DependencyViolation', ec2.delete_subnet, {'SubnetId': subnet['SubnetId']}),
                ('DependencyViolation', ec2.delete_security_group, {'GroupId': group}),
                ('DependencyViolation', ec2.delete_internet_gateway, {'InternetGatewayId': gateway}),
                ('DependencyViolation', ec2.detach_internet_gateway, {'InternetGatewayId': gateway, 'VpcId': vpc}),
                ('DependencyViolation', ec2.delete_route_table, {'RouteTableId': table})):
            self.assert_code(code, function, **arguments)
        self.terminate(ids)
        ec2.delete_security_group(GroupId=group)
        ec2.disassociate_route_table(AssociationId=association)
        ec2.delete_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0')
        ec2.delete_route_table(RouteTableId=table)
        ec2.delete_subnet(SubnetId=subnet['SubnetId'])
        ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        ec2.delete_internet_gateway(InternetGatewayId=gateway)
        ec2.delete_vpc(VpcId=vpc)
        self.assert_code('InvalidVpcID.NotFound', ec2.describe_vpcs, VpcIds=[vpc])
        self.doCleanups()
        self.assertEqual(self.cloud.ledger()['left'], 0)

    def test_security_groups(self):
        ec2 = self.ec2
        group = ec2.create_security_group(GroupName='rules', Description='rules')['GroupId']
        self.addCleanup(ec2.delete_security_group, GroupId=group)
        self.assert_code('InvalidGroup.Duplicate', ec2.create_security_group, GroupName='rules', Description='x')
        self.assert_code('InvalidParameterValue', ec2.create_security_group, GroupName='sg-x', Description='x')
        self.assert_code('InvalidParameterValue', ec2.create_security_group, GroupName='x', Description='Übung')
        ssh = [{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22,
                'IpRanges': [{'CidrIp': '203.0.113.0/24', 'Description': 'office'}, {'CidrIp': '198.51.100.7/32'}],
                'Ipv6Ranges': [{'CidrIpv6': '2001:db8::/32'}]},
               {'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': group}]}]
        rules = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=ssh)['SecurityGroupRules']
        self.assertEqual(len(rules), 4)
        told = ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
        self.assertEqual(len(told['IpPermissions']), 2)
        self.assertEqual(len(told['IpPermissions'][0]['IpRanges']), 2)
        self.assert_code('InvalidPermission.Duplicate', ec2.authorize_security_group_ingress, GroupId=group,
                         IpPermissions=ssh[:1])
        self.assert_code('InvalidParameterValue', ec2.authorize_security_group_ingress, GroupId=group,
                         IpPermissions=[{'IpProtocol': 'tcp', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}])
        self.assert_code('InvalidParameterValue', ec2.authorize_security_group_ingress, GroupId=group,
                         IpProtocol='tcp', FromPort=1, ToPort=2, CidrIp='1.2.3.4/99')
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=ssh)
        self.assert_code('InvalidPermission.NotFound', ec2.revoke_security_group_ingress, GroupId=group,
                         IpPermissions=ssh)
        told = ec2.describe_security_groups(Filters=[{'Name': 'group-name', 'Values': ['rules']}])
        self.assertEqual(told['SecurityGroups'][0]['IpPermissions'], [])
        default = ec2.describe_security_groups(
            Filters=[{'Name': 'group-name', 'Values': ['default']}])['SecurityGroups'][0]
        self.assert_code('CannotDelete', ec2.delete_security_group, GroupId=default['GroupId'])

    def test_keys(self):
        made = self.ec2.create_key_pair(KeyName='made', KeyType='ed25519', TagSpecifications=[
            {'ResourceType': 'key-pair', 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        self.assertIn('PRIVATE KEY', made['KeyMaterial'])
        self.assert_code('InvalidKeyPair.Duplicate', self.ec2.create_key_pair, KeyName='made')
        told = self.ec2.describe_key_pairs(KeyNames=['made'], IncludePublicKey=True)['KeyPairs'][0]
        imported = self.ec2.import_key_pair(KeyName='imported', PublicKeyMaterial=told['PublicKey'].encode())
        self.assertEqual(imported['KeyFingerprint'], made['KeyFingerprint'])
        digest = subprocess.run(['ssh-keygen', '-lf', '-'], input=told['PublicKey'], capture_output=True, text=True,
                                check=True).stdout.split()[1]
        self.assertEqual(digest.removeprefix('SHA256:'), made['KeyFingerprint'].rstrip('='))
        self.assert_code('InvalidKey.Format', self.ec2.import_key_pair, KeyName='x', PublicKeyMaterial=b'ssh-rsa !')
        self.assert_code('InvalidKeyPair.NotFound', self.ec2.describe_key_pairs, KeyNames=['nobody'])
        self.ec2.delete_key_pair(KeyName='made')
        self.ec2.delete_key_pair(KeyPairId=imported['KeyPairId'])
        self.ec2.delete_key_pair(KeyName='made')

    def test_tags(self):
        vpc = self.ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
        self.addCleanup(self.ec2.delete_vpc, VpcId=vpc)
        self.ec2.create_tags(Resources=[vpc], Tags=[{'Key': 'a', 'Value': '1 < 2 & "3"'}, {'Key': 'b', 'Value': ''}])
        self.ec2.create_tags(Resources=[vpc], Tags=[{'Key': 'b', 'Value': 'two\nlines ☂'}])
        tags = self.ec2.describe_tags(Filters=[{'Name': 'resource-id', 'Values': [vpc]}])['Tags']
        self.assertEqual({t['Key']: t['Value'] for t in tags}, {'a': '1 < 2 & "3"', 'b': 'two\nlines ☂'})
        self.ec2.delete_tags(Resources=[vpc], Tags=[{'Key': 'a'}])
        self.assertEqual(len(self.ec2.describe_vpcs(Filters=[{'Name': 'tag-key', 'Values': ['a']}])['Vpcs']), 0)
        self.assert_code('InvalidParameterValue', self.ec2.create_tags, Resources=[vpc],
                         Tags=[{'Key': 'aws:x', 'Value': ''}])
        self.assert_code('InvalidVpcID.NotFound', self.ec2.create_tags, Resources=['vpc-0123456789abcdef0'],
                         Tags=[{'Key': 'x', 'Value': ''}])


if __name__ == '__main__':
    unittest.main()
