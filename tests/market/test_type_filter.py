#!/usr/bin/python3
# test_type_filter.py: our filters against a straight query of the table
#
# SPDX-License-Identifier: GPL-3.0-or-later

import csv
import os
import random
import re
import subprocess
import sys
import unittest

HELPER = sys.argv.pop(1)
SOURCE = os.environ.get('FLOTILLA_SOURCE_DIR', os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))


def read_network(text):
    found = re.fullmatch(r'(?:Up to )?(?:(\d+)x )?([0-9.]+) Gigabit', text)
    return float(found[2]) * int(found[1] or 1) if found else None


def read_flag(text):
    return int(text) if text else None


def read_words(text):
    """What is not known is None, and none is none."""
    return None if not text else [] if text == '-' else text.split('|')


def read_types():
    with open(os.path.join(SOURCE, 'data', 'catalogue', 'instance-types.csv'), encoding='utf-8') as file:
        for row in csv.DictReader(file):
            family = re.match('[a-z]+([0-9]+)', row['type'])
            yield row['type'], {
                'vcpus': int(row['vcpus']),
                'memory': int(row['memory_mib']),
                'memory-per-vcpu': int(row['memory_mib']) / 1024 / int(row['vcpus']),
                'architecture': row['architectures'].split('|'),
                'generation': int(family[1]) if family and row['type'][0] != 'u' else None,
                'gpus': int(row['gpus']),
                'gpu-model': [row['gpu_model'].lower()] if row['gpu_model'] else [],
                'gpu-memory': int(row['gpu_memory_mib']) if row['gpu_memory_mib'] != '0' or row['gpus'] == '0' else None,
                'local-storage': int(row['storage_gb']),
                'burstable': int(row['burstable']),
                'current-generation': int(row['current']),
                'bare-metal': int(row['bare_metal']),
                'hypervisor': [row['hypervisor']] if row['hypervisor'] else [],
                'network': read_network(row['network']),
                'usage-class': ['on-demand', 'spot'] if row['spot'] == '1' else ['on-demand'],
                **{name: read_flag(row[name]) for name in DERIVED_FLAGS + DERIVED_NUMBERS},
                **{name: read_words(row[name]) for name in DERIVED_WORDS},
            }


# What build-aux/derive-type-facts adds
DERIVED_FLAGS = ('fpga', 'local-nvme', 'local-encryption', 'ebs-optimized', 'ipv6', 'ena')
DERIVED_NUMBERS = ('inference-accelerators',)
DERIVED_WORDS = ('cpu-manufacturer', 'virtualization', 'gpu-manufacturer', 'inference-accelerator-manufacturer',
                 'inference-accelerator-model', 'local-disk-type', 'root-device')
TYPES = dict(read_types())
FLAGS = ('burstable', 'current-generation', 'bare-metal', *DERIVED_FLAGS)
WORDS = ('architecture', 'gpu-model', 'hypervisor', 'usage-class', *DERIVED_WORDS)
NUMBERS = ('vcpus', 'memory', 'memory-per-vcpu', 'generation', 'gpus', 'gpu-memory', 'local-storage', 'network',
           *DERIVED_NUMBERS)


class FilterTest(unittest.TestCase):
    def ask(self, *filters):
        done = subprocess.run([HELPER], input='\n'.join(filters) + '\n', capture_output=True, text=True, check=True,
                              timeout=60)
        return [line.split() for line in done.stdout.splitlines()]

    def make_number(self, name, known):
        """A range, written, and what it wants."""
        low, high = sorted(self.random.sample(known, 2)) if len(known) > 1 else known * 2
        low, high = low * self.random.choice((1, 1, 0.5)), high * self.random.choice((1, 1, 2))
        write = (lambda value: f'{int(value)}MiB' if name == 'memory' or name == 'gpu-memory' else f'{value:.17g}')
        if name in ('memory', 'gpu-memory'):
            low, high = int(low), int(high)
        form = self.random.randrange(4)
        if form == 0:
            return write(low), lambda value: value == low
        if form == 1:
            return f'{write(low)}-', lambda value: value >= low
        if form == 2:
            return f'-{write(high)}', lambda value: value <= high
        return f'{write(low)}-{write(high)}', lambda value: low <= value <= high

    def make_filter(self):
        words, wants = [], []
        for name in self.random.sample(FLAGS + WORDS + NUMBERS, self.random.randrange(1, 6)):
            known = [facts[name] for facts in TYPES.values() if facts[name] is not None]
            if name in FLAGS:
                yes = self.random.random() < 0.5
                value, want = 'yes' if yes else 'no', lambda value, yes=yes: bool(value) == yes
            elif name in WORDS:
                pool = sorted({word for facts in known for word in facts})
                wanted = self.random.sample(pool, self.random.randrange(1, min(3, len(pool)) + 1))
                if any(' ' in word for word in wanted):
                    continue
                value, want = ','.join(wanted), lambda value, wanted=wanted: bool(set(value) & set(wanted))
            else:
                value, want = self.make_number(name, known)
            self.asked.add(name)
            words.append(f'{name}={value}')
            wants.append((name, want))
        if self.random.random() < 0.3:
            pattern = self.random.choice(('^m', r'\.x?large$', '^[cr][5-7]', 'metal', 'g'))
            deny = self.random.random() < 0.5
            words.append(f'{"deny" if deny else "allow"}={pattern}')
            wants.append((None, lambda type_name: bool(re.search(pattern, type_name)) != deny))
        return ' '.join(words), wants

    def test_against_a_query(self):
        """What is not known is not wanted."""
        self.random = random.Random(2026)
        self.asked = set()
        filters = [self.make_filter() for _ in range(200)]
        found = self.ask(*(text for text, _ in filters))
        n_some = 0
        for (text, wants), types in zip(filters, found):
            wanted = [name for name, facts in TYPES.items()
                      if all(want(name) if fact is None else facts[fact] is not None and want(facts[fact])
                             for fact, want in wants)]
            with self.subTest(text):
                self.assertEqual(types, sorted(wanted))
            n_some += bool(wanted)
        self.assertGreater(n_some, 60, 'the filters want something often enough')
        self.assertEqual(self.asked, {*FLAGS, *WORDS, *NUMBERS}, 'every kind of filter was tried')

    def test_similar(self):
        found, = self.ask('similar=m5.xlarge')
        self.assertIn('m5.xlarge', found)
        self.assertIn('m6i.xlarge', found)
        self.assertFalse({'t3.xlarge', 'm6g.xlarge', 'c5.xlarge', 'm5.large'} & set(found))
        for name in found:
            self.assertEqual(TYPES[name]['vcpus'], 4)
            self.assertIn('spot', TYPES[name]['usage-class'])
            self.assertTrue(0.9 * 16384 <= TYPES[name]['memory'] <= 1.1 * 16384)
        self.assertFalse([name for name in self.ask('similar=c5.xlarge')[0] if 'spot' not in TYPES[name]['usage-class']])
        self.assertIn('g5.xlarge', self.ask('similar=g5.xlarge')[0])
        self.assertNotIn('m5.xlarge', self.ask('similar=g5.xlarge')[0])
        # As much memory and as many vCPUs as an m5, but another machine.
        self.assertEqual(self.ask('similar=inf2.xlarge'), [['inf2.xlarge']])
        self.assertEqual(TYPES['inf2.xlarge']['inference-accelerators'], 1)
        self.assertFalse([name for name in found if TYPES[name]['inference-accelerators'] != 0 or TYPES[name]['fpga'] != 0])
        for name in self.ask('similar=f2.6xlarge')[0]:
            self.assertEqual(TYPES[name]['fpga'], 1)

    def test_mistakes(self):
        for text in ('vcpus=four', 'vcpus=8-4', 'vcpus=-', 'vcpus=', 'vcpus=4x', 'memory=8XB', 'burstable=maybe',
                     'architecture=', 'architecture=arm64,', 'vcpus=1e999', 'vcpus=nan', 'allow=(', 'memory=-4GiB-8GiB',
                     'memory-per-vcpu=1:', 'memory-per-vcpu=0:4', 'memory-per-vcpu=:4', 'memory-per-vcpu=1:4x',
                     'memory-per-vcpu=1:0'):
            with self.subTest(text):
                self.assertEqual(self.ask(text)[0][0], 'error:')

    def test_forms(self):
        self.assertEqual(self.ask('memory=8 vcpus=2'), self.ask('memory=8GiB vcpus=2-2'))
        self.assertEqual(self.ask('architecture=amd64'), self.ask('architecture=X86_64'))
        self.assertEqual(self.ask('memory-per-vcpu=1:4'), self.ask('memory-per-vcpu=4'))
        self.assertEqual(self.ask('memory-per-vcpu=2:3'), self.ask('memory-per-vcpu=1.5'))
        self.assertEqual(self.ask('virtualization=pv'), self.ask('virtualization=paravirtual'))

    def test_derived(self):
        """The table is what the script makes of it, and what everybody knows is right."""
        script = os.path.join(SOURCE, 'build-aux', 'derive-type-facts')
        subprocess.run([sys.executable, script, '--check'], check=True, timeout=60)
        for name, maker in (('m5.large', 'intel'), ('m6i.large', 'intel'), ('m6a.large', 'amd'), ('m7g.large', 'aws'),
                            ('t3a.micro', 'amd'), ('c7i-flex.large', 'intel'), ('x2iedn.xlarge', 'intel'),
                            ('g5.xlarge', 'amd'), ('g4dn.xlarge', 'intel'), ('mac2.metal', 'apple')):
            self.assertEqual(TYPES[name]['cpu-manufacturer'], [maker], name)
        self.assertEqual(TYPES['g4ad.xlarge']['gpu-manufacturer'], ['amd'])
        self.assertEqual(TYPES['d3.xlarge']['local-disk-type'], ['hdd'])
        self.assertEqual(TYPES['m6gd.large']['local-disk-type'], ['ssd'])
        self.assertEqual(TYPES['trn1.2xlarge']['inference-accelerators'], None)


if __name__ == '__main__':
    unittest.main()
