#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the window takes from the start of its process to its first frame, beside that of gnome-text-editor,
and what it costs while nobody touches it.

The first frame is what the X server saw: the first drawing into a mapped top-level window, told by the DAMAGE
extension, after which the window is not of one colour any more. Needs a display without a window manager or other programs, like that of a test session.
"""

import contextlib
import os
import select
import statistics
import subprocess
import sys
import time

import Xlib.display
import Xlib.X
from Xlib.ext import damage

SLOWER_AT_MOST = 1.3
TIME_LIMIT = 30          # seconds a program may take to its first frame
SETTLE = 5               # seconds from the first frame until a program counts as idle
IDLE = 10                # seconds it is watched then
TICKS = os.sysconf("SC_CLK_TCK")


def has_content(window):
    """Whether more is to be seen than a background: the middle column has several colours."""
    shape = window.get_geometry()
    column = window.get_image(shape.width // 2, 0, 1, shape.height, Xlib.X.ZPixmap, 0xFFFFFFFF).data
    return len({column[i:i + 4] for i in range(0, len(column), 4)}) > 4


class Watcher:
    """Tells when something is drawn into a top-level window that is shown."""

    def __init__(self):
        self.display = Xlib.display.Display()
        self.display.damage_query_version()
        self.root = self.display.screen().root
        self.root.change_attributes(event_mask=Xlib.X.SubstructureNotifyMask)
        self.display.sync()

    def forget(self):
        while self.display.pending_events():
            self.display.next_event()

    def wait_for_frame(self, deadline):
        shown = set()
        while time.monotonic() < deadline:
            if not self.display.pending_events():
                select.select([self.display], [], [], max(0, deadline - time.monotonic()))
                continue
            event = self.display.next_event()
            if event.type == Xlib.X.CreateNotify and not event.override:
                with contextlib.suppress(Xlib.error.XError):
                    event.window.damage_create(damage.DamageReportRawRectangles)
                    self.display.flush()
            elif event.type == Xlib.X.MapNotify and not event.override:
                shown.add(event.window.id)
            elif event.type == self.display.extension_event.DamageNotify and event.drawable.id in shown:
                now = time.monotonic()
                if has_content(event.drawable):
                    return now
        raise TimeoutError(f"no frame within {TIME_LIMIT} seconds")


def processor_ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextlib.contextmanager
def running(command, environment):
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def seconds_to_frame(watcher, command, environment):
    watcher.forget()
    start = time.monotonic()
    with running(command, environment):
        seconds = watcher.wait_for_frame(start + TIME_LIMIT) - start
    time.sleep(0.5)  # for the name on the session bus and the window to be gone
    return seconds


def idle_share(watcher, command, environment):
    """The part of IDLE seconds in which an untouched window did not run."""
    watcher.forget()
    with running(command, environment) as process:
        watcher.wait_for_frame(time.monotonic() + TIME_LIMIT)
        time.sleep(SETTLE)
        before = processor_ticks(process.pid)
        time.sleep(IDLE)
        return 1 - (processor_ticks(process.pid) - before) / TICKS / IDLE


def race(build, runs):
    """Yields (what, ratio, target): how the window did, and at least how it should."""
    watcher = Watcher()
    environment = dict(os.environ, GSETTINGS_BACKEND="memory", GSETTINGS_SCHEMA_DIR=str(build / "data"))
    ours = [str(build / "src/app/flotilla")]
    theirs = ["gnome-text-editor", "--standalone"]
    times = {"ours": [], "theirs": []}

    for _ in range(runs + 1):
        times["ours"].append(seconds_to_frame(watcher, ours, environment))
        times["theirs"].append(seconds_to_frame(watcher, theirs, dict(os.environ, GSETTINGS_BACKEND="memory")))
    ours_seconds, theirs_seconds = (statistics.median(times[who][1:]) for who in ("ours", "theirs"))
    print(f"first frame: flotilla {ours_seconds:.2f} s, gnome-text-editor {theirs_seconds:.2f} s", file=sys.stderr)

    yield "gnome-text-editor / flotilla, time to the first frame", theirs_seconds / ours_seconds, 1 / SLOWER_AT_MOST
    yield "an untouched window's share of idle time", idle_share(watcher, ours, environment), 1.0
