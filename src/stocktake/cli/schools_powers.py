"""``stocktake schools powers`` and ``working-days``: a council's powers and their dates."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stocktake.cli import params
from stocktake.cli.options import OwnFolder, as_day
from stocktake.cli.schools_options import Format, SchoolForm

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.schools.powers import NoticeDate, PowerAssessment, PowerRules

POWERS_EXAMPLE = "Example: stocktake schools powers --on 2014-03-03 --type maintained"
WORKING_DAYS_EXAMPLE = "Example: stocktake schools working-days 2022-06-01 10"


class SchoolType(StrEnum):
    """Whose school it is."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"


class Eligibility(StrEnum):
    """The section by which a school is eligible for intervention."""

    NOTICE = "60"
    PAY_NOTICE = "60A"
    SIGNIFICANT_IMPROVEMENT = "61"
    SPECIAL_MEASURES = "62"


def powers(
    on: Annotated[
        date | None,
        typer.Option(
            "--on", parser=as_day, metavar="DATE", help="The day of service; otherwise today."
        ),
    ] = None,
    school_type: Annotated[
        SchoolType, typer.Option("--type", help="Maintained school or academy.")
    ] = SchoolType.MAINTAINED,
    eligible_by: Annotated[
        list[Eligibility] | None,
        typer.Option(
            "--eligible-by",
            help="Section by which the school is eligible for intervention; may be repeated.",
        ),
    ] = None,
    compliance_ends: Annotated[
        date | None,
        typer.Option(
            "--compliance-ends",
            parser=as_day,
            metavar="DATE",
            help="Last day of the period that the notice states.",
        ),
    ] = None,
    form: Format = SchoolForm.TEXT,
    definitions: OwnFolder = None,
) -> None:
    """Say which statutory powers seem open on a day, and their dates: not legal advice."""
    from stocktake.schools.powers import PowerFacts, assess_powers, notice_dates, rules_on
    from stocktake.standards import load_bank_holidays

    day = on or params.today()
    own_folder = params.own_folder(definitions)
    rules = rules_on(day, own_folder)
    sections: list[Any] = [item.value for item in eligible_by or []]
    facts = PowerFacts(
        is_maintained=school_type is SchoolType.MAINTAINED, eligible_by=frozenset(sections)
    )
    assessments = assess_powers(rules, facts, day)
    rows: list[NoticeDate] = []
    if facts.is_maintained:
        holidays = load_bank_holidays(own_folder)
        rows = notice_dates(rules, day, holidays, compliance_ends_on=compliance_ends)
    if form is SchoolForm.JSON:
        _write_json(_powers_document(rules, day, assessments, rows))
        return
    from stocktake.cli.terminal import show

    show(*_powers_lines(rules, day, assessments, rows))


def working_days(
    day: Annotated[
        date,
        typer.Argument(
            parser=as_day, metavar="DATE", help="The day of the event, which is not counted."
        ),
    ],
    count: Annotated[
        int, typer.Argument(metavar="COUNT", help="Working days; put -- before a negative one.")
    ],
    form: Format = SchoolForm.TEXT,
    definitions: OwnFolder = None,
) -> None:
    """Count working days in England from a day, over its bank holidays."""
    from stocktake.standards import add_working_days, load_bank_holidays

    holidays = load_bank_holidays(params.own_folder(definitions))
    last_day = add_working_days(day, count, holidays)
    first, last = sorted((day, last_day))
    passed_holidays = [item for date_, item in holidays.days.items() if first < date_ <= last]
    is_expected = holidays.is_expected(last)
    if form is SchoolForm.JSON:
        _write_json(
            {
                "start": day.isoformat(),
                "working_days": count,
                "last_day": last_day.isoformat(),
                "bank_holidays": [
                    {"date": item.date.isoformat(), "name": item.name} for item in passed_holidays
                ],
                "is_expected": is_expected,
            }
        )
        return
    from stocktake.cli.terminal import bullets, paragraph, show

    words = f"{abs(count)} working days {'after' if count >= 0 else 'before'} {_day_words(day)}"
    lines = [paragraph(f"{words}: {_day_words(last_day)}.")]
    if passed_holidays:
        lines.append(paragraph("\nBank holidays on the way:"))
        lines.append(bullets([f"{_day_words(item.date)}, {item.name}" for item in passed_holidays]))
    if is_expected:
        lines.append(paragraph("\nBank holidays to come are expected, and may still be moved."))
    show(*lines)


def _powers_document(
    rules: PowerRules, day: date, assessments: list[PowerAssessment], rows: list[NoticeDate]
) -> dict[str, object]:
    return {
        "information": rules.information,
        "rules": rules.title,
        "on": day.isoformat(),
        "powers": [
            {
                "id": item.power.id,
                "section": item.power.section,
                "answer": item.answer,
                "against": [{"text": g.text, "section": g.section} for g in item.against],
                "to_check": [{"text": r.text, "section": r.section} for r in item.to_check],
                "saving": item.power.saving,
            }
            for item in assessments
        ],
        "dates": [
            {
                "id": row.limit.id,
                "answer": row.answer,
                "last_day": row.last_day.isoformat() if row.last_day else None,
                "section": row.limit.section,
                "reason": row.reason,
            }
            for row in rows
        ],
    }


def _powers_lines(
    rules: PowerRules, day: date, assessments: list[PowerAssessment], rows: list[NoticeDate]
) -> list[RenderableType]:
    from stocktake.cli.terminal import bullets, heading, paragraph

    lines: list[RenderableType] = [
        paragraph(f"{rules.information}\n"),
        paragraph(f"{rules.title}; on {_day_words(day)}."),
    ]
    for item in assessments:
        answer = item.answer.replace("_", " ")
        lines.append(heading(f"{item.power.title} ({item.power.section}): {answer}"))
        reasons = [f"{guard.text} ({guard.section})" for guard in item.against]
        if not reasons:
            reasons = [f"To check: {rule.text} ({rule.section})" for rule in item.to_check]
        lines.append(bullets(reasons))
    if rows:
        lines.append(heading("Dates"))
        lines.append(
            bullets(
                [
                    f"{row.limit.title} ({row.limit.section}): "
                    + (_day_words(row.last_day) if row.last_day else f"check. {row.reason}")
                    for row in rows
                ]
            )
        )
    lines += [paragraph(f"\n{item.power.saving}") for item in assessments if item.power.saving]
    return lines


def _write_json(document: dict[str, object]) -> None:
    import json

    from stocktake.cli.output import write_out

    write_out(json.dumps(document, indent=2), None)


def _day_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"
