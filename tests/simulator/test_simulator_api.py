# test_simulator_api.py: the practice cloud's table of parameters against AWS's model
#
# SPDX-License-Identifier: GPL-3.0-or-later

import contextlib
import importlib.util
import io
import os
import re
import unittest

SOURCE = os.path.join(os.environ.get('FLOTILLA_SOURCE_DIR', '.'), 'src', 'simulator')


def read(*path):
    with open(os.path.join(SOURCE, *path), encoding='utf-8') as file:
        return file.read()


def parse(text):
    """{action: {pattern: type}}; a required pattern has no type."""
    actions = {}
    patterns = None
    for line in text.splitlines():
        if line.startswith('!'):
            patterns[line] = None
        elif line.startswith(' '):
            pattern, kind = line[1:].split(' ', 1)
            patterns[pattern] = kind
        elif line and not line.startswith('#'):
            patterns = actions.setdefault(line, {})
    return actions


class ApiTest(unittest.TestCase):
    def test_table_is_of_the_model(self):
        """What we know, the installed model knows in the same way; a newer model may know more, and ask for less."""
        spec = importlib.util.spec_from_file_location('make_api', os.path.join(SOURCE, 'make-api.py'))
        make_api = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(make_api)
        written = io.StringIO()
        with contextlib.redirect_stdout(written):
            make_api.main()
        model = parse(written.getvalue())
        table = parse(read('data', 'api.txt'))
        self.assertEqual(sorted(table), sorted(model))
        for action, patterns in table.items():
            for pattern, kind in patterns.items():
                if pattern.startswith('!') and pattern not in model[action]:
                    self.assertTrue(any(known == pattern[1:] or known.startswith(pattern[1:] + '.')
                                        for known in model[action]), f'{action} {pattern}')
                    continue
                self.assertIn(pattern, model[action], action)
                now = model[action][pattern]
                if kind is not None and kind.startswith('e:') and now.startswith('e:'):
                    self.assertLessEqual(set(kind[2:].split('|')), set(now[2:].split('|')), pattern)
                elif kind is not None and not kind.startswith('e:'):
                    self.assertEqual(kind[0], now[0], f'{action} {pattern}')

    def test_every_action_has_parameters(self):
        handled = [name if service == 'ec2' else f'{service}:{name}'
                   for service, name in re.findall(r'\{ "(\w+)", "(\w+)"', read('flo-sim-table.c'))]
        self.assertGreater(len(handled), 40)
        self.assertEqual(sorted(handled), sorted(parse(read('data', 'api.txt'))))


if __name__ == '__main__':
    unittest.main()
