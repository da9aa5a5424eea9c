#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves DescribeSpotPriceHistory on loopback: --pages pages of 1000 records each, the same in every region; one that
has a --delay lets every answer wait for so long.

Every answer is made before the first request, and a connection costs one thread and no HTTP library, so
that what a race times is the client. Prints "listening on URL"; ends with its standard input.
"""

import argparse
import datetime
import os
import random
import re
import socket
import sys
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

RECORDS_PER_PAGE = 1000
FAMILIES = ("m5", "m6i", "c5", "c6i", "r5", "r6i", "m7g", "c7g")
SIZES = ("large", "xlarge", "2xlarge", "4xlarge")
NEWEST = datetime.datetime(2026, 11, 20, 12, 0, 0)
TOKEN = re.compile(rb"(?:^|&)NextToken=([^&]*)")
REGION = re.compile(rb"Credential=[^/]*/\d+/([a-z0-9-]+)/")
LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.I)


def record(number, chance):
    """One <item>, in the layout EC2 uses; newest first, as EC2 orders them."""
    moment = NEWEST - datetime.timedelta(seconds=41 * number)
    zone = chance.randrange(6)
    fields = (
        ("instanceType", f"{chance.choice(FAMILIES)}.{chance.choice(SIZES)}"),
        ("productDescription", "Linux/UNIX"),
        ("spotPrice", f"{chance.randint(9000, 1600000) / 1e6:.6f}"),
        ("timestamp", moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")),
        ("availabilityZone", "us-east-1" + "abcdef"[zone]),
        ("availabilityZoneId", f"use1-az{zone + 1}"),
    )
    inner = "".join(f"            <{name}>{escape(value)}</{name}>\n" for name, value in fields)
    return f"        <item>\n{inner}        </item>\n"


def answer(page, pages, chance):
    """A whole HTTP answer with the page's records and the token of the next."""
    items = "".join(record(page * RECORDS_PER_PAGE + i, chance) for i in range(RECORDS_PER_PAGE))
    token = f"page-{page + 1}" if page + 1 < pages else ""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<DescribeSpotPriceHistoryResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\n'
        f"    <requestId>5e70c2a1-0000-4000-8000-{page:012d}</requestId>\n"
        f"    <spotPriceHistorySet>\n{items}    </spotPriceHistorySet>\n"
        f"    <nextToken>{token}</nextToken>\n"
        "</DescribeSpotPriceHistoryResponse>"
    ).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def requests(connection):
    """The heads and bodies of the requests that come in on a connection."""
    received = b""
    while True:
        while b"\r\n\r\n" not in received:
            part = connection.recv(65536)
            if not part:
                return
            received += part
        head, _, received = received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        wanted = int(length.group(1)) if length else 0
        if b"100-continue" in head.lower():
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        while len(received) < wanted:
            part = connection.recv(65536)
            if not part:
                return
            received += part
        yield head, received[:wanted]
        received = received[wanted:]


def serve(connection, answers, delays):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection:
        try:
            for head, body in requests(connection):
                token = TOKEN.search(body)
                text = urllib.parse.unquote_plus(token.group(1).decode()) if token else ""
                region = REGION.search(head)
                time.sleep(delays.get(region.group(1).decode(), 0) if region and delays else 0)
                connection.sendall(answers[int(text.removeprefix("page-") or 0)])
        except ConnectionError:
            pass  # a client that is done just closes


def end_with_stdin():
    sys.stdin.buffer.read()
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--delay", action="append", default=[], metavar="REGION=SECONDS")
    options = parser.parse_args()
    delays = {region: float(seconds) for region, seconds in (text.split("=") for text in options.delay)}
    chance = random.Random(20261124)
    answers = [answer(page, options.pages, chance) for page in range(options.pages)]

    with socket.create_server(("127.0.0.1", options.port), backlog=64) as server:
        threading.Thread(target=end_with_stdin, daemon=True).start()
        print(f"listening on http://127.0.0.1:{server.getsockname()[1]}", flush=True)
        while True:
            connection, _ = server.accept()
            threading.Thread(target=serve, args=(connection, answers, delays), daemon=True).start()


main()
