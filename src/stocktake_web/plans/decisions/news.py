"""Which targets got worse on new evidence since the verdicts were last looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stocktake.targets import Verdict

BAD = frozenset({"off_track", "not_met"})


@dataclass(frozen=True)
class VerdictNews:
    """A verdict compared with the one last noticed.

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


def compare_verdicts(
    verdicts: Sequence[Verdict], standings: Mapping[str, tuple[str, str]]
) -> Iterator[VerdictNews]:
    """Compare each verdict with the one last noticed.

    Parameters
    ----------
    verdicts : sequence of Verdict
    standings : mapping
        Status and evidence last noticed, by the target's id.
    """
    for verdict in verdicts:
        status_before, evidence_before = standings.get(verdict.id, ("", ""))
        evidence = digest_evidence(verdict)
        is_new = evidence != evidence_before
        yield VerdictNews(
            verdict.id,
            status_before,
            verdict.status,
            evidence,
            verdict.sentence,
            is_news=is_new or status_before != verdict.status,
            is_worse=is_new and verdict.status in BAD and status_before not in BAD,
        )


def digest_evidence(verdict: Verdict) -> str:
    """What a verdict rests on, as a digest: the figures, their periods and where they stand.

    A verdict that changes because the plan's wording changed rests on the same evidence.
    """
    facts: list[object] = []
    for part in (verdict, *_parts(verdict)):
        facts.append((part.id, part.period, part.value, part.rank, part.n))
        facts.extend((source.sha256, source.locator) for source in part.sources)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _parts(verdict: Verdict) -> Iterator[Verdict]:
    for part in verdict.parts:
        yield part
        yield from _parts(part)
