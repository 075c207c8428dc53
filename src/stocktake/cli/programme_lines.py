"""The map of programmes as text in 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stocktake.cli.terminal import bullets, heading, paragraph, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.cli.programmes import MapContext
    from stocktake.programmes import (
        Burden,
        BurdenRules,
        CoverageResult,
        Gap,
        Overlap,
        ProposalAnswer,
        Score,
        ThemeRow,
        Uptake,
    )

LISTED_SCHOOLS = 10
STATUS_TEXTS = {
    "met": "Met",
    "not_met": "Not met",
    "not_yet_due": "Not yet due",
    "cannot_tell": "Cannot tell",
}
_HEADS = {
    "early-years": "Early",
    "primary": "Prim.",
    "secondary": "Sec.",
    "special": "Spec.",
    "alternative-provision": "AP",
    "post-16": "16+",
    "outside-schools": "Out",
    "not-stated": "n.s.",
}
_STATED_KEYS = {
    "funder": "who pays",
    "cost": "cost",
    "ends": "end",
    "exit_plan": "exit plan",
    "successor": "who takes over",
    "capacity": "capacity",
    "school_asks": "what it asks of schools",
    "data_returned": "data returned",
    "evidence": "evidence",
    "measure": "measures",
}


def map_lines(
    context: MapContext,
    rows: Sequence[ThemeRow],
    uptake: Sequence[Uptake],
    burden: Burden,
    rules: BurdenRules,
) -> list[RenderableType]:
    """Themes by phase, each programme with its schools, what is not stated, and asks."""
    programmes = context.programme_map.programmes
    lines: list[RenderableType] = [
        heading(f"{context.title}: {len(programmes)} programmes", first=True),
        paragraph("Programmes by theme and phase; out: outside schools, n.s.: not stated.\n"),
        _theme_table(rows),
        heading("Programmes"),
        paragraph("Schools: in how many it has begun, of those it was offered to.\n"),
        _programme_table(uptake),
    ]
    lines += _uptake_lines(context, uptake)
    absences = _absence_counts(context)
    if absences:
        lines += [heading("Not stated"), paragraph(f"{', '.join(absences)}.")]
    relied_upon = [item for item in programmes if item.relied_upon_for]
    if relied_upon:
        lines.append(heading("Relied upon"))
        lines.append(bullets(f"{item.title}: {item.relied_upon_for}" for item in relied_upon))
    return [*lines, *_burden_lines(context, burden, rules)]


def overlap_lines(context: MapContext, overlaps: Sequence[Overlap]) -> list[RenderableType]:
    """Certain overlaps, those that are intended, and possible ones with what is not stated."""
    certain = [item for item in overlaps if item.certainty == "certain"]
    groups = {
        "Do the same for the same people": [i for i in certain if not i.is_coordinated],
        "The same, and intended: they work as one": [i for i in certain if i.is_coordinated],
        "Possible: something is not stated": [i for i in overlaps if i.certainty == "possible"],
    }
    lines: list[RenderableType] = [
        heading(f"{context.title}: {len(certain)} overlaps, {len(overlaps)} with possible ones",
                first=True)
    ]  # fmt: skip
    for words, items in groups.items():
        if not items:
            continue
        lines.append(heading(f"{words} ({len(items)})"))
        for item in items:
            lines.append(paragraph(f"\n{item.first.title} / {item.second.title}", style="bold"))
            lines.append(paragraph(_overlap_place(item), indent=2))
            lines.append(paragraph(f"Score {score_words(item.score)}", indent=2))
            if item.reasons:
                lines.append(paragraph(f"Not stated: {'; '.join(item.reasons)}", indent=2))
    if not overlaps:
        lines.append(paragraph("No two programmes do the same for the same people."))
    return [*lines, _weights_note(context)]


def gap_lines(context: MapContext, gaps: Sequence[Gap]) -> list[RenderableType]:
    """Gaps, then what may be one."""
    lines: list[RenderableType] = []
    for answer, words in (("gap", "Gaps"), ("cannot_tell", "Cannot tell")):
        items = [gap for gap in gaps if gap.answer == answer]
        title = f"{words} ({len(items)})"
        if answer == "gap":
            title = f"{context.title}: {title.lower()}"
        lines.append(heading(title, first=not lines))
        for gap in items:
            lines.append(paragraph(f"\n{gap.text}", style="bold"))
            lines.append(paragraph(f"Score {score_words(gap.score)}", indent=2))
            lines += [paragraph(reason, indent=2) for reason in gap.reasons]
            if gap.source:
                lines.append(paragraph(f"Need: {gap.source}", indent=2))
    return [*lines, _weights_note(context)]


def coverage_lines(context: MapContext, results: Sequence[CoverageResult]) -> list[RenderableType]:
    """Each rule with its answer, how many of how many, and which schools are missing."""
    lines: list[RenderableType] = [heading(f"{context.title}: coverage", first=True)]
    names = {item.school_urn: item.school_name for item in context.programme_map.schools}
    for result in results:
        lines.append(paragraph(f"\n{result.rule.text}", style="bold"))
        words = STATUS_TEXTS[result.status]
        lines.append(paragraph(f"{words}: {result.reason}" if result.reason else words, indent=2))
        for part in result.requirements:
            promise_text = (
                f"; promised in {len(part.promised_urns)} more" if part.promised_urns else ""
            )
            lines.append(
                paragraph(
                    f"{part.text}: {len(part.delivered_urns)} of {part.required_count} schools"
                    f"{promise_text}",
                    indent=2,
                )
            )
            if not part.is_met and part.required_count == len(part.school_urns):
                lines.append(paragraph(f"Missing: {_schools(part.missing_urns, names)}", indent=4))
    if not results:
        lines.append(paragraph("The plan has no rule of coverage."))
    return lines


def proposal_lines(
    context: MapContext, answer: ProposalAnswer, rules: BurdenRules
) -> list[RenderableType]:
    """Which ask it would be in each school and term, and who does it already."""
    names = {item.school_urn: item.school_name for item in context.programme_map.schools}
    lines: list[RenderableType] = [heading(f"Proposal: {answer.proposal.title}", first=True)]
    if answer.schools:
        grid = table(["School", "Term", "Ask", "Minutes", "Ceiling", "Done by"],
                     right=["Ask", "Minutes", "Done by"], fold="School")  # fmt: skip
        for item in answer.schools[: 2 * LISTED_SCHOOLS]:
            over = "over" if item.is_over_asks or item.is_over_minutes else "within"
            grid.add_row(
                names[item.school_urn],
                item.term.label,
                f"{item.ask_number}.",
                f"{item.minutes:,}",
                over,
                str(len(item.same_ids) or "-"),
            )
        lines += [
            paragraph("It would be this ask of the school in the term, and so many do it there:\n"),
            grid,
        ]
        hidden_count = len(answer.schools) - 2 * LISTED_SCHOOLS
        if hidden_count > 0:
            lines.append(paragraph(f"and {hidden_count} more, in --format json"))
        ceiling = f"{rules.asks_ceiling} asks, {rules.minutes_ceiling:,} minutes"
        lines.append(paragraph(f"\nCeiling of a term: {ceiling}.{_unverified(rules.source)}"))
    else:
        lines.append(paragraph("In which schools it would be is not known: no ask can be counted."))
    lines.append(heading(f"Who does it already ({len(answer.overlaps)})"))
    lines.append(
        bullets(
            f"{item.second.title if item.first.id == answer.proposal.id else item.first.title} "
            f"({item.certainty}, score {item.score.label}): {', '.join(item.theme_titles)}"
            for item in answer.overlaps
        )
        if answer.overlaps
        else paragraph("Nobody.")
    )
    return lines


def score_words(score: Score) -> str:
    """A score with its parts: each share of its weight."""
    parts = [
        f"{part.name} {'?' if part.share is None else round(part.share * part.weight)}"
        f"/{part.weight:g} ({part.text})"
        for part in score.parts
    ]
    return f"{score.label}: {', '.join(parts)}"


def _theme_table(rows: Sequence[ThemeRow]) -> RenderableType:
    grid = table(["Theme", *_HEADS.values()], right=list(_HEADS.values()), fold="Theme")
    for row in rows:
        counts = [str(len(row.programmes.get(column, ())) or "-") for column in _HEADS]
        grid.add_row(row.title, *counts)
    return grid


def _programme_table(uptake: Sequence[Uptake]) -> RenderableType:
    from stocktake.programmes import Absence

    grid = table(["Programme", "Stage", "Starts", "Ends", "Schools"], fold="Programme")
    for item in uptake:
        programme = item.programme
        total = sum(item.schools_counts.values())
        counts = f"{item.schools_counts.get('delivered', 0)} of {total}" if total else ""
        schools = programme.audience.schools
        if not counts:
            counts = schools.value if isinstance(schools, Absence) else schools
        days = [
            day.value if isinstance(day, Absence) else day.isoformat()
            for day in (programme.starts, programme.ends)
        ]
        grid.add_row(programme.title, programme.stage, *days, counts)
    return grid


def _uptake_lines(context: MapContext, uptake: Sequence[Uptake]) -> list[RenderableType]:
    """How many people got how far, and schools in which nobody is named as contact."""
    names = {item.school_urn: item.school_name for item in context.programme_map.schools}
    sentences = []
    for item in uptake:
        counts = {
            "offered": item.offered_count,
            "started": item.started_count,
            "completed": item.completed_count,
        }
        parts = [f"{count:,} {word}" for word, count in counts.items() if count is not None]
        if item.vacancies:
            parts.append(f"no contact at {_schools(item.vacancies, names)}")
        if parts:
            sentences.append(f"{item.programme.title}: {', '.join(parts)}")
    return [heading("Uptake"), bullets(sentences)] if sentences else []


def _absence_counts(context: MapContext) -> list[str]:
    programmes = context.programme_map.programmes
    counts = {
        words: sum(getattr(item, key) == "not stated" for item in programmes)
        for key, words in _STATED_KEYS.items()
    }
    return [f"{words} of {count}" for words, count in counts.items() if count]


def _burden_lines(context: MapContext, burden: Burden, rules: BurdenRules) -> list[RenderableType]:
    if not context.programme_map.schools:
        words = "What each school is asked cannot be counted: the plan has no list of schools."
        return [heading("Asks of schools"), paragraph(words)]
    names = {item.school_urn: item.school_name for item in context.programme_map.schools}
    rows = burden.over_ceiling
    words = (
        f"{len(rows)} times a school is asked more in a term than {rules.asks_ceiling} asks or "
        f"{rules.minutes_ceiling:,} minutes.{_unverified(rules.source)}"
    )
    lines: list[RenderableType] = [heading("Asks of schools"), paragraph(words)]
    if len(rows):
        grid = table(["School", "Term", "Asks", "Minutes", "Visits", "Data", "Days out"],
                     right=["Asks", "Minutes", "Visits", "Data", "Days out"],
                     fold="School")  # fmt: skip
        for row in rows.head(LISTED_SCHOOLS).iter_rows(named=True):
            grid.add_row(
                names[row["school_urn"]],
                row["term"],
                str(row["asks_count"]),
                f"{row['minutes']:,}{'+' if row['unknown_minutes_count'] else ''}",
                str(row["visits_count"]),
                str(row["data_requests_count"]),
                str(row["days_out_count"]),
            )
        lines += [paragraph(""), grid]
    return lines


def _overlap_place(overlap: Overlap) -> str:
    first, last = overlap.terms[0], overlap.terms[-1]
    span = first.label if first == last else f"{first.label} to {last.label}"
    count = len(overlap.school_urns)
    schools = f"{count} schools, " if count > 1 else "one school, " if count else ""
    return f"{', '.join(overlap.theme_titles)}; {', '.join(overlap.participants)}; {schools}{span}"


def _schools(urns: Sequence[int], names: dict[int, str]) -> str:
    shown_names = [names[urn] for urn in urns[:LISTED_SCHOOLS]]
    hidden_count = len(urns) - LISTED_SCHOOLS
    return ", ".join(shown_names) + (f" and {hidden_count} more" if hidden_count > 0 else "")


def _weights_note(context: MapContext) -> RenderableType:
    source = context.weights.source
    return paragraph(f"\nWeights of the parts: {source.title}.{_unverified(source)}")


def _unverified(source: object) -> str:
    return "" if getattr(source, "verified", False) else " Not verified."
