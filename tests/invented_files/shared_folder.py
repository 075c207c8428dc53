"""A folder that one process of a test run makes and all of them read."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def make_shared_folder(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """A folder that the first of several processes makes, and the others wait for.

    What a test changes it copies first.
    """
    root = factory.getbasetemp()
    folder = (root.parent if root.name.startswith("popen-") else root) / name
    turn, done_mark = folder.with_suffix(".turn"), folder.with_suffix(".done")
    failed_mark = folder.with_suffix(".failed")
    try:
        turn.mkdir()
    except FileExistsError:
        while not done_mark.exists():
            assert not failed_mark.exists(), f"another process could not make {name}"
            time.sleep(0.1)
        return folder
    try:
        folder.mkdir()
        make(folder)
        done_mark.mkdir()
    except BaseException:
        failed_mark.mkdir()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder
