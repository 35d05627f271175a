#!/usr/bin/env python3
"""Are the examples in a README what the program prints? readme.py [--update] README.md SAMPLES

Runs every line `$ hearsay …` of its ```console blocks in an empty folder that holds SAMPLES as samples,
on a terminal 100 columns wide, and compares what comes out with the lines below it. --update writes what
came out into the file instead."""
import difflib
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

COLUMNS = 100


def printed(command, folder):
    """What the command writes on a terminal: standard output only."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    raw = termios.tcgetattr(slave)
    raw[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, raw)
    env = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    for name in ("COLUMNS", "HEARSAY_DB"):
        env.pop(name, None)
    with subprocess.Popen(["sh", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          stdout=slave, stderr=subprocess.DEVNULL) as child:
        os.close(slave)
        out = b""
        try:
            while piece := os.read(master, 65536):
                out += piece
        except OSError:  # how Linux says that a terminal's other end is closed
            pass
    os.close(master)
    if child.returncode == 127:
        sys.exit(f"readme.py: not found: {command}")
    return [line.rstrip() for line in out.decode().splitlines()]


def block(match, folder):
    lines = ["```console"]
    for line in match.group(1).splitlines():
        if line.startswith("$ "):
            lines.append(line)
            lines += printed(line[2:], folder)
    return "\n".join(lines) + "\n```\n"


def main():
    update = sys.argv[1] == "--update"
    readme, samples = (pathlib.Path(p).resolve() for p in sys.argv[-2:])
    before = readme.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "samples").symlink_to(samples)
        after = re.sub(r"```console\n(.*?)```\n", lambda m: block(m, folder), before, flags=re.S)
    if update:
        readme.write_text(after, encoding="utf-8")
        return 0
    sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True),
                                               "what it says", "what it prints"))
    return int(before != after)


if __name__ == "__main__":
    sys.exit(main())
