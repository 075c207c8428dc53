"""Register codes by the day of the mark, and the lists of the census, as published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.pupils.layouts import pupil_layouts
from stocktake.standards.attendance_codes import attendance_code_table, attendance_codes
from stocktake.standards.code_lists import code_list, codes_in_force
from stocktake.standards.errors import UsageError

LAST_OLD_DAY = date(2024, 8, 18)
FIRST_NEW_DAY = date(2024, 8, 19)

PUBLISHED = {
    LAST_OLD_DAY: {
        "present": "/ \\ L",
        "attending_elsewhere": "B J P V W",
        "authorised": "C E H I M R S T",
        "unauthorised": "G N O U",
        "not_possible": "D X Y Z #",
    },
    FIRST_NEW_DAY: {
        "present": "/ \\ L",
        "attending_elsewhere": "B K P V W",
        "authorised": "C C1 C2 E I J1 M R S T",
        "unauthorised": "G N O U",
        "not_possible": "D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z #",
    },
}


@pytest.mark.parametrize("day", PUBLISHED)
def test_the_classes_are_those_of_the_regulations(day: date) -> None:
    codes_by_class: dict[str, set[str]] = {}
    for code in attendance_codes(day).values():
        codes_by_class.setdefault(code.attendance_class, set()).add(code.code)
    assert codes_by_class == {name: set(codes.split()) for name, codes in PUBLISHED[day].items()}


def test_an_interview_became_absence_on_19_august_2024() -> None:
    assert attendance_codes(LAST_OLD_DAY)["J"].attendance_class == "attending_elsewhere"
    assert attendance_codes(FIRST_NEW_DAY)["J1"].attendance_class == "authorised"
    assert "J" not in attendance_codes(FIRST_NEW_DAY)


def test_extended_family_holidays_counted_until_2013() -> None:
    assert attendance_codes(date(2013, 8, 31))["F"].attendance_class == "authorised"
    assert "F" not in attendance_codes(date(2013, 9, 1))


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_mark_meets_one_row_of_the_table_as_the_codes_of_its_day_say(day: date) -> None:
    table = attendance_code_table()
    met = table.filter((table["starts"] <= day) & (table["ends"] >= day))
    codes = attendance_codes(day)
    assert met["code"].is_unique().all()
    assert dict(zip(met["code"], met["attendance_class"], strict=True)) == {
        code: entry.attendance_class for code, entry in codes.items()
    }


LISTS = sorted({column.code_list for table in pupil_layouts().values() for column in table.column})


@pytest.mark.parametrize("name", [name for name in LISTS if name])
def test_every_list_that_a_layout_names_covers_every_day_without_gap(name: str) -> None:
    spans = codes_in_force(name)
    for before, after in zip(spans, spans[1:], strict=False):
        assert after.starts == before.ends + timedelta(days=1)
    assert (spans[0].starts.year, spans[-1].ends.year) == (1900, 2999)


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from([n for n in LISTS if n]))
def test_spans_agree_with_the_list_of_the_day(day: date, name: str) -> None:
    of_day = set(attendance_codes(day) if name == "attendance" else code_list(name, day))
    (span,) = [
        candidate for candidate in codes_in_force(name) if candidate.starts <= day <= candidate.ends
    ]
    assert span.codes == of_day


def test_the_main_codes_of_ethnicity_are_those_of_the_census() -> None:
    expected = (
        "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE "
        "OOTH REFU NOBT"
    )
    assert list(code_list("ethnicity", date(2024, 1, 18))) == expected.split()


def test_a_list_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="no code list is called 'etnicity'; did you mean 'ethn"):
        code_list("etnicity", date(2024, 1, 1))
