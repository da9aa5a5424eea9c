#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""fleet watch on a terminal: a picture of the fleet, redrawn in place, and the terminal as it was afterwards."""

import fcntl
import os
import signal
import struct
import termios
import unittest

from cli_case import CliCase, Terminal

ENTER, LEAVE = "\033[?1049h", "\033[?1049l"
NODES = 2


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class WatchScreenTest(CliCase):
    simulator_options = ["--speed", "20"]

    def setUp(self):
        super().setUp()
        self.run_json("fleet", "launch", self.new_config("web", NODES), "--yes")

    def watch(self, *options, **environment):
        terminal = Terminal(self.environment | environment, "fleet", "watch", "web", *options)
        resize(terminal, 100, 40)
        return terminal

    def test_picture(self):
        terminal = self.watch(NO_COLOR="1")
        before = termios.tcgetattr(terminal.fd)
        terminal.expect(ENTER)
        picture = terminal.expect("q leaves")
        self.assertIn("nodes run", picture)
        self.assertNotIn("\033[1m", picture)
        # What does not change is not written again: of a healthy fleet, at most what it has cost.
        terminal.expect("healthy: 2 of 2")
        while terminal.read(0.5):
            terminal.seen = ""
        terminal.read(4)
        self.assertNotIn("healthy", terminal.seen)
        # A node goes: its notice and what follows appear by themselves.
        victim = [node["id"] for node in self.run_json("fleet", "show", "web")["nodes"]][0]
        self.simulator.control("interrupt", {"instance_id": victim})
        terminal.expect("1 notice")
        terminal.expect(f"Replace {victim}")
        # Another size is another picture.
        resize(terminal, 60, 20)
        terminal.expect("\033[2J")
        terminal.expect("q leaves")
        terminal.type("q")
        rest = terminal.expect(LEAVE)
        self.assertNotIn("CRITICAL", rest)
        terminal.expect("nodes run")
        self.assertEqual(termios.tcgetattr(terminal.fd)[3], before[3] | termios.ICANON | termios.ECHO)
        self.assertEqual(terminal.end(), 0)

    def test_interrupt(self):
        """Ctrl+C leaves as q does, but is told from it; an onlooker has the same picture."""
        terminal = self.watch()
        terminal.expect(ENTER)
        terminal.expect("q leaves")
        onlooker = self.watch()
        onlooker.expect("Looking on")
        onlooker.expect(ENTER)
        onlooker.expect("nodes run")
        onlooker.type("\003")
        onlooker.expect(LEAVE)
        self.assertEqual(onlooker.end(), 130)
        os.kill(terminal.pid, signal.SIGINT)
        terminal.expect(LEAVE)
        self.assertEqual(terminal.end(), 130)

    def test_plain(self):
        """Lines, where they are asked for or the terminal knows no more."""
        for options, environment in ((("--plain",), {}), ((), {"TERM": "dumb"})):
            terminal = self.watch(*options, **environment)
            terminal.expect("state      healthy")
            self.assertNotIn("\033", terminal.seen)
            terminal.type("\003")
            self.assertEqual(terminal.end(), 130)


if __name__ == "__main__":
    unittest.main()
