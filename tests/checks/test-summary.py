#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/test-summary counts what ran, and never makes a failure disappear."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SUMMARY = Path(os.environ["FLOTILLA_SOURCE_DIR"]) / "build-aux/test-summary"


def entry(result, stdout="", stderr=""):
    return {"name": "one", "result": result, "stdout": stdout, "stderr": stderr, "duration": 1.0}


class TestSummary(unittest.TestCase):
    def summarize(self, *parts):
        """The last line and the exit status, for one log a part; None is a part without a log."""
        with tempfile.TemporaryDirectory() as folder:
            arguments = []
            for number, entries in enumerate(parts):
                path = Path(folder) / str(number)
                if entries is not None:
                    path.write_text("".join(json.dumps(one) + "\n" for one in entries))
                arguments.append(f"part{number}={path if entries is not None else ''}")
            run = subprocess.run([SUMMARY, *arguments], capture_output=True, text=True)
        return run.stdout.splitlines()[-1], run.returncode

    def test_tap_cases(self):
        tap = "1..4\nok 1 /a\n# ok not a line\nok 2 /b # SKIP no display\n    not ok 1 inner\nok 3 /c#d\nnot ok 4 /e # TO" "DO later\n"
        self.assertEqual(self.summarize([entry("OK", tap)]), ("3 passed, 0 failed, 1 skipped", 0))

    def test_failed_case(self):
        self.assertEqual(self.summarize([entry("FAIL", "1..2\nok 1 /a\nnot ok 2 /b\n")]), ("1 passed, 1 failed", 1))

    def test_crash_after_good_cases(self):
        for result in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"):
            with self.subTest(result):
                self.assertEqual(self.summarize([entry(result, "1..2\nok 1 /a\n")]), ("1 passed, 1 failed", 1))

    def test_unittest(self):
        self.assertEqual(self.summarize([entry("OK", "", "...s\nRan 4 tests in 0.1s\n\nOK (skipped=1)\n")]),
                         ("3 passed, 0 failed, 1 skipped", 0))
        self.assertEqual(self.summarize([entry("FAIL", "", "Ran 5 tests in 1s\n\nFAILED (failures=1, errors=2)\n")]),
                         ("2 passed, 3 failed", 1))

    def test_program(self):
        self.assertEqual(self.summarize([entry("OK", "hello"), entry("SKIP")]), ("1 passed, 0 failed, 1 skipped", 0))
        self.assertEqual(self.summarize([entry("FAIL")]), ("0 passed, 1 failed", 1))

    def test_part_that_did_not_run(self):
        good = [entry("OK")]
        self.assertEqual(self.summarize(good, None), ("1 passed, 1 failed", 1))
        self.assertEqual(self.summarize(good, []), ("1 passed, 1 failed", 1))

    def test_nothing_ran(self):
        self.assertEqual(self.summarize([entry("SKIP")]), ("0 passed, 0 failed, 1 skipped", 1))
        self.assertEqual(self.summarize()[1], 1)


if __name__ == "__main__":
    unittest.main()
