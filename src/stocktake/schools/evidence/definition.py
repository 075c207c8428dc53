"""What a file of an evidence pack may say: areas, points, and the records that answer each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from stocktake.standards.definition_faults import CrossFault, repeated_ids
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import nearest

PACKAGE = "stocktake.schools"
FOLDER = "evidence_pack"
LETTER = "letter-2013"


class EvidenceArea(Definition):
    """One heading of the pack."""

    id: str
    title: str


class RecordKind(Definition):
    """A kind of record that may answer a point.

    Parameters
    ----------
    fresh_within_days : int
        A latest record older than this is old evidence.
    smallest_count : int
        How many of them are needed before the point is answered.
    """

    id: str
    title: str
    fresh_within_days: int = Field(ge=1)
    smallest_count: int = Field(default=1, ge=1)


class EvidencePoint(Definition):
    """A recommendation or a criticism, and the kinds of records that answer it, all of them."""

    id: str
    kind: Literal["recommendation", "criticism"]
    area: str
    text: str
    evidence: tuple[str, ...] = Field(min_length=1)


class EvidenceScheme(Definition):
    """The points of one letter, under its areas."""

    title: str
    starts: date
    note: str = ""
    source: Source
    area: tuple[EvidenceArea, ...] = Field(min_length=1)
    record_kind: tuple[RecordKind, ...] = Field(min_length=1)
    point: tuple[EvidencePoint, ...] = Field(min_length=1)

    def cross_faults(self) -> Sequence[CrossFault]:
        """Ids given twice, unknown areas and kinds, kinds that answer nothing."""
        return tuple(_scheme_faults(self))


def load_evidence_scheme(own_folder: Path | None = None) -> EvidenceScheme:
    """The points of the letter; ``evidence_pack/letter-2013.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> scheme = load_evidence_scheme()
    >>> sum(point.kind == "recommendation" for point in scheme.point)
    8
    """
    return _shipped() if own_folder is None else _load(own_folder)


def _scheme_faults(scheme: EvidenceScheme) -> Iterator[CrossFault]:
    areas = [area.id for area in scheme.area]
    kinds = [kind.id for kind in scheme.record_kind]
    points = [point.id for point in scheme.point]
    for name, ids in (("area", areas), ("record_kind", kinds), ("point", points)):
        yield from repeated_ids((name,), ids)
    for row, point in enumerate(scheme.point):
        if point.area not in areas:
            yield CrossFault(
                ("point", row, "area"),
                f"there is no area {point.area!r}",
                ", ".join(areas),
                nearest(point.area, areas),
            )
        for kind in point.evidence:
            if kind not in kinds:
                yield CrossFault(
                    ("point", row, "evidence"),
                    f"there is no kind of record {kind!r}",
                    "",
                    nearest(kind, kinds),
                )
    needed_kinds = {kind for point in scheme.point for kind in point.evidence}
    for row, identity in enumerate(kinds):
        if identity not in needed_kinds:
            problem = f"no point has the kind of record {identity!r} as evidence"
            yield CrossFault(("record_kind", row), problem, "", "name it, or take it out")


@lru_cache(maxsize=1)
def _shipped() -> EvidenceScheme:
    return _load(None)


def _load(own_folder: Path | None) -> EvidenceScheme:
    definitions = load_folder(PACKAGE, FOLDER, EvidenceScheme, own_folder=own_folder, only=[LETTER])
    return definitions[LETTER].value
