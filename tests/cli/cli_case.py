# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of flotillactl share: a home of its own, the program, a practice cloud, a terminal."""

import functools
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

BUILD = pathlib.Path(os.environ["FLOTILLA_BUILD_DIR"])
SOURCE = pathlib.Path(os.environ["FLOTILLA_SOURCE_DIR"])
PROGRAM = BUILD / "src" / "cli" / "flotillactl"
SIMULATOR = BUILD / "src" / "simulator" / "flotilla-simulator"
KEY_ID = "AKIAPRACTICE00000000"
SECRET = "practice-cloud-secret"
REGION = "us-east-1"
TYPES = "m6i.large,m5.large,c6i.large,c5.large,r6i.large,r5.large,m6a.large,m5a.large,c6a.large,c5a.large"
PATIENCE = 120

sys.path.insert(0, str(SOURCE / "tests" / "tools"))
import check_requests  # noqa: E402 pylint: disable=wrong-import-position


@functools.lru_cache
def known_rights():
    """The actions that "account policy" asks for."""
    done = subprocess.run([PROGRAM, "account", "policy", "--rights", "--json"], capture_output=True, check=True,
                          stdin=subprocess.DEVNULL, timeout=60)
    return {right["action"] for right in json.loads(done.stdout)}


class Simulator:
    """The practice cloud as a child of the test; it ends with it. Every request it gets is recorded."""

    def __init__(self, folder, *options, port=0):
        self.record = pathlib.Path(folder) / "requests.jsonl"
        self.state = pathlib.Path(folder) / "cloud.json"
        self.process = subprocess.Popen(
            [SIMULATOR, "--port", str(port), "--seed", "7", "--exit-with-stdin", "--state", self.state,
             "--record", self.record, *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            raise RuntimeError(f"the practice cloud did not start: {line!r}")
        self.url = line.split()[-1]

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_simulator/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def count_requests(self, action):
        """That it remembers; a line of JSON each."""
        with urllib.request.urlopen(f"{self.url}/_simulator/requests", timeout=20) as answer:
            return sum(json.loads(line)["action"] == action for line in answer.read().splitlines())

    def count_left(self):
        return self.control("ledger")["left"]

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(PATIENCE)
        self.process.stdout.close()


class CliCase(unittest.TestCase):
    """Every test has an empty home and none of the caller's AWS settings."""

    simulator_options = None  # a list: every test gets a practice cloud and the credentials for it
    own_actions = frozenset()  # what the test calls itself

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="flotilla-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("AWS_", "XDG_")) and name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        self.environment |= {
            "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_CACHE_HOME": str(self.folder / "cache"),
            "AWS_EC2_METADATA_DISABLED": "true", "TERM": "xterm", "NO_PROXY": "*",
        }
        self.simulator = None
        if self.simulator_options is not None:
            self.simulator = Simulator(self.folder, *self.simulator_options)
            self.addCleanup(self.check_requests)
            self.addCleanup(self.simulator.close)
            self.environment |= {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET,
                                 "AWS_REGION": REGION, "AWS_ENDPOINT_URL": self.simulator.url}

    def check_requests(self):
        """Whatever a test made flotillactl send has to be what AWS's models allow."""
        for line in self.simulator.record.read_text().splitlines():
            request = json.loads(line)
            action, errors = check_requests.check_request(request)
            self.assertEqual(errors, [], f"{action}: {line}")
            if request["service"] in ("ec2", "ssm", "iam") and action not in self.own_actions:
                self.assertIn(f"{request['service']}:{action}", known_rights(), "see src/account/flo-rights.c")

    def run_cli(self, *arguments, code=0, given="", environment=None):
        """Runs to the end without a terminal; returns what subprocess.run does."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment | (environment or {}), input=given,
                              capture_output=True, text=True, timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, code, f"flotillactl {arguments}:\n{done.stdout}\n{done.stderr}")
        self.assertNotIn("\033", done.stdout + done.stderr, "escape codes without a terminal")
        self.assertNotIn("CRITICAL", done.stderr)
        self.assertNotRegex(done.stdout + done.stderr, r"[\w)]\.\.(\s|$)", "two full stops after one sentence")
        return done

    def run_json(self, *arguments, **options):
        return json.loads(self.run_cli(*arguments, "--json", **options).stdout)

    def start_cli(self, *arguments):
        """Starts in the background; the test ends it."""
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=self.environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(end_process, process)
        return process

    def new_config(self, name="web", count=4):
        path = self.folder / f"{name}.flotilla.json"
        self.run_cli("config", "new", name, "--region", REGION, "--count", count, "--types", TYPES, "--output", path)
        return path

    def wait_until(self, what, condition, patience=PATIENCE):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.2)
        return self.fail(f"waited {patience} seconds for {what}")


class Lines:
    """The JSON lines of a stream."""

    def __init__(self, stream):
        self.stream = stream
        self.seen = []

    def find(self, wanted):
        for line in self.stream:
            self.seen.append(json.loads(line))
            if wanted(self.seen[-1]):
                return self.seen[-1]
        raise AssertionError(f"the stream ended: {self.seen}")


def end_process(process):
    if process.poll() is None:
        process.kill()
    process.communicate()


class Terminal:
    """Runs flotillactl on a pseudo-terminal and talks to it as a person would."""

    def __init__(self, environment, *arguments):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(PROGRAM, [str(PROGRAM), *map(str, arguments)], environment)

    def expect(self, text, patience=30):
        end = time.monotonic() + patience
        while text not in self.seen:
            if not self.read(end - time.monotonic()):
                raise AssertionError(f"expected {text!r}, saw {self.seen!r}")
        before, _, self.seen = self.seen.partition(text)
        return before

    def read(self, patience):
        ready, _, _ = select.select([self.fd], [], [], max(patience, 0))
        if not ready:
            return False
        try:
            part = os.read(self.fd, 4096)
        except OSError:  # Linux says so when the other side is closed
            return False
        self.seen += part.decode(errors="replace")
        return bool(part)

    def type(self, text):
        os.write(self.fd, text.encode())

    def end(self, patience=PATIENCE):
        """The exit code, once everything it printed was read."""
        end = time.monotonic() + patience
        while self.read(end - time.monotonic()):
            pass
        if time.monotonic() >= end:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)
