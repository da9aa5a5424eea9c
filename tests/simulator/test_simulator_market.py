# test_simulator_market.py: places, types, images and prices, each answer held against AWS's model
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import time
import unittest

import cloud_test
import practice_cloud


class PlacesTest(cloud_test.CloudTest):
    OPTIONS = ('--throttle-scale', '0', '--test-regions')

    def test_regions(self):
        regions = self.ec2.describe_regions()['Regions']
        self.assertGreaterEqual(len(regions), 8)
        self.assertIn('ec2.eu-central-1.amazonaws.com', [r['Endpoint'] for r in regions])
        every = self.ec2.describe_regions(AllRegions=True)['Regions']
        self.assertIn(('af-south-1', 'not-opted-in'), [(r['RegionName'], r['OptInStatus']) for r in every])
        self.assert_code('InvalidParameterValue', self.ec2.describe_regions, RegionNames=['mars-north-1'])
        closed = self.cloud.client(region='af-south-1')
        self.assert_code('AuthFailure', closed.describe_regions, status=401)

    def test_zones(self):
        zones = self.ec2.describe_availability_zones()['AvailabilityZones']
        self.assertEqual([z['ZoneName'] for z in zones], [f'us-east-1{letter}' for letter in 'abcdef'])
        self.assertEqual({z['ZoneType'] for z in zones}, {'availability-zone'})
        every = self.ec2.describe_availability_zones(AllAvailabilityZones=True)['AvailabilityZones']
        boston = [z for z in every if z['ZoneId'] == 'use1-bos1-az1'][0]
        self.assertEqual((boston['ZoneType'], boston['OptInStatus'], boston['ParentZoneName']),
                         ('local-zone', 'not-opted-in', 'us-east-1d'))
        west = self.cloud.client(region='us-west-2')
        kinds = [z['ZoneType'] for z in west.describe_availability_zones()['AvailabilityZones']]
        self.assertIn('local-zone', kinds)
        only = west.describe_availability_zones(
            Filters=[{'Name': 'zone-type', 'Values': ['availability-zone']}])['AvailabilityZones']
        self.assertEqual(len(only), 4)

    def test_region_with_one_zone(self):
        zones = self.cloud.client(region='eu-x-1').describe_availability_zones()['AvailabilityZones']
        usable = [z['ZoneName'] for z in zones if z['ZoneType'] == 'availability-zone']
        self.assertEqual(usable, ['eu-x-1a'])

    def test_types(self):
        kind = self.ec2.describe_instance_types(InstanceTypes=['g4dn.xlarge'])['InstanceTypes'][0]
        self.assertEqual(kind['VCpuInfo']['DefaultVCpus'], 4)
        self.assertEqual(kind['MemoryInfo']['SizeInMiB'], 16384)
        self.assertEqual(kind['GpuInfo']['Gpus'][0]['Name'], 'T4')
        pages = self.ec2.get_paginator('describe_instance_types').paginate(
            Filters=[{'Name': 'processor-info.supported-architecture', 'Values': ['arm64']},
                     {'Name': 'bare-metal', 'Values': ['false']}])
        found = [t for page in pages for t in page['InstanceTypes']]
        self.assertGreater(len(found), 200)
        self.assertEqual(len({t['InstanceType'] for t in found}), len(found))
        self.assertTrue(all(t['ProcessorInfo']['SupportedArchitectures'] == ['arm64'] for t in found))
        self.assert_code('InvalidInstanceType', self.ec2.describe_instance_types, InstanceTypes=['m5.large', 'm99.tiny'])

    def test_offerings(self):
        pages = self.ec2.get_paginator('describe_instance_type_offerings').paginate(
            LocationType='availability-zone', Filters=[{'Name': 'instance-type', 'Values': ['m5.*']}])
        places = {(o['InstanceType'], o['Location']) for page in pages for o in page['InstanceTypeOfferings']}
        self.assertIn(('m5.large', 'us-east-1a'), places)
        self.assertNotIn(('m5.large', 'us-east-1e'), places)

    def test_images(self):
        for name, architecture in (
                ('ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64', 'x86_64'),
                ('ami-amazon-linux-latest/al2023-ami-kernel-default-arm64', 'arm64'),
                ('canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id', 'x86_64'),
                ('canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id', 'arm64'),
                ('debian/release/12/latest/amd64', 'x86_64'),
                ('debian/release/12/latest/arm64', 'arm64')):
            image_id = self.image(name)
            image = self.ec2.describe_images(ImageIds=[image_id])['Images'][0]
            self.assertEqual(image['Architecture'], architecture)
        ubuntu = self.ec2.describe_images(Owners=['099720109477'],
                                          Filters=[{'Name': 'name', 'Values': ['*noble*amd64*']}])['Images']
        newest = max(ubuntu, key=lambda image: image['CreationDate'])
        self.assertEqual(newest['ImageId'],
                         self.image('canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id'))
        self.assert_code('InvalidAMIID.NotFound', self.ec2.describe_images, ImageIds=['ami-0123456789abcdef0'])
        self.assert_code('ParameterNotFound', self.image, 'no/such')


class PriceTest(cloud_test.CloudTest):
    def history(self, page=1000, **arguments):
        arguments.setdefault('InstanceTypes', ['m5.large'])
        arguments.setdefault('ProductDescriptions', cloud_test.LINUX)
        pages = self.ec2.get_paginator('describe_spot_price_history').paginate(
            PaginationConfig={'PageSize': page}, **arguments)
        return [record for page in pages for record in page['SpotPriceHistory']]

    def test_ninety_days_in_pages(self):
        whole = self.history(InstanceTypes=['m5.large', 'c6g.xlarge'], EndTime=cloud_test.now() - datetime.timedelta(hours=1),
                             page=10000)
        paged = self.history(InstanceTypes=['m5.large', 'c6g.xlarge'], EndTime=whole[0]['Timestamp'], page=97)
        self.assertGreater(len(whole), 10 * 90 * 3)
        self.assertEqual(paged, whole)
        times = [record['Timestamp'] for record in whole]
        self.assertEqual(times, sorted(times, reverse=True))
        keys = [(r['InstanceType'], r['AvailabilityZone'], r['Timestamp']) for r in whole]
        self.assertEqual(len(set(keys)), len(keys))
        self.assertTrue(all(0 < float(r['SpotPrice']) <= (0.096 if r['InstanceType'] == 'm5.large' else 0.136)
                            for r in whole))

    def test_start_means_the_price_in_force(self):
        moment = cloud_test.now() - datetime.timedelta(days=10)
        records = self.history(StartTime=moment, EndTime=moment)
        self.assertEqual(sorted(r['AvailabilityZone'] for r in records),
                         [f'us-east-1{letter}' for letter in 'abcdf'])
        self.assertTrue(all(r['Timestamp'] <= moment for r in records))
        later = self.history(StartTime=moment, EndTime=moment + datetime.timedelta(days=1))
        for record in records:
            self.assertIn(record, later)
        before = [r for r in later if r['Timestamp'] < moment]
        self.assertEqual(len(before), len(records))

    def test_filters(self):
        records = self.history(AvailabilityZone='us-east-1b', StartTime=cloud_test.now())
        self.assertEqual([r['AvailabilityZone'] for r in records], ['us-east-1b'])
        windows = self.history(ProductDescriptions=['Windows (Amazon VPC)'], AvailabilityZone='us-east-1b',
                               StartTime=cloud_test.now())
        self.assertEqual([r['ProductDescription'] for r in windows], ['Windows'])
        self.assertGreater(float(windows[0]['SpotPrice']), float(records[0]['SpotPrice']))
        filtered = self.history(StartTime=cloud_test.now(), Filters=[{'Name': 'availability-zone', 'Values': ['*c', '*d']}])
        self.assertEqual(len(filtered), 2)
        self.assert_code('InvalidParameterValue', self.ec2.describe_spot_price_history,
                         Filters=[{'Name': 'colour', 'Values': ['blue']}])
        self.assert_code('InvalidParameterValue', self.ec2.describe_spot_price_history, NextToken='garbage')
        self.assert_code('InvalidParameterValue', self.ec2.describe_spot_price_history, AvailabilityZone='us-east-9z')

    def test_everything_is_paged(self):
        """The whole Region without any filter: a page is quick, and its token goes on."""
        first = self.ec2.describe_spot_price_history()
        self.assertEqual(len(first['SpotPriceHistory']), 1000)
        second = self.ec2.describe_spot_price_history(NextToken=first['NextToken'])
        keys = [tuple(sorted((k, str(v)) for k, v in r.items()))
                for r in first['SpotPriceHistory'] + second['SpotPriceHistory']]
        self.assertEqual(len(set(keys)), len(keys))

    def test_set_price(self):
        self.cloud.post('price', type='m5.large', zone='us-east-1a', set='0.0555')
        record = self.history(AvailabilityZone='us-east-1a', StartTime=cloud_test.now())[0]
        self.assertEqual(record['SpotPrice'], '0.055500')
        self.assertLess(cloud_test.now() - record['Timestamp'], datetime.timedelta(seconds=10))
        self.cloud.post('price', type='m5.large', zone='us-east-1a', multiply=1000)
        record = self.history(AvailabilityZone='us-east-1a', StartTime=cloud_test.now() + datetime.timedelta(seconds=1))[0]
        self.assertEqual(record['SpotPrice'], '0.096000', 'never above on-demand')
        self.assertIn('error', self.cloud.post('price', type='m5.large', zone='us-east-1e', set='1'))

    def test_calm(self):
        """One command ends all that was thrown at the cloud."""
        def price():
            return self.history(AvailabilityZone='us-east-1b', StartTime=cloud_test.now())[0]['SpotPrice']
        before = price()
        self.cloud.post('price', type='m5.large', zone='us-east-1b', set='0.0777')
        self.assertEqual(price(), '0.077700')
        self.cloud.post('drought', zone='us-east-1b', seconds=1000, on_demand_too=True)
        self.cloud.post('deny', action='ec2:DescribeRegions')
        self.cloud.post('fault', kind='503', action='DescribeVpcs', count=50)
        self.assert_code('UnauthorizedOperation', self.cloud.client(attempts=2).describe_regions)
        self.cloud.post('fault', kind='skew', seconds=1000)
        self.assertEqual(self.cloud.post('calm'), {})
        self.assertEqual(price(), before)
        self.ec2.describe_regions()
        self.ec2.describe_vpcs()
        fleet = self.fleet(self.template('calm'), [('m5.large', 'us-east-1b')], on_demand=1)
        self.assertEqual(len(self.instance_ids(fleet)), 1)

    def test_speed_moves_prices(self):
        """At 600 times the speed the price changes every half minute or so; at normal speed, hardly ever."""
        with practice_cloud.PracticeCloud('--speed', '20000') as fast:
            ec2 = fast.client()
            start = cloud_test.now()
            time.sleep(3)
            records = ec2.describe_spot_price_history(InstanceTypes=['m5.large'], ProductDescriptions=cloud_test.LINUX,
                                                      StartTime=start)['SpotPriceHistory']
            self.assertGreater(len([r for r in records if r['Timestamp'] >= start]), 5)
            self.assertTrue(all(r['Timestamp'] <= cloud_test.now() for r in records))

    def test_requirements(self):
        def types(architecture='x86_64', **requirements):
            requirements.setdefault('VCpuCount', {'Min': 2, 'Max': 2})
            requirements.setdefault('MemoryMiB', {'Min': 4096, 'Max': 8192})
            pages = self.ec2.get_paginator('get_instance_types_from_instance_requirements').paginate(
                ArchitectureTypes=[architecture], VirtualizationTypes=['hvm'], InstanceRequirements=requirements)
            return {found['InstanceType'] for page in pages for found in page['InstanceTypes']}
        plain = types()
        self.assertLessEqual({'m5.large', 'c5.large', 'm5a.large'}, plain)
        self.assertFalse(plain & {'t3.large', 'r5.large', 'm6g.large', 'm5.xlarge'})
        self.assertIn('t3.large', types(BurstablePerformance='included'))
        self.assertIn('m6g.large', types('arm64'))
        self.assertEqual(types(AllowedInstanceTypes=['m5.*']), {'m5.large'})
        self.assertNotIn('m5.large', types(ExcludedInstanceTypes=['m5*']))
        self.assertEqual({kind.split('.')[0] for kind in types(CpuManufacturers=['amd'])} & {'m5', 'c5', 'm6g'}, set())
        disks = types(LocalStorage='required')
        self.assertEqual(({'m5d.large', 'm5.large'} & disks), {'m5d.large'})
        self.assert_code('UnsupportedOperation', types, NetworkInterfaceCount={'Min': 2})

    def test_placement_scores(self):
        def scores(types=('m5.large', 'c5.large', 'r5.large', 'm5a.large'), target=1, **more):
            return self.ec2.get_spot_placement_scores(InstanceTypes=list(types), TargetCapacity=target,
                                                      **more)['SpotPlacementScores']
        everywhere = scores()
        self.assertLessEqual(len(everywhere), 10)
        self.assertEqual([s['Score'] for s in everywhere], sorted((s['Score'] for s in everywhere), reverse=True))
        self.assertEqual(everywhere[0]['Score'], 10)
        [here] = scores(RegionNames=['us-east-1'], target=1000000)
        self.assertEqual(here, {'Region': 'us-east-1', 'Score': 1})
        self.assertLessEqual(scores(('m5.large',))[0]['Score'], 3, 'less than three types score low')
        zones = scores(RegionNames=['us-east-1'], SingleAvailabilityZone=True)
        self.assertTrue(all(zone['AvailabilityZoneId'].startswith('use1-az') for zone in zones))
        by_need = self.ec2.get_spot_placement_scores(
            TargetCapacity=4, TargetCapacityUnitType='vcpu', RegionNames=['us-east-1'],
            InstanceRequirementsWithMetadata={'ArchitectureTypes': ['x86_64'], 'InstanceRequirements': {
                'VCpuCount': {'Min': 2, 'Max': 4}, 'MemoryMiB': {'Min': 4096}}})['SpotPlacementScores']
        self.assertEqual(by_need[0]['Score'], 10)
        self.assert_code('InvalidParameterCombination', self.ec2.get_spot_placement_scores, TargetCapacity=1)
        self.assert_code('InvalidParameterValue', scores, ('m5.tiny',))
        # Five were new so far; five more, then only those that were asked before.
        for target in range(11, 16):
            scores(target=target)
        self.assert_code('MaxConfigLimitExceeded', scores, target=16)
        self.assertEqual(scores(), everywhere)


if __name__ == '__main__':
    unittest.main()
