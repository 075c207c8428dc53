"""Reads tables in the light of all that is out: what is undeclared, and which releases bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.recomputed import Recompute, recompute_figures
from stocktake.disclosure.related_releases import APART, related_releases
from stocktake.disclosure.structure import Table
from stocktake.disclosure.undeclared import understand


@dataclass(frozen=True)
class Understood:
    """Some tables as they are to be read, and the releases that bear on them."""

    tables: tuple[Table, ...]
    earlier: tuple[Earlier, ...]
    not_compared: Mapping[str, str]
    notices: tuple[str, ...]


def understand_together(
    inners: Sequence[Table],
    every_release: Sequence[Earlier],
    policy: Policy,
    recompute: Recompute | None = None,
) -> Understood:
    """Infer what the structures leave out, and find the earlier releases that bear on them.

    Raises
    ------
    UnansweredError
        A table leaves something open.
    """
    releases = {
        release.record.id: recompute_figures(release, recompute) for release in every_release
    }
    tables, reasons, notices = [], list[Mapping[str, str]](), list[str]()
    for inner in inners:
        understanding = understand(inner, list(releases.values()), policy)
        tables.append(understanding.table)
        releases |= {release.record.id: release for release in understanding.earlier}
        reasons.append(understanding.not_compared)
        notices += understanding.notices
    reasons_apart = {
        name: reason for name, reason in reasons[0].items() if all(name in r for r in reasons)
    }
    linked_releases = [release for name, release in releases.items() if name not in reasons_apart]
    related = related_releases(tables, linked_releases)
    near = {release.record.id for release in related}
    reasons_apart |= {
        release.record.id: APART for release in linked_releases if release.record.id not in near
    }
    return Understood(tuple(tables), related, reasons_apart, tuple(dict.fromkeys(notices)))
