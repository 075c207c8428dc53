"""Figures of our own releases, kept in the warehouse so that explorer and search find them."""

from __future__ import annotations

from stocktake.disclosure import Disclosure, Register
from stocktake.standards import InputError
from stocktake.statistics import Release, keep_disclosed, recall_disclosed
from stocktake_web import services
from stocktake_web.services.releases import warehouse


def keep_released(disclosure: Disclosure, producer: str) -> Release | None:
    """Keep a released table as figures of places.

    Parameters
    ----------
    disclosure : Disclosure
    producer : str
        Whose release it is, by name.

    Returns
    -------
    Release or None
        None where a row has no place or no period: it is out, and no figure of a place.

    Raises
    ------
    StoreError
        The warehouse cannot be written to.
    """
    try:
        return keep_disclosed(
            disclosure,
            warehouse(),
            loaded_at=services.now(),
            producer=producer,
            supersedes=True,
        )
    except InputError:
        return None


def recall_released(register: Register, release_id: str, *, reason: str, by: str) -> None:
    """Take a release back, out of the warehouse's answers too.

    Raises
    ------
    UsageError
        It was recalled before, or has no reason.
    StoreError
        The register is in use or is not as its seal knows it; or a folder cannot be written to.
    """
    recall_disclosed(
        register,
        release_id,
        reason=reason,
        by=by,
        as_of=services.today(),
        warehouse=warehouse(),
    )
