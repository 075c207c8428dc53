"""A criterion is evaluated on what was known on its day, whatever came to be known later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from invented_record import A8, SCHOOL, england, inspection, record, rows, table

from stocktake.schools.concerns import ConcernData, evaluate_criteria, load_criteria

DAY = date(2026, 12, 1)
NEXT = date(2026, 12, 2)
OTHER_URNS = tuple(range(910000, 910019))
STRONG, URGENT = {"achievement": "strong standard"}, {"achievement": "urgent improvement"}


def answer_of(day: date, answer: str) -> pl.DataFrame:
    criterion = next(name for name, item in load_criteria().items() if item.evidence == "local")
    return pl.DataFrame(
        {"school_urn": [SCHOOL], "criterion": [criterion], "answer": [answer], "answered": [day]}
    )


@pytest.fixture
def record_then() -> ConcernData:
    """A good school, answered for and inspected before the day."""
    values = {"202425": 46.0, "202526": 47.0}
    return record(
        table(rows(SCHOOL, A8, values), *(rows(urn, A8, values) for urn in OTHER_URNS)),
        SCHOOL,
        *OTHER_URNS,
        inspections=inspection(
            "report_card", {"achievement": "strong standard"}, safeguarding="met"
        ),
        answers=answer_of(date(2026, 10, 1), "no"),
        place_figures=england(A8, values),
        as_of=DAY,
    )


def with_later(record_then: ConcernData) -> ConcernData:
    """The same with a bad report, a red answer and terrible results, all of them later."""
    report = inspection("report_card", URGENT, day=date(2026, 11, 20), safeguarding="not met")
    assert record_then.inspections is not None
    assert record_then.answers is not None
    return replace(
        record_then,
        figures=pl.concat([record_then.figures, table(rows(SCHOOL, A8, {"202728": 10.0}))]),
        inspections=pl.concat(
            [record_then.inspections, report.with_columns(published_date=pl.lit(NEXT))]
        ),
        answers=pl.concat([record_then.answers, answer_of(NEXT, "red")]),
    )


def test_what_is_published_later_changes_nothing(record_then: ConcernData) -> None:
    before = evaluate_criteria(record_then)
    assert evaluate_criteria(with_later(record_then)).equals(before)
    assert "red" not in before.filter(pl.col("school_urn") == SCHOOL)["level"].to_list()


def test_once_it_is_published_it_counts(record_then: ConcernData) -> None:
    later = replace(with_later(record_then), as_of=date(2028, 12, 1))
    levels = evaluate_criteria(later).filter(pl.col("school_urn") == SCHOOL)
    assert "red" in levels["level"].to_list()
