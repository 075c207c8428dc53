"""Says what the map says to a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.programmes import Overlap
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.programmes.map_pages.findings import ordinal
from stocktake_web.services.programme_maps import MapAnswers


@dataclass(frozen=True)
class AskLine:
    """Which ask of a school in a term a proposal would be, and who does it there already."""

    school_name: str
    term: str
    ordinal: str
    minutes: int
    is_over: bool
    titles: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The same in a sentence."""
        text = f"This would be the {self.ordinal} ask of {self.school_name} in {self.term}"
        if not self.titles:
            return f"{text}; nobody does it there already"
        predicate = "does" if len(self.titles) == 1 else "do"
        return f"{text}; {' and '.join(self.titles)} {predicate} it there already"


@dataclass(frozen=True)
class ProposalTest:
    """What the map says to a proposal.

    Parameters
    ----------
    lines : tuple of AskLine
        The heaviest first; empty where it does not say in which schools it will be.
    """

    lines: tuple[AskLine, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def over_count(self) -> int:
        """Schools and terms in which the ceiling would be passed."""
        return sum(line.is_over for line in self.lines)


def assess_record(record: ProgrammeRecord, answers: MapAnswers) -> ProposalTest:
    """Hold a proposal against the map as it is today."""
    answer = answers.assess(record.programme)
    lines = [
        AskLine(
            answers.names[str(item.school_urn)],
            item.term.label,
            ordinal(item.ask_number),
            item.minutes,
            item.is_over_asks or item.is_over_minutes,
            tuple(answers.names[identity] for identity in item.same_ids),
        )
        for item in answer.schools
    ]
    return ProposalTest(tuple(lines), answer.overlaps)
