#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""campaign.py: a fleet's life in a practice cloud in which everything goes wrong, engine included.

A campaign launches a fleet and then, for some seconds, throws one trouble after the other at it: interruptions,
droughts, prices, refusals, errors before and after the effect, resets, silence, garbage, a wrong clock, slowness in
telling what is there, sick nodes, nodes that AWS retires, nodes that somebody else ends; a person asks for more nodes or
fewer, for others, to pause, to leave a zone, for another config, for a budget over all fleets; how much work there is
changes; and it kills the engine at random instants, starts it again, and starts a second one beside it.
In some of them a second computer, with a store of its own, takes the fleet on by its tags, both have an engine, and the one
that drives it is stopped, killed or frozen until the other one has taken it over. Some launches meet a quota, and are to be
rolled back then.
Time in the cloud runs so many times faster (--speed) that the seconds of a campaign are hours of it. Then all is well
again, and what has to be true is checked:

  - the fleet is as wanted, soon, each node as the last config wants it, nobody in it is sick, no instance is left beside it,
    and as many standbys as are wanted are stopped;
  - the store has a record of every instance there ever was, and none of others, and each was paid for as long as it
    was there: from its launch to when its end was seen, at prices its pool had (prices are looked at once a minute),
    and of what AWS took back within its first hour it is known that it is not charged in the end; its volume and its
    public address are counted as the cloud bills them, by prices of its own, and of what is stopped its volume alone. An
    end is seen at the next look that AWS answers, later when no engine runs, and never before it;
  - when the budget over all fleets is spent, and the nodes are to end then, none is left;
  - several fleets that share a budget of so much an hour never launch more than it has room for, also when all of them want to at
    once, and are whole when there is none (campaign_budget.py);
  - of two computers one drives the fleet, and they never took turns faster than a lease allows; a launch that was rolled
    back left nothing, and never had all its nodes;
  - what the engine sent is what AWS's own models allow;
  - destroyed, nothing is left, and the engine says so.

--seed N is one campaign again, as far as an operating system's scheduling allows; --seeds N [--from SEED] are many,
side by side. What there is in a campaign besides the usual follows from its seed. Of those that fail the seed, the reason
and what was done is printed.
"""

import argparse
import concurrent.futures
import json
import math
import pathlib
import random
import signal
import sys
import tempfile
import time
import traceback

import botocore.config
import botocore.exceptions
import botocore.parsers
import botocore.session

from campaign_computer import Computer, Failed
from campaign_spend import Spend
from campaign_standbys import are_ready, list_standbys, may_launch
from fleet_cloud import KEY_ID, SECRET, Cloud

SPEED = 200
SECONDS = 12
# How long a fleet without trouble may take: a pool without capacity is left alone for a minute, a refusal that needs
# a person for half a minute, and then nodes start.
SETTLE = 150
# Until a computer drives a fleet that another one drove, as FLO_TENURE_LOCAL_TERMS has it: it expires and settles, and both
# are seen at the next look. It is never faster than APART from one to the next, and back.
TAKE_OVER = 120
APART = 1, 10
NODES = 8
STAND_INS = 3
QUOTA = "L-34B43A08"    # vCPUs of spot instances
CALLS = ("CreateFleet", "CreateLaunchTemplate", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "ImportKeyPair",
         "TerminateInstances", "DescribeInstances", "DescribeSpotInstanceRequests", "DescribeSpotPriceHistory",
         "DescribeInstanceStatus", "DescribeSubnets", "DescribeVpcs", "DescribeLaunchTemplates")
CALLS_OF_UPDATES = ("CreateLaunchTemplateVersion", "CreateTags", "RevokeSecurityGroupIngress")
CALLS_OF_LEASES = ("CreateTags", "DescribeSecurityGroups")
CALLS_OF_STANDBYS = ("StartInstances", "StopInstances")
FAULTS = ("throttle", "500", "503", "reset-before", "reset-after", "truncate", "malformed", "slow", "hang")
CONFIG = {
    "version": 1, "name": "web", "region": "us-east-1",
    "capacity": {"nodes": NODES},
    "instances": {"min_vcpus": 2, "max_vcpus": 4},
    "zones": {"minimum": 2, "allowed": ["us-east-1a", "us-east-1b", "us-east-1c"]},
    "network": {"sources": ["203.0.113.0/24"], "ports": [80]},
    "interruption": {"drain_seconds": 5},
    "health": {"grace_minutes": 0, "max_per_hour": 100},
}
WORK_OF_NODE = 10
WORK_AT_EASE = 9    # with as much for each, a fleet neither grows nor shrinks: it shrinks with a tenth to spare
SCALING = {"minimum": 1, "maximum": 11, "out_minutes": 0, "in_minutes": 0}
SCALING_BY_QUEUE = {**SCALING, "queue": "jobs", "messages_per_node": WORK_OF_NODE}
SCALING_BY_METRIC = {**SCALING, "metric": "Jobs", "namespace": "Render", "statistic": "maximum", "period": 10,
                     "measures": "all", "target": str(WORK_OF_NODE)}


def connect(cloud, service):
    return botocore.session.Session().create_client(
        service, region_name="us-east-1", endpoint_url=cloud.url, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET,
        config=botocore.config.Config(retries={"max_attempts": 8}))


class Work:
    """How much there is to do: in a queue, or as a metric says that is written again and again."""

    def __init__(self, cloud, by_queue):
        self.by_queue, self.amount, self.written_at = by_queue, 0, 0
        self.client = connect(cloud, "sqs" if by_queue else "cloudwatch")
        if by_queue:
            self.url = self.client.create_queue(QueueName="jobs")["QueueUrl"]

    def nodes(self):
        return min(max(math.ceil(self.amount / WORK_OF_NODE), SCALING["minimum"]), SCALING["maximum"])

    def change(self, amount):
        self.amount, self.written_at = amount, 0
        if not self.by_queue:
            self.write()
            return
        self.client.purge_queue(QueueUrl=self.url)
        for first in range(0, amount, 10):
            self.client.send_message_batch(QueueUrl=self.url, Entries=[
                {"Id": str(i), "MessageBody": "work"} for i in range(min(10, amount - first))])

    def write(self):
        """Nobody believes a figure that is old."""
        if self.by_queue or time.monotonic() - self.written_at < 2:
            return
        self.written_at = time.monotonic()
        self.client.put_metric_data(Namespace="Render", MetricData=[
            {"MetricName": "Jobs", "Value": self.amount, "Timestamp": int(time.time())}])


class Campaign:
    def __init__(self, seed, speed, seconds):
        self.seed, self.speed, self.seconds = seed, speed, seconds
        self.chance = random.Random(seed)
        self.done = []          # what was done, for whoever has to find out
        self.start = time.monotonic()
        self.nodes = NODES      # that are wanted
        self.checks = seed % 2 == 0
        self.updates = seed % 5 == 2
        self.scales = seed % 7 == 4
        self.falls_back = seed % 4 == 3
        self.is_bounded = seed % 9 == 5
        self.standbys = 1 + seed % 2 if seed % 11 in (3, 7) else 0
        self.on_two = seed % 13 == 9
        self.rolls_back = seed % 16 == 8 and not self.scales
        self.config = self.make_config()    # as it was last asked for
        self.computers = []
        self.silent = None      # the computer of them that nobody may wake
        self.work = None

    def make_config(self):
        config = dict(CONFIG)
        if self.scales:
            config["scaling"] = SCALING_BY_QUEUE if self.seed % 2 == 0 else SCALING_BY_METRIC
        if self.falls_back:
            config["fallback"] = {"nodes": STAND_INS, "return_minutes": 0, **self.chance.choice((
                {"patience_minutes": 0}, {"patience_minutes": 1, "max_interruptions": 3}, {"min_saving": 60}))}
        if self.standbys:
            config["availability"] = {"standbys": self.standbys}
            config.setdefault("fallback", {"return_minutes": 0})
        if self.rolls_back:
            config["launch"] = {"on_failure": "rollback"}
        return config

    def note(self, text):
        self.done.append(f"{time.monotonic() - self.start:6.2f} {text}")

    def awake(self):
        return [computer for computer in self.computers if not computer.frozen and computer is not self.silent]

    def keep(self):
        for computer in self.awake():
            if not computer.is_destroyed():
                computer.keep()

    def wait_for(self, what, found, patience):
        """found: gives what is waited for, or nothing yet."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            self.keep()
            result = found()
            if result:
                self.note(f"{what}, as it should be")
                return result
            time.sleep(0.3)
        raise Failed(f"after {patience} s it is not so: {what}")

    # ---- troubles ----

    def kill(self):
        self.chance.choice(self.awake()).kill()
        time.sleep(self.chance.choice((0, 0, 0.1, 0.8)))

    def stop(self):
        self.chance.choice(self.awake()).stop()

    def start_another(self):
        """A second engine on the same computer finds the lock taken."""
        computer = self.chance.choice(self.awake())
        computer.note("a second engine")
        other = computer.start("watch", said="said-by-another")
        time.sleep(0.3)
        other.send_signal(self.chance.choice((signal.SIGKILL, signal.SIGTERM)))
        other.wait(timeout=60)

    def freeze(self):
        """For less long than others wait, as a rule."""
        computer = self.chance.choice(self.awake())
        computer.keep()
        computer.freeze()
        time.sleep(self.chance.uniform(0.2, 4))
        computer.thaw()

    def interrupt(self):
        n = self.chance.choice((1, 1, 2, 5))
        self.note(f"interrupt {n}")
        for _ in range(n):
            self.try_control("interrupt", {})

    def drought(self):
        body = {"seconds": round(self.chance.uniform(0.3, 3), 1)}
        kind = self.chance.randrange(3)
        if kind != 1:
            body["zone"] = f"us-east-1{self.chance.choice('abc')}"
        if kind != 0:
            body["type"] = self.chance.choice(("m6i.large", "m5.large", "c6i.large", "t3.large", "c5.xlarge"))
        if self.chance.random() < 0.2:
            body["on_demand_too"] = True
        self.note(f"drought {body}")
        self.try_control("drought", body)

    def price(self):
        body = {"type": self.chance.choice(("m6i.large", "m5.large", "c6i.large")),
                "zone": f"us-east-1{self.chance.choice('abc')}", "multiply": round(self.chance.uniform(0.4, 3), 2)}
        self.note(f"price {body}")
        self.try_control("price", body)

    def sicken(self):
        body = {"check": self.chance.choice(("system", "instance", "storage"))}
        if self.chance.random() < 0.5:
            body["seconds"] = round(self.chance.uniform(1, 20), 1)
        if self.chance.random() < 0.3:
            body["reboot_helps"] = False
        self.note(f"impair {body}")
        self.try_control("impair", body)

    def retire(self):
        body = {"code": self.chance.choice(("instance-retirement", "instance-stop", "system-reboot")),
                "in_seconds": self.chance.choice((20, 900))}
        self.note(f"schedule-event {body}")
        self.try_control("schedule-event", body)

    def end(self):
        self.note("somebody ends a node")
        self.try_control("end", {"user": "alice"})

    def fault(self):
        calls = (CALLS + (CALLS_OF_UPDATES if self.updates else ()) + (CALLS_OF_LEASES if self.on_two else ()) +
                 (CALLS_OF_STANDBYS if self.standbys else ()))
        kind, action = self.chance.choice(FAULTS), self.chance.choice(calls + (None,))
        count, seconds = self.chance.choice((1, 1, 2, 4)), round(self.chance.uniform(0.1, 1), 1)
        self.note(f"fault {kind} {action} {count} {seconds}")
        body = {"kind": kind, "count": count, "seconds": seconds}
        self.try_control("fault", body if action is None else {**body, "action": action})

    def skew(self):
        seconds = self.chance.choice((0, 0, 100, 400, -400, 4000))
        self.note(f"skew {seconds}")
        self.try_control("fault", {"kind": "skew", "seconds": seconds})

    def consistency(self):
        seconds = self.chance.choice((0, 0.2, 1, 2.5))
        self.note(f"consistency {seconds}")
        self.try_control("consistency", {"delay_seconds": seconds})

    def try_control(self, path, body):
        try:
            self.cloud.control(path, body)
        except Exception as error:   # pylint: disable=broad-except
            self.note(f"    the cloud refuses: {error}")   # nobody is there to be interrupted

    def calm(self):
        self.note("calm")
        self.cloud.control("fault", {"kind": "clear"})
        self.cloud.control("fault", {"kind": "skew", "seconds": 0})
        self.cloud.control("consistency", {"delay_seconds": 0})

    # ---- what a person asks ----

    def ask(self, *request):
        computer = self.chance.choice(self.awake())
        return computer.has_fleet() and computer.ask(*request)

    def scale(self):
        nodes = self.chance.choice((2, 5, 8, 11))
        if self.ask("scale", str(nodes)):
            self.nodes = nodes

    def pause(self):
        computer = self.chance.choice(self.awake())
        if computer.has_fleet() and computer.ask("pause"):
            time.sleep(self.chance.uniform(0, 1))
            # Nobody else may, and it is not forgotten.
            self.wait_for("it goes on", lambda: computer.ask("resume") or not computer.ask("pause"), TAKE_OVER)

    def send_away(self):
        alive = sorted(name for name, item in self.list_instances().items() if not item["gone_at"])
        if alive:
            self.ask(self.chance.choice(("replace", "drain")), self.chance.choice(alive))

    def leave(self):
        zone = f"us-east-1{self.chance.choice('abc')}"
        self.ask(self.chance.choice(("leave", "allow")), zone)

    def take_over(self):
        self.ask("take-over")

    def update(self):
        """Another config: another disk is for new nodes, ports are at once."""
        path = self.cloud.folder / "changed.json"
        config = {**self.make_config(), "network": {**CONFIG["network"], "ports": self.chance.sample((80, 443, 8080), 2)}}
        if self.falls_back:
            config["fallback"] = self.config["fallback"]
        if self.chance.random() < 0.7:
            config["storage"] = {"size_gib": self.chance.choice((20, 30, 40))}
        path.write_text(json.dumps(config))
        if self.ask("update", str(path)):
            self.config = config

    def limit(self):
        """What all fleets may cost: in an hour, or in a day, which is soon spent."""
        bounds = self.chance.choice(((0, 0), (100000, 0), (250000, 0), (0, 300), (0, 1000)))
        self.set_budget(*bounds, self.chance.choice(("stop", "base", "stop-growing")))

    def set_budget(self, hour, day, at_limit):
        computer = self.computers[0]
        computer.note(f"budget {hour} an hour, {day} a day, {at_limit}")
        code, said = computer.run("budget", str(hour), str(day), at_limit)
        if code != 0:
            raise Failed(f"the budget cannot be set: {said}")

    def change_work(self):
        amount = WORK_AT_EASE * self.chance.randrange(1, 10)
        self.note(f"{amount} to do")
        try:
            self.work.change(amount)
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError, botocore.parsers.ResponseParserError) as error:
            self.note(f"    the cloud refuses: {error}")

    # ---- which of them ----

    def list_requests(self):
        """None while a launch may still be rolled back: it is not any more when somebody asked something of the fleet."""
        choices = ()
        if not self.rolls_back:
            choices += ((self.pause, 1), (self.send_away, 2), (self.leave, 1))
        if not self.rolls_back and not self.scales:
            choices += ((self.scale, 1),)
        if self.updates and not self.rolls_back:
            choices += ((self.update, 3),)
        return choices

    def trouble(self):
        choices = ((self.interrupt, 6), (self.drought, 3), (self.price, 2), (self.fault, 8), (self.kill, 5), (self.stop, 1),
                   (self.start_another, 1), (self.skew, 1), (self.consistency, 1), (self.end, 1)) + self.list_requests()
        if self.checks:
            choices += ((self.sicken, 4), (self.retire, 2))
        if self.is_bounded:
            choices += ((self.limit, 3),)
        if self.scales:
            choices += ((self.change_work, 3),)
        if len(self.computers) > 1:
            choices += ((self.freeze, 2), (self.take_over, 2))
        step = self.chance.choices([function for function, _ in choices], [weight for _, weight in choices])[0]
        step()

    def make_trouble(self, seconds, enough=lambda: False):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not enough():
            self.keep()
            time.sleep(self.chance.uniform(0.02, 0.5))
            self.trouble()

    # ---- what has to be true ----

    def list_instances(self):
        ledger = self.cloud.control("ledger")["resources"]
        return {item["id"]: item for item in ledger if item["kind"] == "instance"}

    def read_lease(self):
        """(its state, the computer), as the fleet's tag has it."""
        for group in self.ec2.describe_security_groups()["SecurityGroups"]:
            for tag in group.get("Tags", []):
                if tag["Key"] == "flotilla:driver":
                    return tuple(tag["Value"].split(" ")[1:3])
        return None, None

    def find_driver(self):
        """The computer whose engine drives the fleet."""
        if len(self.computers) == 1:
            return self.computers[0]
        state, identity = self.read_lease()
        for computer in self.computers:
            computer.read_said()
            if state == "drives" and computer.identity == identity and computer in self.awake():
                return computer
        return None

    def list_wanted(self, computer):
        """(config, nodes). What was asked for on another computer this one does not know."""
        if self.on_two:
            return computer.wanted()
        return self.config, self.work.nodes() if self.scales else self.nodes

    def is_whole(self, computer):
        if not computer.is_content() or not are_ready(computer, self.ec2, self.standbys):
            return False
        there = {name: item["tags"] for name, item in self.list_instances().items() if not item["gone_at"]}
        alive = {name for name, tags in there.items() if tags.get("flotilla:role") != "standby"}
        stand_ins = sum(not row[0] for row in computer.query("SELECT spot FROM nodes WHERE ended_at = 0 AND standby = 0"))
        beside = computer.count_moves(alive)
        nodes = self.list_wanted(computer)[1] + beside
        # One that stands in is ended some time after there is a spot node in its place.
        return (set(there) == computer.known_nodes() and nodes <= len(alive) <= nodes + stand_ins and
                len(alive) - stand_ins <= nodes and stand_ins <= (STAND_INS if self.falls_back else 0))

    def settle(self):
        """Returns: the computer that drives the fleet, which is whole; None: it was rolled back."""
        began = time.monotonic()
        patience = SETTLE + (TAKE_OVER if self.on_two else 0)
        since = None
        while time.monotonic() - began < patience:
            self.keep()
            if self.work is not None:
                self.work.write()
            driver = self.find_driver()
            if self.rolls_back and driver.is_destroyed():
                return None
            # Twice in a row, apart: a node that is going is still there.
            if driver is None or not self.is_whole(driver):
                since = None
            elif since is None:
                since = time.monotonic()
            elif time.monotonic() - since > 4 and self.is_well(driver):
                self.note(f"settled after {time.monotonic() - began:.1f} s")
                return driver
            time.sleep(0.5)
        alive = sum(not item["gone_at"] for item in self.list_instances().values())
        raise Failed(f"after {patience} s without trouble {alive} instances are there, {self.nodes} and {self.standbys} standbys "
                     f"are wanted: {list_standbys(self.ec2)}")

    def is_well(self, computer):
        found = self.list_sick() + self.list_outdated(computer)
        if found:
            self.note(f"still sick, or not as the config wants it: {found}")
        return not found

    def list_sick(self):
        """Nodes whose checks fail, as AWS tells it. Asked for by filters: an older botocore does not read all checks."""
        if not self.checks:
            return []
        return [item["InstanceId"] for check in ("instance-status", "system-status", "attached-ebs-status")
                for item in self.ec2.describe_instance_status(
                    Filters=[{"Name": f"{check}.status", "Values": ["impaired"]}])["InstanceStatuses"]]

    def list_outdated(self, computer):
        """What is not as the last config wants it: nodes by their disks, the group by its ports. Those that stand in are left
        as they are until they go, and standbys when no more may be launched."""
        if not self.updates:
            return []
        config = self.list_wanted(computer)[0]
        size = config.get("storage", {}).get("size_gib", 20)
        kept = "spot = 0" if not may_launch(computer, self.standbys) else "spot = 0 AND standby = 0"
        stand_ins = {row[0] for row in computer.query(f"SELECT id FROM nodes WHERE {kept}")}
        disks = [f"{volume['VolumeId']} of {volume['Size']} GiB" for volume in self.ec2.describe_volumes()["Volumes"]
                 if volume["State"] == "in-use" and volume["Size"] != size and
                 volume["Attachments"][0]["InstanceId"] not in stand_ins]
        ports = {rule["FromPort"] for group in self.ec2.describe_security_groups()["SecurityGroups"]
                 if group["GroupName"] != "default" for rule in group["IpPermissions"] if "FromPort" in rule}
        wanted = {22, *config["network"]["ports"]}
        return disks + ([f"ports {sorted(ports)}, not {sorted(wanted)}"] if ports != wanted else [])

    def check_turns(self):
        """Two computers that change something never do so side by side."""
        acts = sorted((when, computer.name) for computer in self.computers for when in computer.acts())
        turns = [(when, when - before) for (before, one), (when, other) in zip(acts, acts[1:]) if one != other]
        if any(pause < APART[0] for _, pause in turns) or any(b - a < APART[1] for (a, _), (b, _) in zip(turns, turns[1:])):
            raise Failed(f"both computers changed something at a time: {acts}")
        self.note(f"{len(turns)} turns: {turns}")

    def check_budget(self):
        """When it is spent, and all nodes are to end then, they do; and come back when there is more."""
        self.set_budget(0, 1, "stop")
        self.wait_for("no node is left over the budget", lambda: not self.cloud.alive("instance"), SETTLE)
        self.set_budget(0, 0, "stop")

    # ---- two computers ----

    def take_on(self):
        """The first computer leaves the fleet; a second one, that knows nothing of it, takes it on by its tags."""
        self.settle()
        self.make_trouble(self.seconds / 4)
        self.calm()
        self.wait_for("the lease is given back", self.give_back, TAKE_OVER)
        second = Computer(self.cloud, "second", ["adopt"], self.note)
        self.computers.append(second)
        self.silent = self.computers[0]
        self.wait_for("the second computer knows the fleet", second.has_fleet, 30)
        self.silent = None

    def give_back(self):
        """An engine that was killed leaves nothing; the next one has to have looked before it is stopped."""
        if self.read_lease()[0] == "drives" and time.monotonic() - self.computers[0].begun_at > 2:
            self.computers[0].stop()
        return self.read_lease()[0] == "left"

    def hand_over(self, how):
        """The one that drives is ended or frozen, and a person wants the other one to go on."""
        driver = self.wait_for("somebody drives the fleet", self.find_driver, TAKE_OVER)
        other = next(computer for computer in self.computers if computer is not driver)
        self.note(f"hand over from {driver.name} to {other.name}")
        getattr(driver, how)()
        self.silent = driver
        self.wait_for("the other one is asked to drive", lambda: other.ask("take-over"), 30)
        self.wait_for("the other one drives", lambda: self.find_driver() is other, TAKE_OVER)
        self.make_trouble(1)
        self.silent = None
        driver.thaw()

    def choose_destroyer(self, driver):
        """Of two computers the one that drives it; or the other one, which takes it over before: from one that gave it back, or
        from one that lives."""
        way = self.seed // 13 % 3
        if not self.on_two or way == 0:
            return driver
        other = next(computer for computer in self.computers if computer is not driver)
        if way == 1:
            driver.stop()
            self.silent = driver
        self.keep()
        self.wait_for("the other one is asked to destroy it", lambda: other.ask("take-over"), 30)
        self.wait_for("the other one drives", lambda: self.find_driver() is other, TAKE_OVER)
        self.silent = None
        return other

    def destroy(self, driver):
        driver = self.choose_destroyer(driver)
        driver.note("destroy")
        for computer in self.computers:
            computer.reap(signal.SIGTERM)
        if self.chance.random() < 0.5:
            driver.begin("destroy")
            time.sleep(self.chance.uniform(0.05, 1.5))
            driver.kill()
        code, said = driver.run("destroy")
        if code != 0:
            raise Failed(f"it cannot be destroyed:\n{said}")
        self.check_nothing_left()
        # Others that knew it do not launch it anew.
        for computer in self.computers:
            if computer is not driver:
                computer.keep()
                time.sleep(4)
                computer.reap(signal.SIGTERM)
                self.check_nothing_left()

    def check_nothing_left(self):
        left = self.cloud.count(alive=True)
        del left["queue"]   # the work's
        if left:
            raise Failed(f"destroyed, and {dict(left)} is left")

    # ---- all of it ----

    def begin(self):
        self.ec2 = connect(self.cloud, "ec2")
        self.computers = [Computer(self.cloud, "first", ["launch", self.cloud.folder / "config.json"], self.note)]
        if self.scales:
            self.work = Work(self.cloud, self.seed % 2 == 0)
            self.work.change(WORK_AT_EASE * NODES)
        if self.rolls_back:
            vcpus = self.chance.choice((0, 4, 10, 100))
            self.note(f"quota {vcpus}")
            self.cloud.control("quota", {"code": QUOTA, "region": "us-east-1", "value": vcpus})

    def live(self):
        if self.rolls_back:
            self.make_trouble(self.seconds, self.computers[0].is_destroyed)
            self.calm()
            self.make_certain()
            return
        if self.on_two:
            self.take_on()
        elif self.seed % 3 != 0:
            self.settle()   # some begin in the midst of it
        self.make_trouble(self.seconds / 2 if self.scales or self.is_bounded else self.seconds)
        if self.on_two:
            self.hand_over(self.chance.choice(("stop", "kill", "freeze")))
        self.calm()
        if self.is_bounded:
            self.check_budget()

    def make_certain(self):
        """A launch under a quota ends one way or the other: rolled back, or kept by whoever is not sure that it never was whole."""
        first = self.computers[0]

        def is_over():
            launch = json.loads(first.query("SELECT launch FROM fleets")[0][0] or "{}") if first.has_fleet() else {"failed": True}
            return first.is_destroyed() or not launch or not launch.get("roll_back", True)

        self.wait_for("the launch is over, or kept", is_over, SETTLE)
        self.cloud.control("quota", {"code": QUOTA, "region": "us-east-1", "value": 640})

    def open_cloud(self):
        return Cloud("--seed", str(self.seed), "--throttle-scale", "1", speed=self.speed, config=self.config)

    def run(self):
        with self.open_cloud() as self.cloud:
            try:
                self.begin()
                self.live()
                driver = self.settle()
                for computer in self.computers:
                    computer.reap(signal.SIGTERM)
                    computer.unwatched = None
                spend = Spend(driver or self.computers[0], self.ec2, connect(self.cloud, "pricing"),
                              lambda: self.cloud.control("ledger")["resources"])
                spend.check()
                self.check_turns()
                if driver is None:
                    self.check_nothing_left()
                    self.check_never_whole()
                else:
                    self.destroy(driver)
            finally:
                for computer in self.computers:
                    computer.reap(signal.SIGKILL)
        kills = sum(computer.kills for computer in self.computers)
        end = "rolled back" if driver is None else "whole in the end"
        power = f", {sum(spend.turns.values())} stops and starts of standbys" if self.standbys else ""
        return f"{time.monotonic() - self.start:.0f} s, {len(spend.rows)} nodes{power}, {kills} kills, {end}, {spend}"

    def check_never_whole(self):
        if self.computers[0].query("SELECT healthy_at FROM fleets") != [(0,)]:
            raise Failed("it was rolled back, and had all its nodes once")


def choose_campaign(seed):
    """One in nineteen is of several fleets."""
    from campaign_budget import BudgetCampaign   # which is made from this one

    return BudgetCampaign if seed % 19 == 16 else Campaign


def play(arguments):
    seed, options = arguments
    campaign = choose_campaign(seed)(seed, options.speed, options.seconds)
    try:
        return seed, True, campaign.run(), campaign.done
    except Exception as error:   # pylint: disable=broad-except
        reason = str(error) if isinstance(error, (Failed, AssertionError)) else traceback.format_exc()
        return seed, False, reason, campaign.done


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="one campaign, and all that happens in it")
    parser.add_argument("--seeds", type=int, default=20, help="so many campaigns")
    parser.add_argument("--from", type=int, default=1, dest="first", help="the first one's seed")
    parser.add_argument("--jobs", type=int, default=7, help="so many at a time; most of the time they wait")
    parser.add_argument("--speed", type=float, default=SPEED, help="the cloud's time")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of trouble")
    options = parser.parse_args()
    seeds = [options.seed] if options.seed is not None else range(options.first, options.first + options.seeds)
    failed = []
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        # Those that take longest first.
        for seed, good, text, done in pool.map(play, ((seed, options) for seed in sorted(seeds, key=lambda n: n % 13 != 9))):
            print(f"seed {seed}: {'' if good else 'FAILED: '}{text}", flush=True)
            if not good:
                failed.append(seed)
                log = pathlib.Path(tempfile.gettempdir()) / f"flotilla-campaign-{seed}.log"
                log.write_text("\n".join(done) + "\n")
                print(f"    what happened is in {log}", flush=True)
            elif options.seed is not None:
                print("\n".join(done))
    print(f"{len(seeds)} campaigns of {options.seconds:g} s of trouble ({options.seconds * options.speed / 3600:.1f} hours of the "
          f"cloud) in {time.monotonic() - start:.0f} s, failed: {failed or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
