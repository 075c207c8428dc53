"""Installs the system's Chromium for the browser tests where allowed to, else names it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Find a browser, or install one with apt as root, or say what is missing."""
    if any(shutil.which(name) for name in NAMES):
        return
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print(
            "No Chromium found: the browser tests will be skipped. "
            "Install the package 'chromium' to run them.",
            file=sys.stderr,
        )
        return
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    subprocess.run([apt, "update"], **quiet)
    subprocess.run([apt, "install", "--yes", "--no-install-recommends", "chromium"], **quiet)


main()
