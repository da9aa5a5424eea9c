# SPDX-License-Identifier: GPL-3.0-or-later
"""The standbys of a fleet in a campaign: nodes that are stopped until one is missing."""

import json

ROLE = {"Name": "tag:flotilla:role", "Values": ["standby"]}
THERE = {"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped"]}
# So many more than are wanted are launched within an hour, and a campaign is no longer than that.
MORE_LAUNCHES = 3


def list_standbys(ec2):
    """{id: state} of those that are there, as AWS shows anybody."""
    return {instance["InstanceId"]: instance["State"]["Name"]
            for reservation in ec2.describe_instances(Filters=[ROLE, THERE])["Reservations"]
            for instance in reservation["Instances"]}


def may_launch(computer, wanted):
    """Whether its engine launches more when some are missing: it gives up when they do not stay."""
    launched = [json.loads(row[0]).get("role") for row in
                computer.query("SELECT parameters FROM journal WHERE action = 'create-fleet' AND state = 1")]
    return launched.count("standby") < wanted + MORE_LAUNCHES


def are_ready(computer, ec2, wanted):
    """As many as are wanted, all of them stopped, and counted as such."""
    there = list_standbys(ec2)
    stopped = {row[0] for row in computer.query("SELECT id FROM nodes WHERE standby = 1 AND ended_at = 0 AND stopped_at != 0")}
    enough = len(there) == wanted or (len(there) < wanted and not may_launch(computer, wanted))
    return enough and set(there.values()) <= {"stopped"} and set(there) == stopped
