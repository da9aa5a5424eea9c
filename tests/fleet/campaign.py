#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""campaign.py: a fleet's life in a practice cloud in which everything goes wrong, engine included.

A campaign launches a fleet and then, for some seconds, throws one trouble after the other at it: interruptions,
droughts, prices, refusals, errors before and after the effect, resets, silence, garbage, a wrong clock, slowness in
telling what is there, sick nodes, nodes that AWS retires, nodes that somebody else ends; a person asks for more nodes or fewer, for others, to pause, to leave a zone, for another config; and it kills the
engine at random instants, starts it again, and starts a second one beside it.
Time in the cloud runs so many times faster (--speed) that the seconds of a campaign are hours of it. Then all is well
again, and what has to be true is checked:

  - the fleet is as wanted, soon, each node as the last config wants it, nobody in it is sick, and no instance is left beside it;
  - the store has a record of every instance there ever was, and none of others, and each was paid for as long as it
    was there: from its launch to when its end was seen, at prices its pool had (prices are looked at once a minute),
    and of what AWS took back within its first hour it is known that it is not charged in the end; its volume and its
    public address are counted as the cloud bills them, by prices of its own. An
    end is seen at the next look that AWS answers, later when no engine runs, and never before it;
  - what the engine sent is what AWS's own models allow;
  - destroyed, nothing is left, and the engine says so.

--seed N is one campaign again, as far as an operating system's scheduling allows; --seeds N [--from SEED] are many,
side by side. Of those that fail the seed, the reason and what was done is printed.
"""

import argparse
import concurrent.futures
import datetime
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import botocore.config
import botocore.session

from fleet_cloud import DRIVER, KEY_ID, SECRET, Cloud

SPEED = 200
SECONDS = 12
# How long a fleet without trouble may take: a pool without capacity is left alone for a minute, a refusal that needs
# a person for half a minute, and then nodes start.
SETTLE = 150
NODES = 8
LOOK = 60   # seconds: between two looks that AWS answered, while every other call of them fails
GOING = 5   # seconds: an instance that shuts down is still there so long, and is not paid for any more
CALLS = ("CreateFleet", "CreateLaunchTemplate", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "ImportKeyPair",
         "TerminateInstances", "DescribeInstances", "DescribeSpotInstanceRequests", "DescribeSpotPriceHistory",
         "DescribeInstanceStatus", "DescribeSubnets", "DescribeVpcs", "DescribeLaunchTemplates")
CALLS_OF_UPDATES = ("CreateLaunchTemplateVersion", "CreateTags", "RevokeSecurityGroupIngress")
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


class Failed(Exception):
    """What had to be true is not."""


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


class Campaign:
    def __init__(self, seed, speed, seconds):
        self.seed, self.speed, self.seconds = seed, speed, seconds
        self.chance = random.Random(seed)
        self.done = []          # what was done, for whoever has to find out
        self.driver = None
        self.kills = 0
        self.start = time.monotonic()
        self.nodes = NODES      # that are wanted
        self.updates = seed % 5 == 2
        self.config = CONFIG    # as it was last asked for
        self.gap = 0.0          # the longest time without an engine
        self.unwatched = None   # since when

    def note(self, text):
        self.done.append(f"{time.monotonic() - self.start:6.2f} {text}")

    # ---- the engine ----

    def launch_driver(self):
        has_fleet = self.cloud.store.exists() and self.has_fleet()
        if self.unwatched is not None:
            self.gap = max(self.gap, time.monotonic() - self.unwatched)
            self.unwatched = None
        self.driver = self.cloud.start("watch" if has_fleet else "launch")

    def has_fleet(self):
        try:
            return bool(self.cloud.query("SELECT id FROM fleets"))
        except Exception:   # pylint: disable=broad-except
            return False    # the tables are still being made

    def reap(self, how=None):
        """Takes what the engine said. how: a signal to end it with."""
        if self.driver is None:
            return
        if how is not None and self.driver.poll() is None:
            self.driver.send_signal(how)
        try:
            output, _ = self.driver.communicate(timeout=60)
        except Exception:
            self.driver.kill()
            output, _ = self.driver.communicate()
            raise Failed(f"the engine does not end when asked to:\n{output[-3000:]}") from None
        for line in output.splitlines():
            self.note(f"    | {line}")
        code = self.driver.returncode
        self.driver = None
        self.unwatched = time.monotonic()
        # Told to stop before it could listen, it ends as any program does.
        if code < 0 and -code != signal.SIGKILL and not (-code == how == signal.SIGTERM and not output):
            raise Failed(f"the engine crashed with signal {-code}:\n{output[-3000:]}")

    def keep_driver(self):
        if self.driver is not None and self.driver.poll() is not None:
            self.reap()
        if self.driver is None:
            self.launch_driver()

    # ---- troubles ----

    def kill(self):
        self.note("kill -9")
        self.kills += 1
        self.reap(signal.SIGKILL)
        time.sleep(self.chance.choice((0, 0, 0.1, 0.8)))

    def stop(self):
        self.note("stop")
        self.reap(signal.SIGTERM)

    def start_another(self):
        self.note("a second engine")
        other = self.cloud.start("watch")
        time.sleep(0.3)
        other.send_signal(self.chance.choice((signal.SIGKILL, signal.SIGTERM)))
        output, _ = other.communicate(timeout=60)
        for line in output.splitlines():
            self.note(f"    second | {line}")

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
        calls = CALLS + (CALLS_OF_UPDATES if self.updates else ())
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

    def ask(self, *request):
        """As a person does with the command or in the window, whether or not an engine runs."""
        self.note(f"ask {' '.join(request)}")
        run = subprocess.run([DRIVER, self.cloud.store, "ask", *request], env=self.cloud.environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
        if run.returncode < 0:
            raise Failed(f"asked to {' '.join(request)}, it crashed with signal {-run.returncode}:\n{run.stdout}")
        if run.returncode != 0:
            self.note(f"    refused: {run.stdout.strip()}")
        return run.returncode == 0

    def scale(self):
        nodes = self.chance.choice((2, 5, 8, 11))
        if self.ask("scale", str(nodes)):
            self.nodes = nodes

    def pause(self):
        self.ask("pause")
        time.sleep(self.chance.uniform(0, 1))
        self.ask("resume")

    def send_away(self):
        alive = sorted(name for name, item in self.list_instances().items() if not item["gone_at"])
        if alive:
            self.ask(self.chance.choice(("replace", "drain")), self.chance.choice(alive))

    def leave(self):
        zone = f"us-east-1{self.chance.choice('abc')}"
        self.ask(self.chance.choice(("leave", "allow")), zone)

    def update(self):
        """Another config: another disk is for new nodes, ports are at once."""
        path = self.cloud.folder / "changed.json"
        config = {**CONFIG, "network": {**CONFIG["network"], "ports": self.chance.sample((80, 443, 8080), 2)}}
        if self.chance.random() < 0.7:
            config["storage"] = {"size_gib": self.chance.choice((20, 30, 40))}
        path.write_text(json.dumps(config))
        if self.ask("update", str(path)):
            self.config = config

    def try_control(self, path, body):
        try:
            self.cloud.control(path, body)
        except Exception as error:   # pylint: disable=broad-except
            self.note(f"    the cloud refuses: {error}")   # nobody is there to be interrupted

    def trouble(self):
        choices = ((self.interrupt, 6), (self.drought, 3), (self.price, 2), (self.fault, 8), (self.kill, 5), (self.stop, 1),
                   (self.start_another, 1), (self.skew, 1), (self.consistency, 1), (self.scale, 1), (self.pause, 1),
                   (self.send_away, 2), (self.leave, 1), (self.end, 1))
        if self.seed % 2 == 0:
            choices += ((self.sicken, 4), (self.retire, 2))
        if self.updates:
            choices += ((self.update, 3),)
        step = self.chance.choices([function for function, _ in choices], [weight for _, weight in choices])[0]
        step()

    def calm(self):
        self.note("calm")
        self.cloud.control("fault", {"kind": "clear"})
        self.cloud.control("fault", {"kind": "skew", "seconds": 0})
        self.cloud.control("consistency", {"delay_seconds": 0})

    # ---- what has to be true ----

    def list_instances(self):
        ledger = self.cloud.control("ledger")["resources"]
        return {item["id"]: item for item in ledger if item["kind"] == "instance"}

    def is_content(self):
        healthy = self.cloud.query("SELECT healthy_at FROM fleets") if self.has_fleet() else []
        return bool(healthy) and healthy[0][0] != 0

    def known_nodes(self):
        return {row[0] for row in self.cloud.query("SELECT id FROM nodes WHERE ended_at = 0")}

    def count_moves(self, alive):
        """Nodes that are moved to another zone stay for ten minutes beside their successors."""
        if not self.has_fleet():
            return 0
        entries = [(json.loads(parameters), json.loads(result or "{}")) for parameters, result in
                   self.cloud.query("SELECT parameters, result FROM journal WHERE action = 'create-fleet'")]
        return sum(parameters["moves"][0] in alive and any(made["id"] in alive for made in result.get("instances", []))
                   for parameters, result in entries if "moves" in parameters)

    def settle(self):
        began = time.monotonic()
        state, alive = None, set()
        while time.monotonic() - began < SETTLE:
            self.keep_driver()
            alive = {name for name, item in self.list_instances().items() if not item["gone_at"]}
            whole = len(alive) == self.nodes + self.count_moves(alive) and alive == self.known_nodes()
            now = whole and self.is_content() and 0 not in self.cloud.journal()
            # Twice in a row, apart: a node that is going is still there.
            if now and state is not None and time.monotonic() - state > 4:
                sick = self.list_sick() + self.list_outdated()
                if sick:
                    self.note(f"still sick, or not as the config wants it: {sick}")
                    state = None
                    continue
                self.note(f"settled after {time.monotonic() - began:.1f} s")
                return time.monotonic() - began
            state = (state or time.monotonic()) if now else None
            time.sleep(0.5)
        raise Failed(f"after {SETTLE} s without trouble {len(alive)} instances are there, {self.nodes} are wanted")

    def ec2(self):
        return botocore.session.Session().create_client(
            "ec2", region_name="us-east-1", endpoint_url=self.cloud.url, aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET, config=botocore.config.Config(retries={"max_attempts": 8}))

    def list_sick(self):
        """Nodes whose checks fail, as AWS tells it."""
        if self.seed % 2 != 0:
            return []
        checks = ("InstanceStatus", "SystemStatus", "AttachedEbsStatus")
        return [item["InstanceId"] for item in self.ec2().describe_instance_status()["InstanceStatuses"]
                if any(item.get(check, {}).get("Status") == "impaired" for check in checks)]

    def list_outdated(self):
        """What is not as the last config wants it: nodes by their disks, the group by its ports."""
        if not self.updates:
            return []
        client = self.ec2()
        size = self.config.get("storage", {"size_gib": 20})["size_gib"]
        disks = [f"{volume['VolumeId']} of {volume['Size']} GiB" for volume in client.describe_volumes()["Volumes"]
                 if volume["State"] == "in-use" and volume["Size"] != size]
        ports = {rule["FromPort"] for group in client.describe_security_groups()["SecurityGroups"]
                 if group["GroupName"] != "default" for rule in group["IpPermissions"] if "FromPort" in rule}
        wanted = {22, *self.config["network"]["ports"]}
        return disks + ([f"ports {sorted(ports)}, not {sorted(wanted)}"] if ports != wanted else [])

    def read_prices(self):
        client = self.ec2()
        prices = {}
        types = sorted({row[0] for row in self.cloud.query("SELECT DISTINCT instance_type FROM nodes WHERE spot = 1")})
        if not types:
            return prices
        pages = client.get_paginator("describe_spot_price_history").paginate(
            InstanceTypes=types, ProductDescriptions=["Linux/UNIX"],
            StartTime=datetime.datetime.fromtimestamp(int(time.time()) - 3600, datetime.timezone.utc))
        for page in pages:
            for item in page["SpotPriceHistory"]:
                prices.setdefault((item["InstanceType"], item["AvailabilityZone"]), []).append(float(item["SpotPrice"]))
        return prices

    def check_spend(self):
        """Of each node and of all: seconds times one of the prices its pool had."""
        instances, prices, bills = self.list_instances(), self.read_prices(), Bills(self.cloud.control("ledger")["resources"])
        rows = self.cloud.query("SELECT id, instance_type, zone, spot, launched_at, ended_at, priced_at, price, "
                                "micro_dollar_seconds, credited, storage_price, address_price FROM nodes")
        foreign = {row[0] for row in rows} - set(instances)
        if foreign:
            raise Failed(f"the store has nodes that never were: {sorted(foreign)}")
        missing = set(instances) - {row[0] for row in rows}
        unseen = {name for name in missing if instances[name]["gone_at"]}
        if missing - unseen:
            raise Failed(f"of {sorted(missing - unseen)}, which live, there is no record")
        total = least = most = 0.0
        for name, kind, zone, spot, launched_at, ended_at, priced_at, price, counted, credited, storage, address in rows:
            item, now = instances[name], time.time()
            began = parse_time(item["created"])
            end = parse_time(item["gone_at"]) if item["gone_at"] else now
            if abs(launched_at - began) > 2:
                raise Failed(f"{name} was launched at {began}, and is counted from {launched_at}")
            if bool(ended_at) != bool(item["gone_at"]) or (ended_at and not end - GOING <= ended_at <= end + self.gap + LOOK):
                raise Failed(f"{name} ended at {item['gone_at'] and end}, and that was seen at {ended_at}")
            if credited and (counted or not spot or not ended_at or ended_at - launched_at >= 3600):
                raise Failed(f"{name} ran from {launched_at} to {ended_at} and is said not to be charged")
            cost = (counted + credited + (price * (now - priced_at) if ended_at == 0 else 0)) / 3600e6
            known = prices.get((kind, zone)) if spot else None
            low, high = (min(known), max(known)) if known else (0, 10)
            counted_for = (ended_at or now) - launched_at
            # A second more or less: AWS's times have no fractions.
            least_of, most_of = low * max(counted_for - 1, 0) / 3600, high * (counted_for + 1) / 3600
            total, least, most = total + cost, least + least_of, most + most_of
            if not least_of - 1e-6 <= cost <= most_of + 1e-6:
                raise Failed(f"{name} is counted for {counted_for:.1f} s at {low} to {high} an hour, as {cost:.7f}")
            bills.check(name, storage + address, counted_for, end - began)
        return len(rows), len(unseen), total, least, most, bills

    def destroy(self):
        self.note("destroy")
        self.reap(signal.SIGTERM)
        if self.chance.random() < 0.5:
            self.driver = self.cloud.start("destroy")
            time.sleep(self.chance.uniform(0.05, 1.5))
            self.kill()
        self.cloud.run("destroy")
        left = self.cloud.count(alive=True)
        if left:
            raise Failed(f"destroyed, and {dict(left)} is left")

    # ---- all of it ----

    def run(self):
        with Cloud("--seed", str(self.seed), "--throttle-scale", "1", speed=self.speed, config=CONFIG) as self.cloud:
            try:
                # Some begin in the midst of it.
                if self.seed % 3 != 0:
                    self.note(f"launched after {self.settle():.1f} s")
                began = time.monotonic()
                while time.monotonic() - began < self.seconds:
                    self.keep_driver()
                    time.sleep(self.chance.uniform(0.02, 0.5))
                    self.trouble()
                self.calm()
                settled = self.settle()
                self.reap(signal.SIGTERM)
                self.unwatched = None
                n, unseen, total, least, most, bills = self.check_spend()
                self.destroy()
            finally:
                self.reap(signal.SIGKILL)
        return (f"{n} nodes, {self.kills} kills, settled in {settled:.0f} s, spent ${total:.5f} "
                f"(between ${least:.5f}–{most:.5f}; {unseen} nodes came and went unseen), "
                f"storage and addresses ${bills.counted:.5f}, as the cloud has it ${bills.billed:.5f}")


def play(arguments):
    seed, options = arguments
    campaign = Campaign(seed, options.speed, options.seconds)
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
    parser.add_argument("--jobs", type=int, default=6, help="so many at a time; most of the time they wait")
    parser.add_argument("--speed", type=float, default=SPEED, help="the cloud's time")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of trouble")
    options = parser.parse_args()
    seeds = [options.seed] if options.seed is not None else range(options.first, options.first + options.seeds)
    failed = []
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for seed, good, text, done in pool.map(play, ((seed, options) for seed in seeds)):
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
