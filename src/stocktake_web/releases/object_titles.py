"""What the history calls tables, which have no row of their own: name and day, from the id."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from stocktake_web.accounts.models import Area
from stocktake_web.audit import ObjectRef
from stocktake_web.formats import day
from stocktake_web.releases.history import RECORD, REQUEST

REQUEST_ID = re.compile(r"(?P<name>.+)-(?P<day>\d{4}-\d{2}-\d{2})-[0-9a-f]{6}")
RECORD_ID = re.compile(r"(?P<name>.+)/(?P<day>\d{4}-\d{2}-\d{2})-[0-9a-f]{12}")
PATTERNS = {REQUEST: REQUEST_ID, RECORD: RECORD_ID}


def object_titles(area: Area, refs: Iterable[ObjectRef]) -> dict[ObjectRef, str]:
    """The titles of tables that wait or waited, and of released ones."""
    return {ref: table_title(ref) for ref in refs if ref.type in PATTERNS}


def table_title(ref: ObjectRef) -> str:
    """A table's name and the day on which it was asked for, or released.

    Examples
    --------
    >>> table_title(ObjectRef(RECORD, "absence/2026-11-23-1f3a5c7e9b0d"))
    'absence, 23 November 2026'
    """
    match = PATTERNS[ref.type].fullmatch(ref.id)
    if match is None:
        return ref.id
    return f"{match['name']}, {day(date.fromisoformat(match['day']))}"
