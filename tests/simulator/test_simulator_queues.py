# test_simulator_queues.py: SQS in both of its forms, and EventBridge bringing the cloud's events into queues
#
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import json
import socket
import re
import threading
import time
import unittest

import cloud_test
import practice_cloud


class QueueTest(cloud_test.CloudTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sqs = cls.cloud.client('sqs')
        cls.events = cls.cloud.client('events')

    def queue(self, name, **attributes):
        url = self.sqs.create_queue(QueueName=name, Attributes=attributes)['QueueUrl']
        self.addCleanup(self.sqs.delete_queue, QueueUrl=url)
        return url

    def receive(self, url, **more):
        return self.sqs.receive_message(QueueUrl=url, **more).get('Messages', [])

    def attribute(self, url, name):
        return self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])['Attributes'][name]

    def test_messages(self):
        url = self.queue('messages')
        sent = self.sqs.send_message(QueueUrl=url, MessageBody='a <&> "b" ü')
        self.assertEqual(sent['MD5OfMessageBody'], hashlib.md5('a <&> "b" ü'.encode()).hexdigest())
        self.assertEqual(self.attribute(url, 'ApproximateNumberOfMessages'), '1')
        [message] = self.receive(url, AttributeNames=['All'])
        self.assertEqual((message['Body'], message['MessageId']), ('a <&> "b" ü', sent['MessageId']))
        self.assertEqual(message['Attributes']['ApproximateReceiveCount'], '1')
        self.assertAlmostEqual(int(message['Attributes']['SentTimestamp']) / 1000, time.time(), delta=10)
        self.assertEqual(self.receive(url), [])
        self.assertEqual(self.attribute(url, 'ApproximateNumberOfMessagesNotVisible'), '1')
        self.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'], VisibilityTimeout=0)
        [again] = self.receive(url, AttributeNames=['ApproximateReceiveCount'])
        self.assertEqual(again['Attributes'], {'ApproximateReceiveCount': '2'})
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=again['ReceiptHandle'])
        self.assertEqual(self.attribute(url, 'ApproximateNumberOfMessagesNotVisible'), '0')
        self.assert_code('ReceiptHandleIsInvalid', self.sqs.delete_message, QueueUrl=url, ReceiptHandle='x')

    def test_visibility_ends(self):
        url = self.queue('visibility')
        self.sqs.send_message(QueueUrl=url, MessageBody='x')
        self.assertEqual(len(self.receive(url, VisibilityTimeout=1)), 1)
        self.assertEqual(self.receive(url), [])
        start = time.monotonic()
        self.assertEqual(len(self.receive(url, WaitTimeSeconds=5)), 1)
        self.assertLess(time.monotonic() - start, 3)

    def test_long_poll(self):
        url = self.queue('poll')
        start = time.monotonic()
        self.assertEqual(self.receive(url, WaitTimeSeconds=1), [])
        self.assertGreaterEqual(time.monotonic() - start, 0.95)
        received = []
        poll = threading.Thread(target=lambda: received.extend(self.receive(url, WaitTimeSeconds=15)))
        poll.start()
        start = time.monotonic()
        # A parameter of a form, or, of newer clients, a member of JSON.
        while not re.search('"WaitTimeSeconds"[,:] *"?15', self.cloud.get('requests')):
            self.assertLess(time.monotonic() - start, 10)
        self.sqs.send_message(QueueUrl=url, MessageBody='wake up')
        poll.join(10)
        self.assertEqual([message['Body'] for message in received], ['wake up'])
        self.assertLess(time.monotonic() - start, 10)

    def test_nobody_waits_any_more(self):
        """A message is not given to a client that has gone."""
        url = self.queue('gone')
        body = {'QueueUrl': url, 'WaitTimeSeconds': 20}
        import botocore.auth
        import botocore.awsrequest
        import botocore.credentials
        request = botocore.awsrequest.AWSRequest('POST', self.cloud.url + '/', {
            'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.ReceiveMessage'},
            json.dumps(body).encode())
        botocore.auth.SigV4Auth(botocore.credentials.Credentials(practice_cloud.KEY_ID, practice_cloud.SECRET),
                                'sqs', 'us-east-1').add_auth(request)
        host, port = self.cloud.url.removeprefix('http://').split(':')
        with socket.create_connection((host, int(port))) as connection:
            head = ''.join(f'{name}: {value}\r\n' for name, value in request.headers.items())
            connection.sendall(f'POST / HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {len(request.data)}\r\n'
                               f'{head}\r\n'.encode() + request.data)
            self.wait_for(lambda: url in self.cloud.get('requests').splitlines()[-1])
        self.sqs.send_message(QueueUrl=url, MessageBody='for the living')
        self.assertEqual([message['Body'] for message in self.receive(url, WaitTimeSeconds=1)], ['for the living'])

    def test_batches(self):
        url = self.queue('batches')
        sent = self.sqs.send_message_batch(QueueUrl=url, Entries=[
            {'Id': str(i), 'MessageBody': f'body {i}', 'DelaySeconds': 0 if i else 901} for i in range(5)])
        self.assertEqual([entry['Id'] for entry in sent['Successful']], ['1', '2', '3', '4'])
        self.assertEqual([(entry['Id'], entry['SenderFault']) for entry in sent['Failed']], [('0', True)])
        messages = self.receive(url, MaxNumberOfMessages=10)
        self.assertEqual(sorted(message['Body'] for message in messages), [f'body {i}' for i in range(1, 5)])
        hidden = self.sqs.change_message_visibility_batch(QueueUrl=url, Entries=[
            {'Id': 'a', 'ReceiptHandle': messages[0]['ReceiptHandle'], 'VisibilityTimeout': 0},
            {'Id': 'b', 'ReceiptHandle': 'x', 'VisibilityTimeout': 0}])
        self.assertEqual(([e['Id'] for e in hidden['Successful']], [e['Id'] for e in hidden['Failed']]), (['a'], ['b']))
        deleted = self.sqs.delete_message_batch(QueueUrl=url, Entries=[
            {'Id': str(i), 'ReceiptHandle': message['ReceiptHandle']} for i, message in enumerate(messages)])
        self.assertEqual(len(deleted['Successful']), 4)
        self.assertEqual(self.attribute(url, 'ApproximateNumberOfMessages'), '0')
        self.assert_code('AWS.SimpleQueueService.BatchEntryIdsNotDistinct', self.sqs.delete_message_batch,
                         QueueUrl=url, Entries=[{'Id': 'a', 'ReceiptHandle': 'x'}, {'Id': 'a', 'ReceiptHandle': 'y'}])
        self.sqs.send_message(QueueUrl=url, MessageBody='x')
        self.sqs.purge_queue(QueueUrl=url)
        self.assertEqual(self.receive(url), [])

    def test_queues(self):
        url = self.queue('one', VisibilityTimeout='7')
        self.assertEqual(self.sqs.create_queue(QueueName='one', Attributes={'VisibilityTimeout': '7'})['QueueUrl'], url)
        self.assert_code('QueueAlreadyExists', self.sqs.create_queue, QueueName='one',
                         Attributes={'VisibilityTimeout': '8'})
        self.assertEqual(self.sqs.get_queue_url(QueueName='one')['QueueUrl'], url)
        self.queue('other-one')
        self.assertEqual(self.sqs.list_queues(QueueNamePrefix='on')['QueueUrls'], [url])
        self.assertIn('NextToken', self.sqs.list_queues(MaxResults=1))
        everything = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['All'])['Attributes']
        self.assertEqual((everything['QueueArn'], everything['VisibilityTimeout']),
                         ('arn:aws:sqs:us-east-1:123456789012:one', '7'))
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={'Policy': '{"Statement": []}'})
        self.assertEqual(self.attribute(url, 'Policy'), '{"Statement": []}')
        self.assert_code('InvalidAttributeValue', self.sqs.set_queue_attributes, QueueUrl=url,
                         Attributes={'VisibilityTimeout': '43201'})
        self.assert_code('InvalidAttributeName', self.sqs.set_queue_attributes, QueueUrl=url, Attributes={'X': '1'})
        self.sqs.tag_queue(QueueUrl=url, Tags={'a': 'b', 'c': 'd'})
        self.sqs.untag_queue(QueueUrl=url, TagKeys=['c'])
        self.assertEqual(self.sqs.list_queue_tags(QueueUrl=url)['Tags'], {'a': 'b'})
        left = [r for r in self.cloud.ledger()['resources'] if r['id'].endswith(':one') and r['gone_at'] is None]
        self.assertEqual([(r['kind'], r['tags']) for r in left], [('queue', {'a': 'b'})])
        self.assertNotIn('queue', {tag['ResourceType'] for tag in self.ec2.describe_tags()['Tags']})
        self.assert_code('AWS.SimpleQueueService.NonExistentQueue', self.sqs.get_queue_url, QueueName='none')
        self.assert_code('InvalidParameterValue', self.receive, url, MaxNumberOfMessages=11)

    def test_deleted_recently(self):
        with practice_cloud.PracticeCloud('--speed', '1') as cloud:
            sqs = cloud.client('sqs')
            sqs.delete_queue(QueueUrl=sqs.create_queue(QueueName='q')['QueueUrl'])
            self.assert_code('AWS.SimpleQueueService.QueueDeletedRecently', sqs.create_queue, QueueName='q')

    def test_json(self):
        def call(action, **body):
            return self.cloud.call_json('sqs', f'AmazonSQS.{action}', body, '1.0')
        status, headers, answer = call('CreateQueue', QueueName='json', Attributes={'DelaySeconds': '0'},
                                       tags={'a': 'b'})
        self.assertEqual((status, headers['Content-Type']), (200, 'application/x-amz-json-1.0'))
        url = answer['QueueUrl']
        self.addCleanup(self.sqs.delete_queue, QueueUrl=url)
        self.assertEqual(call('ListQueueTags', QueueUrl=url)[2], {'Tags': {'a': 'b'}})
        self.assertEqual(call('ReceiveMessage', QueueUrl=url, WaitTimeSeconds=0)[2], {})
        self.assertEqual(call('SendMessageBatch', QueueUrl=url, Entries=[{'Id': 'x', 'MessageBody': 'hi'}])[2]['Failed'],
                         [])
        [message] = call('ReceiveMessage', QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1,
                         MessageSystemAttributeNames=['SentTimestamp'])[2]['Messages']
        self.assertEqual((message['Body'], list(message['Attributes'])), ('hi', ['SentTimestamp']))
        status, headers, answer = call('ReceiveMessage', QueueUrl=url + 'x')
        self.assertEqual((status, answer['__type'], headers['x-amzn-query-error']), (
            400, 'com.amazonaws.sqs#QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue;Sender'))
        self.assertEqual(call('ReceiveMessage')[2]['__type'], 'com.amazonaws.sqs#MissingParameter')
        self.assertEqual(call('ReceiveMessage', QueueUrl=url, Nonsense=1)[0], 400)
        self.assertEqual(call('ReceiveMessage', QueueUrl=url, MaxNumberOfMessages='many')[0], 400)

    # EventBridge

    def allow(self, url, rule='*'):
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={'Policy': json.dumps({
            'Version': '2012-10-17', 'Statement': [{
                'Effect': 'Allow', 'Principal': {'Service': ['events.amazonaws.com', 'sqs.amazonaws.com']},
                'Action': 'sqs:SendMessage', 'Resource': self.attribute(url, 'QueueArn'),
                'Condition': {'ArnEquals': {'aws:SourceArn': rule}}}]})})

    def rule(self, name, pattern, *urls):
        arn = self.events.put_rule(Name=name, EventPattern=json.dumps(pattern))['RuleArn']
        self.events.put_targets(Rule=name, Targets=[{'Id': str(i), 'Arn': self.attribute(url, 'QueueArn')}
                                                    for i, url in enumerate(urls)])
        return arn

    def drop(self, name):
        ids = [target['Id'] for target in self.events.list_targets_by_rule(Rule=name)['Targets']]
        if ids:
            self.events.remove_targets(Rule=name, Ids=ids)
        self.events.delete_rule(Name=name)

    def test_notice_arrives(self):
        """The way Flotilla listens: a rule, a queue with its policy, an interruption."""
        url, closed = self.queue('notices'), self.queue('closed')
        arn = self.rule('notices', {'source': ['aws.ec2'], 'detail-type': [
            'EC2 Spot Instance Interruption Warning', 'EC2 Instance Rebalance Recommendation']}, url, closed)
        self.addCleanup(self.drop, 'notices')
        self.allow(url, arn)
        fleet = self.fleet(self.template('notices'), [('m5.large', 'us-east-1a')], spot=1)
        [instance_id] = self.instance_ids(fleet)
        self.wait_running([instance_id])
        self.cloud.post('interrupt', instance_id=instance_id)
        bodies = []
        while len(bodies) < 2:
            messages = self.receive(url, WaitTimeSeconds=5, MaxNumberOfMessages=10)
            self.assertTrue(messages, bodies)
            for message in messages:
                bodies.append(json.loads(message['Body']))
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'])
        self.assertEqual([body['detail-type'] for body in bodies], [
            'EC2 Instance Rebalance Recommendation', 'EC2 Spot Instance Interruption Warning'])
        self.assertEqual(bodies[1]['detail'], {'instance-id': instance_id, 'instance-action': 'terminate'})
        self.assertEqual(self.receive(closed), [], 'a queue without a policy lets nobody in')

    def test_rules(self):
        url = self.queue('rules')
        self.rule('rules', {'source': ['x']}, url)
        self.assert_code('ValidationException', self.events.delete_rule, Name='rules')
        self.events.disable_rule(Name='rules')
        self.assertEqual(self.events.describe_rule(Name='rules')['State'], 'DISABLED')
        self.events.enable_rule(Name='rules')
        self.events.put_rule(Name='rules-2', EventPattern='{"source": ["y"]}', Description='second',
                             Tags=[{'Key': 'a', 'Value': 'b'}])
        names = [rule['Name'] for page in self.events.get_paginator('list_rules').paginate(
            NamePrefix='rules', PaginationConfig={'PageSize': 1}) for rule in page['Rules']]
        self.assertEqual(names, ['rules', 'rules-2'])
        arn = 'arn:aws:events:us-east-1:123456789012:rule/rules-2'
        self.events.tag_resource(ResourceARN=arn, Tags=[{'Key': 'c', 'Value': 'd'}])
        self.events.untag_resource(ResourceARN=arn, TagKeys=['a'])
        self.assertEqual(self.events.list_tags_for_resource(ResourceARN=arn)['Tags'], [{'Key': 'c', 'Value': 'd'}])
        self.assertEqual(self.events.remove_targets(Rule='rules', Ids=['nope'])['FailedEntryCount'], 1)
        self.drop('rules')
        self.drop('rules-2')
        self.events.delete_rule(Name='never-was')
        self.assert_code('ResourceNotFoundException', self.events.describe_rule, Name='rules')
        self.assert_code('InvalidEventPatternException', self.events.put_rule, Name='bad', EventPattern='{"a": "b"}')
        self.assert_code('ValidationException', self.events.put_rule, Name='bad')
        self.assert_code('ResourceNotFoundException', self.events.put_targets, Rule='bad', Targets=[
            {'Id': '1', 'Arn': 'arn:aws:sqs:us-east-1:123456789012:rules'}])


if __name__ == '__main__':
    unittest.main()
