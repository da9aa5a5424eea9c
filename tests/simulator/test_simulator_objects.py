# test_simulator_objects.py: S3's buckets and objects, driven by botocore and awscli
#
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import hashlib
import http.client
import os
import subprocess
import tempfile
import unittest
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials

import cloud_test
import practice_cloud


class ObjectsTest(cloud_test.CloudTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.s3 = cls.cloud.client('s3')
        cls.s3.create_bucket(Bucket='backups')

    def put(self, key, body=b'x', **more):
        answer = self.s3.put_object(Bucket='backups', Key=key, Body=body, **more)
        self.addCleanup(self.s3.delete_object, Bucket='backups', Key=key)
        return answer

    def kinds_left(self):
        return sorted(entry['id'] for entry in self.cloud.ledger()['resources']
                      if entry['kind'] in ('bucket', 'object') and entry['gone_at'] is None)

    def test_buckets(self):
        europe = self.cloud.client('s3', region='eu-west-1')
        europe.create_bucket(Bucket='far.away', CreateBucketConfiguration={'LocationConstraint': 'eu-west-1'})
        self.assertEqual(self.s3.get_bucket_location(Bucket='far.away')['LocationConstraint'], 'eu-west-1')
        self.assertIsNone(self.s3.get_bucket_location(Bucket='backups').get('LocationConstraint'))
        self.assertEqual({bucket['Name'] for bucket in self.s3.list_buckets()['Buckets']}, {'backups', 'far.away'})
        self.assert_code('BucketAlreadyOwnedByYou', europe.create_bucket, Bucket='far.away', status=409,
                         CreateBucketConfiguration={'LocationConstraint': 'eu-west-1'})
        self.s3.create_bucket(Bucket='backups')
        self.assert_code('IllegalLocationConstraintException', europe.create_bucket, Bucket='no-constraint')
        self.assert_code('InvalidLocationConstraint', self.s3.create_bucket, Bucket='nowhere',
                         CreateBucketConfiguration={'LocationConstraint': 'xx-east-1'})
        self.assert_code('InvalidBucketName', self.s3.create_bucket, Bucket='Big')
        europe.put_object(Bucket='far.away', Key='k', Body=b'1')
        self.assert_code('BucketNotEmpty', europe.delete_bucket, Bucket='far.away', status=409)
        # Who asks the wrong Region is told the right one, which botocore follows.
        self.assertEqual(self.s3.get_object(Bucket='far.away', Key='k')['Body'].read(), b'1')
        europe.delete_object(Bucket='far.away', Key='k')
        europe.delete_bucket(Bucket='far.away')
        self.assert_code('NoSuchBucket', self.s3.get_bucket_location, Bucket='far.away', status=404)
        self.assert_code('404', self.s3.head_bucket, Bucket='far.away')
        self.assertIn('backups', self.kinds_left()[0])

    def test_objects(self):
        body = bytes(range(256)) * 16
        etag = self.put('a/ü b+c%', body, ContentType='text/x', Metadata={'node': 'one'}, Tagging='team=blue')['ETag']
        self.assertEqual(etag, '"' + hashlib.md5(body).hexdigest() + '"')
        got = self.s3.get_object(Bucket='backups', Key='a/ü b+c%')
        self.assertEqual(got['Body'].read(), body)
        self.assertEqual((got['ContentType'], got['Metadata'], got['ETag'], got['ServerSideEncryption']),
                         ('text/x', {'node': 'one'}, etag, 'AES256'))
        head = self.s3.head_object(Bucket='backups', Key='a/ü b+c%')
        self.assertEqual((head['ContentLength'], head['ETag']), (4096, etag))
        [entry] = [e for e in self.cloud.ledger()['resources'] if e['id'].endswith('a/ü b+c%')]
        self.assertEqual(entry['tags'], {'team': 'blue'})
        for wanted, told, part in (('bytes=5-9', 'bytes 5-9/4096', body[5:10]),
                                   ('bytes=4000-', 'bytes 4000-4095/4096', body[4000:]),
                                   ('bytes=-6', 'bytes 4090-4095/4096', body[-6:])):
            ranged = self.s3.get_object(Bucket='backups', Key='a/ü b+c%', Range=wanted)
            self.assertEqual((ranged['ContentRange'], ranged['Body'].read()), (told, part))
        self.assert_code('InvalidRange', self.s3.get_object, Bucket='backups', Key='a/ü b+c%', Range='bytes=9999-',
                         status=416)
        self.s3.delete_object(Bucket='backups', Key='a/ü b+c%')
        self.s3.delete_object(Bucket='backups', Key='a/ü b+c%')
        self.assert_code('NoSuchKey', self.s3.get_object, Bucket='backups', Key='a/ü b+c%', status=404)
        self.assert_code('404', self.s3.head_object, Bucket='backups', Key='a/ü b+c%')

    def test_conditions_and_digests(self):
        etag = self.put('c', b'first')['ETag']
        get = self.s3.get_object
        self.assert_code('304', get, Bucket='backups', Key='c', IfNoneMatch=etag)
        self.assert_code('PreconditionFailed', get, Bucket='backups', Key='c', IfMatch='"x"', status=412)
        self.assertEqual(get(Bucket='backups', Key='c', IfMatch=etag)['Body'].read(), b'first')
        self.assertNotEqual(self.put('c', b'second')['ETag'], etag)
        self.assertEqual(get(Bucket='backups', Key='c')['Body'].read(), b'second')
        digest = base64.b64encode(hashlib.sha256(b'right').digest()).decode()
        self.assertEqual(self.put('d', b'right', ChecksumSHA256=digest)['ChecksumSHA256'], digest)
        self.assert_code('BadDigest', self.s3.put_object, Bucket='backups', Key='d', Body=b'wrong',
                         ChecksumSHA256=digest)
        self.assert_code('AccessDenied', get, Bucket='backups', Key='c', ExpectedBucketOwner='999999999999',
                         status=403)
        # Conditions of uploads are younger than the model of Debian 12.
        for header, code in (('*', 412), (None, 200)):
            headers = {'If-None-Match': header} if header else {}
            self.assertEqual(self.raw('PUT', '/backups/c', b'third', **headers)[0], code)

    def raw(self, method, path, body=b'', host=None, **headers):
        """A request of our own: status, headers and body of its answer."""
        address = urllib.parse.urlsplit(self.cloud.url)
        host = host or address.netloc
        request = botocore.awsrequest.AWSRequest(method, f'http://{host}{path}', headers, body)
        botocore.auth.S3SigV4Auth(botocore.credentials.Credentials(practice_cloud.KEY_ID, practice_cloud.SECRET),
                                  's3', 'us-east-1').add_auth(request)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
        connection.request(method, path, body, {**dict(request.headers.items()), 'Host': host})
        with connection.getresponse() as answer:
            result = answer.status, answer.headers, answer.read()
        connection.close()
        return result

    def test_virtual_host(self):
        port = urllib.parse.urlsplit(self.cloud.url).port
        host = f'backups.localhost:{port}'
        self.assertEqual(self.raw('PUT', '/virtual/one', b'1', host=host)[0], 200)
        self.addCleanup(self.s3.delete_object, Bucket='backups', Key='virtual/one')
        self.assertEqual(self.s3.get_object(Bucket='backups', Key='virtual/one')['Body'].read(), b'1')
        self.assertEqual(self.raw('GET', '/virtual/one', host=host)[2], b'1')
        self.assertIn(b'<Key>virtual/one</Key>', self.raw('GET', '/?list-type=2&prefix=virtual%2F', host=host)[2])

    def test_not_done_in_words(self):
        for path in ('/backups?uploads', '/backups?acl'):
            status, _, body = self.raw('GET', path)
            self.assertEqual(status, 501)
            self.assertIn(b'<Code>NotImplemented</Code>', body)
        self.assertEqual(self.raw('PUT', '/backups/x', b'<', **{'x-amz-copy-source': '/backups/c'})[0], 501)
        self.assertEqual(self.raw('PUT', '/new-bucket', b'<CreateBucket')[0], 400)

    def test_list(self):
        keys = [f'log/{day}/{part}' for day in range(4) for part in range(3)] + ['top', 'über & < >']
        for key in keys:
            self.put(key)
        pages = self.s3.get_paginator('list_objects_v2').paginate(Bucket='backups', PaginationConfig={'PageSize': 5})
        listed = [entry['Key'] for page in pages for entry in page.get('Contents', ())]
        self.assertEqual(listed, sorted(keys))
        pages = list(self.s3.get_paginator('list_objects_v2').paginate(
            Bucket='backups', Prefix='log/', Delimiter='/', PaginationConfig={'PageSize': 3}))
        self.assertEqual([p['Prefix'] for page in pages for p in page['CommonPrefixes']],
                         ['log/0/', 'log/1/', 'log/2/', 'log/3/'])
        self.assertEqual([page['KeyCount'] for page in pages], [3, 1])
        after = self.s3.list_objects_v2(Bucket='backups', StartAfter='log/3/1')
        self.assertEqual([entry['Key'] for entry in after['Contents']], ['log/3/2', 'top', 'über & < >'])
        self.assertEqual(self.s3.list_objects_v2(Bucket='backups', Prefix='none')['KeyCount'], 0)
        self.assert_code('InvalidArgument', self.s3.list_objects_v2, Bucket='backups', ContinuationToken='x')

    def test_permission_and_faults(self):
        self.cloud.post('deny', action='s3:PutObject')
        self.addCleanup(self.cloud.post, 'allow', action='s3:PutObject')
        message = self.assert_code('AccessDenied', self.s3.put_object, Bucket='backups', Key='no', Body=b'', status=403)
        self.assertIn('arn:aws:s3:::backups/no', message)
        other = self.cloud.client('s3', secret='wrong')
        self.assert_code('SignatureDoesNotMatch', other.list_buckets, status=403)
        self.assert_code('InvalidAccessKeyId', self.cloud.client('s3', key_id='AKIANOBODY').list_buckets, status=403)
        for kind, code in (('throttle', 'SlowDown'), ('503', 'ServiceUnavailable'), ('expired', 'ExpiredToken')):
            self.cloud.post('fault', kind=kind, action='ListBuckets')
            self.assert_code(code, self.s3.list_buckets)

    def aws(self, *arguments):
        environment = {**os.environ, 'AWS_ACCESS_KEY_ID': practice_cloud.KEY_ID,
                       'AWS_SECRET_ACCESS_KEY': practice_cloud.SECRET, 'AWS_DEFAULT_REGION': 'us-east-1'}
        return subprocess.run(['/usr/bin/aws', '--endpoint-url', self.cloud.url, 's3', *arguments], env=environment,
                              check=True, capture_output=True, text=True, timeout=60).stdout

    def test_awscli(self):
        with tempfile.TemporaryDirectory() as folder:
            source, copy = os.path.join(folder, 'source'), os.path.join(folder, 'copy')
            with open(source, 'wb') as file:
                file.write(os.urandom(2_000_000))
            self.aws('mb', 's3://by-awscli')
            self.aws('cp', source, 's3://by-awscli/deep/file')
            self.assertIn('PRE deep/', self.aws('ls', 's3://by-awscli'))
            self.assertIn('2000000 file', self.aws('ls', 's3://by-awscli/deep/'))
            self.aws('cp', 's3://by-awscli/deep/file', copy)
            with open(source, 'rb') as first, open(copy, 'rb') as second:
                self.assertEqual(first.read(), second.read())
            self.aws('rb', '--force', 's3://by-awscli')
        self.assertNotIn('arn:aws:s3:::by-awscli', self.kinds_left())


class KeptObjectsTest(unittest.TestCase):
    def test_state(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ('--state', os.path.join(folder, 'state'))
            with practice_cloud.PracticeCloud(*options) as cloud:
                s3 = cloud.client('s3')
                s3.create_bucket(Bucket='kept')
                s3.put_object(Bucket='kept', Key='k', Body=b'\0\xff')
            with practice_cloud.PracticeCloud(*options) as cloud:
                self.assertEqual(cloud.client('s3').get_object(Bucket='kept', Key='k')['Body'].read(), b'\0\xff')


if __name__ == '__main__':
    unittest.main()
