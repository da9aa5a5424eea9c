#!/usr/bin/python3
# bench_sign.py: requests written and signed a second, ours against botocore's
#
# SPDX-License-Identifier: GPL-3.0-or-later

import datetime
import subprocess
import sys
import time

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.loaders
import botocore.model
import botocore.serialize
import botocore.session

N_OURS, N_THEIRS = 200_000, 2_000
INPUT = {'InstanceTypes': ['m5.large', 'c6i.xlarge'], 'ProductDescriptions': ['Linux/UNIX'],
         'StartTime': datetime.datetime(2015, 8, 30, 12, 36), 'NextToken': 'token/with+signs=='}


def rate(step):
    start = time.perf_counter()
    for _ in range(N_THEIRS):
        step()
    return N_THEIRS / (time.perf_counter() - start)


def botocore_functions():
    """The serializer and the signer, called bare."""
    model = botocore.model.ServiceModel(botocore.loaders.Loader().load_service_model('ec2', 'service-2'), 'ec2')
    operation = model.operation_model('DescribeSpotPriceHistory')
    serializer = botocore.serialize.create_serializer('ec2', include_validation=False)
    credentials = botocore.credentials.Credentials('AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
    signer = botocore.auth.SigV4Auth(credentials, 'ec2', 'us-east-1')

    def step():
        request = serializer.serialize_to_request(INPUT, operation)
        botocore.awsrequest.prepare_request_dict(request, 'https://ec2.us-east-1.amazonaws.com')
        signed = botocore.awsrequest.create_request_object(request)
        signer.add_auth(signed)
        signed.prepare()
    return rate(step)


def botocore_client():
    """What a client does for a call until the request is ready to be sent; by its private methods."""
    client = botocore.session.Session().create_client('ec2', region_name='us-east-1', aws_access_key_id='AKIDEXAMPLE',
                                                      aws_secret_access_key='secret')
    operation = client.meta.service_model.operation_model('DescribeSpotPriceHistory')

    def step():
        context = {'client_region': 'us-east-1', 'client_config': client.meta.config, 'has_streaming_input': False,
                   'auth_type': None}
        request = client._convert_to_request_dict(INPUT, operation, endpoint_url=client._endpoint.host,
                                                  context=context)
        client._endpoint.create_request(request, operation)
    return rate(step)


def ours(helper):
    return N_OURS / float(subprocess.run([helper, str(N_OURS)], capture_output=True, text=True, check=True).stdout)


if __name__ == '__main__':
    OURS, CLIENT, FUNCTIONS = ours(sys.argv[1]), botocore_client(), botocore_functions()
    print(f'write and sign: {OURS:,.0f}/s; a botocore client {CLIENT:,.0f}/s: {OURS / CLIENT:.0f} times; '
          f'its functions alone {FUNCTIONS:,.0f}/s: {OURS / FUNCTIONS:.0f} times')
