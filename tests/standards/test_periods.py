"""Periods: what they are called, which days they cover, and which academic year they fall in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards.errors import UsageError
from stocktake.standards.period_kinds import KINDS
from stocktake.standards.periods import Period, academic_year_of, parse_period


@st.composite
def periods(draw: st.DrawFn, kinds: list[str] | None = None) -> Period:
    kind = draw(st.sampled_from(kinds or sorted(KINDS)))
    year = draw(st.integers(1950, 2090))
    text = f"{year}{(year + 1) % 100:02d}" if KINDS[kind].digits == 6 else f"{year}"
    return Period(text, kind, draw(st.integers(1, 5)))


WHOLE_YEARS = ["Academic year", "Financial year", "Tax year", "Calendar year", "Reporting year"]


@pytest.mark.parametrize(
    ("text", "kind", "span", "label", "starts", "ends", "academic_year"),
    [
        ("201617", "Academic year", 1, "2016/17", "2016-09-01", "2017-08-31", "201617"),
        ("199900", "Academic year", 1, "1999/00", "1999-09-01", "2000-08-31", "199900"),
        ("201617", "Financial year", 1, "2016-17", "2016-04-01", "2017-03-31", "201617"),
        ("201617", "Tax year", 1, "2016-17", "2016-04-06", "2017-04-05", "201617"),
        ("2017", "Calendar year", 1, "2017", "2017-01-01", "2017-12-31", "201718"),
        ("2021", "Reporting year", 1, "2021", "2021-01-01", "2021-12-31", "202021"),
        ("201617", "Autumn term", 1, "2016/17 Autumn term", "2016-09-01", "2016-12-31", "201617"),
        ("201617", "Spring term", 1, "2016/17 Spring term", "2017-01-01", "2017-03-31", "201617"),
        ("201617", "Summer term", 1, "2016/17 Summer term", "2017-04-01", "2017-08-31", "201617"),
        ("2017", "January", 1, "January 2017", "2017-01-01", "2017-01-31", "201617"),
        ("2020", "February", 1, "February 2020", "2020-02-01", "2020-02-29", "201920"),
        ("2017", "September", 1, "September 2017", "2017-09-01", "2017-09-30", "201718"),
        ("2017", "December", 1, "December 2017", "2017-12-01", "2017-12-31", "201718"),
        ("2020", "Week 12", 1, "Week 12 2020", "2020-03-16", "2020-03-22", "201920"),
        ("201617", "Financial year Q4", 1, "2016-17 Q4", "2017-01-01", "2017-03-31", "201617"),
        (
            "201617",
            "Part 2 (October to March)",
            1,
            "2016-17 part 2",
            "2016-10-01",
            "2017-03-31",
            "201617",
        ),
        ("2016", "Calendar year", 3, "2014 to 2016", "2014-01-01", "2016-12-31", "201617"),
        (
            "201617",
            "Financial year",
            3,
            "2014-15 to 2016-17",
            "2014-04-01",
            "2017-03-31",
            "201617",
        ),
        ("201617", "Academic year", 3, "2014/15 to 2016/17", "2014-09-01", "2017-08-31", "201617"),
    ],
)
def test_a_period_is_called_and_covers(
    text: str, kind: str, span: int, label: str, starts: str, ends: str, academic_year: str
) -> None:
    period = Period(text, kind, span)
    assert period.label == label == str(period)
    assert (period.starts.isoformat(), period.ends.isoformat()) == (starts, ends)
    assert period.academic_year == academic_year


@given(periods())
def test_a_period_ends_after_it_starts_and_years_do_not_overlap(period: Period) -> None:
    assert period.starts <= period.ends
    if period.time_identifier in WHOLE_YEARS:
        assert period.later(period.span_years).starts == period.ends + timedelta(days=1)


@given(periods(), st.integers(0, 8))
def test_going_back_and_forth_returns(period: Period, years: int) -> None:
    assert period.later(years).previous(years) == period
    assert period.later(years).ends >= period.ends


@given(periods(WHOLE_YEARS))
def test_a_year_can_be_read_from_its_own_label(period: Period) -> None:
    assert parse_period(period.label, period.time_identifier) == period


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_its_academic_year(day: date) -> None:
    year = Period(academic_year_of(day), "Academic year")
    assert year.starts <= day <= year.ends


def test_the_four_quarters_and_the_two_parts_make_the_financial_year() -> None:
    whole = Period("201617", "Financial year")
    for names in (
        [f"Financial year Q{number}" for number in range(1, 5)],
        ["Part 1 (April to September)", "Part 2 (October to March)"],
    ):
        pieces = [Period("201617", name) for name in names]
        assert pieces[0].starts == whole.starts
        assert pieces[-1].ends == whole.ends
        for earlier, later in pairwise(pieces):
            assert later.starts == earlier.ends + timedelta(days=1)


@pytest.mark.parametrize("text", ["201617", "2016/17", "2016-17", "2016/2017", " 2016/17 "])
def test_every_way_of_writing_an_academic_year(text: str) -> None:
    assert parse_period(text) == Period("201617", "Academic year")


def test_one_year_is_never_taken_for_an_academic_year() -> None:
    with pytest.raises(UsageError) as caught:
        parse_period("2017")
    assert caught.value.summary == (
        "'2017' could be either of two academic years; write 201617 for the one that ends in "
        "2017 or 201718 for the one that begins in it"
    )


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (
            "201619",
            "Academic year",
            "'201619' is no Academic year; the years must follow each other, such as 201617",
        ),
        (
            "2016/2018",
            "Academic year",
            "'2016/2018' is no Academic year; the years must follow each other",
        ),
        (
            "last year",
            "Academic year",
            "'last year' is no Academic year; expected six digits such as 201617, or 2016/17",
        ),
        ("201617", "January", "'201617' is no January; expected 4 digits, such as 2017"),
        (
            "201617",
            "Academic yeer",
            "unknown kind of period 'Academic yeer'; did you mean 'Academic year'?",
        ),
        (
            "2016",
            "fortnight",
            "unknown kind of period 'fortnight'; expected such as Academic year",
        ),
        ("0001", "Calendar year", "'0001' is no Calendar year; expected years 1900 to 2998"),
        ("٢٠١٧", "Calendar year", "'٢٠١٧' is no Calendar year; expected 4 digits, such as 2017"),
        (
            "2016/17 to 2014/15",
            "Academic year",
            "a period spans at least one year, not -1",
        ),
    ],
)
def test_what_is_no_period_is_refused_with_what_to_write(
    text: str, kind: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(text, kind)
    assert caught.value.summary == message
