"""Gunicorn's settings here: a server does not outlive the tests that started it, however they end.

Its input is a pipe that the tests hold open and never write to. When they are gone, even killed,
the pipe ends, and the server and its workers with it.
"""

from __future__ import annotations

import os
import signal
from threading import Thread
from typing import Any


def on_starting(server: Any) -> None:
    """Begin to watch."""
    Thread(target=_end_with_the_tests, daemon=True).start()


def _end_with_the_tests() -> None:
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGKILL)
