# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: the tree's files, and how a check reports."""

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ.get("FLOTILLA_SOURCE_DIR") or Path(__file__).resolve().parents[2])
BUILD = Path(os.environ.get("FLOTILLA_BUILD_DIR", SOURCE / "_build"))


def tracked_files():
    """Paths of the project, relative to its top: git's list, or everything in an unpacked release."""
    git = subprocess.run(["git", "-c", "safe.directory=*", "-C", SOURCE, "ls-files", "-z", "--cached", "--others",
                          "--exclude-standard"], capture_output=True, text=True)
    if git.returncode == 0:
        names = [name for name in git.stdout.split("\0") if name]
    else:
        names = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*")
                 if not any(part.startswith((".git", "_build", ".flatpak")) for part in path.relative_to(SOURCE).parts)]
    return sorted(Path(name) for name in names if (SOURCE / name).is_file())


def read(path):
    return (SOURCE / path).read_text(encoding="utf-8")


def finish(problems):
    """Ends the check: one line a problem, failed if there is any."""
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
