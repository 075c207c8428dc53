"""Reads the register of an area: what is out, by whom, and the files of a release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from stocktake.disclosure import Record, Register, Structure, published_files
from stocktake.standards import UsageError
from stocktake_web.accounts.models import Area
from stocktake_web.releases.people import person_titles
from stocktake_web.releases.requests.queries import PrintedTable, printed_table
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import open_register


class NoSuchRelease(ObjectDoesNotExist):
    """The register of that area has no such release, or no such file of it."""


@dataclass(frozen=True)
class ReleasedTable:
    """A release in an area, as access rules and pages read it.

    Parameters
    ----------
    edition : str
        The part of the record's id after the table's name: day and digest.
    asked_by, released_by, recalled_by : str
        As pages call them; empty where nobody did.
    """

    area_id: int
    record: Record
    edition: str
    asked_by: str
    released_by: str
    recalled_by: str = ""
    csv: str = ""

    @property
    def table(self) -> PrintedTable:
        """The table as it was printed."""
        structure = Structure.model_validate(self.record.structure)
        columns = [row.column for row in structure.measure if row.column and not row.withheld]
        return printed_table(self.csv, columns)


def area_register(area: Area) -> Register:
    """The register of an area, to read."""
    return open_register(area, DatabaseSeal(area))


def released_tables(area: Area) -> list[ReleasedTable]:
    """Everything that was released, the latest first; what was recalled is among it."""
    records = area_register(area).records()
    return _released_rows(area, [(record, "") for record in reversed(records)])


def find_release(area: Area, table: str, edition: str) -> ReleasedTable:
    """A release of a table.

    Raises
    ------
    NoSuchRelease
        There is none in this area.
    """
    try:
        release = area_register(area).get_release(f"{table}/{edition}")
    except UsageError:
        raise NoSuchRelease from None
    return _released_rows(area, [(release.record, release.csv.decode("utf-8"))])[0]


def find_file(area: Area, table: str, edition: str, ending: str) -> tuple[ReleasedTable, str]:
    """A release and the text of one of its files; of a recalled one only the record.

    Raises
    ------
    NoSuchRelease
        There is none, or it was withdrawn.
    """
    release = find_release(area, table, edition)
    text = published_files(release.record, release.csv).get(f".{ending}")
    if text is None or (release.record.recall and ending != "record.json"):
        raise NoSuchRelease
    return release, text


def _released_rows(area: Area, rows: Iterable[tuple[Record, str]]) -> list[ReleasedTable]:
    rows = list(rows)
    names = {name for record, _ in rows for name in (record.requested_by, record.approved_by)}
    names |= {record.recall.by for record, _ in rows if record.recall}
    titles = person_titles(names)
    return [
        ReleasedTable(
            area.pk,
            record,
            record.id.partition("/")[2],
            titles[record.requested_by],
            titles[record.approved_by],
            titles[record.recall.by] if record.recall else "",
            csv,
        )
        for record, csv in rows
    ]
