"""The page of the inspection letter: each point, and what in Stocktake shows or prevents it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generators.markdown import sentence, table
from generators.web import set_up
from stocktake.schools import EvidencePoint, EvidenceScheme, RecordKind, load_evidence_scheme

if TYPE_CHECKING:
    from stocktake_web.schools.evidence.sources import RecordSource

FILE = Path(__file__).resolve().parents[1] / "inspection_letter.toml"

HEAD = """# The inspection letter, point by point

In December 2013 inspectors wrote to a council how well it supports its schools to improve, with
{recommendations} recommendations and {criticisms} criticisms. Here is each in our own words, what
in Stocktake shows it or would prevent it, and which records answer it. What is missing is said.

The evidence pack of a place, at `/AREA/dashboard/schools/evidence/`, counts these records.
{note}
The points are in `evidence_pack/letter-2013.toml`; a place
[replaces](../how-to/replace-a-definition.md) them by its own.

"""


class LetterError(Exception):
    """A point has no sentence, or a sentence no point."""


def page() -> str:
    """The page."""
    scheme = load_evidence_scheme()
    texts = read_texts(scheme)
    kinds = [point.kind for point in scheme.point]
    head = HEAD.format(
        recommendations=kinds.count("recommendation"),
        criticisms=kinds.count("criticism"),
        note=scheme.note,
    )
    return head + "\n".join(_areas(scheme, texts))


def read_texts(scheme: EvidenceScheme, file: Path = FILE) -> dict[str, str]:
    """What shows each point, by its id.

    Raises
    ------
    LetterError
        A point has no sentence, or a sentence no point.
    """
    texts: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))
    points = {point.id for point in scheme.point}
    faults = [
        *(f"there is no sentence for the point '{name}'" for name in sorted(points - set(texts))),
        *(f"there is no point '{name}' in the letter" for name in sorted(set(texts) - points)),
    ]
    if faults:
        raise LetterError(f"docs/{file.name}: " + "; ".join(faults))
    return texts


def _areas(scheme: EvidenceScheme, texts: Mapping[str, str]) -> Iterator[str]:
    kinds = {kind.id: kind for kind in scheme.record_kind}
    addresses = _addresses()
    for area in scheme.area:
        yield f"## {area.title}\n"
        for point in scheme.point:
            if point.area == area.id:
                yield _point(point, texts[point.id])
                yield table(
                    ["Record", "What is counted", "Page", "How to"],
                    [_row(kinds[name], addresses) for name in point.evidence],
                )


def _point(point: EvidencePoint, text: str) -> str:
    word = "Recommendation" if point.kind == "recommendation" else "Criticism"
    return f"### {point.text} {{: #{point.id} }}\n\n*{word}.* {sentence(text)}\n"


def _row(kind: RecordKind, addresses: Mapping[str, str]) -> tuple[str, ...]:
    source = _sources()[kind.id]
    if not source.is_kept:
        return kind.title, source.description, "Not kept", ""
    link = f"[{_title(source.guide)}](../how-to/{source.guide})"
    return kind.title, source.description, f"`{addresses[source.page]}`", link


def _title(guide: str) -> str:
    """The heading of a how-to page."""
    first = (FILE.parent / "how-to" / guide).read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("# ")


def _sources() -> dict[str, RecordSource]:
    set_up()
    from stocktake_web.schools.evidence.sources import record_sources

    return record_sources()


def _addresses() -> dict[str, str]:
    set_up()
    from stocktake_web.accounts.permissions.matrix import routes

    return {route.name: route.address.replace("<slug:area>", "AREA") for route in routes()}
