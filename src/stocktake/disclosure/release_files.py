"""The three files of a released table: all that a reader, or an attacker, may have."""

from __future__ import annotations

from stocktake.disclosure.published_table import attacked_structure
from stocktake.disclosure.record import Record, record_text
from stocktake.disclosure.structure import Structure

ENDINGS = (".csv", ".structure.json", ".record.json")


def published_files(record: Record, csv: str) -> dict[str, str]:
    """The printed table, its structure as an outsider may know it, and the record.

    Parameters
    ----------
    record : Record
    csv : str
        The printed table.

    Returns
    -------
    dict of str to str
        By the ending of the file's name; the table's name stands before it.
    """
    structure = attacked_structure(Structure.model_validate(record.structure))
    texts = (csv, structure.model_dump_json(indent=2) + "\n", record_text(record))
    return dict(zip(ENDINGS, texts, strict=True))
