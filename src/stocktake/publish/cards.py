"""Makes the card of a target: verdict, sentence, figures, watch indicators and sources."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.plan.judge import Judgement
from stocktake.publish.content import Card, Item, Shown, Tag
from stocktake.publish.facts import (
    comparability_words,
    facts_of,
    readings_table,
    untold_words,
)
from stocktake.publish.picture import pictures
from stocktake.publish.wording import WITHHELD, tag_words
from stocktake.publish.years import years_of
from stocktake.standards.errors import UsageError
from stocktake.standards.released import Released
from stocktake.standards.units import format_value
from stocktake.statistics.figures import Located
from stocktake.targets.judge import judge_target
from stocktake.targets.look import Look
from stocktake.targets.parts import inherit
from stocktake.targets.schema import Leading, Target, Watch
from stocktake.targets.verdict import Verdict, Watched

WATCH_WORDS: dict[str, tuple[str, Tag]] = {
    "worsened": ("Worsened", "not_met"),
    "improved": ("Improved", "met"),
    "unchanged": ("Unchanged", "note"),
    "cannot_tell": ("Cannot tell", "cannot_tell"),
}
LOCAL_LABEL = "Local return, for the board"
SHA_LENGTH = 12


@dataclass(frozen=True)
class Maker:
    """What every card of one report is made from.

    Parameters
    ----------
    judgement : Judgement
    for_public : bool
        Whether figures that are not released are left out.
    """

    judgement: Judgement
    for_public: bool

    def card(self, verdict: Verdict, target: Target) -> Card:
        """The card of a verdict on a target of the plan."""
        if self.for_public and self.local(target, verdict):
            return self._withheld(verdict, target)
        if self.for_public:
            verdict, target = self.without_local_watch(verdict, target)
        unit, places = verdict.unit, verdict.decimal_places
        released, board = self._shown(verdict, target)
        return Card(
            id=verdict.id,
            title=verdict.title,
            tag=tag_words(verdict.status),
            kind=verdict.status,
            sentence=verdict.sentence,
            promise=target.words,
            page=page_words(target.source_page),
            facts=tuple(facts_of(verdict, target, self.judgement.setting)),
            comparability=comparability_words(verdict),
            readings=readings_table(verdict.readings, unit, places),
            watch=tuple(
                self._watched(seen, entry)
                for seen, entry in zip(verdict.watch, target.watch, strict=True)
            ),
            leading=tuple(self._leading(entry) for entry in target.leading),
            shown=released,
            board=board,
            parts=tuple(
                self.card(part, each)
                for part, each in zip(verdict.parts, _parts(target), strict=True)
            ),
            sources=tuple(source_words(each) for each in verdict.sources),
            untold=untold_words(verdict),
            notes=tuple(target.notes),
            local=self.local(target, verdict),
        )

    def local(self, target: Target, verdict: Verdict | None = None) -> bool:
        """Whether a target's answer rests on a local return, in any reading or part."""
        if verdict is not None and not verdict.released:
            return True
        named = [(target.indicator, target.group)]
        named += [
            (r.indicator or target.indicator, r.group or target.group) for r in target.reading
        ]
        named += [(proxy.indicator, proxy.group) for proxy in target.proxy]
        if any(self.returned(name, group) for name, group in named if name):
            return True
        return any(self.local(inherit(part, target)) for part in target.part)

    def returned(self, indicator: str, group: str = "all") -> bool:
        """Whether any figure of an indicator is a local return."""
        try:
            figures = self.judgement.setting.statistics.figures(indicator, group)
        except UsageError:
            return False
        return figures.local

    def _withheld(self, verdict: Verdict, target: Target) -> Card:
        return Card(
            id=verdict.id,
            title=verdict.title,
            tag=WITHHELD,
            kind="withheld",
            sentence="The answer rests on local returns, which are for the board until they are "
            "released. It is not shown in this copy.",
            promise=target.words,
            page=page_words(target.source_page),
            local=True,
        )

    def without_local_watch(self, verdict: Verdict, target: Target) -> tuple[Verdict, Target]:
        """The verdict as it reads without what only the board may see.

        A watch indicator enters the sentence where it worsened, so that the target is judged
        again without those that were returned locally; words cannot be cut out safely.
        """
        stripped = self._strip(target)
        if stripped == target:
            return verdict, target
        return judge_target(stripped, self.judgement.setting), stripped

    def _strip(self, target: Target) -> Target:
        kept = tuple(w for w in target.watch if not self.returned(w.indicator, w.group))
        leading = tuple(w for w in target.leading if not self.returned(w.indicator, w.group))
        parts = tuple(self._strip(part) for part in target.part)
        if (kept, leading, parts) == (target.watch, target.leading, target.part):
            return target
        return target.model_copy(update={"watch": kept, "leading": leading, "part": parts})

    def _shown(
        self, verdict: Verdict, target: Target
    ) -> tuple[tuple[Released[Shown], ...], tuple[Shown, ...]]:
        if verdict.indicator is None or verdict.status == "not_yet_due" and verdict.unit is None:
            return (), ()
        judged = target.model_copy(update={"group": verdict.group})
        look = Look(self.judgement.setting, verdict.indicator, verdict.group)
        begins = int(self.judgement.plan.period.first[:4])
        years = years_of(verdict, judged, look, begins)
        shown = pictures(verdict, judged, look, years, self.judgement.place_name)
        released = look.figures.released()
        if released is not None:
            return tuple(released.derive(each) for each in shown), ()
        return (), () if self.for_public else shown

    def _watched(self, seen: Watched, entry: Watch) -> Item:
        tag, kind = WATCH_WORDS[seen.status]
        local = f" ({LOCAL_LABEL}.)" if self.returned(entry.indicator, entry.group) else ""
        said = seen.sentence.replace(": cannot tell; ", ": ")
        return Item(f"{said}{local}", tag, kind, _because(entry.words, seen.title))

    def _leading(self, entry: Leading) -> Item:
        setting = self.judgement.setting
        try:
            look = Look(setting, entry.indicator, entry.group)
        except UsageError:
            return Item(f"{entry.words}: no figure is held.", "No figure")
        latest = look.latest_by(setting.at)
        value = look.value_at(latest) if latest else None
        if latest is None or value is None:
            why = "nothing has been returned" if look.local else "no figure is held"
            title = look.indicator.title
            return Item(f"{title}: {why}.", "No figure", why=_because(entry.words, title))
        unit, places = look.indicator.unit, look.indicator.decimal_places
        said = f"{look.indicator.title}: {format_value(value, unit, places)} in {latest.label}"
        country = setting.country
        theirs = None if look.local else look.value_at(latest, country.id)
        if theirs is not None:
            said += f" ({country.name} {format_value(theirs, unit, places)})"
        local = f" ({LOCAL_LABEL}.)" if look.figures.local else ""
        return Item(f"{said}.{local}", "Latest", why=_because(entry.words, look.indicator.title))


def page_words(page: int | None) -> str:
    """Where in the plan something is promised.

    Examples
    --------
    >>> page_words(19), page_words(None)
    ('plan, page 19', '')
    """
    return f"plan, page {page}" if page else ""


def source_words(located: Located) -> str:
    """Where a figure is written down, in a line."""
    release = "quoted with the plan" if located.release == "quoted" else located.release
    digest = f" (sha256 {located.sha256[:SHA_LENGTH]})" if located.sha256 else ""
    return f"{release}: {located.locator}{digest}"


def _parts(target: Target) -> list[Target]:
    """The target behind each part of a verdict: its own parts, or what stands in for it."""
    if target.part:
        return [inherit(part, target) for part in target.part]
    return [
        target.model_copy(
            update={
                "id": proxy.id,
                "indicator": proxy.indicator,
                "group": proxy.group,
                "words": "",
                "proxy": (),
                "watch": (),
                "leading": (),
                "notes": (),
                "reading": (),
                "source_page": None,
            }
        )
        for proxy in target.proxy
    ]


def _because(words: str, title: str) -> str:
    """Why an indicator is listed, unless that only says its title again."""
    said = words.rstrip(".")
    return "" if said.lower() == title.lower() else f"{said}."
