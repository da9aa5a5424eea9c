#!/usr/bin/python3
# test_price_statistics.py: our statistics against numpy's, minute by minute
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every series is written out as one price a minute, of which numpy and the statistics module then say what is what.
Records are in any order, some come twice, some at one moment, some before the window; there are gaps, and clocks
that change."""

import datetime
import random
import statistics
import subprocess
import sys
import unittest
import zoneinfo

import numpy

HELPER = sys.argv.pop(1)
MINUTE = 60
ZONES = ('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe')
# Clocks change in these: in Berlin forward and back, in New York, and on Lord Howe by half an hour.
STARTS = [int(datetime.datetime(*day, tzinfo=datetime.timezone.utc).timestamp())
          for day in ((2026, 3, 26), (2026, 10, 22), (2026, 3, 5), (2026, 10, 1), (2026, 6, 3))]


def read(text):
    found = []
    for line in text.splitlines():
        name, *values = line.split()
        found.append((name, values))
    return found


def expand(records, start, end):
    """The price of every minute of the window; None while it is not known. Of two records at one moment the later
    in the list holds, as in a list that is sorted by time."""
    ordered = sorted(records, key=lambda record: record[0])
    prices, price, i = [], None, 0
    for moment in range(start, end, MINUTE):
        while i < len(ordered) and ordered[i][0] <= moment:
            price = ordered[i][1]
            i += 1
        prices.append(price)
    return prices


def round_half_up(total, count):
    return (2 * total + count) // (2 * count)


def percentile(prices, percent):
    """The least price at or below which the price was for that part of the time."""
    return int(numpy.percentile(prices, percent, method='inverted_cdf'))


class StatisticsTest(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(self.id())

    def records(self, start, end, spread=0.3):
        """Some before the window, none in the beginning, repeated ones and shuffled ones."""
        level = self.random.randrange(10_000, 900_000)
        count = self.random.choice((0, 1, 2, 3, 10, 60, 300))
        first = start - self.random.choice((-1, 1)) * self.random.randrange(0, 2 * 86400)
        moments = [first + MINUTE * self.random.randrange(0, max(1, (end - first) // MINUTE)) for _ in range(count)]
        moments = [moment - moment % MINUTE for moment in moments]
        records = [(moment, max(1, int(level * self.random.lognormvariate(0, spread)))) for moment in set(moments)]
        if self.random.random() < 0.2:
            records = [(moment, level) for moment, _ in records]
        records += self.random.sample(records, len(records) // 4)
        self.random.shuffle(records)
        return records

    def ask(self, start, end, threshold, step, zone, series):
        lines = [f'{start} {end} {threshold} {step} {zone}']
        lines.append('\n\n'.join('\n'.join(f'{moment} {price}' for moment, price in records) or ';' for records in series)
                     .replace(';\n', ''))
        text = '\n'.join(lines).replace(';', '') + '\n'
        return read(subprocess.run([HELPER], input=text, capture_output=True, text=True, check=True, timeout=60).stdout)

    def check_statistics(self, values, prices, start, end, threshold):
        known = [price for price in prices if price is not None]
        first = start + MINUTE * (len(prices) - len(known))
        self.assertEqual([int(value) for value in values[:9]],
                         [first, end, known[-1], min(known), max(known), round_half_up(sum(known), len(known)),
                          percentile(known, 5), percentile(known, 50), percentile(known, 95)])
        mean = statistics.fmean(known)
        self.assertAlmostEqual(float(values[9]), statistics.pstdev(known) / mean, places=9)
        if len(known) > 2:
            days = (numpy.arange(len(known)) + 0.5) / 1440
            slope = numpy.polyfit(days, known, 1)[0] / mean
            # A line through the minutes' middles is not quite the line through the steps.
            self.assertAlmostEqual(float(values[10]), slope, delta=abs(slope) * 1e-3 + 2e-5 / len(known) ** 0.5)
        self.assertEqual(int(values[11]), sum(a != b for a, b in zip(known, known[1:])))
        self.assertEqual(int(values[12]), MINUTE * sum(price > threshold for price in known))

    def check_pattern(self, answer, prices, start, zone):
        cells = [[[] for _ in range(24)] for _ in range(7)]
        zone = zoneinfo.ZoneInfo(zone)
        for i, price in enumerate(prices):
            if price is not None:
                local = datetime.datetime.fromtimestamp(start + i * MINUTE, zone)
                cells[local.weekday()][local.hour].append(price)
        mean = (lambda found: round_half_up(sum(found), len(found)) if found else 0)
        self.assertEqual([int(value) for value in answer['pattern']], [mean(cell) for day in cells for cell in day])
        self.assertEqual([int(value) for value in answer['by-hour']],
                         [mean([price for day in cells for price in day[hour]]) for hour in range(24)])
        self.assertEqual([int(value) for value in answer['by-day']], [mean(sum(day, [])) for day in cells])

    def test_against_numpy(self):
        for number in range(60):
            start = self.random.choice(STARTS) + MINUTE * self.random.randrange(1440)
            end = start + MINUTE * self.random.choice((1, 59, 1440, 4000, 10080, 11111))
            zone = self.random.choice(ZONES)
            records = self.records(start, end)
            threshold = self.random.choice([price for _, price in records]) if records else 5
            with self.subTest(number=number, start=start, end=end, zone=zone, records=records):
                answer = self.ask(start, end, threshold, 3600, zone, [records])
                prices = expand(records, start, end)
                if all(price is None for price in prices):
                    self.assertEqual(answer[0], ('none', []))
                else:
                    self.check_statistics(dict(answer)['statistics'], prices, start, end, threshold)
                self.check_pattern(dict(answer), prices, start, zone)

    def test_correlation_against_numpy(self):
        for number in range(20):
            start, hours = STARTS[0], self.random.choice((30, 100, 168))
            step = MINUTE * 60 * self.random.choice((1, 3, 6))
            end = start + hours * 3600
            mother = [(start, 100_000)] + self.records(start, end)
            moved = [(max(start, moment + MINUTE * self.random.randrange(-30, 30)), price + self.random.randrange(9999))
                     for moment, price in mother]
            all_records = [mother, moved, [(start, 77)], self.records(start, end), [(start + 60, 5)]]
            with self.subTest(number=number, step=step, hours=hours):
                found = [pair.split(':') for pair in dict(self.ask(start, end, 5, step, 'UTC', all_records))['pairs']]
                n_series = len(all_records)
                self.assertEqual(sorted((int(a), int(b)) for a, b, *_ in found),
                                 [(a, b) for a in range(n_series) for b in range(a + 1, n_series)])
                values = [float(value) for *_, value in found]
                known = [value for value in values if value == value]
                self.assertEqual(values[:len(known)], sorted(known, reverse=True))
                prices = [expand(records, start, end) for records in all_records]
                for a, b, since, n_changes, value in found:
                    self.check_pair(prices[int(a)], prices[int(b)], start, step,
                                    (int(since), int(n_changes), float(value)))

    def check_pair(self, a, b, start, step, found):
        """Over the whole steps of the window that are known of both."""
        width = step // MINUTE
        cells = len(a) // width
        first = next((cell for cell in range(cells) if a[cell * width] is not None and b[cell * width] is not None), cells)
        changes = [numpy.diff(numpy.array(prices[first * width:cells * width], dtype=float)
                              .reshape(cells - first, width).mean(axis=1)) for prices in (a, b)]
        since, n_changes, value = found
        self.assertEqual((since, n_changes), (start + first * step, max(cells - first - 1, 0)))
        if n_changes < 2:
            self.assertNotEqual(value, value)
        elif not changes[0].any() or not changes[1].any():
            self.assertEqual(value, 0)
        elif n_changes > 2:   # of two changes the sign is all there is
            self.assertAlmostEqual(value, numpy.corrcoef(*changes)[0, 1], places=6)


if __name__ == '__main__':
    unittest.main()
