# botocore_model.py: botocore's service models, brought up to date
#
# Debian's botocore is older than EC2 is. What EC2 has learnt since, and we use, is added here, and only
# here, each with where it is documented.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import botocore.loaders
import botocore.model

# service → structure → member → definition, as in botocore's JSON
ADDITIONS = {
    'ec2': {
        # API reference, DescribeImages: pages since 2023
        'DescribeImagesRequest': {
            'MaxResults': {'shape': 'Integer'},
            'NextToken': {'shape': 'String'},
        },
        'DescribeImagesResult': {
            'NextToken': {'shape': 'String', 'locationName': 'nextToken'},
        },
        # API reference, InstanceRequirements: since 2023
        'InstanceRequirements': {
            'MaxSpotPriceAsPercentageOfOptimalOnDemandPrice': {
                'shape': 'Integer', 'locationName': 'maxSpotPriceAsPercentageOfOptimalOnDemandPrice'},
        },
        'InstanceRequirementsRequest': {
            'MaxSpotPriceAsPercentageOfOptimalOnDemandPrice': {'shape': 'Integer'},
        },
        # API reference, ProcessorInfo: since 2023
        'ProcessorInfo': {
            'Manufacturer': {'shape': 'String', 'locationName': 'manufacturer'},
        },
        # API reference, SpotPrice: since 2025
        'SpotPrice': {
            'AvailabilityZoneId': {'shape': 'String', 'locationName': 'availabilityZoneId'},
        },
    },
}


def load(service):
    """The model of a service: "ec2", "sts", "ssm"."""
    definition = botocore.loaders.Loader().load_service_model(service, 'service-2')
    for structure, members in ADDITIONS.get(service, {}).items():
        for name, member in members.items():
            definition['shapes'][structure]['members'].setdefault(name, member)
    return botocore.model.ServiceModel(definition, service)
