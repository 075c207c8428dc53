"""Installs what the tests need of the system, where allowed to, else names it."""

import os
import shutil
import subprocess
import sys

PROGRAMS = (
    # Programs any of which will do, the package that brings one, what is skipped without it.
    (("chromium", "chromium-browser", "google-chrome"), "chromium", "the browser tests"),
    (("java",), "default-jre-headless", "the measures on a Spark frame"),
)


def main() -> None:
    """Find each program, or install it with apt as root, or say what is missing."""
    missing = [
        program for program in PROGRAMS if not any(shutil.which(name) for name in program[0])
    ]
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        for names, package, tests in missing:
            print(
                f"No {names[0]} found: {tests} will be skipped. "
                f"Install the package '{package}' to run them.",
                file=sys.stderr,
            )
        return
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    subprocess.run([apt, "update"], **quiet)
    packages = [package for _, package, _ in missing]
    subprocess.run([apt, "install", "--yes", "--no-install-recommends", *packages], **quiet)


main()
