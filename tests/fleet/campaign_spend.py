# SPDX-License-Identifier: GPL-3.0-or-later
"""What a computer counted for its nodes, against what the cloud bills."""

import datetime
import json
import time
import typing

from campaign_computer import Failed

LOOK = 60   # seconds: between two looks that AWS answered, while every other call of them fails
GOING = 5   # seconds: an instance that shuts down is still there so long, and is not paid for any more
SHOWN = 4   # seconds: AWS goes on to show for so long what was stopped or started meanwhile


def parse_time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Node(typing.NamedTuple):
    """What the store has of one; times in Unix seconds, money in micro-dollars (an hour, or times seconds)."""

    id: str
    instance_type: str
    zone: str
    spot: int
    standby: int
    launched_at: int
    ended_at: int
    priced_at: int
    price: int
    micro_dollar_seconds: int
    credited: int
    storage_price: int
    address_price: int
    stopped_at: int
    stopped_seconds: int


class Bills:
    """What the cloud bills for volumes and addresses, by its own prices, against what was counted."""

    def __init__(self, resources):
        self.disks = {item.get("instance"): item["storage_cost"] for item in resources if item["kind"] == "volume"}
        self.addresses = {item["id"]: item.get("address_cost", 0) for item in resources if item["kind"] == "instance"}
        self.counted = self.billed = 0.0

    def check(self, name, per_hour, counted_for, lived, slack, of_disk=False):
        """Of as many seconds as were counted, the cloud bills as much, but for @slack of them."""
        counted, billed = per_hour * counted_for / 3600e6, (self.disks if of_disk else self.addresses)[name]
        expected = billed * counted_for / max(lived, 1e-9)
        if abs(counted - expected) > slack * per_hour / 3600e6 + 1e-6:
            raise Failed(f"the {'volume' if of_disk else 'address'} of {name} is counted as {counted:.7f} in {counted_for:.1f} s, "
                         f"and billed as {billed:.7f} in {lived:.1f} s")
        self.counted, self.billed = self.counted + counted, self.billed + billed


def read_prices(types, client):
    """{(type, zone): what it was in the last hour}"""
    prices = {}
    if not types:
        return prices
    pages = client.get_paginator("describe_spot_price_history").paginate(
        InstanceTypes=types, ProductDescriptions=["Linux/UNIX"],
        StartTime=datetime.datetime.fromtimestamp(int(time.time()) - 3600, datetime.timezone.utc))
    for page in pages:
        for item in page["SpotPriceHistory"]:
            prices.setdefault((item["InstanceType"], item["AvailabilityZone"]), []).append(float(item["SpotPrice"]))
    return prices


def read_on_demand_price(kind, pricing):
    filters = [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in (
        ("instanceType", kind), ("regionCode", "us-east-1"), ("operatingSystem", "Linux"), ("preInstalledSw", "NA"),
        ("tenancy", "Shared"), ("capacitystatus", "Used"))]
    [product] = pricing.get_products(ServiceCode="AmazonEC2", Filters=filters)["PriceList"]
    [term] = json.loads(product)["terms"]["OnDemand"].values()
    [dimension] = term["priceDimensions"].values()
    return float(dimension["pricePerUnit"]["USD"])


class Spend:
    """Of each node and of all: seconds times one of the prices its pool had."""

    def __init__(self, computer, client, pricing, read_ledger):
        self.rows = [Node(*row) for row in computer.query(f"SELECT {', '.join(Node._fields)} FROM nodes")]
        self.prices = read_prices(sorted({node.instance_type for node in self.rows if node.spot}), client)
        self.on_demand = {kind: read_on_demand_price(kind, pricing)
                          for kind in {node.instance_type for node in self.rows if not node.spot}}
        resources, self.now = read_ledger(), time.time()
        self.instances = {item["id"]: item for item in resources if item["kind"] == "instance"}
        self.bills = Bills(resources)
        self.gap = computer.gap
        self.adopted = computer.goal == ["adopt"]
        self.turns = computer.count_power()
        self.total = self.least = self.most = 0.0
        self.unseen = 0

    def check(self):
        known = {node.id for node in self.rows}
        if known - set(self.instances):
            raise Failed(f"the store has nodes that never were: {sorted(known - set(self.instances))}")
        missing = set(self.instances) - known
        alive = sorted(name for name in missing if not self.instances[name]["gone_at"])
        if alive:
            raise Failed(f"of {alive}, which live, there is no record")
        self.unseen = len(missing)
        for node in self.rows:
            self.check_node(node, self.instances[node.id])

    def check_node(self, node, item):
        began = parse_time(item["created"])
        end = parse_time(item["gone_at"]) if item["gone_at"] else self.now
        # Who takes a fleet on learns of a standby since when it is on, and not what was before.
        partly = self.adopted and node.standby and node.launched_at > began + 2
        if abs(node.launched_at - began) > 2 and not partly:
            raise Failed(f"{node.id} was launched at {began}, and is counted from {node.launched_at}")
        if bool(node.ended_at) != bool(item["gone_at"]) or (
                node.ended_at and not end - GOING <= node.ended_at <= end + self.gap + LOOK):
            raise Failed(f"{node.id} ended at {item['gone_at'] and end}, and that was seen at {node.ended_at}")
        if node.credited and (node.micro_dollar_seconds or not node.spot or not node.ended_at or
                              node.ended_at - node.launched_at >= 3600):
            raise Failed(f"{node.id} ran from {node.launched_at} to {node.ended_at} and is said not to be charged")
        counted_for = (node.ended_at or self.now) - node.launched_at
        off = node.stopped_seconds + (self.now - node.stopped_at if node.stopped_at else 0)
        slack = 2 + SHOWN * self.turns.get(node.id, 0)
        # One that was seen to end late was off until then.
        late = max(node.ended_at - end, 0) if node.ended_at else 0
        if not partly and not -slack <= off - item["seconds_off"] <= slack + late:
            raise Failed(f"{node.id} was off for {item['seconds_off']:.1f} s, and counts as off for {off:.1f} s")
        self.check_hours(node, counted_for - off, slack)
        self.bills.check(node.id, node.storage_price, counted_for, end - began, 2, of_disk=True)
        if not partly:
            self.bills.check(node.id, node.address_price, counted_for - off, end - began - item["seconds_off"], slack)

    def check_hours(self, node, ran, slack):
        """The instance itself, for as long as it was on."""
        known = self.prices.get((node.instance_type, node.zone), [0, 10]) if node.spot else [self.on_demand[node.instance_type]]
        low, high = min(known), max(known)
        cost = (node.micro_dollar_seconds + node.credited +
                (node.price * (self.now - node.priced_at) if node.ended_at == 0 else 0)) / 3600e6
        # A second more or less: AWS's times have no fractions.
        slack = slack if node.standby else 1
        least, most = low * max(ran - slack, 0) / 3600, high * (ran + slack) / 3600
        if not least - 1e-6 <= cost <= most + 1e-6:
            raise Failed(f"{node.id} is counted for {ran:.1f} s at {low} to {high} an hour, as {cost:.7f}")
        self.total, self.least, self.most = self.total + cost, self.least + least, self.most + most

    def __str__(self):
        return (f"spent ${self.total:.5f} (between ${self.least:.5f}–{self.most:.5f}; {self.unseen} nodes came and went unseen), "
                f"storage and addresses ${self.bills.counted:.5f}, as the cloud has it ${self.bills.billed:.5f}")
