# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that answer SSH in the place of a practice cloud's nodes, each with a metadata service of its own."""

import contextlib
import getpass
import http.server
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time

import botocore.session

from fleet_cloud import KEY_ID, SECRET

SSHD = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin")
SEPARATION = pathlib.Path("/run/sshd")


def can_run():
    if SSHD is None:
        return False
    with contextlib.suppress(OSError):
        if os.geteuid() == 0:
            SEPARATION.mkdir(mode=0o755, exist_ok=True)
    return os.geteuid() != 0 or SEPARATION.is_dir()


class Metadata(http.server.ThreadingHTTPServer):
    """/INSTANCE/latest/…; says what is in `told`: {instance: {path: text}}."""

    daemon_threads = True

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def answer(self, status, text=""):
            self.send_response(status)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def do_PUT(self):
            self.answer(200, "token-of-a-node") if self.path.endswith("/latest/api/token") else self.answer(404)

        def do_GET(self):
            _, instance, _, _, path = self.path.split("/", 4)
            if self.headers["X-aws-ec2-metadata-token"] != "token-of-a-node":
                self.answer(401)
                return
            text = self.server.told.get(instance, {}).get(path)
            self.answer(404, "<html>no</html>") if text is None else self.answer(200, text)

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.told = {}


class Nodes:
    """Looks which nodes run, and answers for them at their addresses; each connection has an sshd of its own."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="flotilla-sshd-")
        self.folder = pathlib.Path(self.home.name)
        # Holds the port that all of them have.
        self.holder = socket.create_server(("127.0.0.1", 0))
        self.port = self.holder.getsockname()[1]
        self.metadata = Metadata()
        self.listeners = {}
        self.silent = set()
        self.processes = {}
        self.ended = threading.Event()
        self.threads = []
        self.make_key("host")

    def make_key(self, name):
        (self.folder / name).unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name], check=True)

    def config(self):
        return {"monitoring": {"events": "instances"},
                "access": {"user": getpass.getuser(), "ssh_port": self.port}}

    def __enter__(self):
        self.run(self.metadata.serve_forever)
        return self

    def __exit__(self, *_):
        self.ended.set()
        for instance in list(self.listeners):
            self.silence(instance)
        self.metadata.shutdown()
        self.metadata.server_close()
        for thread in self.threads:
            thread.join()
        self.holder.close()
        self.home.cleanup()

    def run(self, function, *arguments):
        self.threads.append(threading.Thread(target=function, args=arguments))
        self.threads[-1].start()

    def answer_for(self, cloud):
        self.run(self.look, cloud)

    def look(self, cloud):
        ec2 = botocore.session.get_session().create_client(
            "ec2", region_name="us-east-1", endpoint_url=cloud.url, aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)
        while not self.ended.wait(0.3):
            answer = ec2.describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["running"]}])
            running = {i["InstanceId"]: i["PublicIpAddress"] for r in answer["Reservations"] for i in r["Instances"]}
            for instance, address in running.items():
                if instance not in self.listeners and instance not in self.silent:
                    self.listeners[instance] = socket.create_server((address, self.port))
                    self.run(self.accept, cloud, instance, self.listeners[instance])
            for instance in set(self.listeners) - set(running):
                self.close(instance)

    def authorized(self, cloud):
        (key,) = [path for path in (cloud.folder / "data" / "flotilla" / "keys").iterdir() if not path.suffix]
        (self.folder / "user.pub").write_bytes(subprocess.run(["ssh-keygen", "-y", "-f", key], check=True, capture_output=True).stdout)

    def accept(self, cloud, instance, listener):
        options = ["HostKey=%s" % (self.folder / "host"), "AuthorizedKeysFile=%s" % (self.folder / "user.pub"), "StrictModes=no",
                   "UsePAM=no", "PasswordAuthentication=no", "KbdInteractiveAuthentication=no", "PermitRootLogin=yes",
                   "SetEnv=SHLVL=2 AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:%d/%s" % (self.metadata.server_port, instance)]
        self.authorized(cloud)
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                command = [SSHD, "-i", "-f", "/dev/null", "-E", self.folder / "log"]
                self.processes.setdefault(instance, []).append(subprocess.Popen(
                    command + [word for option in options for word in ("-o", option)], stdin=connection, stdout=connection,
                    start_new_session=True))

    def cut(self, instance):
        """Ends its connections; it takes new ones."""
        for process in self.processes.pop(instance, []):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()

    def close(self, instance):
        listener = self.listeners.pop(instance)
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        self.cut(instance)

    def silence(self, instance):
        self.silent.add(instance)
        self.close(instance)

    def tell(self, instance, path, text):
        self.metadata.told.setdefault(instance, {})[path] = text


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))
