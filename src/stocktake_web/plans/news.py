"""Which targets got worse on new evidence since the verdicts were last looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stocktake_web.gateway.target_cards import Verdict

BAD = frozenset({"off_track", "not_met"})


@dataclass(frozen=True)
class Worse:
    """A verdict beside the one last noticed.

    Parameters
    ----------
    is_news : bool
        Whether status or evidence differ from what was noticed.
    is_worse : bool
        Whether the target is off track or not met now, was not before, and the evidence is new.
    """

    target_id: str
    status_before: str
    status_now: str
    evidence: str
    sentence: str
    is_news: bool
    is_worse: bool


def worse_on_new_evidence(
    verdicts: Sequence[Verdict], noticed: Mapping[str, tuple[str, str]]
) -> Iterator[Worse]:
    """Set each verdict beside the one last noticed.

    Parameters
    ----------
    verdicts : sequence of Verdict
    noticed : mapping
        Status and evidence last noticed, by the target's id.
    """
    for verdict in verdicts:
        before, rested_on = noticed.get(verdict.id, ("", ""))
        evidence = evidence_of(verdict)
        new = evidence != rested_on
        yield Worse(
            verdict.id,
            before,
            verdict.status,
            evidence,
            verdict.sentence,
            is_news=new or before != verdict.status,
            is_worse=new and verdict.status in BAD and before not in BAD,
        )


def evidence_of(verdict: Verdict) -> str:
    """What a verdict rests on, as a digest: the figures, their periods and where they stand.

    A verdict that changes because the plan's wording changed rests on the same evidence.
    """
    rests: list[object] = []
    for each in (verdict, *_parts(verdict)):
        rests.append((each.id, each.period, each.value, each.rank, each.n))
        rests.extend((source.sha256, source.locator) for source in each.sources)
    return hashlib.sha256(repr(rests).encode()).hexdigest()


def _parts(verdict: Verdict) -> Iterator[Verdict]:
    for part in verdict.parts:
        yield part
        yield from _parts(part)
