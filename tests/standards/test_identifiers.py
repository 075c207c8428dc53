"""Numbers of pupils, schools and providers are read whole or refused, and never shown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stocktake.standards.errors import UsageError
from stocktake.standards.identifiers import (
    UPN_LETTERS,
    Laestab,
    parse_laestab,
    parse_ukprn,
    parse_upn,
    parse_urn,
    upn_check_letter,
)

LAST = "0123456789" + UPN_LETTERS
rests = st.builds(
    lambda digits, last: f"{digits:011d}{last}",
    st.integers(0, 10**11 - 1),
    st.sampled_from(LAST),
)


@pytest.mark.parametrize(
    ("rest", "letter"),
    [
        ("801200005001", "B"),
        ("890400017001", "U"),
        ("89040001700A", "E"),
        ("89040001700B", "U"),
    ],
)
def test_the_letters_worked_by_hand(rest: str, letter: str) -> None:
    assert upn_check_letter(rest) == letter
    assert parse_upn(letter + rest).number == letter + rest


def test_a_number_is_taken_apart() -> None:
    upn = parse_upn(" u890400017001 ")
    assert (upn.la, upn.estab, upn.year, upn.temporary) == ("890", "4000", "17", False)
    assert parse_upn("E89040001700A").temporary


@given(rests)
def test_exactly_one_of_the_23_letters_fits(rest: str) -> None:
    fits = []
    for letter in UPN_LETTERS:
        try:
            fits.append(parse_upn(letter + rest).number[0])
        except UsageError:
            continue
    assert fits == [upn_check_letter(rest)]


@given(rests, st.integers(0, 10), st.integers(0, 9))
def test_any_one_mistaken_digit_is_caught(rest: str, position: int, digit: int) -> None:
    assume(rest[position] != str(digit))
    wrong = f"{rest[:position]}{digit}{rest[position + 1 :]}"
    assert upn_check_letter(wrong) != upn_check_letter(rest)


@given(rests, st.integers(0, 9))
def test_any_two_neighbouring_digits_exchanged_are_caught(rest: str, position: int) -> None:
    assume(rest[position] != rest[position + 1])
    swapped = rest[:position] + rest[position + 1] + rest[position] + rest[position + 2 :]
    assert upn_check_letter(swapped) != upn_check_letter(rest)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no UPN: expected 13 characters, found 0"),
        ("UN1", "no UPN: expected 13 characters, found 3"),
        ("S890400017001", "no UPN: position 1 must be a letter other than I, O and S"),
        ("U8904O0017001", "no UPN: position 6 must be a digit"),
        (
            "U89040001700I",
            "no UPN: position 13 must be a digit, or a letter other than I, O and S",
        ),
        ("A890400017001", "no UPN: the check letter (position 1) does not fit"),
        (
            "U89040001700\u0661",
            "no UPN: position 13 must be a digit, or a letter other than I, O and S",
        ),
    ],
)
def test_what_is_no_upn_is_refused_by_position(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_upn(text)
    assert str(caught.value) == message


@given(rests, st.sampled_from(UPN_LETTERS))
def test_no_message_or_printed_form_holds_a_pupils_number(rest: str, letter: str) -> None:
    number = letter + rest
    texts = []
    for parse in (parse_upn, parse_urn, parse_laestab, parse_ukprn):
        try:
            texts.append(repr(parse(number)))
        except UsageError as error:
            texts.append(str(error))
    assert len(texts) == 4
    assert not any(number in text or rest in text for text in texts)


@pytest.mark.parametrize("text", ["890/4000", "8904000", "890-4000", "890 4000", 8904000])
def test_a_dfe_number_in_every_form(text: str | int) -> None:
    laestab = parse_laestab(text)
    assert laestab == Laestab("890", "4000")
    assert (str(laestab), laestab.number) == ("890/4000", "8904000")


@pytest.mark.parametrize("text", ["890", "890/400", "89/04000", "890/40000", "89O4000", ""])
def test_what_is_no_dfe_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected three and four digits such as 890/4000"):
        parse_laestab(text)


def test_urn_and_ukprn() -> None:
    assert parse_urn(" 119781 ").number == "119781"
    assert parse_ukprn(10033177).number == "10033177"
    for wrong in ("012345", "12345", "1234567", "12345x"):
        with pytest.raises(UsageError, match="is no URN; expected six digits such as 119781"):
            parse_urn(wrong)
    for wrong in ("20033177", "1003317", "100331770"):
        with pytest.raises(UsageError, match="is no UKPRN; expected eight digits that begin"):
            parse_ukprn(wrong)


def test_every_identifier_of_the_register_of_schools_is_read(shared_data: Path) -> None:
    path = shared_data / "gias" / "2022-04-20_gias_full_format_LA850_936.csv"
    with path.open(encoding="cp1252", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 1096
    for row in rows:
        assert parse_urn(row["URN"]).number == row["URN"]
        if row["UKPRN"]:
            assert parse_ukprn(row["UKPRN"].removesuffix(".0"))
        if row["EstablishmentNumber"]:
            number = row["EstablishmentNumber"].removesuffix(".0").zfill(4)
            assert parse_laestab(f"{row['LA (code)']}/{number}").estab == number
