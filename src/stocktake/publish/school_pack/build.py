"""Makes a school's data pack from its profile, what was judged, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stocktake.publish.content import Fact, Item
from stocktake.publish.exhibits import Cell, Column, Table
from stocktake.publish.school_pack.content import PackPage, PackPart, SchoolPack
from stocktake.publish.school_pack.measures import latest_table, school_bars, sentences_of
from stocktake.publish.wording import long_date
from stocktake.schools.profile.model import MeasureProfile, SchoolProfile

HEADLINE_CHARTS, GROUP_CHARTS = 3, 2
NO_RESULT = "No result of this school is published."
RESULT_ROWS, GROUP_ROWS, OTHER_ROWS = 6, 5, 10
"""How many rows of a table a page has room for; the workbook has them all."""

LEARN_FROM_MOST, INSPECTIONS_MOST = 6, 2
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
RESULT_PARTS = ("early-years", "key-stage-1", "key-stage-2", "key-stage-4", "key-stage-5")
"""How the ids of parts with results begin."""

TRACKED = ("high_prior", "disadvantaged")
"""Groups that every pack follows: the letter of 2013 requests for the first, the plan for both."""


@dataclass(frozen=True)
class PackJudgement:
    """What was judged of a school, and what is asked of it.

    Parameters
    ----------
    improvement : str
        The sentence on its rate of improvement; empty where none is stated.
    category : str
        The category that a person set, with the day and the reason; empty where none is set.
    evidence : tuple of Item
        The criteria: what each found, tagged met, not met or cannot tell.
    requests : tuple of Item
        What is asked of the school, by when.
    """

    improvement: str = ""
    category: str = ""
    evidence: tuple[Item, ...] = ()
    requests: tuple[Item, ...] = ()


def compose_school_pack(
    profile: SchoolProfile,
    *,
    place: str,
    judgement: PackJudgement | None = None,
    questions: Sequence[str] = (),
    names_schools: bool = True,
) -> SchoolPack:
    """The four pages of a school's pack.

    Parameters
    ----------
    profile : SchoolProfile
        Of published figures, and of released figures about pupils; nobody is named in it.
    place : str
        Whose pack it is.
    questions : sequence of str
        That governors should put.
    names_schools : bool
        Whether similar schools are named. An early comparison before results are final names only
        schools that signed the exchange, so that the caller passes False for it.
    """
    judgement = judgement or PackJudgement()
    name = profile.school.name
    results, groups, other_measures = (
        _results_table(profile),
        _groups_table(profile),
        _other_measures_table(profile),
    )
    pages = (
        _results(profile, results),
        _groups(profile, groups, other_measures),
        _judgement_page(profile, judgement, names_schools),
        _requests_page(judgement, questions),
    )
    return SchoolPack(
        title=f"{name}: data pack",
        school=f"{name} (URN {profile.school.school_urn})",
        place=place,
        headline=" ".join(profile.sentences[1:2]) or profile.school.sentence,
        stage=_stage(profile),
        audience="For the head and the governors. It names no pupil, and no figure of pupils that "
        "disclosure control did not release.",
        as_of=profile.as_of,
        facts=tuple(_facts(profile)),
        pages=pages,
        notes=profile.notes,
        sources=tuple(sorted(_sources(profile))),
        licence=LICENCE,
        further_tables=tuple(
            replace(table, caption=f"{table.caption}, all rows")
            for table, most in (
                (results, RESULT_ROWS),
                (groups, GROUP_ROWS),
                (other_measures, OTHER_ROWS),
            )
            if len(table.rows) > most
        ),
    )


def _is_results(part: str) -> bool:
    return part.startswith(RESULT_PARTS)


def _measures(profile: SchoolProfile, *, results: bool) -> tuple[MeasureProfile, ...]:
    return tuple(
        measure
        for part in profile.parts
        if _is_results(part.id) == results
        for measure in part.measures
    )


def _charted(profile: SchoolProfile) -> tuple[MeasureProfile, ...]:
    """The results that the first page draws: the first that have a figure."""
    measures = [m for m in _measures(profile, results=True) if m.group == "all" and m.years]
    return tuple(m for m in measures if m.years[-1].value is not None)[:HEADLINE_CHARTS]


def _results_table(profile: SchoolProfile) -> Table:
    charted = _charted(profile)
    rest = [
        measure
        for measure in _measures(profile, results=True)
        if measure.group == "all" and measure not in charted
    ]
    return latest_table("Other results, the latest year of each", rest)


def _groups_table(profile: SchoolProfile) -> Table:
    groups = [m for m in _measures(profile, results=True) if m.group != "all"]
    # Those whom a page must not lose come first, then in the order of the profile.
    groups.sort(key=lambda measure: measure.group not in TRACKED)
    return latest_table("Groups of pupils, the latest year of each", groups)


def _other_measures_table(profile: SchoolProfile) -> Table:
    caption = "Attendance, exclusions, pupils, destinations and staff"
    return latest_table(caption, _measures(profile, results=False))


def _first_rows(table: Table, most: int) -> tuple[Table, ...]:
    """As many rows as there is room for, and how many more the workbook has."""
    if not table.rows:
        return ()
    more = len(table.rows) - most
    if more <= 0:
        return (table,)
    rows = table.rows[:most]
    # Notes are numbered in the order of the rows that call them.
    called_count = sum("(note " in row[0].text for row in rows)
    note = f"{more} more {'rows are' if more > 1 else 'row is'} in the workbook."
    return (replace(table, rows=rows, notes=(*table.notes[:called_count], note)),)


def _results(profile: SchoolProfile, results: Table) -> PackPage:
    charted = _charted(profile)
    figures = tuple(figure for m in charted if (figure := school_bars(m)) is not None)
    # The pack's headline says what the latest figure is; the page begins with where it goes.
    first = charted[0] if charted else None
    sentence = (first.trend.sentence or first.sentence) if first else NO_RESULT
    points = tuple(Item(text) for text in sentences_of(charted[1:], HEADLINE_CHARTS))
    tables = _first_rows(results, RESULT_ROWS)
    parts = (PackPart("", "", figures=figures, items=points), PackPart("", "", tables=tables))
    return PackPage("Results", sentence, parts)


def _groups(profile: SchoolProfile, groups: Table, other_measures: Table) -> PackPage:
    measures = [m for m in _measures(profile, results=True) if m.group in TRACKED and m.years]
    charted = measures[:GROUP_CHARTS]
    figures = tuple(figure for m in charted if (figure := school_bars(m)) is not None)
    missing = (
        ""
        if groups.rows
        else "No figure of a group of pupils of this school is held. It is published for few "
        "measures; the school's own figures can be released to say more."
    )
    parts = (
        PackPart(
            "Higher-attaining and disadvantaged pupils",
            missing,
            figures=figures,
            tables=_first_rows(groups, GROUP_ROWS),
        ),
        PackPart(
            "Attendance, pupils and what comes after",
            "",
            tables=_first_rows(other_measures, OTHER_ROWS),
        ),
    )
    rest = [m for m in _measures(profile, results=False) if m.years]
    sentence = " ".join(sentences_of([*charted, *rest], 1))
    return PackPage("Groups of pupils, attendance, and what comes after", sentence, parts)


def _judgement_page(
    profile: SchoolProfile, judgement: PackJudgement, names_schools: bool
) -> PackPage:
    sentence = judgement.improvement or judgement.category or profile.inspections.sentence
    improvement = judgement.improvement or "No statement on the rate of improvement was made."
    category = judgement.category or "No category is set for this school."
    similar = " ".join((profile.similar.sentence, profile.similar.learn_from_sentence)).strip()
    parts = (
        PackPart("Rate of improvement", _unless(sentence, improvement)),
        PackPart("Category", _unless(sentence, category), items=judgement.evidence),
        PackPart(
            "Inspections",
            _unless(sentence, profile.inspections.sentence),
            tables=tuple(_inspection_tables(profile)),
        ),
        PackPart("Similar schools", similar, tables=_learn_from(profile) if names_schools else ()),
    )
    return PackPage(
        "What was judged, and why",
        sentence,
        tuple(part for part in parts if part.sentence or part.tables or part.items),
    )


def _unless(head: str, sentence: str) -> str:
    """A sentence, unless the page says it at its head."""
    return "" if sentence == head else sentence


def _requests_page(judgement: PackJudgement, questions: Sequence[str]) -> PackPage:
    requests = judgement.requests or (Item("Nothing is asked of the school at present."),)
    return PackPage(
        "What is asked, and what governors should ask",
        "Each question comes from a figure in this pack; the head answers it before the governors "
        "meet.",
        (
            PackPart("What is asked of the school", "", items=requests),
            PackPart("Questions for governors", "", items=tuple(Item(text) for text in questions)),
        ),
    )


def _inspection_tables(profile: SchoolProfile) -> Iterator[Table]:
    for record in profile.inspections.inspections[:INSPECTIONS_MOST]:
        if not record.judgements:
            continue
        day = long_date(record.inspection_date) if record.inspection_date else "date unknown"
        yield Table(
            f"{record.regime_title}, {day}",
            (Column("Area"), Column("Judgement")),
            tuple((Cell(row.title), Cell(row.value or "Not judged")) for row in record.judgements),
        )


def _learn_from(profile: SchoolProfile) -> tuple[Table, ...]:
    similar = profile.similar
    schools = {school.school_urn: school for school in similar.schools}
    rows = tuple(
        (
            Cell(schools[urn].name),
            Cell(schools[urn].la_name),
            Cell(f"{schools[urn].distance:.2f}", schools[urn].distance),
            Cell(f"{schools[urn].shared_count} of {len(similar.characteristics)}"),
        )
        for urn in similar.learn_from[:LEARN_FROM_MOST]
        if urn in schools
    )
    columns = (
        Column("School"),
        Column("Local authority"),
        Column("Distance", True, 2),
        Column("Characteristics shared"),
    )
    return (Table("Similar schools to learn from", columns, rows),) if rows else ()


def _facts(profile: SchoolProfile) -> Iterator[Fact]:
    school = profile.school
    yield Fact("Number (URN)", str(school.school_urn))
    yield Fact("Type", school.type or "not stated")
    yield Fact("Pupils", f"{school.pupils:,}" if school.pupils is not None else "not stated")
    yield Fact("Trust", school.trust_name or "none stated")


def _figures_of(profile: SchoolProfile) -> Iterator[tuple[str | None, str | None]]:
    for part in profile.parts:
        for measure in part.measures:
            for year in measure.years:
                yield year.stage, year.release


def _stage(profile: SchoolProfile) -> str:
    stages = {stage for stage, _ in _figures_of(profile)}
    if "provisional" in stages:
        return "Some figures are provisional."
    return "Figures are final." if stages <= {"final", "revised", None} else ""


def _sources(profile: SchoolProfile) -> set[str]:
    return {release for _, release in _figures_of(profile) if release}
