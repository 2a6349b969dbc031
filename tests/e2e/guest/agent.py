# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs in the virtual machine: carries out the commands that rig/channel.py sends, and answers each.

One JSON object a line over a virtio-serial port. A port works on one command at a time, ports work side
by side. What is not a whole request, such as the rest of one whose sender is gone, is passed over.
"""

import base64
import glob
import json
import os
import signal
import subprocess
import sys
import threading
import time

PORTS = "/dev/virtio-ports/tandem.*"
NOBODY_THERE_SECONDS = 0.05
ENVIRONMENT = {
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PATH": "/run/rig:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "QT_QPA_PLATFORM": "offscreen",
    "XDG_RUNTIME_DIR": "/run/user/0",
}


def carry_out(request):
    """Runs a command line in a session of its own, and kills all of that when it takes too long."""
    process = subprocess.Popen(
        ["bash", "-c", request["command"]],
        cwd="/root",
        env=ENVIRONMENT | request.get("environment", {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    timed_out = False
    try:
        out, err = process.communicate(timeout=request["timeout"])
    except subprocess.TimeoutExpired:
        timed_out = True
        os.killpg(process.pid, signal.SIGKILL)
        try:
            out, err = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:  # it hangs in the kernel, or gave its output to a daemon
            out, err = b"", b""
    return {
        "status": process.returncode,
        "timedOut": timed_out,
        "out": base64.b64encode(out).decode(),
        "err": base64.b64encode(err).decode(),
    }


def answer(line):
    try:
        request = json.loads(line)
        identifier = request["id"]
    except (ValueError, TypeError, KeyError):
        return None
    try:
        result = carry_out(request)
    except Exception as error:  # the port has to live on, and the sender has to know
        text = f"agent: {error!r}\n".encode()
        result = {"status": 127, "timedOut": False, "out": "", "err": base64.b64encode(text).decode()}
    return json.dumps(result | {"id": identifier}).encode() + b"\n"


def write_all(descriptor, content):
    while content:
        content = content[os.write(descriptor, content) :]


def serve(path):
    descriptor = os.open(path, os.O_RDWR)
    waiting = b""
    while True:
        received = os.read(descriptor, 1 << 16)
        if not received:
            time.sleep(NOBODY_THERE_SECONDS)
            continue
        *lines, waiting = (waiting + received).split(b"\n")
        for line in lines:
            reply = answer(line) if line else None
            if reply:
                write_all(descriptor, reply)


def main():
    os.makedirs(ENVIRONMENT["XDG_RUNTIME_DIR"], mode=0o700, exist_ok=True)
    ports = sorted(glob.glob(PORTS))
    if not ports:
        sys.exit("agent: the machine has no ports for it")
    for path in ports:
        threading.Thread(target=serve, args=(path,)).start()


main()
