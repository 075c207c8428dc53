"""The register: append-only, one writer, damage is seen, and no hidden figure in its files."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from stocktake.disclosure import Register, Structure, Table
from stocktake.standards.errors import InputError, StoreError, UsageError

DAY = date(2025, 1, 31)
SECRET = 4273
"""Hidden for the sake of a small count; the small count alone could stand anywhere."""


def shape(**measure: object) -> Structure:
    parts = ["None", "Support", "Plan"]
    return Structure.model_validate(
        {
            "population": "all",
            "place": "la-890",
            "period": "201516",
            "measure": [{"id": "pupils", "column": "n", **measure}],
            "dimension": [
                {
                    "id": "need",
                    "column": "need",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": parts}],
                }
            ],
        }
    )


FRAME = pl.DataFrame(
    {
        "need": ["Total", "Plan", "Support", "None"],
        "n": [15003 + SECRET, 3, SECRET, 15000],
        "head_teacher": ["kept inside"] * 4,
    }
)
TABLE = Table(FRAME, shape())


def test_a_record_says_what_was_decided_and_never_a_figure(
    register: Register, let_out, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    disclosure = let_out(TABLE)
    record = register.records()[0]
    assert disclosure.csv == "need,n\nNone,15000\nPlan,c\nSupport,c\nTotal,19276\n"
    assert (record.policy, record.policy_version, record.requested_by) == (
        "stocktake_default",
        "1",
        "data-lead",
    )
    assert (record.reasons, record.hidden_count) == (("small count",), 2)
    assert record.cells_count == 4
    assert record.as_of == DAY
    assert record.least_width >= 10
    files = [path for path in register.folder.rglob("*") if path.is_file()]
    text = "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    text += repr(disclosure) + repr(register) + repr(record) + caplog.text
    text += repr(register.releases())
    assert str(SECRET) not in text.replace(",", "")
    assert "kept inside" not in text


def test_hidden_figures_are_kept_and_open_with_the_key_alone(
    register: Register, let_out, tmp_path
) -> None:
    disclosure = let_out(TABLE)
    table = register.releases()[0].true_table
    assert table is not None
    figures = dict(zip(table.frame["need"], table.frame["n"], strict=True))
    assert figures == {"Total": 15003 + SECRET, "Plan": 3, "Support": SECRET, "None": 15000}
    assert table.frame.columns == ["need", "n"]
    assert (register.folder / ".key").stat().st_mode & 0o077 == 0
    (register.folder / ".key").rename(tmp_path / "key")
    with pytest.raises(StoreError) as refusal:
        _ = register.releases()[0].true_table
    assert f"{disclosure.record.id}/figures.sealed: no key opens it" in str(refusal.value)
    key = bytes.fromhex((tmp_path / "key").read_text())
    assert Register(register.folder, key=key).releases()[0].true_table is not None


def test_a_callers_key_seals_and_is_not_written_down(tmp_path) -> None:
    from stocktake.disclosure import release

    register = Register(tmp_path / "register", key=b"a key of the council")
    release(FRAME, TABLE.structure, "stocktake_default", register, "data-lead", DAY, name="pupils")
    assert not (register.folder / ".key").exists()
    assert register.releases()[0].true_table is not None
    with pytest.raises(StoreError, match="sealed figures cannot be read"):
        _ = Register(register.folder, key=b"another key, as long").releases()[0].true_table
    with pytest.raises(UsageError, match="has at least 16 bytes"):
        Register(register.folder, key=b"short").records()


def test_sealed_figures_of_another_release_do_not_open_in_its_place(
    register: Register, let_out
) -> None:
    first = let_out(TABLE)
    counterpart = FRAME.with_columns(pl.Series("n", [9100, 0, 4100, 5000]))
    second = let_out(replace(TABLE, frame=counterpart, structure=shape(id="others")), "others")
    paths = [
        register.folder / disclosure.record.id / "figures.sealed" for disclosure in (first, second)
    ]
    paths[1].write_bytes(paths[0].read_bytes())
    with pytest.raises(StoreError, match="sealed figures cannot be read"):
        _ = register.releases()[1].true_table
    paths[1].unlink()
    with pytest.raises(StoreError, match="the register of releases is damaged"):
        register.records()


def test_nought_and_a_small_count_are_one_reason(let_out, register: Register) -> None:
    """That one nought is hidden would be a figure."""
    from stocktake.disclosure import load_policy

    zeros = load_policy("stocktake_default").model_copy(update={"zeros": "hidden"})
    records = []
    for name, plan in (("nought", 0), ("small", 3)):
        frame = pl.DataFrame(
            {"need": ["Total", "None", "Support", "Plan"], "n": [80 + plan, 50, 30, plan]}
        )
        table = Table(frame, shape(id=name))
        disclosure = let_out(table, name, policy="zeros", policies={"zeros": zeros})
        records.append((disclosure.record.reasons, disclosure.record.hidden_count))
        promises = json.loads(
            (register.folder / disclosure.record.id / "promises.json").read_text()
        )
        records.append([(promise["low"], promise["high"]) for promise in promises])
    assert records[:2] == records[2:]


def test_the_order_of_rows_says_nothing(let_out) -> None:
    disclosure = let_out(TABLE)
    sorted_disclosure = let_out(replace(TABLE, frame=FRAME.sort("n")), "turned")
    assert sorted_disclosure.csv == disclosure.csv


def test_the_same_table_on_the_same_day_is_the_same_release(register: Register, let_out) -> None:
    assert let_out(TABLE).record.id == let_out(TABLE).record.id
    assert len(register.records()) == 1


def test_two_writers_do_not_decide_without_each_other(register: Register, let_out) -> None:
    with register.writing(), pytest.raises(StoreError, match="the register is in use"):
        let_out(TABLE)
    assert register.records() == ()


@pytest.mark.parametrize("file", ["printed.csv", "record.json", "promises.json"])
def test_a_damaged_register_lets_nothing_out(register: Register, let_out, file: str) -> None:
    disclosure = let_out(TABLE)
    path = register.folder / disclosure.record.id / file
    path.write_text(path.read_text().replace("15000", "15010")[:-9])
    with pytest.raises(StoreError, match="the register of releases is damaged"):
        let_out(TABLE, "again")


def test_a_release_taken_out_of_the_register_is_missed(register: Register, let_out) -> None:
    first = let_out(TABLE)
    counterpart = FRAME.with_columns(pl.Series("n", [9100, 0, 4100, 5000]))
    let_out(replace(TABLE, frame=counterpart, structure=shape(id="others")), "others")
    (register.folder / first.record.id).rename(register.folder / "elsewhere")
    with pytest.raises(StoreError) as caught:
        register.records()
    assert "is no. 2, and what should come before it is not there" in str(caught.value)


def test_a_recall_is_written_once_and_with_its_reason(register: Register, let_out) -> None:
    disclosure = let_out(TABLE)
    with pytest.raises(UsageError, match="a recall needs its reason"):
        register.recall(disclosure.record.id, " ", "chair", DAY)
    register.recall(disclosure.record.id, "wrong year", "chair", DAY)
    with pytest.raises(UsageError, match="was recalled before, on 2025-01-31"):
        register.recall(disclosure.record.id, "wrong year", "chair", DAY)
    with pytest.raises(UsageError, match="the register has no 'none'"):
        register.recall("none", "wrong year", "chair", DAY)
    recall = register.records()[0].recall
    assert (recall.reason, recall.by, recall.as_of) == ("wrong year", "chair", DAY)


def test_who_asks_is_a_role_and_not_a_person(register: Register, let_out) -> None:
    with pytest.raises(UsageError) as caught:
        let_out(TABLE, "By Need", requested_by="Ann Example")
    assert str(caught.value).splitlines() == [
        "the release cannot be recorded",
        "  name: is no name for a table; expected lower-case letters, digits and hyphens, such as "
        "absence-by-ward",
        "  requested_by: is no role; expected a role or an account's id, such as data-lead or "
        "account:17; no person's name",
    ]
    assert "Ann" not in str(caught.value)


def test_nothing_is_half_released(register: Register, let_out) -> None:
    gap = replace(TABLE, frame=FRAME.filter(~pl.col("need").is_in(["Plan", "None"])))
    wrong = replace(TABLE, frame=FRAME.with_columns(pl.col("n") + 1))
    for table in (gap, wrong):
        with pytest.raises(InputError) as caught:
            let_out(table)
        assert "4273" not in str(caught.value)
        assert "4274" not in str(caught.value)
    assert register.records() == ()
    assert not list(register.folder.rglob("*.csv"))
    with pytest.raises(UsageError, match="no policy 'stocktake_defualt'"):
        let_out(TABLE, policy="stocktake_defualt")


def test_rounding_keeps_to_what_is_out(let_out) -> None:
    from stocktake.disclosure import load_policy

    base = load_policy("stocktake_default").model_copy(
        update={"method": "round", "rounding_base": 5}
    )
    options = {"policy": "five", "policies": {"five": base}}
    first = let_out(TABLE, key=b"sixteen bytes or more", **options)
    again = let_out(TABLE, "again", key=b"quite another key, too", **options)
    assert again.csv == first.csv
    assert first.record.least_width == 8
    assert all(figure % 5 == 0 for figure in first.released.content["n"].drop_nulls().to_list())
    with pytest.raises(UsageError, match="needs the register's key"):
        let_out(TABLE, "third", **options)


def test_an_aggregate_of_pupils_is_released_as_it_stands(let_out) -> None:
    from stocktake.standards.internal import InternalAggregate

    aggregate = InternalAggregate(FRAME, "pupils", ("need",))
    assert let_out(replace(TABLE, frame=aggregate)).csv == let_out(TABLE, "plain").csv


def test_a_percentage_does_not_give_away_the_count_that_is_not_printed(let_out) -> None:
    """17.6% of 17 is 3: the share is hidden, and so is one that it follows from."""
    structure = Structure.model_validate(
        {
            "population": "all",
            "place": "la-890",
            "period": "201516",
            "measure": [
                {"id": "pupils", "column": "pupils"},
                {"id": "absent", "column": "absent", "withheld": True},
                {
                    "id": "rate",
                    "unit": "percent",
                    "column": "rate",
                    "numerator": "absent",
                    "denominator": "pupils",
                    "decimals": 1,
                },
            ],
            "dimension": shape().model_dump()["dimension"],
        }
    )
    counts = {"None": (500, 90), "Support": (145, 42), "Plan": (17, 3), "Total": (662, 135)}
    frame = pl.DataFrame(
        [{"need": k, "pupils": n, "absent": a, "rate": 100 * a / n} for k, (n, a) in counts.items()]
    )
    disclosure = let_out(Table(frame, structure))
    rows = {row["need"]: row for row in disclosure.released.content.iter_rows(named=True)}
    assert "absent" not in disclosure.csv.splitlines()[0]
    assert rows["Plan"]["rate_symbol"] == "c"
    hidden_needs = [need for need, row in rows.items() if row["rate_symbol"] == "c"]
    assert len(hidden_needs) >= 2
    assert disclosure.record.least_width >= 10
