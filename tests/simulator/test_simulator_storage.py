# test_simulator_storage.py: disks, snapshots, interfaces, addresses, placement groups, rules of security groups
#
# SPDX-License-Identifier: GPL-3.0-or-later

import time
import unittest

import cloud_test


class StorageTest(cloud_test.CloudTest):
    def instance(self, **more):
        answer = self.ec2.run_instances(ImageId=self.image(), InstanceType='m5.large', MinCount=1, MaxCount=1,
                                        Placement={'AvailabilityZone': 'us-east-1a'}, **more)
        [instance_id] = [instance['InstanceId'] for instance in answer['Instances']]
        self.addCleanup(self.terminate, [instance_id])
        self.wait_running([instance_id])
        return instance_id

    def volume(self, volume_id):
        return self.ec2.describe_volumes(VolumeIds=[volume_id])['Volumes'][0]

    def test_volumes(self):
        made = self.ec2.create_volume(AvailabilityZone='us-east-1a', Size=10, VolumeType='gp3', TagSpecifications=[
            {'ResourceType': 'volume', 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        volume_id = made['VolumeId']
        self.assertEqual((made['State'], self.volume(volume_id)['State']), ('creating', 'available'))
        instance_id = self.instance()
        self.ec2.attach_volume(VolumeId=volume_id, InstanceId=instance_id, Device='/dev/sdf')
        self.assertEqual(self.volume(volume_id)['Attachments'][0]['InstanceId'], instance_id)
        self.assertIn('/dev/sdf', [d['DeviceName'] for d in self.instances([instance_id])[0]['BlockDeviceMappings']])
        self.assert_code('VolumeInUse', self.ec2.attach_volume, VolumeId=volume_id, InstanceId=instance_id,
                         Device='/dev/sdg')
        self.assert_code('VolumeInUse', self.ec2.delete_volume, VolumeId=volume_id)
        self.assertEqual(self.ec2.modify_volume(VolumeId=volume_id, Size=20)['VolumeModification']['TargetSize'], 20)
        self.assertEqual(self.volume(volume_id)['Size'], 20)
        changed = self.ec2.describe_volumes_modifications(VolumeIds=[volume_id])['VolumesModifications']
        self.assertEqual([m['ModificationState'] for m in changed], ['completed'])
        self.assert_code('InvalidParameterValue', self.ec2.modify_volume, VolumeId=volume_id, Size=5)
        self.ec2.detach_volume(VolumeId=volume_id)
        self.assertEqual(self.volume(volume_id)['State'], 'available')
        self.assert_code('IncorrectState', self.ec2.detach_volume, VolumeId=volume_id)
        elsewhere = self.ec2.create_volume(AvailabilityZone='us-east-1b', Size=1)['VolumeId']
        self.assert_code('InvalidVolume.ZoneMismatch', self.ec2.attach_volume, VolumeId=elsewhere,
                         InstanceId=instance_id, Device='/dev/sdf')
        snapshot = self.ec2.create_snapshot(VolumeId=volume_id, Description='kept', TagSpecifications=[
            {'ResourceType': 'snapshot', 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        self.assertEqual(snapshot['State'], 'pending')
        [found] = self.ec2.describe_snapshots(Filters=[{'Name': 'tag:a', 'Values': ['b']}])['Snapshots']
        self.assertEqual((found['SnapshotId'], found['VolumeSize'], found['State']),
                         (snapshot['SnapshotId'], 20, 'completed'))
        self.assert_code('InvalidParameterValue', self.ec2.create_volume, AvailabilityZone='us-east-1a', Size=10,
                         SnapshotId=snapshot['SnapshotId'])
        copy = self.ec2.create_volume(AvailabilityZone='us-east-1a', SnapshotId=snapshot['SnapshotId'])
        self.assertEqual(copy['Size'], 20)
        self.ec2.delete_snapshot(SnapshotId=snapshot['SnapshotId'])
        self.assert_code('InvalidSnapshot.NotFound', self.ec2.delete_snapshot, SnapshotId=snapshot['SnapshotId'])
        for leftover in (volume_id, elsewhere, copy['VolumeId']):
            self.ec2.delete_volume(VolumeId=leftover)
        self.assert_code('InvalidZone.NotFound', self.ec2.create_volume, AvailabilityZone='us-east-1z', Size=1)

    def bills(self):
        return {item['id']: item for item in self.cloud.ledger()['resources']}

    def test_bills(self):
        """A disk costs by its size until it is deleted, an address as long as somebody has it."""
        small, large = (self.ec2.create_volume(AvailabilityZone='us-east-1a', Size=size, VolumeType='gp3')['VolumeId']
                        for size in (10, 1000))
        instance_id = self.instance()
        allocation = self.ec2.allocate_address(Domain='vpc')['AllocationId']
        first = self.bills()
        time.sleep(1)
        second = self.bills()
        per_second = {name: second[name][key] - first[name][key] for name, key in (
            (small, 'storage_cost'), (large, 'storage_cost'), (instance_id, 'address_cost'), (allocation, 'address_cost'))}
        # One look after the other: at the same instant their ratio is that of their prices.
        self.assertAlmostEqual(per_second[large] / per_second[small], 100, places=3)
        self.assertAlmostEqual(per_second[instance_id] / per_second[small], 0.005 / (10 * 0.08 / 730), places=3)
        self.assertAlmostEqual(per_second[allocation], per_second[instance_id], places=9)
        root, = [item for item in second.values() if item.get('instance') == instance_id]
        self.assertEqual(root['kind'], 'volume')
        # With an Elastic IP address it has none of its own any more.
        association = self.ec2.associate_address(AllocationId=allocation, InstanceId=instance_id)['AssociationId']
        then = self.bills()[instance_id]['address_cost']
        self.ec2.disassociate_address(AssociationId=association)
        self.ec2.release_address(AllocationId=allocation)
        for volume in (small, large):
            self.ec2.delete_volume(VolumeId=volume)
        gone = self.bills()
        time.sleep(0.2)
        later = self.bills()
        self.assertEqual(later[instance_id]['address_cost'], then)
        for name, key in ((small, 'storage_cost'), (large, 'storage_cost'), (allocation, 'address_cost')):
            self.assertGreater(gone[name][key], 0)
            self.assertEqual(later[name][key], gone[name][key])

    def test_addresses(self):
        address = self.ec2.allocate_address(Domain='vpc', TagSpecifications=[
            {'ResourceType': 'elastic-ip', 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        allocation = address['AllocationId']
        instance_id = self.instance()
        association = self.ec2.associate_address(AllocationId=allocation, InstanceId=instance_id)['AssociationId']
        self.assertEqual(self.instances([instance_id])[0]['PublicIpAddress'], address['PublicIp'])
        [found] = self.ec2.describe_addresses(Filters=[{'Name': 'tag:a', 'Values': ['b']}])['Addresses']
        self.assertEqual((found['InstanceId'], found['AssociationId']), (instance_id, association))
        self.assert_code('InvalidIPAddress.InUse', self.ec2.release_address, AllocationId=allocation)
        self.assert_code('Resource.AlreadyAssociated', self.ec2.associate_address, AllocationId=allocation,
                         InstanceId=instance_id, AllowReassociation=False)
        [interface] = self.ec2.describe_network_interfaces(Filters=[
            {'Name': 'attachment.instance-id', 'Values': [instance_id]}])['NetworkInterfaces']
        self.assertEqual((interface['Association']['PublicIp'], interface['NetworkInterfaceId']),
                         (address['PublicIp'], found['NetworkInterfaceId']))
        self.assert_code('InvalidParameterValue', self.ec2.delete_network_interface,
                         NetworkInterfaceId=interface['NetworkInterfaceId'])
        self.ec2.disassociate_address(AssociationId=association)
        self.assert_code('InvalidAssociationID.NotFound', self.ec2.disassociate_address, AssociationId=association)
        self.assertNotIn('PublicIpAddress', self.instances([instance_id])[0])
        self.ec2.associate_address(AllocationId=allocation, InstanceId=instance_id)
        self.terminate([instance_id])
        self.assertNotIn('InstanceId', self.ec2.describe_addresses(AllocationIds=[allocation])['Addresses'][0])
        self.ec2.release_address(AllocationId=allocation)
        self.assert_code('InvalidNetworkInterfaceID.NotFound', self.ec2.describe_network_interfaces,
                         NetworkInterfaceIds=[interface['NetworkInterfaceId']])
        self.assert_code('InvalidAllocationID.NotFound', self.ec2.release_address, AllocationId=allocation)

    def test_rules(self):
        group = self.ec2.create_security_group(GroupName='rules', Description='x')['GroupId']
        self.addCleanup(self.ec2.delete_security_group, GroupId=group)
        [made] = self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22,
             'IpRanges': [{'CidrIp': '203.0.113.0/24', 'Description': 'ssh'}]}])['SecurityGroupRules']

        def rules(**more):
            return self.ec2.describe_security_group_rules(**more)['SecurityGroupRules']
        told = rules(Filters=[{'Name': 'group-id', 'Values': [group]}])
        self.assertEqual(sorted(rule['IsEgress'] for rule in told), [False, True])
        self.assertEqual(rules(SecurityGroupRuleIds=[made['SecurityGroupRuleId']]), [made])
        self.assert_code('InvalidSecurityGroupRuleId.NotFound', rules, SecurityGroupRuleIds=['sgr-00000000000000000'])

    def test_placement_groups(self):
        made = self.ec2.create_placement_group(GroupName='spread', Strategy='spread')['PlacementGroup']
        self.assertEqual(self.ec2.describe_placement_groups(GroupNames=['spread'])['PlacementGroups'], [made])
        self.assert_code('InvalidPlacementGroup.Duplicate', self.ec2.create_placement_group, GroupName='spread',
                         Strategy='cluster')
        self.ec2.delete_placement_group(GroupName='spread')
        self.assert_code('InvalidPlacementGroup.Unknown', self.ec2.delete_placement_group, GroupName='spread')

    def test_account(self):
        attributes = self.ec2.describe_account_attributes(AttributeNames=['max-elastic-ips'])['AccountAttributes']
        self.assertEqual(attributes, [{'AttributeName': 'max-elastic-ips', 'AttributeValues': [{'AttributeValue': '5'}]}])

    def test_own_image(self):
        [instance] = self.ec2.run_instances(ImageId=self.image(), InstanceType='m5.large', MinCount=1,
                                            MaxCount=1)['Instances']
        self.addCleanup(self.terminate, [instance['InstanceId']])
        self.wait_running([instance['InstanceId']])
        image = self.ec2.create_image(InstanceId=instance['InstanceId'], Name='own', Description='mine', TagSpecifications=[
            {'ResourceType': 'image', 'Tags': [{'Key': 'team', 'Value': 'blue'}]}])['ImageId']
        self.assert_code('InvalidAMIName.Duplicate', self.ec2.create_image, InstanceId=instance['InstanceId'], Name='own')
        [told] = self.ec2.describe_images(Owners=['self'])['Images']
        self.assertEqual((told['ImageId'], told['Name'], told['Public'], told['OwnerId'], told['Tags']),
                         (image, 'own', False, '123456789012', [{'Key': 'team', 'Value': 'blue'}]))
        snapshot = told['BlockDeviceMappings'][0]['Ebs']['SnapshotId']
        self.assertEqual(self.ec2.describe_snapshots(SnapshotIds=[snapshot])['Snapshots'][0]['State'], 'completed')
        self.assert_code('InvalidSnapshot.InUse', self.ec2.delete_snapshot, SnapshotId=snapshot)
        [copy] = self.ec2.run_instances(ImageId=image, InstanceType='m5.large', MinCount=1, MaxCount=1)['Instances']
        self.addCleanup(self.terminate, [copy['InstanceId']])
        self.ec2.deregister_image(ImageId=image)
        self.assert_code('InvalidAMIID.NotFound', self.ec2.deregister_image, ImageId=image)
        self.assert_code('InvalidAMIID.NotFound', self.ec2.run_instances, ImageId=image, MinCount=1, MaxCount=1,
                         InstanceType='m5.large')
        self.assert_code('AuthFailure', self.ec2.deregister_image, ImageId=self.image())
        self.ec2.delete_snapshot(SnapshotId=snapshot)

    def test_interface_attribute(self):
        [instance] = self.ec2.run_instances(ImageId=self.image(), InstanceType='m5.large', MinCount=1,
                                            MaxCount=1)['Instances']
        self.addCleanup(self.terminate, [instance['InstanceId']])
        interface = instance['NetworkInterfaces'][0]['NetworkInterfaceId']
        self.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, SourceDestCheck={'Value': False})
        self.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Description={'Value': 'router'})
        [told] = self.ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])['NetworkInterfaces']
        self.assertEqual((told['SourceDestCheck'], told['Description']), (False, 'router'))
        self.assert_code('InvalidGroup.NotFound', self.ec2.modify_network_interface_attribute,
                         NetworkInterfaceId=interface, Groups=['sg-00000000000000000'])
        self.assert_code('InvalidNetworkInterfaceID.NotFound', self.ec2.modify_network_interface_attribute,
                         NetworkInterfaceId='eni-00000000000000000', SourceDestCheck={'Value': False})


if __name__ == '__main__':
    unittest.main()
