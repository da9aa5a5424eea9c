#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schema, our own reader and the help agree, as another implementation sees the schema."""

import json
import os
import pathlib
import unittest

import jsonschema

SOURCE = pathlib.Path(os.environ["FLOTILLA_SOURCE_DIR"])
SCHEMA = json.loads((SOURCE / "data/flotilla-config-1.schema.json").read_text())
GOOD_LINES = [
    "{",
    '  "version": 1,',
    '  "name": "farm",',
    '  "region": "us-east-1",',
    '  "capacity": { "nodes": 4 },',
    '  "instances": { "types": ["m6i.large"] },',
    '  "tags": { "team": "research" }',
    "}",
]

# Wrong, and a schema cannot know: keys against each other, secrets, arithmetic, repeated keys.
ONLY_OURS = {
    "a repeated key", "a repeated section", "nodes with an exponent",
    "instances without a choice",
    "an account id and keys", "a secret key as a value", "a tag that holds a secret", "an access key as a key",
    "a base above the nodes", "more CPUs than at most", "more memory than at most", "too much memory",
    "one zone", "more allowed zones needed", "a zone of another region",
    "a single zone without a reason", "a single zone that is two",
    "events from nodes whose user nobody knows", "silence on SSH that nobody hears",
    "a fixed price without a maximum", "a maximum that AWS refuses", "a maximum without a limit",
    "a percentage without a number", "a percentage without a limit",
    "a dynamic price without an availability", "an availability without a dynamic limit",
    "a budget that AWS refuses", "a budget without a dynamic limit", "a maximum and a percentage of a dynamic price",
    "the port of SSH again", "a source with an octet too large", "a source with a prefix too long",
    "a source inside its block", "too many rules", "a fallback without a replacement",
    "EC2's settings without its mode", "what EC2 cannot do", "what EC2 cannot do about zones",
    "nodes that EC2 has to replace", "a delay that EC2 does not wait",
    "a deadline without a time", "a deadline without work", "a deadline in a zone that is none",
    "a deadline that clocks skip",
    "a policy for recommendations that nobody hears of", "a policy for recommendations without successors",
    "recommendations that EC2 heeds itself",
    "health that replaces what is not to be replaced", "health where EC2 keeps the nodes",
    "an end without a price to end at", "a price to stop at with a deadline",
    "a price to stop at that EC2 does not know",
    "spares for nodes that are not replaced", "spares with a deadline", "spares that EC2 keeps",
    "standbys for nodes that are not replaced", "standbys with a deadline", "standbys that EC2 would replace",
    "a schedule for an hour that is none", "a schedule for too many nodes", "a schedule in a zone that is none",
    "a schedule and a deadline", "a schedule that EC2 does not know",
    "a queue and nothing else", "a queue without a maximum",
    "a queue that wants more at least than at most",
    "a launch to roll back with a deadline", "a launch to roll back of a fleet that scales",
    "a queue that may not want what the fleet begins with", "a queue and a deadline", "a queue that EC2 does not heed",
    "a metric and nothing else", "a metric of each node that may have none", "CPUs that may be none",
    "a queue and a metric", "a metric and CPUs", "a period that CloudWatch does not have",
    "a metric and a deadline", "a metric that EC2 does not heed", "CPUs that EC2 does not heed",
}


def bad_cases():
    """(title, document, whether it is refused) of bad-configs.txt"""
    lines = (SOURCE / "tests/config/bad-configs.txt").read_text().splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("== ")]
    for start, end in zip(starts, starts[1:] + [len(lines)]):
        middle = lines.index("--", start)
        given = lines[start + 1:middle]
        if any(line.startswith("@") for line in given):
            replaced = {int(line[1]): line[3:] for line in given if line.startswith("@")}
            given = [replaced.get(i, line) for i, line in enumerate(GOOD_LINES, 1)]
        refused = any(" error: " in line for line in lines[middle + 1:end])
        yield lines[start][3:], "\n".join(given), refused


class Schema(unittest.TestCase):
    def setUp(self):
        self.validator = jsonschema.Draft202012Validator(SCHEMA)

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_takes_what_is_good(self):
        examples = sorted((SOURCE / "data/examples").glob("*.flotilla.json"))
        self.assertGreaterEqual(len(examples), 3)
        documents = [path.read_text() for path in examples] + ["\n".join(GOOD_LINES)]
        for document in documents:
            self.assertEqual([], list(self.validator.iter_errors(json.loads(document))))

    def test_refuses_what_is_bad(self):
        n_refused = 0
        for title, document, refused in bad_cases():
            try:
                value = json.loads(document)
            except json.JSONDecodeError:
                continue
            with self.subTest(title):
                self.assertEqual(refused and title not in ONLY_OURS, not self.validator.is_valid(value))
                n_refused += not self.validator.is_valid(value)
        self.assertGreater(n_refused, 60)

    def test_help_explains_every_key(self):
        page = (SOURCE / "help/C/config-file.page").read_text()
        for name, value in SCHEMA["properties"].items():
            for key in value.get("properties", {name: None}):
                if key != "$schema":
                    self.assertIn(f"<title><code>{key}</code></title>", page)


if __name__ == "__main__":
    unittest.main()
