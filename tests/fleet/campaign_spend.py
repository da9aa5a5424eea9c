# SPDX-License-Identifier: GPL-3.0-or-later
"""What a computer counted for its nodes, against what the cloud bills."""

import datetime
import time

from campaign_computer import Failed

LOOK = 60   # seconds: between two looks that AWS answered, while every other call of them fails
GOING = 5   # seconds: an instance that shuts down is still there so long, and is not paid for any more


def parse_time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Bills:
    """What the cloud bills for volumes and addresses, by its own prices, against what was counted."""

    def __init__(self, resources):
        self.by_node = {}
        self.counted = self.billed = 0.0
        for item in resources:
            node = item.get("instance") if item["kind"] == "volume" else item["id"]
            usd = item.get("storage_cost", 0) + item.get("address_cost", 0)
            self.by_node[node] = self.by_node.get(node, 0) + usd

    def check(self, name, per_hour, counted_for, lived):
        """Of as many seconds as were counted, the cloud bills as much, but for two: AWS's times have no fractions."""
        counted, billed = per_hour * counted_for / 3600e6, self.by_node[name]
        expected = billed * counted_for / max(lived, 1e-9)
        if abs(counted - expected) > 2 * per_hour / 3600e6 + 1e-6:
            raise Failed(f"volume and address of {name} are counted as {counted:.7f} in {counted_for:.1f} s, and billed as "
                         f"{billed:.7f} in {lived:.1f} s")
        self.counted, self.billed = self.counted + counted, self.billed + billed


def read_prices(computer, client):
    prices = {}
    types = sorted({row[0] for row in computer.query("SELECT DISTINCT instance_type FROM nodes WHERE spot = 1")})
    if not types:
        return prices
    pages = client.get_paginator("describe_spot_price_history").paginate(
        InstanceTypes=types, ProductDescriptions=["Linux/UNIX"],
        StartTime=datetime.datetime.fromtimestamp(int(time.time()) - 3600, datetime.timezone.utc))
    for page in pages:
        for item in page["SpotPriceHistory"]:
            prices.setdefault((item["InstanceType"], item["AvailabilityZone"]), []).append(float(item["SpotPrice"]))
    return prices


class Spend:
    """Of each node and of all: seconds times one of the prices its pool had."""

    def __init__(self, computer, client, resources):
        self.instances = {item["id"]: item for item in resources if item["kind"] == "instance"}
        self.prices = read_prices(computer, client)
        self.bills = Bills(resources)
        self.gap = computer.gap
        self.total = self.least = self.most = 0.0
        self.rows = computer.query("SELECT id, instance_type, zone, spot, launched_at, ended_at, priced_at, price, "
                                   "micro_dollar_seconds, credited, storage_price, address_price FROM nodes")
        self.unseen = 0

    def check(self):
        known = {row[0] for row in self.rows}
        if known - set(self.instances):
            raise Failed(f"the store has nodes that never were: {sorted(known - set(self.instances))}")
        missing = set(self.instances) - known
        alive = sorted(name for name in missing if not self.instances[name]["gone_at"])
        if alive:
            raise Failed(f"of {alive}, which live, there is no record")
        self.unseen = len(missing)
        for row in self.rows:
            self.check_node(*row)

    def check_node(self, name, kind, zone, spot, launched_at, ended_at, priced_at, price, counted, credited, storage, address):
        item, now = self.instances[name], time.time()
        began = parse_time(item["created"])
        end = parse_time(item["gone_at"]) if item["gone_at"] else now
        if abs(launched_at - began) > 2:
            raise Failed(f"{name} was launched at {began}, and is counted from {launched_at}")
        if bool(ended_at) != bool(item["gone_at"]) or (ended_at and not end - GOING <= ended_at <= end + self.gap + LOOK):
            raise Failed(f"{name} ended at {item['gone_at'] and end}, and that was seen at {ended_at}")
        if credited and (counted or not spot or not ended_at or ended_at - launched_at >= 3600):
            raise Failed(f"{name} ran from {launched_at} to {ended_at} and is said not to be charged")
        cost = (counted + credited + (price * (now - priced_at) if ended_at == 0 else 0)) / 3600e6
        known = self.prices.get((kind, zone)) if spot else None
        low, high = (min(known), max(known)) if known else (0, 10)
        counted_for = (ended_at or now) - launched_at
        # A second more or less: AWS's times have no fractions.
        least, most = low * max(counted_for - 1, 0) / 3600, high * (counted_for + 1) / 3600
        if not least - 1e-6 <= cost <= most + 1e-6:
            raise Failed(f"{name} is counted for {counted_for:.1f} s at {low} to {high} an hour, as {cost:.7f}")
        self.bills.check(name, storage + address, counted_for, end - began)
        self.total, self.least, self.most = self.total + cost, self.least + least, self.most + most

    def __str__(self):
        return (f"spent ${self.total:.5f} (between ${self.least:.5f}–{self.most:.5f}; {self.unseen} nodes came and went unseen), "
                f"storage and addresses ${self.bills.counted:.5f}, as the cloud has it ${self.bills.billed:.5f}")
