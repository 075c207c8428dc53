"""Writes a copy of the public pages into a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from stocktake_web.public.site.copy import SiteCopy

MARK = "stocktake-site.txt"
"""A file at the top of every copy: its digest. A folder without it is never written over."""


class NotACopyError(Exception):
    """The folder holds something else than an earlier copy."""


def write_copy(copy: SiteCopy, folder: Path) -> bool:
    """Write a copy; nothing where the folder holds it already.

    Returns
    -------
    bool
        Whether anything was written.

    Raises
    ------
    NotACopyError
        The folder holds something else: it is left as it is.
    """
    mark = folder / MARK
    text = f"Copy of the public pages of a place, made with Stocktake.\n{copy.digest}\n"
    if mark.is_file() and mark.read_text(encoding="utf-8") == text:
        return False
    if folder.exists() and any(folder.iterdir()) and not mark.is_file():
        raise NotACopyError(f"{folder} holds something that is not a copy of these pages")
    # Written next to it and exchanged whole: nobody reads half a copy, and what was recalled is
    # gone.
    successor = folder.with_name(f".{folder.name}.new")
    predecessor = folder.with_name(f".{folder.name}.old")
    for leftover in (successor, predecessor):
        shutil.rmtree(leftover, ignore_errors=True)
    for path, body in copy.files.items():
        target = successor / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    (successor / MARK).write_text(text, encoding="utf-8", newline="\n")
    if folder.exists():
        folder.rename(predecessor)
    successor.rename(folder)
    shutil.rmtree(predecessor, ignore_errors=True)
    return True
