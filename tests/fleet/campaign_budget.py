# SPDX-License-Identifier: GPL-3.0-or-later
"""A campaign of several fleets that share a budget of so much an hour, which is changed again and again.

No launch may come to more than the budget had room for, whatever the engine was doing for the other fleets, and whenever it
was killed; and what has room is launched.
"""

import json
import signal
import time

from campaign import CONFIG, SETTLE, Campaign, connect
from campaign_computer import Computer, Failed
from campaign_spend import GOING, LOOK, parse_time, read_on_demand_price

FLEETS = ("one", "two", "three")
NODES = 4
EXTRAS = 0.007192   # USD an hour: a volume of 20 GiB and an address
HEEDED = 3          # seconds: until the engine goes by another bound
MILLION = 1e6


class Fleets(Computer):
    """Its engine launches all of them, and goes on with those that are there."""

    def keep(self):
        if self.engine is not None and self.engine.poll() is not None:
            self.reap()
        if self.engine is None:
            self.begin("watch", *self.goal)

    def has_fleet(self):
        return super().has_fleet() and len(self.query("SELECT id FROM fleets")) == len(FLEETS)

    def is_content(self):
        return (self.has_fleet() and not self.query("SELECT id FROM fleets WHERE healthy_at = 0") and
                not self.query("SELECT id FROM journal WHERE state = 0"))

    def count_nodes(self):
        """{fleet: nodes that live}"""
        return dict(self.query("SELECT name, (SELECT count(*) FROM nodes WHERE fleet_id = fleets.id AND ended_at = 0) FROM fleets"))


class Prices:
    """What pools cost at which times."""

    def __init__(self, ec2, pricing):
        self.ec2, self.pricing = ec2, pricing
        self.on_demand = {}
        self.steps = {}     # (type, zone): [(when, USD an hour)]

    def read(self, since):
        self.steps = {}
        for page in self.ec2.get_paginator("describe_spot_price_history").paginate(
                ProductDescriptions=["Linux/UNIX"], StartTime=int(since)):
            for item in page["SpotPriceHistory"]:
                self.steps.setdefault((item["InstanceType"], item["AvailabilityZone"]), []).append(
                    (item["Timestamp"].timestamp(), float(item["SpotPrice"])))
        for steps in self.steps.values():
            steps.sort()

    def least(self, kind, zone, spot, when):
        """The least that it may have been taken for: prices are looked at now and then."""
        if not spot:
            if kind not in self.on_demand:
                self.on_demand[kind] = read_on_demand_price(kind, self.pricing)
            return self.on_demand[kind]
        steps = self.steps.get((kind, zone), [(0, 0)])
        before = [price for at, price in steps if at <= when - LOOK][-1:]
        return min(before + [price for at, price in steps if when - LOOK < at <= when] or [0])


class BudgetCampaign(Campaign):
    def __init__(self, seed, speed, seconds):
        super().__init__(seed, speed, seconds)
        self.checks = self.updates = self.scales = self.falls_back = self.is_bounded = self.on_two = self.rolls_back = False
        self.standbys = 0
        self.wanted = {name: NODES for name in FLEETS}
        self.bounds = [(0, 0)]      # (since when, micro-dollars an hour), 0: none
        self.config = CONFIG

    def begin(self):
        self.ec2 = connect(self.cloud, "ec2")
        files = []
        for name in FLEETS:
            files.append(self.cloud.folder / f"{name}.json")
            files[-1].write_text(json.dumps({**CONFIG, "name": name, "capacity": {"nodes": NODES}}))
        self.computers = [Fleets(self.cloud, "first", files, self.note)]
        self.began = time.time()

    # ---- what a person asks ----

    def bound(self):
        self.set_bound(self.chance.choice((0, 150000, 200000, 250000, 300000, 400000)))

    def set_bound(self, hour):
        # The engine may go by it before it is said to be set.
        self.bounds.append((time.time(), hour))
        self.set_budget(hour, 0, "stop-growing")

    def scale_one(self):
        name, nodes = self.chance.choice(FLEETS), self.chance.choice((2, 4, 6, 9))
        self.note(f"scale {name} to {nodes}")
        code, said = self.computers[0].run("of", name, "ask", "scale", str(nodes))
        if code == 0:
            self.wanted[name] = nodes
        else:
            self.note(f"    refused: {said.strip()}")

    def list_requests(self):
        return ((self.bound, 4), (self.scale_one, 4))

    # ---- what has to be true ----

    def get_bound(self, begun, ended):
        """The highest that the engine may have gone by; 0: there may have been none."""
        held = [self.bounds[i][1] for i in range(len(self.bounds))
                if self.bounds[i][0] <= ended and (i + 1 == len(self.bounds) or self.bounds[i + 1][0] >= begun - HEEDED)]
        return 0 if 0 in held else max(held)

    def check_launches(self):
        """Returns: how many met the bound, and how much of it was used at most."""
        prices = Prices(self.ec2, connect(self.cloud, "pricing"))
        prices.read(self.began - 3600)
        instances = [(item["id"], parse_time(item["created"]), parse_time(item["gone_at"]) if item["gone_at"] else None)
                     for item in self.cloud.control("ledger")["resources"] if item["kind"] == "instance"]
        nodes = {row[0]: row[1:] for row in self.computers[0].query("SELECT id, instance_type, zone, spot FROM nodes")}
        met, used = 0, 0.0
        for created_at, finished_at, result in self.computers[0].query(
                "SELECT created_at, finished_at, result FROM journal WHERE action = 'create-fleet' AND state = 1"):
            ended = finished_at / MILLION
            bound = self.get_bound(created_at / MILLION, ended)
            if bound == 0 or not json.loads(result)["instances"]:
                continue
            alive = [name for name, began, gone in instances
                     if began <= ended and (gone is None or gone > ended + GOING) and name in nodes]
            rate = sum(prices.least(*nodes[name], ended) + EXTRAS for name in alive)
            if rate > bound / MILLION + 1e-6:
                raise Failed(f"at {ended:.1f} {len(alive)} nodes that cost ${rate:.4f} an hour were there after a launch, and no more "
                             f"than ${bound / MILLION:.2f} may be spent: {json.loads(result)['instances']}")
            met, used = met + 1, max(used, rate * MILLION / bound)
        return met, used

    def is_complete(self):
        computer = self.computers[0]
        alive = {name for name, item in self.list_instances().items() if not item["gone_at"]}
        return computer.is_content() and computer.count_nodes() == self.wanted and alive == computer.known_nodes()

    def run(self):
        with self.open_cloud() as self.cloud:
            computer = None
            try:
                self.begin()
                computer = self.computers[0]
                self.wait_for("all fleets are whole", self.is_complete, SETTLE)
                self.make_trouble(self.seconds)
                self.calm()
                self.set_bound(250000)
                self.make_trouble_for_launches()
                self.set_bound(0)
                self.wait_for("all fleets are whole again", self.is_complete, SETTLE)
                computer.reap(signal.SIGTERM)
                met, used = self.check_launches()
                for name in FLEETS:
                    code, said = computer.run("of", name, "destroy")
                    if code != 0:
                        raise Failed(f"{name} cannot be destroyed:\n{said}")
                self.check_nothing_left()
            finally:
                if computer is not None:
                    computer.reap(signal.SIGKILL)
        return (f"{time.monotonic() - self.start:.0f} s, {len(FLEETS)} fleets, {computer.kills} kills, {met} launches within a bound, "
                f"up to {used:.0%} of it")

    def make_trouble_for_launches(self):
        """Nodes are taken, all at once, and launches take their time, so that all fleets want some before they see what the
        others have launched."""
        for _ in range(3):
            self.try_control("fault", {"kind": "slow", "action": "CreateFleet", "count": 12, "seconds": 0.7})
            for _ in range(self.chance.choice((6, 12, 18))):
                self.try_control("interrupt", {})
            time.sleep(4)
            self.keep()
        self.calm()
