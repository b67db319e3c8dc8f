#!/usr/bin/env python3
"""Presses the tab key in the shells that are installed, and reads what they make of it.

The argument is the folder with the completions, as in an archive.
"""

import os
import pathlib
import pty
import re
import select
import shutil
import sys
import tempfile
import time

READY = "shell-is-ready"
# What makes the shell read its script; the mark is written in two parts, so that its echo is not it.
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source {folder}/ekslint.bash; bind 'set bell-style none'"),
    "zsh": (["zsh", "-f", "-i"], "fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D"),
    "fish": (["fish", "--no-config", "-i"], "source {folder}/ekslint.fish"),
}
# What is typed, and what the tab key has to make of it or show.
TYPED = {
    "ekslint chec": "check ",
    "ekslint check --report-": "--report-only",
    "ekslint check --output sarif-": "sarif-all",
    "ekslint check --select imdsv": "imdsv1-allowed",
    "ekslint explain imdsv": "imdsv1-allowed",
    "ekslint completions power": "powershell",
}


def press(shell: str, folder: pathlib.Path, typed: str, wanted: str) -> str:
    """What stands on the screen once the tab key was pressed behind a text."""
    command, setup = SHELLS[shell]
    child, screen = pty.fork()
    if child == 0:
        # Nothing here but what the script offers: no files to name, no settings of a user.
        empty = tempfile.mkdtemp()
        os.chdir(empty)
        os.environ.update(TERM="vt100", HOME=empty, PS1="", COLUMNS="100")
        os.execvp(command[0], command)

    def read_until(text: str, seconds: float) -> str:
        seen, end = "", time.monotonic() + seconds
        while text not in seen and time.monotonic() < end:
            if select.select([screen], [], [], 0.1)[0]:
                try:
                    raw = os.read(screen, 65536).decode(errors="replace")
                except OSError:
                    break
                # fish asks the terminal what it is, and waits for the answer.
                if "\x1b[0c" in raw or "\x1b[c" in raw:
                    os.write(screen, b"\x1b[?1;2c")
                seen += re.sub(r"\x1b\[[0-9;?>=]*[a-zA-Z]|\x1b[()=>][0-9A-B]?|[\x00\x07\r]", "", raw)
        return seen

    time.sleep(0.5)
    first, rest = READY.split("-", 1)
    os.write(screen, f"{setup.format(folder=folder)}; echo {first}'-'{rest}\n".encode())
    started = read_until(READY, 60)
    assert READY in started, f"{shell} does not start: {started!r}"
    os.write(screen, f"{typed}\t".encode())
    seen = read_until(wanted, 30)
    os.close(screen)
    os.waitpid(child, 0)
    return seen


def main() -> None:
    folder = pathlib.Path(sys.argv[1]).resolve()
    for shell in SHELLS:
        if shutil.which(shell) is None:
            print(f"{shell}: skipped, it is not installed")
            continue
        for typed, wanted in TYPED.items():
            seen = press(shell, folder, typed, wanted)
            assert wanted in seen, f"{shell}: `{typed}` and a tab give {seen!r}"
            print(f"{shell}: {typed}<tab> {wanted}")


if __name__ == "__main__":
    main()
