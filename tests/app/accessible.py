# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a program as assistive technology does: finds things by role and name, and acts on them."""

import functools
import itertools
import os
import pathlib
import re
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
MEET_EVERY = 10   # looks in vain, about two seconds


class NotFound(AssertionError):
    """Nothing on the screen was what was looked for."""


def wait_for(condition, what, timeout=20):
    """Returns what @condition answers as soon as it is true; talks to the bus meanwhile."""
    end = time.monotonic() + timeout
    context = GLib.MainContext.default()
    while time.monotonic() < end:
        try:
            answer = condition()
        except (GLib.Error, KeyError):
            answer = None   # what was looked at went away while it was looked at
        if answer:
            return answer
        while context.iteration(False):
            pass
        time.sleep(0.1)
    raise NotFound(f"waited {timeout} s in vain for {what}")


def start_bus():
    """The accessibility bus, as a session would have it. Returns its process."""
    process = subprocess.Popen([LAUNCHER, "--launch-immediately"], stderr=subprocess.DEVNULL)
    subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.a11y.Bus"], check=True)
    subprocess.run(["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
                    "--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"],
                   check=True, stdout=subprocess.DEVNULL)
    Atspi.init()
    return process


def find_application(name, timeout=30):
    def look():
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_name() == name:
                return child
        return None
    return wait_for(look, f"the application {name} on the accessibility bus", timeout)


def is_showing(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) or states.contains(Atspi.StateType.VISIBLE)


def walk(node, depth=0):
    """All descendants, depth first, with their depth; what cannot be asked is passed over."""
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for index in range(count):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            continue
        if child is None:
            continue
        yield child, depth
        yield from walk(child, depth + 1)


def dump(node, limit=400):
    lines = []
    for child, depth in walk(node):
        try:
            lines.append(f"{'  ' * depth}{child.get_role_name()} “{child.get_name()}”"
                         f"{'' if is_showing(child) else ' (hidden)'}")
        except GLib.Error:
            continue
        if len(lines) >= limit:
            break
    return "\n".join(lines)


class Item:
    """What the program tells of one accessible thing, in one answer with all the others."""

    def __init__(self, told):
        (_bus, self.path), _application, (_owner, self.parent), self.index, self.n_children, _interfaces, self.name, role, \
            _description, states = told
        self.role = Atspi.role_get_name(Atspi.Role(role))
        self.states = states[0] | states[1] << 32
        self.above = None      # the item that this one is a child of
        self.children = []

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    def is_match(self, role, pattern):
        return (role is None or self.role == role) and (pattern is None or bool(pattern.search(self.name)))

    def walk(self):
        """All below it that may be seen, depth first."""
        for child in self.children:
            if child.has(Atspi.StateType.SHOWING) or child.has(Atspi.StateType.VISIBLE):
                yield child
                yield from child.walk()


@functools.lru_cache
def connect():
    """To the accessibility bus."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None)
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def ask(name, path, interface, method):
    answer, = connect().call_sync(name, path, f"org.a11y.atspi.{interface}", method, None, None, 0, 20000, None)
    return answer


def read_items(name):
    """By path, each with what is in it."""
    items = {item.path: item for item in map(Item, ask(name, "/org/a11y/atspi/cache", "Cache", "GetItems"))}
    for item in items.values():
        item.above = items.get(item.parent)
        if item.above is not None:
            item.above.children.append(item)
    return items


def list_children(name, path):
    """Their paths; none of what went away while it was looked at."""
    try:
        return [child for _bus, child in ask(name, path, "Accessible", "GetChildren")]
    except GLib.Error:
        return []


def look_at(root):
    """All that is below @root now, as a tree of items. Asking for each thing by itself takes many times as long. What a
    program shows for the first time it tells of only when it was asked for what is in that which it is in."""
    name = root.app.bus_name
    items = read_items(name)
    unknown = [item.path for item in items.values() if item.n_children > len(item.children)]
    if unknown:
        for path in unknown:   # grows while it is gone through
            unknown += [child for child in list_children(name, path) if child not in items]
        items = read_items(name)
    for item in items.values():
        # What was hidden meanwhile is still told of, but is none of the children any more.
        shown = list_children(name, item.path) if item.n_children < len(item.children) else None
        item.children = sorted((child for child in item.children if shown is None or child.path in shown),
                               key=lambda child: child.index)
    return items[root.path]


def reach(root, item):
    """The node of @item, by the way that leads there from @root; None when it is not there any more."""
    if item.path == root.path:
        return root
    above = reach(root, item.above)
    for index in [item.index, *range(above.get_child_count())] if above is not None else []:
        child = above.get_child_at_index(index)
        if child is not None and child.path == item.path:
            return child
    return None


def find_items(root, role=None, name=None):
    pattern = re.compile(name) if name is not None else None
    return [item for item in look_at(root).walk() if item.is_match(role, pattern)]


def meet_all(root):
    """Goes to each thing by itself, so that the program tells of all of them from now on: of one that took the place of
    another that was hidden it would not."""
    root.clear_cache()
    for _node in walk(root):
        pass


def find_all(root, role=None, name=None):
    meet_all(root)
    nodes = (reach(root, item) for item in find_items(root, role, name))
    return [node for node in nodes if node is not None]


def find_first(root, items):
    root.clear_cache()
    return next(filter(None, (reach(root, item) for item in items)), None)


def find(root, role=None, name=None, timeout=15):
    """The first showing node of that role whose name matches the regular expression @name."""
    tries = itertools.count(1)

    def look():
        if next(tries) % MEET_EVERY == 0:
            meet_all(root)
        return find_first(root, find_items(root, role, name))
    return wait_for(look, f"{role or 'anything'} named {name!r}", timeout)


def find_enabled(root, role=None, name=None, timeout=15):
    """The same, of those that can be used. Looked up anew each time: a list that is filled again has other rows
    under the same names."""
    tries = itertools.count(1)

    def look():
        if next(tries) % MEET_EVERY == 0:
            meet_all(root)
        items = find_items(root, role, name)
        return find_first(root, [item for item in items if item.has(Atspi.StateType.SENSITIVE)])
    return wait_for(look, f"{role or 'anything'} named {name!r} to be there and enabled", timeout)


def gone(root, role=None, name=None, timeout=15):
    wait_for(lambda: not find_items(root, role, name), f"{role or 'anything'} named {name!r} to go", timeout)


def press(node):
    """Does the first thing that can be done with it."""
    action = node.get_action_iface()
    if action is None or action.get_n_actions() == 0:
        raise NotFound(f"{node.get_role_name()} {node.get_name()!r} has no action")
    if not action.do_action(0):
        raise NotFound(f"{node.get_role_name()} {node.get_name()!r} did not act")


def is_enabled(node):
    node.clear_cache()
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def is_checked(node):
    node.clear_cache()
    return node.get_state_set().contains(Atspi.StateType.CHECKED)


def environment(**more):
    variables = dict(os.environ)
    variables.update(more)
    return variables


def click(node, button=1):
    """Presses with the mouse, in the middle, where a person would; scrolls there first if it has to."""
    try:
        Atspi.Component.grab_focus(node)
    except GLib.Error:
        pass   # not everything that can be clicked can have the focus
    box = node.get_extents(Atspi.CoordType.WINDOW)
    # A window that draws its own frame has an edge around what the coordinates are counted from.
    edge = 5
    # A tooltip that hangs below a resting pointer would catch the press.
    subprocess.run(["xdotool", "mousemove", "--sync", "2", "2"], check=True)
    time.sleep(0.3)
    subprocess.run(["xdotool", "mousemove", "--sync", str(box.x + box.width // 2 + edge),
                    str(box.y + box.height // 2 + edge), "click", str(button)], check=True)


def screenshot(path):
    pathlib.Path(path).parent.mkdir(exist_ok=True)
    subprocess.run(["import", "-window", "root", path], check=True)


def key(*names):
    subprocess.run(["xdotool", "key", "--delay", "40", *names], check=True)


def choose(root, item, timeout=10):
    """Walks an open menu with the arrow keys to the item and presses Return: a menu is a surface of its
    own, where the mouse cannot be told to go."""
    node = find(root, "menu item", item, timeout)
    for _step in range(20):
        node.clear_cache()
        if node.get_state_set().contains(Atspi.StateType.FOCUSED):
            key("Return")
            return
        key("Down")
        time.sleep(0.2)
    raise NotFound(f"the menu item {item!r} never had the focus")


def texts(root):
    """What the labels on the screen say."""
    meet_all(root)
    return [item.name for item in find_items(root, "label")]


def choose_from_menu(root, button, item):
    """Opens the menu of @button and takes @item from it. A press that only closes a tooltip is repeated."""
    for _attempt in range(4):
        click(find(root, "push button", button))
        try:
            choose(root, item, timeout=3)
            return
        except NotFound:
            continue
    raise NotFound(f"the menu {button!r} never showed {item!r}")
