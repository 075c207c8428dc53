"""The releases that the installation holds, listed again only when the folder has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Lock

from django.conf import settings

from stocktake.statistics.release import RELEASE_FILE, Release
from stocktake.statistics.store import UNFINISHED, Warehouse

_lock = Lock()
_listed: dict[tuple[str, tuple[str, ...]], list[Release]] = {}


def warehouse() -> Warehouse:
    """The store of releases of this installation."""
    return Warehouse(Path(settings.STOCKTAKE_WAREHOUSE))


def release_names() -> tuple[str, ...]:
    """The ids of all finished releases, from the names of their folders alone.

    A release never changes and appears all at once, so that these names say whether anything
    computed before still holds.
    """
    root = warehouse().path
    if not root.is_dir():
        return ()
    return tuple(
        sorted(
            f"{source.name}/{folder.name}"
            for source in root.iterdir()
            if source.is_dir() and not source.name.startswith(".")
            for folder in source.iterdir()
            if not folder.name.startswith(UNFINISHED) and (folder / RELEASE_FILE).exists()
        )
    )


def releases() -> list[Release]:
    """Every release of the installation, by source, then by the day from which it is known.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    key = (str(warehouse().path), release_names())
    with _lock:
        if key not in _listed:
            _listed.clear()
            _listed[key] = warehouse().releases()
        return list(_listed[key])


def known_releases(as_of: date) -> list[Release]:
    """Those that were known on a day."""
    return [release for release in releases() if release.known_on <= as_of]
