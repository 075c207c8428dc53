"""The releases that the installation holds, listed again only when the folder has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Lock

from django.conf import settings

from stocktake.statistics import Release, Warehouse

_lock = Lock()
_releases: dict[tuple[str, tuple[str, ...]], list[Release]] = {}


def warehouse() -> Warehouse:
    """The store of releases of this installation."""
    return Warehouse(Path(settings.STOCKTAKE_WAREHOUSE))


def release_names() -> tuple[str, ...]:
    """The ids of all finished releases, from the names of their folders alone.

    A release never changes and appears all at once, so that these names say whether anything
    computed before still holds.
    """
    return warehouse().release_names()


def releases() -> list[Release]:
    """Every release of the installation, by source, then by the day from which it is known.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    key = (str(warehouse().path), release_names())
    with _lock:
        if key not in _releases:
            _releases.clear()
            _releases[key] = warehouse().releases()
        return list(_releases[key])


def known_releases(as_of: date) -> list[Release]:
    """Those that were known on a day."""
    return [release for release in releases() if release.known_on <= as_of]
