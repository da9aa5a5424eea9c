#!/usr/bin/python3
# test_retry_botocore.py: our arithmetic of repetition against botocore's
#
# SPDX-License-Identifier: GPL-3.0-or-later

import random
import subprocess
import sys
import types
import unittest

import botocore.exceptions
import botocore.retries.adaptive
import botocore.retries.bucket
import botocore.retries.quota
import botocore.retries.standard
import botocore.retries.throttling

HELPER = sys.argv.pop(1)
# An exact instant: sums of floating point numbers in another order must not decide who waits.
TICK = 1 / 64


def run(commands):
    answers = subprocess.run([HELPER], input='\n'.join(commands) + '\n', capture_output=True, text=True,
                             check=True).stdout.splitlines()
    assert len(answers) == len(commands)
    return answers


class Clock:
    now = 0.0

    def current_time(self):
        return self.now


class Detector:
    throttled = False

    def is_throttling_error(self, **kwargs):
        return self.throttled


class SendRateTest(unittest.TestCase):
    def simulate(self, seed):
        """Random requests and answers: the commands, and botocore's state after each."""
        rng = random.Random(seed)
        clock, detector = Clock(), Detector()
        clock.now = rng.randrange(10 ** 6) * TICK
        bucket = botocore.retries.bucket.TokenBucket(max_rate=1, clock=clock)
        clocker = botocore.retries.adaptive.RateClocker(clock)
        limiter = botocore.retries.adaptive.ClientRateLimiter(
            rate_adjustor=botocore.retries.throttling.CubicCalculator(starting_max_rate=0, start_time=clock.now),
            rate_clocker=clocker, token_bucket=bucket, throttling_detector=detector, clock=clock)
        yield f'begin {clock.now!r}', None
        for _ in range(2000):
            clock.now += rng.choice([0, TICK, TICK, 3 * TICK, 20 * TICK, 100 * TICK])
            if rng.random() < 0.5:
                taken = True
                if limiter._enabled:
                    try:
                        bucket.acquire(block=False)
                    except botocore.exceptions.CapacityNotAvailableError:
                        taken = False
                yield f'take {clock.now!r}', (taken, limiter, bucket, clocker)
            else:
                detector.throttled = rng.random() < 0.2
                limiter.on_receiving_response()
                yield f'answered {clock.now!r} {int(detector.throttled)}', (True, limiter, bucket, clocker)

    def test_against_botocore(self):
        n_waits = 0
        for seed in range(20):
            commands, states = [], []
            for command, state in self.simulate(seed):
                commands.append(command)
                states.append(state and (state[0], state[1]._enabled, state[2].max_rate, state[2].max_capacity,
                                         state[2].available_capacity, state[3].measured_rate))
            for command, state, answer in zip(commands, states, run(commands)):
                if state is None:
                    continue
                wait, enabled, *numbers = (float(word) for word in answer.split())
                self.assertEqual(wait == 0, state[0], (seed, command))
                self.assertEqual(bool(enabled), state[1], (seed, command))
                n_waits += wait > 0
                # What is in a bucket that nobody has asked yet is of no consequence.
                names = ['rate', 'capacity', 'tokens', 'measured'] if enabled else ['rate', 'capacity', '', 'measured']
                for name, ours, theirs in zip(names, numbers, state[2:]):
                    if name:
                        self.assertAlmostEqual(ours, theirs, delta=1e-6 * max(1, abs(theirs)),
                                               msg=f'{name}, seed {seed}, {command}')
        self.assertGreater(n_waits, 1000)


class StandardTest(unittest.TestCase):
    def test_delay(self):
        # Later than this the bound of 20 s counts, and which side of the dice it is on has changed.
        cases = [(attempt, number / 16) for attempt in range(1, 6) for number in range(17)]
        answers = run([f'delay {attempt} {dice!r}' for attempt, dice in cases])
        for (attempt, dice), answer in zip(cases, answers):
            backoff = botocore.retries.standard.ExponentialBackoff(random=lambda dice=dice: dice)
            context = types.SimpleNamespace(attempt_number=attempt)
            self.assertEqual(int(answer), int(1000 * backoff.delay_amount(context)), (attempt, dice))
        self.assertEqual(run(['delay 20 1.0']), ['20000'])

    def test_quota(self):
        rng = random.Random(7)
        quota = botocore.retries.quota.RetryQuota()
        commands, states = [], []
        for _ in range(3000):
            if rng.random() < 0.6:
                timeout = rng.random() < 0.3
                cost = 10 if timeout else 5
                commands.append(f'acquire {"timeout" if timeout else "other"}')
                states.append((cost if quota.acquire(cost) else 0, quota.available_capacity))
            else:
                cost = rng.choice([0, 5, 10])
                quota.release(cost or 1)
                commands.append(f'release {cost}')
                states.append((cost, quota.available_capacity))
        self.assertEqual([tuple(int(word) for word in answer.split()) for answer in run(commands)], states)
        self.assertIn(0, [cost for (cost, _), command in zip(states, commands) if command.startswith('acquire')])


if __name__ == '__main__':
    unittest.main()
