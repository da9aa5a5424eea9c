# test_simulator_services.py: quotas, prices, parameters, keys, and who did what
#
# SPDX-License-Identifier: GPL-3.0-or-later

import csv
import datetime
import io
import json
import os
import pathlib
import unittest
import urllib.error
import urllib.request

import cloud_test

SPOT_QUOTA = 'L-34B43A08'


class ServicesTest(cloud_test.CloudTest):
    def quota(self, value, region='us-east-1', code=SPOT_QUOTA):
        self.assertEqual(self.cloud.post('quota', code=code, region=region, value=value), {})
        self.addCleanup(self.cloud.post, 'quota', code=code, region=region, value=100000)

    def test_quotas(self):
        quotas = self.cloud.client('service-quotas')
        listed = [q for page in quotas.get_paginator('list_service_quotas').paginate(
            ServiceCode='ec2', PaginationConfig={'PageSize': 5}) for q in page['Quotas']]
        self.assertEqual(len({q['QuotaCode'] for q in listed}), len(listed))
        spot = quotas.get_service_quota(ServiceCode='ec2', QuotaCode=SPOT_QUOTA)['Quota']
        self.assertIn('Standard', spot['QuotaName'])
        self.assertEqual(spot['Value'], 100000)
        self.assertEqual(quotas.get_aws_default_service_quota(ServiceCode='ec2', QuotaCode=SPOT_QUOTA)['Quota']['Value'], 5)
        self.assert_code('NoSuchResourceException', quotas.get_service_quota, ServiceCode='ec2', QuotaCode='L-0')
        self.assert_code('IllegalArgumentException', quotas.request_service_quota_increase, ServiceCode='ec2',
                         QuotaCode=SPOT_QUOTA, DesiredValue=5)
        quotas.request_service_quota_increase(ServiceCode='ec2', QuotaCode=SPOT_QUOTA, DesiredValue=200000)
        self.assert_code('ResourceAlreadyExistsException', quotas.request_service_quota_increase, ServiceCode='ec2',
                         QuotaCode=SPOT_QUOTA, DesiredValue=300000)
        [request] = quotas.list_requested_service_quota_change_history_by_quota(
            ServiceCode='ec2', QuotaCode=SPOT_QUOTA, Status='PENDING')['RequestedQuotas']
        self.assertEqual(request['DesiredValue'], 200000)
        self.quota(200000)
        [request] = quotas.list_requested_service_quota_change_history_by_quota(
            ServiceCode='ec2', QuotaCode=SPOT_QUOTA)['RequestedQuotas']
        self.assertEqual(request['Status'], 'APPROVED')

    def test_quota_is_enforced(self):
        self.quota(7)
        fleet = self.fleet(self.template('quota'), [('m5.large', 'us-east-1a'), ('c5.large', 'us-east-1b')], spot=5)
        self.assertEqual(len(self.instance_ids(fleet)), 3, 'three instances of two vCPUs each')
        self.assertIn('MaxSpotInstanceCountExceeded', {error['ErrorCode'] for error in fleet['Errors']})
        described = self.ec2.describe_fleets(FleetIds=[fleet['FleetId']])['Fleets'][0]
        self.assertEqual(described['FulfilledCapacity'], 3)
        gpu = self.fleet('quota', [('g4dn.xlarge', 'us-east-1a')], spot=1)
        self.assertNotIn('MaxSpotInstanceCountExceeded', {error['ErrorCode'] for error in gpu['Errors']})
        self.quota(1, code='L-1216C47A')
        on_demand = self.fleet('quota', [('m5.large', 'us-east-1a')], on_demand=1)
        self.assertEqual({error['ErrorCode'] for error in on_demand['Errors']}, {'VcpuLimitExceeded'})

    def products(self, **filters):
        pages = self.cloud.client('pricing').get_paginator('get_products').paginate(
            ServiceCode='AmazonEC2', FormatVersion='aws_v1',
            Filters=[{'Type': 'TERM_MATCH', 'Field': field, 'Value': value} for field, value in filters.items()])
        return [json.loads(text) for page in pages for text in page['PriceList']]

    @staticmethod
    def price(product):
        [term] = product['terms']['OnDemand'].values()
        [dimension] = term['priceDimensions'].values()
        return dimension['pricePerUnit']['USD']

    def test_prices(self):
        [product] = self.products(regionCode='us-east-1', instanceType='m5.large', operatingSystem='Linux',
                                  preInstalledSw='NA', tenancy='Shared', capacitystatus='Used',
                                  marketoption='OnDemand', productFamily='Compute Instance')
        self.assertEqual(self.price(product), '0.0960000000')
        self.assertEqual(product['product']['attributes']['memory'], '8 GiB')
        self.assertEqual(self.products(instanceType='m5.large', operatingSystem='Windows'), [])
        everywhere = self.products(instanceType='m5.large')
        regions = [p['product']['attributes']['regionCode'] for p in everywhere]
        self.assertEqual(len(set(regions)), len(regions))
        self.assertIn('eu-central-1', regions)
        self.assertGreater(len(self.products(regionCode='us-east-1')), 500)
        [volume] = self.products(regionCode='eu-central-1', productFamily='Storage', volumeApiName='gp3')
        self.assertEqual(self.price(volume), '0.0952000000')
        self.assertEqual(volume['product']['attributes']['usagetype'], 'EBS:VolumeUsage.gp3')
        [term] = volume['terms']['OnDemand'].values()
        self.assertEqual([d['unit'] for d in term['priceDimensions'].values()], ['GB-Mo'])
        self.assertNotEqual(self.price(self.products(regionCode='us-east-1', volumeApiName='gp3')[0]), self.price(volume))
        status, _, answer = self.cloud.call_json('pricing', 'AWSPriceListService.GetProducts', {
            'ServiceCode': 'AmazonEC2', 'Filters': [
                {'Type': 'ANY_OF', 'Field': 'instanceType', 'Value': 'm5.large,c5.large'},
                {'Type': 'EQUALS', 'Field': 'regionCode', 'Value': 'us-east-1'}]})
        self.assertEqual((status, len(answer['PriceList'])), (200, 2))
        pricing = self.cloud.client('pricing')
        [service] = pricing.describe_services(ServiceCode='AmazonEC2')['Services']
        self.assertIn('instanceType', service['AttributeNames'])
        self.assertIn('volumeApiName', service['AttributeNames'])
        values = pricing.get_attribute_values(ServiceCode='AmazonEC2', AttributeName='tenancy')['AttributeValues']
        self.assertEqual(values, [{'Value': 'Shared'}])
        self.assert_code('NotFoundException', pricing.get_products, ServiceCode='AmazonS3')

    def fetch(self, path, **headers):
        request = urllib.request.Request(self.cloud.url + path,
                                         headers={name.replace('_', '-'): value for name, value in headers.items()})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode(), answer.headers['ETag']

    def test_offer_files(self):
        offers = json.loads(self.fetch('/offers/v1.0/aws/index.json')[0])['offers']
        regions = json.loads(self.fetch(offers['AmazonEC2']['currentRegionIndexUrl'])[0])['regions']
        path = regions['eu-west-1']['currentVersionUrl']
        text, etag = self.fetch(path)
        offer = json.loads(text)
        [sku] = [sku for sku, product in offer['products'].items()
                 if product['attributes'].get('instanceType') == 'm5.large']
        [listed] = self.products(regionCode='eu-west-1', instanceType='m5.large')
        self.assertEqual(listed['product']['sku'], sku)
        self.assertEqual(listed['terms']['OnDemand'], offer['terms']['OnDemand'][sku])
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.fetch(path, If_None_Match=etag)
        caught.exception.close()
        self.assertEqual(caught.exception.code, 304)
        lines = self.fetch(path.replace('.json', '.csv'))[0].split('\n', 5)
        self.assertEqual(lines[4], '"OfferCode","AmazonEC2"')
        rows = list(csv.DictReader(io.StringIO(lines[5])))
        self.assertEqual(len(rows), len(offer['products']))
        [row] = [row for row in rows if row['Instance Type'] == 'm5.large']
        self.assertEqual((row['PricePerUnit'], row['Region Code'], row['SKU']), (self.price(listed), 'eu-west-1', sku))
        self.assertEqual((row['Unit'], row['Product Family'], row['Volume API Name']), ('Hrs', 'Compute Instance', ''))
        [row] = [row for row in rows if row['Volume API Name'] == 'gp3']
        self.assertEqual((row['PricePerUnit'], row['Unit'], row['Product Family'], row['Instance Type']),
                         ('0.0880000000', 'GB-Mo', 'Storage', ''))
        status, _, lists = self.cloud.call_json('pricing', 'AWSPriceListService.ListPriceLists', {
            'ServiceCode': 'AmazonEC2', 'EffectiveDate': 1767225600, 'CurrencyCode': 'USD', 'RegionCode': 'eu-west-1'})
        self.assertEqual(status, 200)
        url = self.cloud.call_json('pricing', 'AWSPriceListService.GetPriceListFileUrl', {
            'PriceListArn': lists['PriceLists'][0]['PriceListArn'], 'FileFormat': 'json'})[2]['Url']
        self.assertEqual(url, self.cloud.url + path)
        for wrong in ('/offers/v1.0/aws/AmazonS3/current/us-east-1/index.json', '/offers/v1.0/cn/index.json'):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                self.fetch(wrong)
            caught.exception.close()

    def test_advisor_file(self):
        text, etag = self.fetch('/spot-advisor-data.json')
        advice = json.loads(text)
        self.assertEqual([(each['index'], each['max']) for each in advice['ranges']],
                         [(0, 5), (1, 11), (2, 16), (3, 22), (4, 100)])
        self.assertEqual(advice['instance_types']['m5.large']['cores'], 2)
        with open(pathlib.Path(os.environ['FLOTILLA_SOURCE_DIR']) / 'data' / 'catalogue' / 'spot-advisor.csv',
                  encoding='utf-8') as table:
            shipped = {(row['region'], row['type']): (int(row['savings_percent']), int(row['interruption_band']))
                       for row in csv.DictReader(table)}
        served = {(region, name): (figures['s'], figures['r']) for region, systems in advice['spot_advisor'].items()
                  for name, figures in systems['Linux'].items()}
        self.assertGreater(len(served), 3000)
        self.assertEqual(served, {key: shipped[key] for key in served})
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.fetch('/spot-advisor-data.json', If_None_Match=etag)
        caught.exception.close()
        self.assertEqual(caught.exception.code, 304)

    def test_parameters_by_path(self):
        ssm = self.cloud.client('ssm')
        pages = ssm.get_paginator('get_parameters_by_path').paginate(
            Path='/aws/service', Recursive=True, PaginationConfig={'PageSize': 2})
        names = [parameter['Name'] for page in pages for parameter in page['Parameters']]
        self.assertIn('/aws/service/debian/release/12/latest/amd64', names)
        direct = ssm.get_parameters_by_path(Path='/aws/service/ami-amazon-linux-latest/')['Parameters']
        self.assertTrue(direct)
        self.assertEqual(ssm.get_parameters_by_path(Path='/aws/service')['Parameters'], [])
        self.assert_code('ValidationException', ssm.get_parameters_by_path, Path='aws')

    def test_keys(self):
        kms = self.cloud.client('kms')
        aliases = {alias['AliasName']: alias for alias in kms.list_aliases()['Aliases']}
        self.assertEqual(set(aliases), {'alias/aws/ebs', 'alias/practice'})
        key = kms.describe_key(KeyId='alias/practice')['KeyMetadata']
        self.assertEqual(key['KeyId'], aliases['alias/practice']['TargetKeyId'])
        self.assertEqual(kms.describe_key(KeyId=key['Arn'])['KeyMetadata'], key)
        self.assertEqual(len(kms.list_aliases(KeyId=key['KeyId'])['Aliases']), 1)
        self.assert_code('NotFoundException', kms.describe_key, KeyId='alias/none')

    def test_who_ended_it(self):
        trail = self.cloud.client('cloudtrail')
        fleet = self.fleet(self.template('trail'), [('m5.large', 'us-east-1a')], spot=2)
        kept, taken = self.instance_ids(fleet)
        self.wait_running([kept, taken])
        self.cloud.post('interrupt', instance_id=taken, rebalance_seconds=0)
        role = self.cloud.client('sts').assume_role(RoleArn='arn:aws:iam::123456789012:role/practice',
                                                    RoleSessionName='somebody')['Credentials']
        self.cloud.client(key_id=role['AccessKeyId'], secret=role['SecretAccessKey'],
                          token=role['SessionToken']).terminate_instances(InstanceIds=[kept])

        def events(instance_id):
            return trail.lookup_events(LookupAttributes=[{'AttributeKey': 'ResourceName',
                                                          'AttributeValue': instance_id}])['Events']
        self.wait_for(lambda: events(taken)[0]['EventName'] == 'BidEvictedEvent')
        self.assertEqual([event['EventName'] for event in events(kept)], ['TerminateInstances', 'CreateFleet'])
        ended = events(kept)[0]
        self.assertEqual(ended['Username'], 'somebody')
        self.assertEqual(json.loads(ended['CloudTrailEvent'])['userIdentity']['type'], 'AssumedRole')
        evicted = json.loads(events(taken)[0]['CloudTrailEvent'])
        self.assertEqual((evicted['eventType'], evicted['serviceEventDetails']),
                         ('AwsServiceEvent', {'instanceIdSet': [taken]}))
        names = [event['EventName'] for page in trail.get_paginator('lookup_events').paginate(
            LookupAttributes=[{'AttributeKey': 'EventName', 'AttributeValue': 'CreateFleet'}],
            PaginationConfig={'PageSize': 1}) for event in page['Events']]
        self.assertIn('CreateFleet', names)
        self.assert_code('InvalidTimeRangeException', trail.lookup_events, StartTime=2, EndTime=1)

    def test_metrics(self):
        metrics = self.cloud.client('cloudwatch')
        start = cloud_test.now().replace(second=0, microsecond=0) - datetime.timedelta(minutes=10)
        for minute, value in ((0, 1.0), (0, 3.0), (2, 5.5)):
            metrics.put_metric_data(Namespace='Flotilla', MetricData=[{
                'MetricName': 'Queue', 'Dimensions': [{'Name': 'Fleet', 'Value': 'f'}, {'Name': 'A', 'Value': 'b'}],
                'Timestamp': start + datetime.timedelta(minutes=minute, seconds=1), 'Value': value}])

        def get(stat, namespace='Flotilla', name='Queue', dimensions=(('A', 'b'), ('Fleet', 'f')), **more):
            [result] = metrics.get_metric_data(
                StartTime=start, EndTime=start + datetime.timedelta(minutes=5), MetricDataQueries=[{
                    'Id': 'q', 'MetricStat': {'Stat': stat, 'Period': 60, 'Metric': {
                        'Namespace': namespace, 'MetricName': name,
                        'Dimensions': [{'Name': key, 'Value': value} for key, value in dimensions]}}}],
                **more)['MetricDataResults']
            self.assertEqual(len(result['Values']), len(result['Timestamps']))
            return result['Values']
        self.assertEqual(get('Average'), [5.5, 2.0])
        self.assertEqual(get('Sum', ScanBy='TimestampAscending'), [4.0, 5.5])
        self.assertEqual(get('SampleCount'), [1.0, 2.0])
        self.assertEqual((get('Minimum'), get('Maximum')), ([5.5, 1.0], [5.5, 3.0]))
        self.assertEqual(get('Average', dimensions=()), [])
        self.assert_code('InvalidParameterValue', metrics.put_metric_data, Namespace='AWS/EC2', MetricData=[
            {'MetricName': 'x', 'Value': 1}])
        self.assert_code('ValidationError', get, 'p99')
        fleet = self.fleet(self.template('metrics'), [('m5.large', 'us-east-1a')], spot=1)
        [instance_id] = self.instance_ids(fleet)
        start = cloud_test.now() - datetime.timedelta(minutes=5)
        busy = get('Average', 'AWS/EC2', 'CPUUtilization', (('InstanceId', instance_id),))
        self.assertLessEqual(len(busy), 1)
        self.assertTrue(all(5 <= value <= 65 for value in busy))

    def test_busy(self):
        """Work that is set is shared by the instances of the Region that run, up to what each can do."""
        metrics = self.cloud.client('cloudwatch')
        fleet = self.fleet(self.template('busy'), [('m5.large', 'us-east-1a')], spot=2)
        ids = self.instance_ids(fleet)
        self.wait_running(ids)

        def get():
            """The newest figure of each that there is."""
            now = cloud_test.now()
            results = metrics.get_metric_data(
                StartTime=now - datetime.timedelta(seconds=30), EndTime=now, MetricDataQueries=[{
                    'Id': f'm{i}', 'MetricStat': {'Stat': 'Average', 'Period': 1, 'Metric': {
                        'Namespace': 'AWS/EC2', 'MetricName': 'CPUUtilization',
                        'Dimensions': [{'Name': 'InstanceId', 'Value': instance_id}]}}}
                    for i, instance_id in enumerate(ids)])['MetricDataResults']
            return [result['Values'][0] for result in results if result['Values']]
        n = sum(1 for page in self.ec2.get_paginator('describe_instances').paginate(Filters=[
            {'Name': 'instance-state-name', 'Values': ['running']}])
                for reservation in page['Reservations'] for _ in reservation['Instances'])
        for percent, each in ((45 * n, 45), (1000 * n, 100)):
            self.cloud.post('busy', percent=percent)
            self.wait_for(lambda: get() == [each, each])
        self.cloud.post('busy')
        self.wait_for(lambda: len(get()) == 2 and all(5 <= value <= 65 for value in get()))

    def test_costs(self):
        costs = self.cloud.client('ce')
        tags = [{'ResourceType': 'instance', 'Tags': [{'Key': 'team', 'Value': 'blue'}]}]
        fleet = self.fleet(self.template('costs'), [('m5.large', 'us-east-1a')], spot=1, on_demand=1,
                           TagSpecifications=tags)
        ids = self.instance_ids(fleet)
        self.wait_running(ids)
        today = cloud_test.now().date()
        period = {'Start': today.isoformat(), 'End': (today + datetime.timedelta(days=2)).isoformat()}
        mine = {'Tags': {'Key': 'team', 'Values': ['blue']}}

        def get(**more):
            more.setdefault('TimePeriod', period)
            return costs.get_cost_and_usage(Granularity='DAILY', Metrics=['UnblendedCost', 'UsageQuantity'], **more)
        total = get(Filter=mine)['ResultsByTime']
        self.assertEqual(len(total), 2)
        hours = sum(float(day['Total']['UsageQuantity']['Amount']) for day in total)
        dollars = sum(float(day['Total']['UnblendedCost']['Amount']) for day in total)
        self.assertGreater(hours, 0)
        # One instance costs the on-demand price, the other at most that.
        self.assertGreater(dollars, hours / 2 * 0.096 * 0.99)
        self.assertLessEqual(dollars, hours * 0.096)
        grouped = get(Filter=mine, GroupBy=[{'Type': 'DIMENSION', 'Key': 'PURCHASE_TYPE'},
                                            {'Type': 'TAG', 'Key': 'team'}])
        keys = {tuple(group['Keys']) for day in grouped['ResultsByTime'] for group in day['Groups']}
        self.assertEqual(keys, {('Spot Instances', 'team$blue'), ('On Demand Instances', 'team$blue')})
        self.assertEqual(sum(float(day['Total']['UnblendedCost']['Amount']) for day in get(
            Filter={'Dimensions': {'Key': 'REGION', 'Values': ['eu-west-3']}})['ResultsByTime']), 0)
        both = {'And': [mine, {'Dimensions': {'Key': 'PURCHASE_TYPE', 'Values': ['Spot Instances']}}]}
        spot = sum(float(day['Total']['UsageQuantity']['Amount']) for day in get(Filter=both)['ResultsByTime'])
        self.assertGreater(hours * 1.5, spot)
        self.assert_code('ValidationException', get, TimePeriod={'Start': period['End'], 'End': period['Start']})
        self.assert_code('ValidationException', get, GroupBy=[{'Type': 'DIMENSION', 'Key': 'OPERATION'}])
        self.assert_code('ValidationException', get, Filter={'CostCategories': {'Key': 'x', 'Values': ['y']}})

    def test_alarms(self):
        watch = self.cloud.client('cloudwatch')
        alarm = {'AlarmName': 'busy', 'Namespace': 'Own', 'MetricName': 'Jobs', 'Statistic': 'Sum', 'Period': 3600,
                 'EvaluationPeriods': 2, 'DatapointsToAlarm': 1, 'Threshold': 5.5,
                 'ComparisonOperator': 'GreaterThanThreshold', 'Dimensions': [{'Name': 'queue', 'Value': 'a'}],
                 'AlarmActions': ['arn:aws:sns:us-east-1:123456789012:topic']}

        def state():
            [told] = watch.describe_alarms(AlarmNames=['busy'])['MetricAlarms']
            self.assertEqual({name: told[name] for name in alarm}, alarm)
            return told['StateValue']
        watch.put_metric_alarm(**alarm)
        self.assertEqual(state(), 'INSUFFICIENT_DATA')
        for value, wanted in ((5, 'OK'), (1, 'ALARM')):
            watch.put_metric_data(Namespace='Own', MetricData=[
                {'MetricName': 'Jobs', 'Value': value, 'Dimensions': alarm['Dimensions']}])
            self.assertEqual(state(), wanted)
        alarm['Threshold'] = 100.0
        watch.put_metric_alarm(**alarm)
        self.assertEqual(state(), 'OK')
        watch.put_metric_alarm(**{**alarm, 'AlarmName': 'calm'})
        pages = watch.get_paginator('describe_alarms').paginate(PaginationConfig={'PageSize': 1})
        self.assertEqual([[told['AlarmName'] for told in page['MetricAlarms']] for page in pages], [['busy'], ['calm']])
        self.assertEqual(watch.describe_alarms(StateValue='ALARM')['MetricAlarms'], [])
        self.assert_code('ValidationError', watch.put_metric_alarm, **{**alarm, 'Period': 77})
        self.assert_code('ResourceNotFound', watch.delete_alarms, AlarmNames=['busy', 'none'], status=404)
        watch.delete_alarms(AlarmNames=['busy', 'calm'])
        self.assertEqual(watch.describe_alarms()['MetricAlarms'], [])

    def test_cost_tags(self):
        costs = self.cloud.client('ce')
        vpc = self.ec2.create_vpc(CidrBlock='10.7.0.0/16', TagSpecifications=[
            {'ResourceType': 'vpc', 'Tags': [{'Key': 'cost-tag', 'Value': 'x'}]}])['Vpc']['VpcId']
        self.addCleanup(self.ec2.delete_vpc, VpcId=vpc)
        answer = costs.update_cost_allocation_tags_status(CostAllocationTagsStatus=[
            {'TagKey': 'cost-tag', 'Status': 'Active'}, {'TagKey': 'never-used', 'Status': 'Active'}])
        self.assertEqual([(error['TagKey'], error['Code']) for error in answer['Errors']],
                         [('never-used', 'TagKeyNotFound')])
        self.assertEqual(costs.list_cost_allocation_tags(Status='Active')['CostAllocationTags'],
                         [{'TagKey': 'cost-tag', 'Type': 'UserDefined', 'Status': 'Active'}])

    def test_budgets(self):
        budgets, account = self.cloud.client('budgets'), '123456789012'
        budget = {'BudgetName': 'month', 'BudgetType': 'COST', 'TimeUnit': 'MONTHLY',
                  'BudgetLimit': {'Amount': '100', 'Unit': 'USD'}, 'CostFilters': {'TagKeyValue': ['user:team$blue']}}
        budgets.create_budget(AccountId=account, Budget=budget)
        self.assert_code('DuplicateRecordException', budgets.create_budget, AccountId=account, Budget=budget)
        told = budgets.describe_budget(AccountId=account, BudgetName='month')['Budget']
        self.assertEqual({name: told[name] for name in budget}, budget)
        self.assertEqual(budgets.describe_budgets(AccountId=account)['Budgets'], [told])
        self.assertIn('arn:aws:budgets::123456789012:budget/month',
                      [entry['id'] for entry in self.cloud.ledger()['resources'] if entry['gone_at'] is None])
        self.assert_code('AccessDeniedException', budgets.describe_budgets, AccountId='999999999999')
        self.assert_code('InvalidParameterException', budgets.create_budget, AccountId=account,
                         Budget={**budget, 'BudgetName': 'a:b'})
        budgets.delete_budget(AccountId=account, BudgetName='month')
        self.assert_code('NotFoundException', budgets.delete_budget, AccountId=account, BudgetName='month')


if __name__ == '__main__':
    unittest.main()
