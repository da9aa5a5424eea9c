# test_simulator_kept.py: fleets of the type maintain, which replace what they lose
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import unittest

import cloud_test


class KeptTest(cloud_test.CloudTest):
    def keep(self, spot, on_demand=0, pools=(('m5.large', 'us-east-1a'), ('c5.large', 'us-east-1b')), spot_options=None,
             **more):
        spot_options = spot_options or {}
        if not self.ec2.describe_launch_templates(Filters=[
                {'Name': 'launch-template-name', 'Values': ['kept']}])['LaunchTemplates']:
            self.ec2.create_launch_template(LaunchTemplateName='kept', LaunchTemplateData={
                'ImageId': self.image(), 'TagSpecifications': [
                    {'ResourceType': 'instance', 'Tags': [{'Key': 'a', 'Value': 'b'}]}]})
        more.setdefault('Type', 'maintain')
        fleet = self.ec2.create_fleet(
            LaunchTemplateConfigs=[{
                'LaunchTemplateSpecification': {'LaunchTemplateName': 'kept', 'Version': '$Latest'},
                'Overrides': [{'InstanceType': kind, 'AvailabilityZone': zone} for kind, zone in pools]}],
            TargetCapacitySpecification={
                'TotalTargetCapacity': spot + on_demand, 'SpotTargetCapacity': spot,
                'OnDemandTargetCapacity': on_demand, 'DefaultTargetCapacityType': 'spot'},
            SpotOptions={'AllocationStrategy': 'price-capacity-optimized', **spot_options}, **more)
        self.assertEqual(fleet.get('Instances', []), [])
        self.addCleanup(self.drop, fleet['FleetId'])
        return fleet['FleetId']

    def drop(self, fleet_id):
        ids = self.members(fleet_id)
        self.ec2.delete_fleets(FleetIds=[fleet_id], TerminateInstances=True)
        self.wait_for(lambda: self.fleet_of(fleet_id)['FleetState'] == 'deleted')
        for instance in self.instances(ids) if ids else []:
            self.assertEqual(instance['State']['Name'], 'terminated')

    def fleet_of(self, fleet_id):
        return self.ec2.describe_fleets(FleetIds=[fleet_id])['Fleets'][0]

    def members(self, fleet_id):
        return [i['InstanceId'] for i in self.ec2.describe_fleet_instances(FleetId=fleet_id)['ActiveInstances']]

    def wait_members(self, fleet_id, count):
        self.wait_for(lambda: len(self.members(fleet_id)) == count)
        return self.members(fleet_id)

    def history(self, fleet_id, **more):
        start = cloud_test.now() - datetime.timedelta(hours=1)
        records = self.ec2.describe_fleet_history(FleetId=fleet_id, StartTime=start, **more)['HistoryRecords']
        return [record['EventInformation']['EventSubType'] for record in records]

    def test_fills_and_replaces(self):
        fleet_id = self.keep(3, on_demand=1)
        ids = self.wait_members(fleet_id, 4)
        self.wait_running(ids)
        instances = self.instances(ids)
        self.assertEqual(sum(i.get('InstanceLifecycle') == 'spot' for i in instances), 3)
        for instance in instances:
            self.assertIn({'Key': 'aws:ec2:fleet-id', 'Value': fleet_id}, instance['Tags'])
            self.assertIn({'Key': 'a', 'Value': 'b'}, instance['Tags'])
        self.wait_for(lambda: self.fleet_of(fleet_id)['ActivityStatus'] == 'fulfilled')
        self.assertIn(fleet_id, [fleet['FleetId'] for fleet in self.ec2.describe_fleets()['Fleets']])
        self.ec2.terminate_instances(InstanceIds=ids[:1])
        self.wait_for(lambda: len(set(self.members(fleet_id)) - set(ids)) == 1)
        victim = next(i['InstanceId'] for i in instances if i.get('InstanceLifecycle') == 'spot' and
                      i['InstanceId'] != ids[0])
        self.cloud.post('interrupt', instance_id=victim, rebalance_seconds=0)
        self.wait_for(lambda: victim not in self.members(fleet_id) and len(self.members(fleet_id)) == 4)
        self.wait_for(lambda: self.fleet_of(fleet_id)['FulfilledCapacity'] == 4)
        changes = self.history(fleet_id, EventType='instance-change')
        # Drifting capacity may have taken another one, too.
        self.assertGreaterEqual(changes.count('launched'), 6)
        self.assertEqual(changes.count('launched') - changes.count('terminated'), 4)
        self.assertEqual(self.history(fleet_id, EventType='fleet-change')[:2], ['submitted', 'active'])

    def test_is_modified(self):
        fleet_id = self.keep(2)
        self.wait_members(fleet_id, 2)
        self.ec2.modify_fleet(FleetId=fleet_id, TargetCapacitySpecification={
            'TotalTargetCapacity': 4, 'DefaultTargetCapacityType': 'spot'})
        self.wait_members(fleet_id, 4)
        self.ec2.modify_fleet(FleetId=fleet_id, TargetCapacitySpecification={
            'TotalTargetCapacity': 1, 'DefaultTargetCapacityType': 'spot'})
        self.wait_members(fleet_id, 1)
        self.ec2.modify_fleet(FleetId=fleet_id, ExcessCapacityTerminationPolicy='no-termination',
                              TargetCapacitySpecification={'TotalTargetCapacity': 0,
                                                           'DefaultTargetCapacityType': 'spot'})
        self.wait_for(lambda: self.history(fleet_id).count('modify_succeeded') == 3)
        self.assertEqual(len(self.members(fleet_id)), 1)
        self.ec2.modify_fleet(FleetId=fleet_id, LaunchTemplateConfigs=[{
            'LaunchTemplateSpecification': {'LaunchTemplateName': 'kept', 'Version': '$Latest'},
            'Overrides': [{'InstanceType': 'r5.large', 'AvailabilityZone': 'us-east-1c'}]}],
            TargetCapacitySpecification={'TotalTargetCapacity': 2, 'DefaultTargetCapacityType': 'spot'})
        ids = self.wait_members(fleet_id, 2)
        self.assertEqual(self.instances(ids[1:])[0]['InstanceType'], 'r5.large')

    def test_waits_for_capacity(self):
        self.cloud.post('drought', type='r6i.large', seconds=60)
        fleet_id = self.keep(1, pools=(('r6i.large', 'us-east-1a'),))
        self.wait_for(lambda: 'launchSpecTemporarilyBlacklisted' in self.history(fleet_id))
        self.assertEqual(set(self.history(fleet_id, EventType='service-error')), {'allLaunchSpecsTemporarilyBlacklisted'})
        self.assertEqual(self.fleet_of(fleet_id)['ActivityStatus'], 'pending_fulfillment')
        self.cloud.post('calm')
        self.wait_members(fleet_id, 1)

    def test_tags_are_the_templates(self):
        for kind in ('instance', 'volume', 'spot-instances-request'):
            self.assert_code('InvalidParameterValue', self.keep, 1, TagSpecifications=[
                {'ResourceType': kind, 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        fleet_id = self.keep(1, TagSpecifications=[{'ResourceType': 'fleet', 'Tags': [{'Key': 'a', 'Value': 'b'}]}])
        self.wait_members(fleet_id, 1)

    def rebalance(self, strategy, delay=None):
        more = {'ReplacementStrategy': strategy}
        if delay is not None:
            more['TerminationDelay'] = delay
        return {'MaintenanceStrategies': {'CapacityRebalance': more}}

    def test_rebalance_is_checked(self):
        for code, options, more in (
                ('MissingParameter', self.rebalance('launch-before-terminate'), {}),
                ('InvalidParameterCombination', self.rebalance('launch', 120), {}),
                ('InvalidParameterValue', self.rebalance('launch-before-terminate', 119), {}),
                ('InvalidParameterValue', self.rebalance('launch-before-terminate', 7201), {}),
                ('InvalidParameterCombination', self.rebalance('launch'), {'Type': 'request'})):
            self.assert_code(code, self.keep, 1, spot_options=options, **more)

    def test_rebalances(self):
        """A node that is to be replaced gets its successor first, and is ended after the delay."""
        fleet_id = self.keep(2, spot_options=self.rebalance('launch-before-terminate', 120))
        ids = self.wait_members(fleet_id, 2)
        self.wait_running(ids)
        self.assertEqual(self.fleet_of(fleet_id)['SpotOptions']['MaintenanceStrategies']['CapacityRebalance'],
                         {'ReplacementStrategy': 'launch-before-terminate', 'TerminationDelay': 120})
        self.cloud.post('interrupt', instance_id=ids[0], rebalance_seconds=100000)
        now = set(self.wait_members(fleet_id, 3))
        self.assertLess(set(ids), now)
        self.wait_for(lambda: ids[0] not in self.members(fleet_id))
        self.assertEqual(len(self.members(fleet_id)), 2)
        self.assertIn(ids[1], self.members(fleet_id))

    def test_rebalance_leaves_both(self):
        fleet_id = self.keep(1, spot_options=self.rebalance('launch'))
        ids = self.wait_members(fleet_id, 1)
        self.wait_running(ids)
        self.cloud.post('interrupt', instance_id=ids[0], rebalance_seconds=100000)
        self.wait_members(fleet_id, 2)
        self.ec2.modify_fleet(FleetId=fleet_id, TargetCapacitySpecification={
            'TotalTargetCapacity': 2, 'DefaultTargetCapacityType': 'spot'})
        # The one that EC2 may take does not count.
        self.wait_members(fleet_id, 3)

    def test_deleted_but_running(self):
        fleet_id = self.keep(1)
        ids = self.wait_members(fleet_id, 1)
        deleted = self.ec2.delete_fleets(FleetIds=[fleet_id], TerminateInstances=False)
        self.assertEqual(deleted['SuccessfulFleetDeletions'][0]['CurrentFleetState'], 'deleted_running')
        self.assert_code('InvalidFleetState', self.ec2.modify_fleet, FleetId=fleet_id, TargetCapacitySpecification={
            'TotalTargetCapacity': 2, 'DefaultTargetCapacityType': 'spot'})
        self.terminate(ids)
        self.wait_for(lambda: self.fleet_of(fleet_id)['FleetState'] == 'deleted')

    def test_request(self):
        """A fleet of the type request does not replace what it loses."""
        fleet_id = self.keep(1, Type='request')
        ids = self.wait_members(fleet_id, 1)
        self.terminate(ids)
        self.wait_for(lambda: self.history(fleet_id).count('terminated') == 1)
        self.assertEqual(self.members(fleet_id), [])

    def test_instant_is_something_else(self):
        fleet = self.fleet(self.template('instant'), [('m5.large', 'us-east-1a')], spot=1)
        for operation, more in ((self.ec2.describe_fleet_instances, {}), (self.ec2.describe_fleet_history, {
                'StartTime': cloud_test.now()}), (self.ec2.modify_fleet, {})):
            self.assert_code('UnsupportedOperation', operation, FleetId=fleet['FleetId'], **more)


if __name__ == '__main__':
    unittest.main()
