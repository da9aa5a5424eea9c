#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window opens on the practice cloud, and goes again: with exit status 0, and, when
it is built with AddressSanitizer, without a leak that is ours."""

import os
import pathlib
import subprocess
import time
import unittest

PROGRAM = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"]) / "src/app/flotilla"
NAME = "org.flotilla.Flotilla"


class OpenClose(unittest.TestCase):
    def test_practice_cloud(self):
        with subprocess.Popen([PROGRAM, "--practice"]) as program:
            try:
                subprocess.run(["gdbus", "wait", "--session", "--timeout", "60", NAME], check=True)
                time.sleep(8)    # the practice cloud starts, the market is loaded
                subprocess.run(["gapplication", "action", NAME, "quit"], check=True, timeout=60)
                self.assertEqual(program.wait(60), 0)
            finally:
                program.kill()


if __name__ == "__main__":
    unittest.main()
