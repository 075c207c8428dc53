"""A ledger of predictions is added to; nothing in it is changed, taken away or put in between."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prediction_rows import make_addition, make_prediction
from pydantic import ValidationError

from stocktake.schools.predictions import Ledger, LedgerFile, digest_of
from stocktake.standards.errors import InputError, StoreError

DAY = date(2026, 2, 2)


def three_entries() -> Ledger:
    """Three schools' predictions."""
    additions = [make_addition(school_urn=urn) for urn in (100001, 100002, 100003)]
    return Ledger().add(additions, recorded_on=DAY)


def test_entries_are_numbered_and_linked() -> None:
    entries = three_entries().entries
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:2]]


def test_a_correction_is_a_new_entry_and_the_first_one_stays() -> None:
    ledger = three_entries().add(
        [make_addition(corrects=2, school_urn=100002, value=38.0)], recorded_on=DAY
    )
    assert [entry.prediction.value for entry in ledger.entries] == [41.2, 41.2, 41.2, 38.0]
    assert [entry.number for entry in ledger.standing_entries] == [1, 3, 4]
    assert ledger.frame()["value"].to_list() == [41.2, 41.2, 38.0]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_changed_entry_is_noticed(place: int) -> None:
    entries = list(three_entries().entries)
    prediction = entries[place].prediction.model_copy(update={"value": 30.0})
    entries[place] = entries[place].model_copy(update={"prediction": prediction})
    with pytest.raises(StoreError, match="is not as it was written"):
        Ledger(tuple(entries))


def test_a_changed_entry_with_a_new_digest_is_noticed_at_the_next_one() -> None:
    entries = list(three_entries().entries)
    prediction = entries[0].prediction.model_copy(update={"value": 30.0})
    changed_entry = entries[0].model_copy(update={"prediction": prediction})
    entries[0] = changed_entry.model_copy(update={"digest": digest_of(changed_entry)})
    with pytest.raises(StoreError, match="entry 2: does not follow the entry before it"):
        Ledger(tuple(entries))


@pytest.mark.parametrize("places", [[1, 2], [0, 2], [0, 2, 1], [0, 0, 1, 2]])
def test_an_entry_taken_away_moved_or_repeated_is_noticed(places: list[int]) -> None:
    entries = three_entries().entries
    with pytest.raises(StoreError, match="does not follow the entry before it"):
        Ledger(tuple(entries[place] for place in places))


def test_an_end_that_was_cut_off_is_noticed_with_the_digest_kept_elsewhere() -> None:
    ledger = three_entries()
    cut = Ledger(ledger.entries[:2])
    assert ledger.includes(ledger.head)
    assert ledger.includes(cut.head)
    assert not cut.includes(ledger.head)


def test_the_ledger_as_it_was_on_a_day() -> None:
    ledger = three_entries().add([make_addition(school_urn=100004)], recorded_on=date(2026, 3, 1))
    assert len(ledger.as_known_on(DAY).entries) == 3


def test_all_faults_are_named_together_and_nothing_is_entered() -> None:
    ledger = three_entries()
    with pytest.raises(InputError) as error:
        ledger.add(
            [
                make_addition(),
                make_addition(corrects=9),
                make_addition(corrects=2),
                make_addition(
                    school_urn=100009, time_period="202425", predicted_on=date(2025, 1, 30)
                ),
                make_addition(school_urn=100010),
            ],
            recorded_on=DAY,
        )
    assert [str(fault) for fault in error.value.faults] == [
        "school 100001: ks4-attainment-8 of 2025/26 was predicted already in this round, in entry "
        "1; expected one prediction in each round; to correct it, write 1 under corrects",
        "school 100001: there is no entry 9; expected the number of an entry",
        "school 100001: entry 2 is about something else; expected an entry of the same school, "
        "measure, subject, group and cohort",
        "school 100009: the results of 2024/25 were out on 2026-02-02; expected an entry before "
        "2025-08-21; a prediction or correction entered then cannot be relied on",
    ]


def test_an_entry_is_corrected_once_and_then_its_correction() -> None:
    ledger = three_entries().add([make_addition(corrects=1, value=40.0)], recorded_on=DAY)
    with pytest.raises(InputError, match="entry 1 was corrected; expected entry 4 or later"):
        ledger.add([make_addition(corrects=1, value=39.0)], recorded_on=DAY)
    assert ledger.add([make_addition(corrects=4, value=39.0)], recorded_on=DAY).entries[4]


def test_a_correction_takes_no_prediction_of_another_round_away() -> None:
    autumn = make_addition(predicted_on=date(2025, 11, 20))
    ledger = Ledger().add([autumn], recorded_on=date(2025, 11, 21))
    with pytest.raises(InputError, match="entry 1 belongs to the autumn round, and 2026-01-30"):
        ledger.add([make_addition(corrects=1, value=38.0)], recorded_on=DAY)
    same_round = make_addition(corrects=1, value=38.0, predicted_on=date(2025, 11, 20))
    longer = ledger.add([same_round, make_addition()], recorded_on=DAY)
    assert [entry.number for entry in longer.standing_entries] == [2, 3]


def test_two_rounds_of_a_year_are_two_predictions() -> None:
    autumn = make_addition(predicted_on=date(2025, 11, 20))
    ledger = Ledger().add([autumn], recorded_on=date(2025, 11, 21))
    assert len(ledger.add([make_addition()], recorded_on=DAY).standing_entries) == 2


def test_a_day_before_the_last_entry_is_refused() -> None:
    with pytest.raises(InputError, match="2026-02-01 lies before the last entry, 2026-02-02"):
        three_entries().add([make_addition(school_urn=100009)], recorded_on=date(2026, 2, 1))


def test_a_file_keeps_its_earlier_bytes(tmp_path: Path) -> None:
    file = LedgerFile(tmp_path / "ledger.jsonl")
    file.add([make_addition(note="Übung – mocks")], recorded_on=DAY)
    before = file.path.read_bytes()
    file.add([make_addition(school_urn=100002)], recorded_on=DAY)
    assert file.path.read_bytes().startswith(before)
    assert file.read() == Ledger().add(
        [make_addition(note="Übung – mocks"), make_addition(school_urn=100002)], recorded_on=DAY
    )


def test_a_refused_return_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = LedgerFile(tmp_path / "ledger.jsonl")
    file.add([make_addition()], recorded_on=DAY)
    before = file.path.read_bytes()
    with pytest.raises(InputError):
        file.add([make_addition(school_urn=100002), make_addition()], recorded_on=DAY)
    assert file.path.read_bytes() == before


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    file = LedgerFile(tmp_path / "ledger.jsonl")
    file.add([make_addition()], recorded_on=DAY)
    good = file.path.read_bytes()
    row = json.loads(good)
    row["prediction"]["value"] = 30.0
    for content, problem in (
        (good[:-20], "ends in the middle of an entry"),
        (good + b"[]\n", "line 2: is no entry of a ledger"),
        (json.dumps(row).encode() + b"\n", "entry 1: is not as it was written"),
    ):
        file.path.write_bytes(content)
        with pytest.raises(StoreError, match=problem):
            file.read()
        with pytest.raises(StoreError, match=problem):
            file.add([make_addition(school_urn=100002)], recorded_on=DAY)
        assert file.path.read_bytes() == content


def test_only_one_process_adds_at_a_time(tmp_path: Path) -> None:
    file = LedgerFile(tmp_path / "ledger.jsonl")
    with file._lock(), pytest.raises(StoreError, match="predictions are being entered"):
        file.add([make_addition()], recorded_on=DAY)


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.integers(100000, 100020),
            st.floats(0, 90, allow_nan=False),
            st.text(max_size=20),
        ),
        unique_by=lambda row: row[0],
        max_size=8,
    )
)
def test_what_is_entered_is_read_back(rows: list[tuple[int, float, str]]) -> None:
    additions = [make_addition(school_urn=u, value=v, note=n) for u, v, n in rows]
    ledger = Ledger().add(additions, recorded_on=DAY)
    assert [e.prediction for e in ledger.entries] == [a.prediction for a in additions]
    assert all(digest_of(entry) == entry.digest for entry in ledger.entries)


@pytest.mark.parametrize(
    "fields",
    [
        {"value": None},
        {"grade_counts": {"5": 150}},
        {"value": None, "grade_counts": {"10": 150}},
        {"value": None, "grade_counts": {"5": -1}},
        {"value": float("nan")},
        {"time_period": "2026"},
        {"time_period": "202528"},
        {"cohort_count": 0},
        {"name": "somebody"},
    ],
)
def test_what_is_no_prediction_is_never_one(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        make_prediction(**fields)


def test_a_mean_grade_counts_a_u_as_nothing() -> None:
    grades = make_prediction(measure="ks4-grades", value=None, grade_counts={"5": 3, "U": 1})
    assert grades.mean_points == 3.75
