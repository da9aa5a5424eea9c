#!/usr/bin/python3
# botocore_endpoints.py: where botocore says that services answer
#
# Run as a program, it writes what the installed botocore says in the form of tests/aws/data/endpoints.txt:
#     botocore_endpoints.py SERVICE… > tests/aws/data/endpoints.txt
#
# SPDX-License-Identifier: GPL-3.0-or-later

import collections
import sys

import botocore
import botocore.endpoint_provider
import botocore.exceptions
import botocore.loaders

KINDS = ['plain', 'dual-stack', 'fips', 'fips-dual-stack']
# Parameters of a service's rules that are ours to choose: regional hosts, no bucket in the host's name.
CHOICES = {
    'sts': {'UseGlobalEndpoint': False},
    's3': {'UseGlobalEndpoint': False, 'ForcePathStyle': True, 'Accelerate': False,
           'DisableMultiRegionAccessPoints': False},
}


def version():
    return tuple(int(part) for part in botocore.__version__.split('.')[:2])


def resolve_all(services):
    """{(service, kind, region): (URL, region to sign for), or None where there is no such host}"""
    loader = botocore.loaders.Loader()
    partitions = loader.load_data('partitions')
    regions = [region for partition in partitions['partitions'] for region in partition['regions']
               if not region.endswith('-global')]
    answers = {}
    for service in services:
        try:
            rules = loader.load_service_model(service, 'endpoint-rule-set-1')
        except botocore.exceptions.UnknownServiceError:
            continue
        provider = botocore.endpoint_provider.EndpointProvider(rules, partitions)
        for region in regions:
            for index, kind in enumerate(KINDS):
                try:
                    endpoint = provider.resolve_endpoint(Region=region, UseFIPS=index >= 2, UseDualStack=index % 2 == 1,
                                                         **CHOICES.get(service, {}))
                except botocore.exceptions.BotoCoreError:
                    answers[service, kind, region] = None
                    continue
                schemes = endpoint.properties.get('authSchemes') or [{}]
                answers[service, kind, region] = (endpoint.url, schemes[0].get('signingRegion', region))
    return answers


def write(answers, out):
    groups = collections.defaultdict(list)
    for (service, kind, region), answer in answers.items():
        text = '-'
        if answer is not None:
            url, signing_region = answer
            text = url.replace(region, '{region}') + ' ' + ('{region}' if signing_region == region else signing_region)
        groups[service, kind, text].append(region)
    out.write(f'# Made by botocore_endpoints.py from the rules of botocore {botocore.__version__}:\n'
              '# service, kind of host, URL, region to sign for, regions; "-": there is no such host\n')
    for (service, kind, text), regions in sorted(groups.items()):
        out.write(f'{service} {kind} {text} {",".join(sorted(regions))}\n')


def read(path):
    answers = {}
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('#'):
                continue
            service, kind, *text, regions = line.split()
            for region in regions.split(','):
                answers[service, kind, region] = \
                    None if text == ['-'] else tuple(part.replace('{region}', region) for part in text)
    return answers


if __name__ == '__main__':
    write(resolve_all(sys.argv[1:]), sys.stdout)
