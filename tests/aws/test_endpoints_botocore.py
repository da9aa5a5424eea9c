#!/usr/bin/python3
# test_endpoints_botocore.py: where we send requests, and where botocore does
#
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import subprocess
import sys
import unittest

HELPER, RECORD, TOOLS = sys.argv[1:4]
del sys.argv[1:4]
sys.path.insert(0, TOOLS)

import botocore_endpoints  # noqa: E402

# Its rules are for hosts that do not exist: the Price List answers in few regions, for all of them.
PRICING_REGIONS = {'us-east-1', 'eu-central-1', 'ap-south-1', 'cn-northwest-1'}
# The rules of global services were wrong for all but plain hosts before they were made anew.
GLOBAL_SERVICES = {'budgets', 'ce', 'iam'}
NEW_GLOBAL_RULES = (1, 40)


def our_services():
    return subprocess.run([HELPER, '--services'], capture_output=True, text=True, check=True).stdout.split()


def resolve_with_ours(questions):
    lines = ''.join(f'{service} {region} {int("fips" in kind)} {int("dual" in kind)}\n'
                    for service, kind, region in questions)
    environment = {name: value for name, value in os.environ.items() if not name.startswith('AWS_')}
    answers = subprocess.run([HELPER], input=lines, capture_output=True, text=True, check=True,
                             env=environment).stdout.splitlines()
    return {question: None if answer == '-' else tuple(answer.split())
            for question, answer in zip(questions, answers, strict=True)}


class EndpointTest(unittest.TestCase):
    def compare(self, theirs):
        ours = resolve_with_ours(list(theirs))
        for question, answer in theirs.items():
            expected = answer and (answer[0].rstrip('/') + '/', answer[1])
            self.assertEqual(ours[question], expected, question)

    def test_record(self):
        """Against what a botocore of 2026 said, which knows every partition."""
        services = our_services()
        record = {question: answer for question, answer in botocore_endpoints.read(RECORD).items()
                  if question[0] in services and (question[0] != 'pricing' or question[2] in PRICING_REGIONS)}
        self.assertEqual(set(services), {service for service, _, _ in record}, 'services without a record')
        self.assertGreater(len(record), 150 * len(services) - 200)
        self.compare(record)

    def test_installed(self):
        """Against the botocore of this machine, as far as its rules were right by then."""
        theirs = botocore_endpoints.resolve_all(our_services())
        old = botocore_endpoints.version() < NEW_GLOBAL_RULES
        theirs = {(service, kind, region): answer for (service, kind, region), answer in theirs.items()
                  if (service != 'pricing' or region in PRICING_REGIONS)
                  and not (old and service in GLOBAL_SERVICES
                           and (kind != 'plain' or not region.startswith(('us-east-', 'eu-west-', 'cn-'))))
                  and not (old and 'iso' in region and kind != 'plain')
                  and not (old and 'gov' in region and 'fips' in kind)}
        self.assertGreater(len(theirs), 800)
        self.compare(theirs)

    def test_pricing(self):
        questions = [('pricing', 'plain', region) for region in ('eu-west-1', 'sa-east-1', 'cn-north-1', 'us-gov-west-1')]
        regions = ['us-east-1', 'us-east-1', 'cn-northwest-1', 'us-gov-west-1']
        for answer, region in zip(resolve_with_ours(questions).values(), regions):
            self.assertTrue(answer[0].startswith(f'https://api.pricing.{region}.'), answer)
            self.assertEqual(answer[1], region)


if __name__ == '__main__':
    unittest.main()
