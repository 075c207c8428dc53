"""Old notes of visits: the sheet is read by the library, from a file that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

from stocktake.schools import VisitNote, read_visit_notes

ENDINGS = (".csv", ".xlsx")


def read_notes(
    *,
    name: str,
    content: bytes,
    schools: Collection[str],
    advisers: Collection[str],
    as_of: date,
) -> list[VisitNote]:
    """Read a sheet of old notes: everything, or nothing and all that is wrong.

    Raises
    ------
    InputError
        All faults of all rows.
    """
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), ".csv")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"notes{ending}"
        path.write_bytes(content)
        return read_visit_notes(path, schools=schools, advisers=advisers, as_of=as_of)
