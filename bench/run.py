#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The races: what Flotilla promises about speed and memory, measured against those it is compared with.

All contenders do the same work on the same machine in turn, several times; medians are compared and
printed as ratios, because seconds mean nothing elsewhere. Exits 1 when a promise is not kept.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TYPES = ("m5.large", "m6i.large", "c5.xlarge", "r6i.2xlarge")
FASTER_THAN_AWSCLI = 15
FASTER_THAN_JS = 5
SLOWER_THAN_BARE = 1.8       # at most, than reading the same and keeping nothing
MEMORY_GROWTH = 1.1          # at most, for ten times as many pages
SWEEP_COST = 1.5             # at most, than the slowest of the regions alone
REGIONS = ("us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2",
           "eu-west-3", "eu-central-1", "eu-north-1", "ap-south-1", "ap-northeast-1", "ap-northeast-2",
           "ap-northeast-3", "ap-southeast-1", "ap-southeast-2")
SWEEP_PAGES = 5
SIGNING_FASTER = 50
RECORDS_PER_PAGE = 1000
FRAME_COST = 1.3             # at most, of a chart with a million points, than with ten thousand
FRAMES_KEPT = 2 / 3          # at least, of the rate with a thousand points, while zooming and hovering

SORTED = 2                   # the same of what is sorted
LINEAR = 1.3                 # at most so many times what ten times as much would cost, were it proportional

PLAN_COST = 1.5              # at most, of ten changes to ten thousand nodes, than to a thousand
PAST_COST = 1.3              # at most, of a plan after four busy weeks, than of the first

INSERT_RATE = 0.5            # at least, of what SQLite's own .import of the same rows reaches
NOTICE_SECONDS = 5           # at most, from when a thousand notices can be seen until 95 % of them are answered
QUERY_COST = 1.5             # at most, of a page from ten million rows, than from a hundred thousand
INSERT_ROWS = 1_000_000
QUERY_ROWS = (100_000, 10_000_000)


@dataclasses.dataclass
class Contender:
    name: str
    command: list
    find_records: object  # the records in what it prints
    faster: float = None  # so many times ours should be than it
    is_bare: bool = False  # it does not do the work: its memory compares with nothing
    seconds: list = dataclasses.field(default_factory=list)
    kib: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Verdict:
    what: str
    ratio: float
    target: float

    @property
    def kept(self):
        return self.ratio >= self.target


class Failure(Exception):
    pass


def environment(home):
    """Nobody's AWS settings but ours."""
    return {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "AWS_ACCESS_KEY_ID": "AKIARACE",
        "AWS_SECRET_ACCESS_KEY": "no-secret", "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }


class Server:
    """price_server.py as a child that ends with us."""

    def __init__(self, pages, delays=()):
        command = ["/usr/bin/python3", HERE / "price_server.py", "--pages", str(pages)]
        for region, seconds in delays:
            command += ["--delay", f"{region}={seconds}"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def run_reporting(name, command, env, stdout):
    """Runs a program; the words it reports on descriptor 3, which subprocess cannot choose: a shell moves it there."""
    reader, writer = os.pipe()
    done = subprocess.run(["/bin/sh", "-c", f'exec 3>&{writer}; exec "$0" "$@"', *command], env=env, stdout=stdout,
                          stderr=subprocess.PIPE, pass_fds=[writer], check=False)
    os.close(writer)
    with os.fdopen(reader) as report:
        words = report.read().split()
    if done.returncode != 0 or not words:
        raise Failure(f"{name} failed with {done.returncode}: {done.stderr.decode()[-500:]}")
    return words


def measure(build, contender, env, stdout):
    """Runs a contender once; (seconds, peak KiB) of the whole process."""
    command = [build / "bench" / "bench-measure", *contender.command]
    seconds, kib = run_reporting(contender.name, command, env, stdout)
    return float(seconds), int(kib)


def check_output(build, contender, env, path, wanted):
    """A contender that does not print every record has not run the race."""
    with open(path, "wb") as output:
        measure(build, contender, env, output)
    with open(path, "rb") as text:
        found = len(contender.find_records(json.load(text)))
    if found != wanted:
        raise Failure(f"{contender.name} printed {found} records instead of {wanted}")


def install_js_sdk(work):
    """The directory with the SDK, or None and why not."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None, "node and npm are not installed"
    folder = work / "js"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / "@aws-sdk" / "client-ec2").is_dir():
        (folder / "package.json").write_text('{"private": true}\n')
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "@aws-sdk/client-ec2@3"], cwd=folder,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return None, f"npm could not install @aws-sdk/client-ec2: {done.stderr.strip()[-300:]}"
    shutil.copy(HERE / "price_history.mjs", folder)
    return folder, None


def flotillactl(build, url):
    return Contender("flotillactl", [build / "src" / "cli" / "flotillactl", "price", "history", "--json", "--quiet",
                                     "--types", ",".join(TYPES), "--endpoint-url", url], lambda found: found)


def contenders(build, work, url):
    """Ours first. Says who cannot take part."""
    yield flotillactl(build, url)
    yield Contender("libsoup and libxml2 alone", [build / "bench" / "bench-bare-prices", url, *TYPES], range,
                    1 / SLOWER_THAN_BARE, True)
    if os.access("/usr/bin/aws", os.X_OK):
        yield Contender("awscli", ["/usr/bin/aws", "ec2", "describe-spot-price-history", "--output", "json",
                                   "--endpoint-url", url, "--product-descriptions", "Linux/UNIX",
                                   "--instance-types", *TYPES], lambda found: found["SpotPriceHistory"], FASTER_THAN_AWSCLI)
    else:
        print("not in the race: awscli, because /usr/bin/aws is not installed")
    folder, why_not = install_js_sdk(work)
    if folder is None:
        print(f"not in the race: the SDK for JavaScript, because {why_not}")
    else:
        yield Contender("SDK for JavaScript v3", [shutil.which("node"), folder / "price_history.mjs", url, *TYPES],
                        lambda found: found, FASTER_THAN_JS)


def race_prices(build, work, pages, runs):
    print(f"\n{pages * RECORDS_PER_PAGE:,} spot price records over loopback, whole process, median of {runs}\n")
    env = environment(work)
    with Server(pages) as server:
        racers = list(contenders(build, work, server.url))
        for racer in racers:
            check_output(build, racer, env, work / "output.json", pages * RECORDS_PER_PAGE)
        for _ in range(runs):
            for racer in racers:
                seconds, kib = measure(build, racer, env, subprocess.DEVNULL)
                racer.seconds.append(seconds)
                racer.kib.append(kib)

    ours = racers[0]
    print(f"  {'':<24}{'seconds':>10}{'ratio':>8}{'peak MiB':>10}{'ratio':>8}")
    for racer in racers:
        seconds, kib = statistics.median(racer.seconds), max(racer.kib)
        print(f"  {racer.name:<24}{seconds:>10.3f}{seconds / statistics.median(ours.seconds):>8.1f}"
              f"{kib / 1024:>10.1f}{kib / max(ours.kib):>8.1f}")
    for racer in racers[1:]:
        yield Verdict(f"prices: times faster than {racer.name}",
                      statistics.median(racer.seconds) / statistics.median(ours.seconds), racer.faster)
        if not racer.is_bare:
            yield Verdict(f"prices: times less memory than {racer.name}", min(racer.kib) / max(ours.kib), 1)


def weigh_prices(build, work, pages):
    """What a tenth of the pages and all of them cost in memory: that of a page, and next to nothing a record."""
    env = environment(work)
    few = max(pages // 10, 1)
    preload = {**env, "LD_PRELOAD": str(build / "bench" / "libbench-count-allocations.so")}
    kib, allocations = {}, {}
    for n in (few, pages):
        with Server(n) as server:
            ours = flotillactl(build, server.url)
            kib[n] = measure(build, ours, env, subprocess.DEVNULL)[1]
            allocations[n] = int(run_reporting(ours.name, ours.command, preload, subprocess.DEVNULL)[0])
    records = (pages - few) * RECORDS_PER_PAGE
    print(f"\npeak memory {kib[few] / 1024:.1f} MiB for {few * RECORDS_PER_PAGE:,} records, {kib[pages] / 1024:.1f} MiB "
          f"for {pages * RECORDS_PER_PAGE:,}; {(allocations[pages] - allocations[few]) / records:.2f} allocations "
          f"for each record more, {allocations[few]:,} before\n")
    yield Verdict("prices: memory for a tenth of the records / for all", kib[few] / kib[pages], 1 / MEMORY_GROWTH)


def race_regions(build, work, runs):
    """All regions at once against the slowest of them alone; every answer of a region waits for as long as that is
    away."""
    delays = [(region, 0.02 + 0.005 * i) for i, region in enumerate(REGIONS)]
    seconds = {1: [], len(REGIONS): []}
    with Server(SWEEP_PAGES, delays) as server:
        for _ in range(runs):
            for regions in (REGIONS[-1:], REGIONS):
                output = subprocess.run([build / "bench" / "bench-sweep", server.url, *regions], env=environment(work),
                                        capture_output=True, text=True, check=True).stdout.split()
                if int(output[0]) != len(regions) * SWEEP_PAGES * RECORDS_PER_PAGE:
                    raise Failure(f"the sweep read {output[0]} records")
                seconds[len(regions)].append(float(output[1]))
    slowest, together = (statistics.median(times) for times in seconds.values())
    print(f"\n{len(REGIONS)} regions at once {together:.2f} s, the slowest alone {slowest:.2f} s, median of {runs}\n")
    yield Verdict("regions: the slowest alone / all at once", slowest / together, 1 / SWEEP_COST)


def rate(command):
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def race_signing(build, runs):
    print(f"\nserialising and signing a request, median of {runs}\n")
    rates = {"flotilla": [], "botocore": []}
    for _ in range(runs):
        rates["flotilla"].append(rate([build / "bench" / "bench-sign-rate", "0.5"]))
        rates["botocore"].append(rate(["/usr/bin/python3", HERE / "sign_rate.py", "1"]))
    ours, theirs = (statistics.median(rates[name]) for name in ("flotilla", "botocore"))
    print(f"  {'':<24}{'per second':>12}{'ratio':>8}")
    print(f"  {'flotilla':<24}{ours:>12,.0f}{1:>8.1f}")
    print(f"  {'botocore':<24}{theirs:>12,.0f}{ours / theirs:>8.1f}")
    yield Verdict("signing: times botocore's rate", ours / theirs, SIGNING_FASTER)


def race_charts(build, runs):
    """A frame costs what its pixels cost, whatever the number of points."""
    program = build / "bench" / "bench-chart-frames"
    if not program.exists():
        return
    counts = (1000, 10_000, 1_000_000)
    times = {count: [] for count in counts}
    for _ in range(runs):
        for count in counts:
            output = subprocess.run([program, str(count)], capture_output=True, text=True, check=True).stdout
            times[count].append([float(word) for word in output.split()])
    medians = {count: [statistics.median(column) for column in zip(*rows)] for count, rows in times.items()}
    print(f"\na frame of a chart, in milliseconds, median of {runs}\n")
    print(f"  {'points':<24}{'still':>12}{'zooming':>12}{'hovering':>12}")
    for count, row in medians.items():
        print(f"  {count:<24,}" + "".join(f"{value:>12.2f}" for value in row))
    few, more, many = (medians[count] for count in counts)
    yield Verdict("charts: a frame with 10,000 points / with 1,000,000", more[0] / many[0], 1 / FRAME_COST)
    yield Verdict("charts: zooming with 1,000 points / with 1,000,000", few[1] / many[1], FRAMES_KEPT)
    yield Verdict("charts: hovering with 1,000 points / with 1,000,000", few[2] / many[2], FRAMES_KEPT)


def race_choices(build, runs):
    """All types in all zones of a region, at every keystroke: in proportion to the pools, but for sorting them."""
    program = build / "bench" / "bench-choice-time"
    times = {count: statistics.median(rate([program, str(count)]) for _ in range(runs)) for count in (137, 1370)}
    print(f"\nchoosing ten pools, milliseconds of processor time, median of {runs}\n")
    for count, value in times.items():
        print(f"  {6 * count:<28,}{value:>10.2f}")
    few, many = times.values()
    yield Verdict("choices: 10 times 822 pools / 8,220 pools", 10 * few / many, 1 / SORTED)


def race_backtests(build, runs):
    """90 days, 30 pools, 100 trajectories: about ten seconds, and linear in each."""
    program = build / "bench" / "bench-backtest-time"
    cases = {"45 days, 30 pools, 100": (45, 30, 100), "90 days, 30 pools, 50": (90, 30, 50),
             "90 days, 30 pools, 100": (90, 30, 100), "90 days, 300 pools, 100": (90, 300, 100)}
    times = {name: statistics.median(rate([program, *map(str, case)]) for _ in range(runs))
             for name, case in cases.items()}
    print(f"\nbacktests of so many trajectories, seconds of processor time, median of {runs}\n")
    for name, value in times.items():
        print(f"  {name:<28}{value:>10.2f}")
    half_the_days, half_the_runs, whole, many_pools = times.values()
    yield Verdict("backtests: 10 seconds / 90 days, 30 pools, 100 trajectories", 10 / whole, 1)
    yield Verdict("backtests: twice 45 days / 90 days", 2 * half_the_days / whole, 1 / LINEAR)
    yield Verdict("backtests: twice 50 trajectories / 100", 2 * half_the_runs / whole, 1 / LINEAR)
    yield Verdict("backtests: ten times 30 pools / 300 pools", 10 * whole / many_pools, 1 / SORTED)


def race_plans(build, work, runs):
    """Ten changes cost nearly the same in a fleet of any size and age; what looks at every node costs a little for each."""
    program = build / "bench" / "bench-plan-time"
    cases = {"ten changes, 1,000 nodes": ("plan", 1000), "ten changes, 10,000 nodes": ("plan", 10_000),
             "a turn without change, 1,000": ("turn", 1000, work), "a turn without change, 10,000": ("turn", 10_000, work),
             "a young fleet": ("history", 0), "after four busy weeks": ("history", 4)}
    times = {name: [] for name in cases}
    for _ in range(runs):
        for name, case in cases.items():
            times[name].append(rate([program, *map(str, case)]))
    print(f"\nplanning, milliseconds of processor time, median of {runs}\n")
    medians = [statistics.median(values) for values in times.values()]
    for name, value in zip(cases, medians):
        print(f"  {name:<32}{value:>10.2f}")
    few, many, short_turn, long_turn, young, old = medians
    yield Verdict("plans: 5 ms / ten changes to 1,000 nodes", 5 / few, 1)
    yield Verdict("plans: ten changes to 1,000 nodes / to 10,000", few / many, 1 / PLAN_COST)
    yield Verdict("plans: 10 turns of 1,000 nodes / of 10,000", 10 * short_turn / long_turn, 1 / LINEAR)
    yield Verdict("plans: a young fleet / after four busy weeks", young / old, 1 / PAST_COST)


def race_notices(build, runs):
    """A thousand nodes are taken back at once: how soon a replacement is asked for, in a cloud that throttles as EC2 does."""
    env = dict(os.environ, FLOTILLA_BUILD_DIR=str(build), FLOTILLA_SOURCE_DIR=str(HERE.parent))
    times = []
    for _ in range(runs):
        done = subprocess.run([sys.executable, HERE.parent / "tests" / "fleet" / "test_notices.py"], env=env,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise Failure(f"test_notices.py: {done.stderr}")
        times.append(float(done.stdout.split()[-2]))
    value = statistics.median(times)
    print(f"\na thousand notices at once, seconds until 95 % of the replacements are asked for, median of {runs}: {value:.2f}")
    yield Verdict("notices: 5 seconds / until 950 of 1,000 are answered", NOTICE_SECONDS / value, 1)


def race_forecasts(build, runs):
    """Ten times the resamples cost ten times as much, and so do ten times the pools, at most."""
    program = build / "bench" / "bench-forecast-time"
    cases = {"10 pools, 1,000 resamples": (10, 1000), "10 pools, 10,000 resamples": (10, 10_000),
             "100 pools, 1,000 resamples": (100, 1000)}
    times = {name: statistics.median(rate([program, *map(str, case)]) for _ in range(runs))
             for name, case in cases.items()}
    print(f"\na forecast of 30 days from 90 days of prices, milliseconds of processor time, median of {runs}\n")
    for name, value in times.items():
        print(f"  {name:<28}{value:>10.1f}")
    once, resamples, pools = times.values()
    yield Verdict("forecasts: 10 times 1,000 resamples / 10,000", 10 * once / resamples, 1 / LINEAR)
    yield Verdict("forecasts: 10 times 10 pools / 100", 10 * once / pools, 1 / LINEAR)


def race_inserts(build, work, runs):
    """The same prices into the same table, whole process: as they come from AWS, and from a table of them."""
    if shutil.which("sqlite3") is None:
        print("\nnot in the race: SQLite's .import, because sqlite3 is not installed")
        return
    program = build / "bench" / "bench-store-prices"
    rows, table = work / "rows.csv", work / "table.csv"
    for path, what in ((rows, "rows"), (table, "table")):
        with open(path, "wb") as output:
            subprocess.run([program, what, str(INSERT_ROWS)], stdout=output, check=True)
    script = work / "import.sql"
    script.write_text("PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\nCREATE TABLE prices (pool INTEGER NOT NULL,"
                      " time INTEGER NOT NULL, price INTEGER NOT NULL, PRIMARY KEY (pool, time)) WITHOUT ROWID;\n"
                      f".mode csv\n.import {rows} prices\n")
    store = work / "insert"
    env = environment(work) | {"XDG_DATA_HOME": str(store)}
    commands = {
        "SQLite's .import": ["sqlite3", "-bail", store / "sqlite.db", f".read {script}"],
        "prices from AWS": [program, "write", store / "store.db", str(INSERT_ROWS)],
        "price import": [build / "src" / "cli" / "flotillactl", "price", "import", table, "--quiet"],
    }
    seconds = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            shutil.rmtree(store, ignore_errors=True)
            store.mkdir()
            words = run_reporting(name, [build / "bench" / "bench-measure", *command], env, subprocess.DEVNULL)
            seconds[name].append(float(words[0]))
    shutil.rmtree(store)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    print(f"\n{INSERT_ROWS:,} prices into a database, seconds, median of {runs}\n")
    for name, value in medians.items():
        print(f"  {name:<28}{value:>10.2f}")
    theirs, *ours = medians.values()
    for name, value in zip(list(medians)[1:], ours):
        yield Verdict(f"store: {name}, of the rate of SQLite's .import", theirs / value, INSERT_RATE)


def race_queries(build, work, runs):
    """90 days of one pool, however many others there are."""
    program = build / "bench" / "bench-store-prices"
    store = work / "query"
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir()
    for count in QUERY_ROWS:
        rate([program, "write", store / str(count), str(count)])
    times = {count: [] for count in QUERY_ROWS}
    command = [program, "query", *(store / str(count) for count in QUERY_ROWS)]
    for _ in range(runs):
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        for values, value in zip(times.values(), output):
            values.append(float(value))
    shutil.rmtree(store)
    medians = {count: statistics.median(values) for count, values in times.items()}
    print(f"\n90 days of a pool from a database, milliseconds, median of {runs}\n")
    for count, value in medians.items():
        print(f"  from {count:<23,}{value:>10.3f}")
    few, many = medians.values()
    yield Verdict("store: a page from 100,000 rows / from 10,000,000", few / many, 1 / QUERY_COST)


def races(options, build, work):
    """Each yields its verdicts. The application's start is raced by bench/app_start.py, when it is there."""
    yield from race_prices(build, work, options.pages, options.runs)
    yield from weigh_prices(build, work, options.pages)
    yield from race_regions(build, work, options.runs)
    yield from race_signing(build, options.runs)
    yield from race_choices(build, options.runs)
    yield from race_backtests(build, options.runs)
    yield from race_plans(build, work, options.runs)
    yield from race_notices(build, min(options.runs, 3))
    yield from race_forecasts(build, options.runs)
    yield from race_inserts(build, work, options.runs)
    yield from race_queries(build, work, options.runs)
    yield from race_charts(build, options.runs)
    if (HERE / "app_start.py").exists():
        import app_start  # pylint: disable=import-outside-toplevel
        yield from (Verdict(*verdict) for verdict in app_start.race(build, options.runs))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build-dir", type=pathlib.Path, required=True, help="an optimised build")
    parser.add_argument("--pages", type=int, default=100, help="pages of 1000 price records")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    build = options.build_dir.resolve()
    work = build / "races"
    work.mkdir(exist_ok=True)

    try:
        verdicts = list(races(options, build, work))
    except Failure as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 1
    print("\nPromises\n")
    for verdict in verdicts:
        print(f"  {'kept' if verdict.kept else 'BROKEN':<8}{verdict.what:<60}{verdict.ratio:>8.2f}"
              f"  (at least {verdict.target:.3g})")
    return 0 if all(verdict.kept for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
