#!/usr/bin/python3
"""Writes data/api.txt, the request parameters the practice cloud accepts, from botocore's models.

Run it after adding an action to ACTIONS; the result is kept in the tree, so building needs no botocore.

    make-api.py > data/api.txt
"""


import botocore.loaders
import botocore.model

ACTIONS = """
AllocateAddress AssociateAddress AssociateRouteTable AttachInternetGateway AttachVolume
AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CancelSpotInstanceRequests CreateFleet CreateImage
CreateInternetGateway CreateKeyPair CreateLaunchTemplate CreateLaunchTemplateVersion CreatePlacementGroup
CreateRoute CreateRouteTable CreateSecurityGroup CreateSnapshot CreateSubnet CreateTags CreateVolume
CreateVpc DeleteFleets DeleteInternetGateway DeleteKeyPair DeleteLaunchTemplate DeleteLaunchTemplateVersions
DeleteNetworkInterface DeletePlacementGroup DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteSnapshot
DeleteSubnet DeleteTags DeleteVolume DeleteVpc DeregisterImage DescribeAccountAttributes DescribeAddresses
DescribeAvailabilityZones DescribeFleetHistory DescribeFleetInstances DescribeFleets DescribeImages
DescribeInstanceAttribute DescribeInstanceStatus DescribeInstanceTypeOfferings DescribeInstanceTypes
DescribeInstances DescribeInternetGateways DescribeKeyPairs DescribeLaunchTemplateVersions
DescribeLaunchTemplates DescribeNetworkInterfaces DescribePlacementGroups DescribeRegions
DescribeRouteTables DescribeSecurityGroupRules DescribeSecurityGroups DescribeSnapshots
DescribeSpotInstanceRequests DescribeSpotPriceHistory DescribeSubnets DescribeTags DescribeVolumes
DescribeVolumesModifications DescribeVpcs DetachInternetGateway DetachVolume DisassociateAddress
DisassociateRouteTable GetConsoleOutput GetInstanceTypesFromInstanceRequirements GetSpotPlacementScores
ImportKeyPair ModifyFleet ModifyInstanceAttribute ModifyLaunchTemplate ModifyNetworkInterfaceAttribute ModifySubnetAttribute ModifyVolume
ModifyVpcAttribute MonitorInstances RebootInstances ReleaseAddress RevokeSecurityGroupEgress
RevokeSecurityGroupIngress RunInstances StartInstances StopInstances TerminateInstances UnmonitorInstances
""".split()

# Of the other services. Query parameters are named as on the wire; JSON members by their paths, where '*' is any key
# of a map. SQS has changed from one to the other; its members are the same.
SERVICES = {
    'events': ('events', 'DeleteRule DescribeRule DisableRule EnableRule ListRules ListTagsForResource ListTargetsByRule '
                         'PutRule PutTargets RemoveTargets TagResource UntagResource'),
    'iam': ('iam', 'GetAccessKeyLastUsed GetUser ListAccessKeys ListMFADevices SimulatePrincipalPolicy'),
    'sts': ('sts', 'AssumeRole AssumeRoleWithWebIdentity DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity '
                   'GetSessionToken'),
    'sqs': ('sqs', 'ChangeMessageVisibility ChangeMessageVisibilityBatch CreateQueue DeleteMessage DeleteMessageBatch ' +
            'DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags ListQueues PurgeQueue ReceiveMessage ' +
            'SendMessage SendMessageBatch SetQueueAttributes TagQueue UntagQueue'),
    'budgets': ('budgets', 'CreateBudget DeleteBudget DescribeBudget DescribeBudgets'),
    'ce': ('ce', 'GetCostAndUsage ListCostAllocationTags UpdateCostAllocationTagsStatus'),
    'cloudtrail': ('cloudtrail', 'LookupEvents'),
    'kms': ('kms', 'DescribeKey ListAliases'),
    'monitoring': ('cloudwatch', 'DeleteAlarms DescribeAlarms GetMetricData PutMetricAlarm PutMetricData'),
    'pricing': ('pricing', 'DescribeServices GetAttributeValues GetProducts'),
    's3': ('s3', 'CreateBucket DeleteBucket DeleteObject GetBucketLocation GetObject HeadBucket HeadObject ListBuckets '
                 'ListObjectsV2 PutObject'),
    'servicequotas': ('service-quotas', 'GetAWSDefaultServiceQuota GetServiceQuota ListServiceQuotas '
                                        'ListRequestedServiceQuotaChangeHistoryByQuota RequestServiceQuotaIncrease'),
    'ssm': ('ssm', 'GetParameter GetParameters GetParametersByPath'),
}

# What AWS has added since the model of Debian 12, and newer clients send without being asked.
ADDED = {'s3:PutObject': ['IfMatch s', 'IfNoneMatch s'], 'CreateRouteTable': ['ClientToken s'], 'sqs:ReceiveMessage': ['MessageSystemAttributeNames.# s'],
         # The model's expressions hold expressions; here one level of them is known.
         'ce:GetCostAndUsage': ['Filter.And.#.Dimensions.Key s', 'Filter.And.#.Dimensions.Values.# s',
                                'Filter.And.#.Tags.Key s', 'Filter.And.#.Tags.Values.# s']}

# Whole actions that the model of Debian 12 does not have, as flo-sim-api.c reads them.
NEW = {
    'pricing:GetPriceListFileUrl': ['!PriceListArn', '!FileFormat', ' PriceListArn s', ' FileFormat s'],
    'pricing:ListPriceLists': ['!ServiceCode', '!EffectiveDate', '!CurrencyCode', ' ServiceCode s', ' EffectiveDate t',
                               ' RegionCode s', ' CurrencyCode s', ' NextToken s', ' MaxResults i'],
}

# Enumerations to which AWS has added, or of which the model knows only a part.
OPEN = {'sqs:ReceiveMessage AttributeNames.#', 'pricing:GetProducts Filters.#.Type',
        'DescribeAccountAttributes AttributeName.#'}

# The types of a leaf, as flo-sim-api.c reads them. Enumerations of more values than this are left open:
# AWS adds instance types faster than anybody's model learns of them.
LEAVES = {'string': 's', 'integer': 'i', 'long': 'i', 'boolean': 'b', 'timestamp': 't', 'double': 'd',
          'float': 'd', 'blob': 's'}
LONGEST_ENUM = 24


def wire_name(shape, name):
    """How the EC2 variant of the query protocol calls a member."""
    serialization = shape.serialization
    if 'queryName' in serialization:
        return serialization['queryName']
    if 'name' in serialization:
        return serialization['name'][0].upper() + serialization['name'][1:]
    return name[0].upper() + name[1:]


def query_name(shape, name):
    """How the plain Query protocol calls a member."""
    return shape.serialization.get('name', name)


def json_name(shape, name):
    return name


def entry_of(shape, naming):
    """What follows the name of a list before its index."""
    if naming is not query_name or shape.serialization.get('flattened'):
        return '#'
    return f"{shape.member.serialization.get('name', 'member')}.#"


def leaves(shape, prefix, trail, naming):
    """Yields (pattern, type) for every leaf below a shape; a list index is written '#'."""
    if shape.name in trail:
        return
    if shape.type_name == 'structure':
        for name, member in shape.members.items():
            pattern = f'{prefix}.{naming(member, name)}'.lstrip('.')
            yield from leaves(member, pattern, trail + (shape.name,), naming)
    elif shape.type_name == 'list':
        yield from leaves(shape.member, f'{prefix}.{entry_of(shape, naming)}', trail, naming)
    elif shape.type_name == 'map':
        yield from leaves(shape.value, f'{prefix}.*', trail, naming)
    else:
        kind = LEAVES[shape.type_name]
        values = getattr(shape, 'enum', None)
        if values and len(values) <= LONGEST_ENUM:
            kind = 'e:' + '|'.join(sorted(values))
        yield prefix, kind


def required_paths(shape, prefix, naming, trail=()):
    """Yields the patterns of required members, structures too: required where their parent is given."""
    if shape.name in trail:
        return
    if shape.type_name == 'structure':
        for name, member in shape.members.items():
            pattern = f'{prefix}.{naming(member, name)}'.lstrip('.')
            if name in shape.required_members:
                yield pattern
            yield from required_paths(member, pattern, naming, trail + (shape.name,))
    elif shape.type_name == 'list':
        yield from required_paths(shape.member, f'{prefix}.{entry_of(shape, naming)}', naming, trail)


def write(name, shape, naming, added=()):
    print(name)
    if shape is None:
        return
    for pattern in required_paths(shape, '', naming):
        print(f'!{pattern}')
    for pattern, kind in leaves(shape, '', (), naming):
        if f'{name} {pattern}' in OPEN:
            kind = 's'
        print(f' {pattern} {kind}')
    for line in added:
        print(f' {line}')


def main():
    loader = botocore.loaders.Loader()

    def load(name):
        return botocore.model.ServiceModel(loader.load_service_model(name, 'service-2'))
    print('# The request parameters of the actions the practice cloud knows, by make-api.py.')
    print('# An action stands at the margin. Below it " PATTERN TYPE" is a parameter ("#" a list index; types:')
    print('# s text, i integer, b boolean, d decimal, t time, e:A|B one of) and "!PATTERN" one that must be given')
    print('# where its parent is.')
    model = load('ec2')
    for action in sorted(ACTIONS):
        write(action, model.operation_model(action).input_shape, wire_name, ADDED.get(action, ()))
    for service, (model_name, actions) in sorted(SERVICES.items()):
        model = load(model_name)
        # CloudWatch's newer models prefer another form, but it still takes this one, which we speak.
        query = service in ('iam', 'monitoring', 'sts')
        for action in sorted(actions.split()):
            name = f'{service}:{action}'
            write(name, model.operation_model(action).input_shape, query_name if query else json_name,
                  ADDED.get(name, ()))
    for name, lines in NEW.items():
        print(name)
        print('\n'.join(lines))


if __name__ == '__main__':
    main()
