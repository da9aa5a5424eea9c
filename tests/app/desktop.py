# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that takes notifications, on the bus of a test's session."""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = f"""<node><interface name="{NAME}">
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


class Desktop:
    """Takes notifications as a desktop does. shown: all that came, in order; standing: by number, what was not closed."""

    def __init__(self):
        self.shown = []
        self.standing = {}
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object(PATH, interface, self.call, None, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "Notify":
            _program, replaces, _icon, title, text, actions, hints, _timeout = parameters.unpack()
            number = replaces or len(self.shown) + 1
            note = {"number": number, "title": title, "text": text, "actions": actions, "urgency": hints.get("urgency"),
                    "replaces": replaces}
            self.shown.append(note)
            self.standing[number] = note
            invocation.return_value(GLib.Variant("(u)", (number,)))
        elif method == "CloseNotification":
            self.standing.pop(parameters.unpack()[0], None)
            invocation.return_value(None)
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            invocation.return_value(None)

    def press(self, number, label=None):
        """Its button of that label, or itself; then it is gone. Actions come as pairs of what is invoked and what is read."""
        action = "default"
        if label is not None:
            actions = self.standing[number]["actions"]
            action = actions[actions.index(label) - 1]
        self.standing.pop(number)
        self.bus.emit_signal(None, PATH, NAME, "ActionInvoked", GLib.Variant("(us)", (number, action)))

    def titles(self):
        """Of what stands."""
        return [note["title"] for note in self.standing.values()]
