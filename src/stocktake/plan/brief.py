"""What a new release means for a plan: which figures moved, and which verdicts changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.plan.brief_figures import FigureChange, count_moved, moved_figures, say_moved
from stocktake.plan.claim_kinds import say_day
from stocktake.plan.judge import Judgement, judge
from stocktake.plan.read import PlanFile
from stocktake.plan.schema import Plan
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period, academic_year_of
from stocktake.statistics.store import Release, Warehouse
from stocktake.targets import STATUS_WORDS, Verdict


@dataclass(frozen=True)
class VerdictChange:
    """A verdict that is another with the release than before it.

    Parameters
    ----------
    id, title : str
    before, after : str
        Statuses.
    sentence : str
    """

    id: str
    title: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True)
class Brief:
    """What one release means for a plan.

    Parameters
    ----------
    plan : Plan
    earlier, later : Release
    home : tuple of Moved
        Figures of the plan's own place.
    comparators : tuple of FigureChange
        Figures of the places that the plan compares itself with.
    verdict_changes : tuple of Turned
        Verdicts that changed; parts of targets count for themselves.
    before, after : Judgement
        The plan judged on what was known without the release, and with it.
    """

    plan: Plan
    earlier: Release
    later: Release
    home: tuple[FigureChange, ...]
    comparators: tuple[FigureChange, ...]
    verdict_changes: tuple[VerdictChange, ...]
    before: Judgement
    after: Judgement

    def sentences(self) -> list[str]:
        """Sentences to paste into a paper: the release, the verdicts, then the figures."""
        name = self.before.place_name
        title = f"{self.later.provenance.producer}, {self.later.provenance.title}"
        sentences = [
            f"The release of {say_day(self.later.known_on)} ({title}) followed that of "
            f"{say_day(self.earlier.known_on)}."
        ]
        at = Period(self.after.context.year, "Academic year").label
        if self.verdict_changes:
            sentences += [change.sentence for change in self.verdict_changes]
        else:
            count = len(self.after.verdicts)
            sentences.append(f"None of the {count} verdicts changed (judged at {at}).")
        if self.home:
            sentences.append(f"Of the plan's figures for {name}, {count_moved(self.home)}.")
            sentences += say_moved(self.home)
        else:
            sentences.append(f"None of the plan's figures for {name} moved.")
        if self.comparators:
            places = len({move.place for move in self.comparators})
            among = f"{places} places" if places > 1 else self.comparators[0].place_name
            sentences.append(
                f"Of those that the plan compares it with ({among}), "
                f"{count_moved(self.comparators)}."
            )
            # A dozen authorities' figures are for the table; a paper names the wider areas.
            sentences += say_moved(
                [move for move in self.comparators if not move.place.startswith("la-")]
            )
        return sentences

    def to_json(self) -> dict[str, Any]:
        """The brief as data; numbers unrounded, absent is null."""
        return {
            "contract": "stocktake-brief/1",
            "plan": {"id": self.plan.id, "title": self.plan.title, "version": self.plan.version},
            "earlier": self.earlier.id,
            "later": self.later.id,
            "at": self.after.context.year,
            "verdicts": [asdict(change) for change in self.verdict_changes],
            "figures": [asdict(move) for move in (*self.home, *self.comparators)],
            "sentences": self.sentences(),
        }


class _Without(Warehouse):
    """A store as it was before one release: judging on it isolates what that release did."""

    def __init__(self, path: Path, release: str) -> None:
        super().__init__(path)
        self._release = release

    def releases(self, *, withdrawn: bool = False) -> list[Release]:
        return [
            release
            for release in super().releases(withdrawn=withdrawn)
            if release.id != self._release
        ]


def brief(
    plan_file: PlanFile,
    warehouse: Warehouse | Path | str,
    *,
    release: str,
    as_of: date,
    at: str | None = None,
    own_folder: Path | None = None,
) -> Brief:
    """Say what a release means for a plan.

    The plan is judged twice on the day from which the release is known, without it and with it,
    so that nothing else can have moved a verdict. Figures that the plan file itself quotes count
    only where they were known before that day.

    Parameters
    ----------
    plan_file : PlanFile
    warehouse : Warehouse, Path or str
        A store that holds the release and the one of its source before it.
    release : str
        Its id, or an unambiguous part of one, such as its date.
    as_of : date
        The day of the brief: the release must be known by then.
    at : str, optional
        Academic year at which both judgements are made; by default that of ``as_of``.
    own_folder : Path, optional
        A place's own folder of definitions.

    Raises
    ------
    UsageError
        No such release; it is not known yet; no release of its source precedes it.
    PlanError
        The plan names what does not exist.
    StoreError
        The store is damaged.
    """
    store = warehouse if isinstance(warehouse, Warehouse) else Warehouse(Path(warehouse))
    later = store.get(release)
    if later.known_on > as_of:
        raise UsageError(
            f"{later.id} is known from {say_day(later.known_on)}, after {say_day(as_of)}; "
            "give a later --as-of"
        )
    earlier = _before(later, store)
    day, year = later.known_on, at or academic_year_of(as_of)
    quoted_figures = plan_file.quoted_figures.filter(pl.col("known_on") < day)
    earlier_file = replace(plan_file, quoted_figures=quoted_figures)
    without = judge(
        earlier_file, _Without(store.path, later.id), as_of=day, at=year, own_folder=own_folder
    )
    with_it = judge(earlier_file, store, as_of=day, at=year, own_folder=own_folder)
    home, comparators = moved_figures(earlier_file.plan, with_it.context, earlier, later)
    changes = tuple(_verdict_changes(without, with_it))
    return Brief(plan_file.plan, earlier, later, home, comparators, changes, without, with_it)


def _before(later: Release, store: Warehouse) -> Release:
    """The release of the same source that stood before this one."""
    if later.provenance.supersedes:
        return store.get(later.provenance.supersedes)
    releases = _Without(store.path, later.id).known_on(later.known_on)
    predecessors = [release for release in releases if release.source == later.source]
    if not predecessors:
        raise UsageError(
            f"{later.id} is the first release of {later.source} that is held; a brief needs the "
            "one before it too"
        )
    return predecessors[-1]


def _verdict_changes(without: Judgement, with_it: Judgement) -> Iterator[VerdictChange]:
    for before, after in zip(_walk(without.verdicts), _walk(with_it.verdicts), strict=True):
        if before.status != after.status:
            old_status, new_sentence = STATUS_WORDS[before.status].lower(), after.sentence
            sentence = f"{after.title}: was {old_status}. {new_sentence}"
            yield VerdictChange(after.id, after.title, before.status, after.status, sentence)


def _walk(verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    for verdict in verdicts:
        yield verdict
        yield from _walk(verdict.parts)
