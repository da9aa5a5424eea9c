#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sign_rate.py SECONDS: how many requests a second of processor time botocore serialises and signs.

The same request as sign-rate.c makes: botocore's own serializer for EC2, then SigV4Auth.
"""

import sys
import time

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.loaders
import botocore.model
import botocore.serialize

START = 1790000000


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    document = botocore.loaders.Loader().load_service_model("ec2", "service-2")
    operation = botocore.model.ServiceModel(document, "ec2").operation_model("DescribeSpotPriceHistory")
    serializer = botocore.serialize.create_serializer("ec2", include_validation=False)
    credentials = botocore.credentials.Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    auth = botocore.auth.SigV4Auth(credentials, "ec2", "us-east-1")
    parameters = {
        "InstanceTypes": ["m5.large", "m6i.large", "c5.xlarge", "r6i.2xlarge"],
        "ProductDescriptions": ["Linux/UNIX"],
        "Filters": [{"Name": "availability-zone", "Values": ["us-east-1a", "us-east-1b", "us-east-1c"]}],
        "MaxResults": 1000,
    }

    count = 0
    start = time.process_time()
    while (elapsed := time.process_time() - start) < seconds:
        for _ in range(20):
            parameters["StartTime"] = START + count
            made = serializer.serialize_to_request(parameters, operation)
            request = botocore.awsrequest.AWSRequest(
                method=made["method"], url="https://ec2.us-east-1.amazonaws.com/", headers=made["headers"],
                data=made["body"])
            auth.add_auth(request)
            count += 1
    print(f"{count / elapsed:.1f}")


main()
