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
        # API reference, DeregisterImage: says "return" as it always did, which the models of some years left out
        'DeregisterImageResult': {
            'Return': {'shape': 'Boolean', 'locationName': 'return'},
        },
        # API reference, InstanceRequirements: since 2023
        'InstanceRequirements': {
            'MaxSpotPriceAsPercentageOfOptimalOnDemandPrice': {
                'shape': 'Integer', 'locationName': 'maxSpotPriceAsPercentageOfOptimalOnDemandPrice'},
        },
        'InstanceRequirementsRequest': {
            'MaxSpotPriceAsPercentageOfOptimalOnDemandPrice': {'shape': 'Integer'},
        },
        # API reference, InstanceStatus: the check of attached volumes, since 2023
        'InstanceStatus': {
            'AttachedEbsStatus': {'shape': 'InstanceStatusSummary', 'locationName': 'attachedEbsStatus'},
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
    's3': {
        # API reference, PutObject: conditional writes, since 2024
        'PutObjectRequest': {
            'IfMatch': {'shape': 'IfMatch', 'location': 'header', 'locationName': 'If-Match'},
            'IfNoneMatch': {'shape': 'IfNoneMatch', 'location': 'header', 'locationName': 'If-None-Match'},
        },
    },
    'sso-oidc': {
        # API reference, CreateToken and RegisterClient: PKCE, since 2024
        'CreateTokenRequest': {
            'codeVerifier': {'shape': 'CodeVerifier'},
        },
        'RegisterClientRequest': {
            'redirectUris': {'shape': 'RedirectUris'},
            'grantTypes': {'shape': 'GrantTypes'},
            'issuerUrl': {'shape': 'URI'},
        },
    },
    'sqs': {
        # API reference, ReceiveMessage: since 2023
        'ReceiveMessageRequest': {
            'MessageSystemAttributeNames': {'shape': 'AttributeNameList'},
        },
    },
}

# service → operation → the structure of its answer, for models in which it has none
OUTPUTS = {
    'ec2': {
        'DeregisterImage': 'DeregisterImageResult',
    },
}

# service → operation → request and response → member → shape
OPERATIONS = {
    'pricing': {
        # API reference, AWS Price List: the files of a price list, since 2023
        'ListPriceLists': {
            'ListPriceListsRequest': {'ServiceCode': 'String', 'EffectiveDate': 'Timestamp', 'RegionCode': 'String',
                                      'CurrencyCode': 'String', 'NextToken': 'String', 'MaxResults': 'BoxedInteger'},
            'ListPriceListsResponse': {'PriceLists': 'PriceLists', 'NextToken': 'String'},
        },
        'GetPriceListFileUrl': {
            'GetPriceListFileUrlRequest': {'PriceListArn': 'String', 'FileFormat': 'String'},
            'GetPriceListFileUrlResponse': {'Url': 'String'},
        },
    },
}

# Shapes that these need and that are no structures of the operations.
SHAPES = {
    'sso-oidc': {
        'CodeVerifier': {'type': 'string'},
        'RedirectUris': {'type': 'list', 'member': {'shape': 'URI'}},
        'GrantTypes': {'type': 'list', 'member': {'shape': 'GrantType'}},
    },
    'pricing': {
        'Timestamp': {'type': 'timestamp'},
        'FileFormats': {'type': 'list', 'member': {'shape': 'String'}},
        'PriceLists': {'type': 'list', 'member': {'shape': 'PriceList'}},
        'PriceList': {'type': 'structure', 'members': {
            'PriceListArn': {'shape': 'String'}, 'RegionCode': {'shape': 'String'},
            'CurrencyCode': {'shape': 'String'}, 'FileFormats': {'shape': 'FileFormats'}}},
    },
}

# What the new operations cannot do without.
REQUIRED = {
    'ListPriceListsRequest': ['ServiceCode', 'EffectiveDate', 'CurrencyCode'],
    'GetPriceListFileUrlRequest': ['PriceListArn', 'FileFormat'],
}


def add_operation(definition, name, structures):
    (request, members), (response, results) = structures.items()
    for structure, shapes in ((request, members), (response, results)):
        definition['shapes'][structure] = {
            'type': 'structure', 'required': REQUIRED.get(structure, []),
            'members': {member: {'shape': shape} for member, shape in shapes.items()}}
    definition['operations'][name] = {'name': name, 'http': {'method': 'POST', 'requestUri': '/'},
                                      'input': {'shape': request}, 'output': {'shape': response}}


def speak_json(definition, version, target_prefix):
    """Of a service that spoke Query: the structures are the same, but JSON knows members by their names alone."""
    definition['metadata'].update({'protocol': 'json', 'jsonVersion': version, 'targetPrefix': target_prefix})
    for shape in definition['shapes'].values():
        for member in [shape, *shape.get('members', {}).values(), shape.get('member', {}), shape.get('key', {}),
                       shape.get('value', {})]:
            member.pop('locationName', None)
            member.pop('flattened', None)
    for operation in definition['operations'].values():
        operation.get('output', {}).pop('resultWrapper', None)


def load(service):
    """The model of a service: "ec2", "sts", "ssm"."""
    definition = botocore.loaders.Loader().load_service_model(service, 'service-2')
    for name, structure in OUTPUTS.get(service, {}).items():
        definition['shapes'].setdefault(structure, {'type': 'structure', 'members': {}})
        definition['operations'][name].setdefault('output', {'shape': structure})
    for structure, members in ADDITIONS.get(service, {}).items():
        for name, member in members.items():
            definition['shapes'][structure]['members'].setdefault(name, member)
    for name, shape in SHAPES.get(service, {}).items():
        definition['shapes'].setdefault(name, shape)
    for name, structures in OPERATIONS.get(service, {}).items():
        if name not in definition['operations']:
            add_operation(definition, name, structures)
    if service == 'sqs' and definition['metadata']['protocol'] == 'query':
        # Developer guide, "Making requests with the AWS JSON protocol": since 2023
        speak_json(definition, '1.0', 'AmazonSQS')
    if 'query' in definition['metadata'].get('protocols', ()):
        # What newer botocores speak with CloudWatch is for them; its Query protocol is as good as ever.
        definition['metadata']['protocol'] = 'query'
    return botocore.model.ServiceModel(definition, service)
