#!/usr/bin/python3
"""Writes data/api.txt, the request parameters the practice cloud accepts, from botocore's EC2 model.

Run it after adding an action to ACTIONS; the result is kept in the tree, so building needs no botocore.

    make-api.py > data/api.txt
"""


import botocore.loaders
import botocore.model

ACTIONS = """
AssociateRouteTable AttachInternetGateway AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress
CancelSpotInstanceRequests CreateFleet CreateInternetGateway CreateKeyPair CreateLaunchTemplate CreateRoute
CreateRouteTable CreateSecurityGroup CreateSubnet CreateTags CreateVpc DeleteFleets DeleteInternetGateway
DeleteKeyPair DeleteLaunchTemplate DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteSubnet DeleteTags
DeleteVolume DeleteVpc DescribeAvailabilityZones DescribeFleets DescribeImages DescribeInstanceTypeOfferings
DescribeInstanceTypes DescribeInstances DescribeInternetGateways DescribeKeyPairs DescribeLaunchTemplates
DescribeRegions DescribeRouteTables DescribeSecurityGroups DescribeSpotInstanceRequests
DescribeSpotPriceHistory DescribeSubnets DescribeTags DescribeVolumes DescribeVpcs DetachInternetGateway
DisassociateRouteTable ImportKeyPair ModifySubnetAttribute ModifyVpcAttribute RevokeSecurityGroupEgress
RevokeSecurityGroupIngress TerminateInstances
""".split()

# What AWS has added since the model of Debian 12, and newer clients send without being asked.
ADDED = {'CreateRouteTable': ['ClientToken s']}

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


def leaves(shape, prefix, needed, trail):
    """Yields (pattern, type, needed) for every leaf below a shape; a list index is written '#'."""
    if shape.name in trail:
        return
    if shape.type_name == 'structure':
        for name, member in shape.members.items():
            pattern = f'{prefix}.{wire_name(member, name)}'.lstrip('.')
            yield from leaves(member, pattern, name in shape.required_members, trail + (shape.name,))
    elif shape.type_name == 'list':
        yield from leaves(shape.member, f'{prefix}.#', needed, trail)
    else:
        kind = LEAVES[shape.type_name]
        values = getattr(shape, 'enum', None)
        if values and len(values) <= LONGEST_ENUM:
            kind = 'e:' + '|'.join(sorted(values))
        yield prefix, kind, needed


def required_paths(shape, prefix, trail=()):
    """Yields the patterns of required members, structures too: required where their parent is given."""
    if shape.name in trail:
        return
    if shape.type_name == 'structure':
        for name, member in shape.members.items():
            pattern = f'{prefix}.{wire_name(member, name)}'.lstrip('.')
            if name in shape.required_members:
                yield pattern
            yield from required_paths(member, pattern, trail + (shape.name,))
    elif shape.type_name == 'list':
        yield from required_paths(shape.member, f'{prefix}.#', trail)


def main():
    loader = botocore.loaders.Loader()
    model = botocore.model.ServiceModel(loader.load_service_model('ec2', 'service-2'))
    print('# The request parameters of the EC2 actions the practice cloud knows, by make-api.py.')
    print('# An action stands at the margin. Below it " PATTERN TYPE" is a parameter ("#" a list index; types:')
    print('# s text, i integer, b boolean, d decimal, t time, e:A|B one of) and "!PATTERN" one that must be given')
    print('# where its parent is.')
    for action in sorted(ACTIONS):
        shape = model.operation_model(action).input_shape
        print(action)
        for pattern in required_paths(shape, ''):
            print(f'!{pattern}')
        for pattern, kind, _ in leaves(shape, '', False, ()):
            print(f' {pattern} {kind}')
        for line in ADDED.get(action, []):
            print(f' {line}')


if __name__ == '__main__':
    main()
