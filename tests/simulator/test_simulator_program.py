# test_simulator_program.py: the program: options, state, record, end
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import json
import os
import subprocess
import tempfile
import time
import unittest

import cloud_test
import practice_cloud


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def without_costs(ledger):
    """What disks and addresses cost goes on by the second."""
    return {**ledger, 'resources': [{name: value for name, value in resource.items() if not name.endswith('cost')}
                                    for resource in ledger['resources']]}


class ProgramTest(unittest.TestCase):
    def test_state_survives(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'state.json')
            with practice_cloud.PracticeCloud('--state', path, '--speed', '20') as cloud:
                ec2 = cloud.client()
                image = cloud.client('ssm').get_parameter(
                    Name='/aws/service/debian/release/12/latest/arm64')['Parameter']['Value']
                ec2.create_launch_template(LaunchTemplateName='kept', ClientToken='kept',
                                           LaunchTemplateData={'ImageId': image, 'InstanceType': 'm6g.large'})
                fleet = ec2.create_fleet(Type='instant', LaunchTemplateConfigs=[{
                    'LaunchTemplateSpecification': {'LaunchTemplateName': 'kept', 'Version': '1'}}],
                    TargetCapacitySpecification={'TotalTargetCapacity': 2, 'DefaultTargetCapacityType': 'spot'})
                cloud.post('price', type='m6g.large', zone='us-east-1a', set='0.05')
                before = cloud.ledger()
                subnets = ec2.describe_subnets()['Subnets']
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
            self.assertNotIn(practice_cloud.SECRET, read(path))
            with practice_cloud.PracticeCloud('--state', path, '--speed', '100') as cloud:
                ec2 = cloud.client()
                self.assertEqual(without_costs(cloud.ledger()), without_costs(before))
                self.assertEqual([s['SubnetId'] for s in ec2.describe_subnets()['Subnets']],
                                 [s['SubnetId'] for s in subnets])
                record = ec2.describe_spot_price_history(
                    InstanceTypes=['m6g.large'], AvailabilityZone='us-east-1a', ProductDescriptions=cloud_test.LINUX,
                    StartTime=cloud_test.now())['SpotPriceHistory'][0]
                self.assertEqual(record['SpotPrice'], '0.050000')
                ids = [i for group in fleet['Instances'] for i in group['InstanceIds']]
                ec2.get_waiter('instance_running').wait(InstanceIds=ids, WaiterConfig={'Delay': 1})
                ec2.terminate_instances(InstanceIds=ids)
                ec2.delete_launch_template(LaunchTemplateName='kept')
                time.sleep(0.5)
                self.assertEqual(cloud.ledger()['left'], 0)
                self.assertEqual(cloud.problems, [])
            with open(path, 'w', encoding='utf-8') as file:
                file.write('{"version": 7}')
            with self.assertRaisesRegex(RuntimeError, 'Move it away to start anew'):
                practice_cloud.PracticeCloud('--state', path)
            self.assertEqual(read(path), '{"version": 7}')

    def test_same_seed_same_cloud(self):
        def picture(seed):
            with practice_cloud.PracticeCloud('--seed', seed) as cloud:
                ec2 = cloud.client()
                end = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
                end = max(end, cloud_test.now() - datetime.timedelta(days=30))
                end = end.replace(hour=0, minute=0, second=0, microsecond=0)
                prices = ec2.describe_spot_price_history(InstanceTypes=['m5.large'], ProductDescriptions=cloud_test.LINUX,
                                                         EndTime=end)['SpotPriceHistory']
                return prices, ec2.create_vpc(CidrBlock='10.0.0.0/16')['Vpc']['VpcId']
        first, again, other = picture('7'), picture('7'), picture('8')
        self.assertEqual(first, again)
        self.assertNotEqual(first[0], other[0])
        self.assertNotEqual(first[1], other[1])

    def test_record(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'requests.jsonl')
            with practice_cloud.PracticeCloud('--record', path) as cloud:
                cloud.client().describe_instances(Filters=[{'Name': 'tag:a', 'Values': ['b', 'c']}])
                cloud.client('ssm').get_parameters(Names=['/x'])
                self.assertEqual(cloud.get('requests'), read(path))
            lines = read(path).splitlines()
            first, second = map(json.loads, lines)
            self.assertEqual((first['service'], first['action']), ('ec2', 'DescribeInstances'))
            self.assertIn(['Filter.1.Value.2', 'c'], first['params'])
            self.assertEqual((second['service'], second['input']), ('ssm', {'Names': ['/x']}))
            self.assertNotIn('Signature', ''.join(lines))
            self.assertNotIn(practice_cloud.KEY_ID, ''.join(lines))

    def test_more_accounts(self):
        with practice_cloud.PracticeCloud('--account', 'AKIATEAM000000000000:team/secret:with+signs') as cloud:
            cloud.client(key_id='AKIATEAM000000000000', secret='team/secret:with+signs').describe_regions()

    def test_scenario(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'scenario.json')
            with open(path, 'w', encoding='utf-8') as file:
                json.dump({'events': [{'at': 0, 'do': 'price', 'type': 'm5.large', 'zone': 'us-east-1a',
                                       'set': '0.0333'}]}, file)
            with practice_cloud.PracticeCloud('--scenario', path) as cloud:
                time.sleep(0.2)
                record = cloud.client().describe_spot_price_history(
                    InstanceTypes=['m5.large'], AvailabilityZone='us-east-1a', ProductDescriptions=cloud_test.LINUX,
                    StartTime=cloud_test.now())['SpotPriceHistory'][0]
                self.assertEqual(record['SpotPrice'], '0.033300')

    def test_usage(self):
        for arguments, words in ((['--ssh'], 'no SSH server'), (['--speed', '0'], '--speed'), (['extra'], 'extra'),
                                 (['--account', 'nosecret'], 'KEYID:SECRET'), (['--port', '99999'], '--port')):
            done = subprocess.run([practice_cloud.PROGRAM, *arguments], capture_output=True, text=True, timeout=10,
                                  check=False)
            self.assertEqual((done.returncode, done.stdout), (2, ''))
            self.assertIn(words, done.stderr)

    def test_ends_with_its_parent(self):
        cloud = practice_cloud.PracticeCloud()
        cloud.process.stdin.close()
        self.assertEqual(cloud.process.wait(10), 0)
        cloud.stop()

    def test_ends_on_sigterm(self):
        cloud = practice_cloud.PracticeCloud()
        cloud.process.terminate()
        self.assertEqual(cloud.process.wait(10), 0)
        cloud.stop()

    def test_idles(self):
        """Nobody asks, nothing happens: an idle cloud takes no processor time."""
        with practice_cloud.PracticeCloud() as cloud:
            cloud.client().describe_regions()

            def ticks():
                with open(f'/proc/{cloud.process.pid}/stat', encoding='utf-8') as file:
                    fields = file.read().rpartition(')')[2].split()
                return int(fields[11]) + int(fields[12])
            before = ticks()
            time.sleep(2)
            self.assertLessEqual(ticks() - before, 1)


if __name__ == '__main__':
    unittest.main()
