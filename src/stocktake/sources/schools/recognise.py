"""Says what kind of published school table a file is, by its header alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stocktake.sources.schools.table_schema import SchoolTable
from stocktake.standards.errors import Fault, InputError

COLUMNS_SHOWN = 8


def recognise_school_table(
    name: str, header: Sequence[str], tables: Mapping[str, SchoolTable]
) -> str:
    """The id of the kind that a file's header belongs to.

    Parameters
    ----------
    name : str
        Of the file, for messages only.
    header : sequence of str
    tables : mapping of str to SchoolTable
        The kinds that are known.

    Raises
    ------
    InputError
        No kind, or more than one, has these columns; names the kind that comes nearest and what
        it lacks.
    """
    names = known_names(header)
    kinds = [identity for identity, table in tables.items() if not lacking(table, names)]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        problem = f"could be {' or '.join(sorted(kinds))} by its header"
        fault = Fault(name, problem, "one kind", "a definition of tables must be narrower")
    else:
        fault = _unknown(name, header, tables, names)
    raise InputError(f"cannot tell which school table {name} is", [fault])


def known_names(header: Iterable[str]) -> frozenset[str]:
    """Names of columns for comparison: capital and small letters are alike."""
    return frozenset(name.casefold() for name in header)


def lacking(table: SchoolTable, names: frozenset[str]) -> list[str]:
    """What keeps a header from being of a kind: columns it lacks, or has and must not."""
    return [
        *(name for name in table.header.needs if name.casefold() not in names),
        *_any_lacking(table.header.any_of, names),
        *(f"no {name}" for name in table.header.lacks if name.casefold() in names),
    ]


def _any_lacking(alternatives: Sequence[str], names: frozenset[str]) -> list[str]:
    if not alternatives or any(name.casefold() in names for name in alternatives):
        return []
    return [" or ".join(alternatives)]


def _unknown(
    name: str, header: Sequence[str], tables: Mapping[str, SchoolTable], names: frozenset[str]
) -> Fault:
    def distance(identity: str) -> tuple[float, str]:
        table = tables[identity]
        return len(lacking(table, names)) / len(table.header.needs), identity

    columns = ", ".join(header[:COLUMNS_SHOWN])
    if len(header) > COLUMNS_SHOWN:
        columns += f" and {len(header) - COLUMNS_SHOWN} more"
    nearest_kind = min(tables, key=distance, default="")
    if not nearest_kind or distance(nearest_kind)[0] > 0.5:
        return Fault(
            name,
            f"has the columns {columns}",
            "a school table that a definition describes",
            "see stocktake load schools --kinds, or load it by a mapping: stocktake load csv",
        )
    missing = ", ".join(lacking(tables[nearest_kind], names))
    return Fault(
        name,
        f"is nearest to {nearest_kind} ({tables[nearest_kind].title}), but for {missing}",
        "every column by which the kind is known",
        "fetch the whole file again, or describe the new layout in tables/<id>.toml",
    )
