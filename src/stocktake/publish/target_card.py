"""Makes the card of a target: verdict, sentence, figures, watch indicators and sources."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.plan.judge import Judgement
from stocktake.publish.content import Card, ChartWithTable, Item, Tag
from stocktake.publish.evidence_table import (
    comparability_words,
    facts_of,
    no_verdict_words,
    readings_table,
)
from stocktake.publish.picture import pictures
from stocktake.publish.wording import WITHHELD_TAG, tag_words
from stocktake.publish.years import years_of
from stocktake.standards.errors import UsageError
from stocktake.standards.released import Released
from stocktake.standards.units import format_value
from stocktake.statistics.indicator_figures import FigureSource
from stocktake.targets import (
    BaseTarget,
    Leading,
    Verdict,
    Watch,
    WatchResult,
    judge_target,
)
from stocktake.targets.missing_return import why_no_return

WATCH_WORDS: dict[str, tuple[str, Tag]] = {
    "worsened": ("Worsened", "not_met"),
    "improved": ("Improved", "met"),
    "unchanged": ("Unchanged", "note"),
    "cannot_tell": ("Cannot tell", "cannot_tell"),
}
LOCAL_LABEL = "Local data, not published"
SHA_LENGTH = 12


@dataclass(frozen=True)
class CardBuilder:
    """What every card of one report is made from.

    Parameters
    ----------
    judgement : Judgement
    for_public : bool
        Whether figures that are not released are left out.
    """

    judgement: Judgement
    for_public: bool

    def build_card(self, verdict: Verdict, target: BaseTarget) -> Card:
        """The card of a verdict on a target of the plan."""
        if self.for_public and self.is_local(target, verdict):
            return self._withheld_card(verdict, target)
        if self.for_public:
            verdict, target = self.without_local_watch(verdict, target)
        unit, places = verdict.unit, verdict.decimal_places
        public_figures, board = self._charts(verdict, target)
        return Card(
            id=verdict.id,
            title=verdict.title,
            tag=tag_words(verdict.status),
            kind=verdict.status,
            sentence=verdict.sentence,
            promise=target.words,
            page=page_words(target.source_page),
            facts=tuple(facts_of(verdict, target, self.judgement.context)),
            comparability=comparability_words(verdict),
            readings=readings_table(verdict.readings, unit, places),
            watch=tuple(
                self._watch_item(result, entry)
                for result, entry in zip(verdict.watch, target.watch, strict=True)
            ),
            leading=tuple(self._leading_item(entry) for entry in target.leading),
            shown=public_figures,
            board=board,
            parts=tuple(
                self.build_card(part, part_target)
                for part, part_target in zip(verdict.parts, _parts(target), strict=True)
            ),
            sources=tuple(source_words(figure) for figure in verdict.sources),
            no_verdict_reason=no_verdict_words(verdict),
            notes=tuple(target.notes),
            local=self.is_local(target, verdict),
        )

    def is_local(self, target: BaseTarget, verdict: Verdict | None = None) -> bool:
        """Whether a target's answer rests on a local return, in any reading or part."""
        if verdict is not None and not verdict.released:
            return True
        pairs = [(target.indicator, target.group)]
        pairs += [
            (r.indicator or target.indicator, r.group or target.group) for r in target.reading
        ]
        pairs += [(proxy.indicator, proxy.group) for proxy in target.proxy]
        if any(self.has_local_figures(name, group) for name, group in pairs if name):
            return True
        return any(self.is_local(part) for part in target.parts)

    def has_local_figures(self, indicator: str, group: str = "all") -> bool:
        """Whether any figure of an indicator is a local return."""
        try:
            figures = self.judgement.context.statistics.figures(indicator, group)
        except UsageError:
            return False
        return figures.local

    def _withheld_card(self, verdict: Verdict, target: BaseTarget) -> Card:
        return Card(
            id=verdict.id,
            title=verdict.title,
            tag=WITHHELD_TAG,
            kind="withheld",
            sentence="The answer uses local data that is not published, so it is not shown here.",
            promise=target.words,
            page=page_words(target.source_page),
            local=True,
        )

    def without_local_watch(
        self, verdict: Verdict, target: BaseTarget
    ) -> tuple[Verdict, BaseTarget]:
        """The verdict as it reads without what only the board may see.

        A watch indicator enters the sentence where it worsened, so that the target is judged
        again without those that were returned locally; words cannot be cut out safely.
        """
        public_target = self._strip(target)
        if public_target == target:
            return verdict, target
        return judge_target(public_target, self.judgement.context), public_target

    def _strip(self, target: BaseTarget) -> BaseTarget:
        watch = tuple(w for w in target.watch if not self.has_local_figures(w.indicator, w.group))
        leading = tuple(
            w for w in target.leading if not self.has_local_figures(w.indicator, w.group)
        )
        target_parts = getattr(target, "part", ())
        parts = tuple(self._strip(part) for part in target_parts)
        if (watch, leading, parts) == (target.watch, target.leading, target_parts):
            return target
        return target.model_copy(
            update={"watch": watch, "leading": leading, **({"part": parts} if parts else {})}
        )

    def _charts(
        self, verdict: Verdict, target: BaseTarget
    ) -> tuple[tuple[Released[ChartWithTable], ...], tuple[ChartWithTable, ...]]:
        if verdict.indicator is None or verdict.status == "not_yet_due" and verdict.unit is None:
            return (), ()
        judged_target = target.model_copy(update={"group": verdict.group})
        data = self.judgement.context.data(verdict.indicator, verdict.group)
        first_year = int(self.judgement.plan.period.first[:4])
        years = years_of(verdict, judged_target, data, first_year)
        exhibits = pictures(verdict, judged_target, data, years, self.judgement.place_name)
        public_figures = data.figures.released()
        if public_figures is not None:
            return tuple(public_figures.derive(exhibit) for exhibit in exhibits), ()
        return (), () if self.for_public else exhibits

    def _watch_item(self, result: WatchResult, entry: Watch) -> Item:
        tag, kind = WATCH_WORDS[result.status]
        local = f" ({LOCAL_LABEL}.)" if self.has_local_figures(entry.indicator, entry.group) else ""
        sentence = result.sentence.replace(": cannot tell; ", ": ")
        return Item(f"{sentence}{local}", tag, kind, _because(entry.words, result.title))

    def _leading_item(self, entry: Leading) -> Item:
        context = self.judgement.context
        try:
            data = context.data(entry.indicator, entry.group)
        except UsageError:
            return Item(f"{entry.words}: no figure is held.", "No figure")
        latest = data.latest_by(context.at)
        value = data.value_at(latest) if latest else None
        if latest is None or value is None:
            reason = why_no_return(data) if data.local else "no figure is held"
            title = data.indicator.title
            return Item(f"{title}: {reason}.", "No figure", why=_because(entry.words, title))
        unit, places = data.indicator.unit, data.indicator.decimal_places
        sentence = f"{data.indicator.title}: {format_value(value, unit, places)} in {latest.label}"
        country = context.country
        country_value = None if data.local else data.value_at(latest, country.id)
        if country_value is not None:
            sentence += f" ({country.name} {format_value(country_value, unit, places)})"
        local = f" ({LOCAL_LABEL}.)" if data.figures.local else ""
        return Item(
            f"{sentence}.{local}", "Latest", why=_because(entry.words, data.indicator.title)
        )


def page_words(page: int | None) -> str:
    """Where in the plan something is promised.

    Examples
    --------
    >>> page_words(19), page_words(None)
    ('plan, page 19', '')
    """
    return f"plan, page {page}" if page else ""


def source_words(located: FigureSource) -> str:
    """Where a figure is written down, in a line."""
    release = "quoted with the plan" if located.release == "quoted" else located.release
    digest = f" (sha256 {located.sha256[:SHA_LENGTH]})" if located.sha256 else ""
    return f"{release}: {located.locator}{digest}"


def _parts(target: BaseTarget) -> list[BaseTarget]:
    """The target behind each part of a verdict: its own parts, or what stands in for it."""
    if target.parts:
        return list(target.parts)
    return [
        target.with_values(
            {
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
    sentence = words.rstrip(".")
    return "" if sentence.lower() == title.lower() else f"{sentence}."
