"""The verdicts on the Blackpool plan at 2020/21, one by one, on real and on embedded figures."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import stocktake
from stocktake.plan.judge import Judgement
from stocktake.statistics.store import Warehouse
from stocktake.targets.verdict import Verdict

DAY = date(2026, 11, 22)

# id: status, reason, value, required, rank, n, baseline; figures as the reference quotes them.
EXPECTED: dict[str, tuple[Any, ...]] = {
    "english-maths-interventions": ("cannot_tell", "no_local_data", *[None] * 5),
    "leaders-cpd": ("cannot_tell", "no_local_data", *[None] * 5),
    "ks2-rwm-top-half": (
        "cannot_tell", "not_published", None, None, None, None, ("201617", "62")),
    "progress8-top-half-region": (
        "cannot_tell", "not_published", None, None, None, None, ("201516", "-0.38")),
    "english-maths-gcse-two-thirds": ("not_met", None, "57.5", "66.7", 150, 151, ("201516", None)),
    "secondary-exclusions-halved": ("not_met", None, *[None] * 5),
    "suspensions": ("not_met", None, "15.51", "7.62", 140, 150, ("201516", "15.24")),
    "permanent-exclusions": ("not_met", None, "0.2078", "0.1626", 136, 150, ("201516", "0.3252")),
    "secondary-persistent-absence-below-national": (
        "not_met", None, "18.68", "14.83", 134, 150, ("201516", "18.41")),
    "resilience-improves-each-year": ("cannot_tell", "no_local_data", *[None] * 5),
    "sustained-destination-top-half": ("not_met", None, "85.4", "93.2", 150, 151, None),
    "disadvantaged-he-top-half": ("cannot_tell", "proxy", *[None] * 5),
    "he-by-19-fsm": ("met", None, "23.9", "23.1", 72, 151, None),
    "employer-encounters-46000": ("cannot_tell", "no_local_data", None, "46000", *[None] * 3),
    "employer-encounters-14000": ("cannot_tell", "no_local_data", None, "14000", *[None] * 3),
    "four-experiences-each": ("cannot_tell", "no_local_data", None, "100", *[None] * 3),
    "ncs-540": ("cannot_tell", "no_local_data", None, "540", *[None] * 3),
}  # fmt: skip
EVIDENCE = {
    "ks2-rwm-top-half": [("201819", "67", 45, 149), ("202122", "56", 111, 150)],
    "progress8-top-half-region": [("201819", "-0.62", 22, 23), ("202122", "-0.87", 22, 23)],
    "english-maths-gcse-two-thirds": [("201920", "54.1", 149, 150), ("202122", "51.4", 150, 151)],
    "suspensions": [("201920", "15.65", 141, 150), ("202122", "23.81", 138, 151)],
    "permanent-exclusions": [("201920", "0.1993", 119, 150), ("202122", "0.3351", 139, 151)],
    "secondary-persistent-absence-below-national": [
        ("201819", "19.01", 146, 151), ("202122", "31.61", 127, 151)],
    "sustained-destination-top-half": [("201920", "86.2", 149, 150), ("202122", "84.5", 150, 151)],
    "he-by-19-fsm": [("201920", "19", 91, 150), ("202122", "13.3", 148, 151)],
}  # fmt: skip
READINGS = {
    "english-maths-gcse-two-thirds": [("grade-4", "not_met", None), ("grade-5", "not_met", None)],
    "secondary-exclusions-halved": [
        ("since-2015-16", "not_met", None), ("since-2016-17", "not_met", None)],
    "suspensions": [("since-2015-16", "not_met", None), ("since-2016-17", "not_met", None)],
    "permanent-exclusions": [
        ("since-2015-16", "not_met", None), ("since-2016-17", "cannot_tell", "not_comparable")],
    "resilience-improves-each-year": [
        ("mental-toughness", "cannot_tell", "no_local_data"),
        ("headstart-survey", "cannot_tell", "no_local_data")],
    "sustained-destination-top-half": [
        ("leavers-of-2020-21", "not_met", None), ("leavers-of-2019-20", "not_met", None)],
}  # fmt: skip


@pytest.fixture(scope="module")
def embedded() -> Judgement:
    return stocktake.judge(stocktake.example_plan("blackpool"), as_of=DAY, at="202021")


@pytest.fixture(scope="module")
def real(published_warehouse: Warehouse) -> Judgement:
    plan = stocktake.example_plan("blackpool")
    return stocktake.judge(plan, published_warehouse, as_of=DAY, at="202021")


def walk_verdicts(verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    for verdict in verdicts:
        yield verdict
        yield from walk_verdicts(verdict.parts)


def agrees(exact: float | None, printed_figure: str | None) -> bool:
    """Whether a figure is the quoted one at the decimals that are quoted."""
    if exact is None or printed_figure is None:
        return exact is None and printed_figure is None
    places = -int(Decimal(printed_figure).as_tuple().exponent)
    return abs(exact - float(printed_figure)) <= 0.5 * 10**-places + 1e-9


@pytest.mark.parametrize("identity", EXPECTED)
def test_each_verdict_on_the_real_file(real: Judgement, identity: str) -> None:
    verdict = real.verdict(identity)
    assert verdict is not None
    status, reason, value, required_level, rank, n, baseline = EXPECTED[identity]
    assert (verdict.status, verdict.reason, verdict.rank, verdict.n) == (status, reason, rank, n)
    assert agrees(verdict.value, value)
    assert agrees(verdict.required, required_level)
    assert (verdict.baseline and verdict.baseline.period) == (baseline and baseline[0])
    if verdict.baseline is not None:
        assert agrees(verdict.baseline.value, baseline[1])
    if verdict.value is None:
        assert verdict.distance is None
    elif verdict.required is not None:
        assert verdict.distance is not None
        beyond = verdict.value - verdict.required
        lower = identity in (
            "suspensions", "permanent-exclusions", "secondary-persistent-absence-below-national"
        )  # fmt: skip
        assert verdict.distance == pytest.approx(-beyond if lower else beyond)
        assert (verdict.distance >= 0) == (status == "met")
    evidence = EVIDENCE.get(identity, [])
    assert [(e.period, e.rank, e.n) for e in verdict.evidence] == [
        (period, rank, n) for period, _, rank, n in evidence
    ]
    for point, (_, figure, _, _) in zip(verdict.evidence, evidence, strict=True):
        assert agrees(point.value, figure)
    assert [(r.id, r.status, r.reason) for r in verdict.readings] == READINGS.get(identity, [])


@pytest.mark.parametrize("identity", EXPECTED)
def test_the_embedded_figures_give_the_same(
    real: Judgement, embedded: Judgement, identity: str
) -> None:
    one, embedded_verdict = real.verdict(identity), embedded.verdict(identity)
    assert one is not None
    assert embedded_verdict is not None
    for name in ("status", "reason", "rank", "n", "due", "judged_at", "period", "unit", "kind"):
        assert getattr(one, name) == getattr(embedded_verdict, name), name
    assert agrees(embedded_verdict.value, EXPECTED[identity][2])
    assert [(e.period, e.rank, e.n) for e in one.evidence] == [
        (e.period, e.rank, e.n) for e in embedded_verdict.evidence
    ]
    assert [(r.status, r.reason) for r in one.readings] == [
        (r.status, r.reason) for r in embedded_verdict.readings
    ]
    assert [(w.indicator, w.status) for w in one.watch] == [
        (w.indicator, w.status) for w in embedded_verdict.watch
    ]


def test_nothing_is_left_out_and_all_of_it_is_json(real: Judgement, embedded: Judgement) -> None:
    for judgement in (real, embedded):
        assert [verdict.id for verdict in walk_verdicts(judgement.verdicts)] == list(EXPECTED)
        assert len(json.loads(judgement.dumps())["targets"]) == 14


def test_the_distance_in_children_is_the_distance_of_the_cohort(real: Judgement) -> None:
    cohorts = {
        "english-maths-gcse-two-thirds": ((57.5 - 200 / 3), 1189),
        "secondary-persistent-absence-below-national": ((14.83 - 18.68), 6723),
        "sustained-destination-top-half": ((85.4 - 93.2), 1189),
        "he-by-19-fsm": ((23.9 - 23.1), 299),
    }
    for identity, (points, children) in cohorts.items():
        verdict = real.verdict(identity)
        assert verdict is not None
        assert verdict.distance_children == pytest.approx(points * children / 100), identity
    for identity in ("suspensions", "permanent-exclusions"):
        verdict = real.verdict(identity)
        assert verdict is not None
        # A rate counts suspensions and not children.
        assert verdict.distance_children is None


@pytest.mark.parametrize("published_warehouse", ["real"], indirect=True)
def test_what_chance_alone_allows_for_two_or_three_children(
    real: Judgement, shared_data: Path
) -> None:
    """Wilson's interval of 23.9% of 299, ranked among the published authorities."""
    share, n, z = 0.239, 299, 1.959963984540054
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    rows = pl.read_parquet(shared_data / "lait" / "bds_long_2026-04-08.parquet").filter(
        (pl.col("Short Desc") == "HE_19_FSM")
        & (pl.col("Years") == "2020-21")
        & (pl.col("LA Number") < 970)
        & (pl.col("LA Number") != 890)
        & (pl.col("Values") != "-")
    )
    other_values = [float(text) for text in rows["Values"]]
    assert len(other_values) == 150
    best = 1 + sum(value > 100 * (middle + reach) for value in other_values)
    worst = 1 + sum(value > 100 * (middle - reach) for value in other_values)
    verdict = real.verdict("he-by-19-fsm")
    assert verdict is not None
    assert verdict.rank_interval == (best, worst)
    assert "It is two or three children inside the line." in verdict.sentence
    assert f"anywhere from {best}th to {worst}th" in verdict.sentence


def test_sentences_a_board_member_can_read_aloud(real: Judgement) -> None:
    sentences = {verdict.id: verdict.sentence for verdict in walk_verdicts(real.verdicts)}
    assert sentences["english-maths-gcse-two-thirds"] == (
        "Not met: 57.5% in 2020/21 against the 66.7% or more promised, 9.2 percentage points short "
        "(about 109 children). That is so even though in 2020/21 examinations were cancelled and "
        "teachers awarded the grades, which came out higher than in examination years. The answer "
        "is the same when it is read as “a pass is grade 5 or above (called a strong pass from "
        "2017)”."
    )
    assert sentences["ks2-rwm-top-half"] == (
        "Cannot tell: no figure was published for 2020/21 because the tests and teacher "
        "assessments at the end of primary school were cancelled in the pandemic. The nearest "
        "published figures are 67% in 2018/19 (45th of 149) and 56% in 2021/22 (111th of 150)."
    )
    assert sentences["sustained-destination-top-half"].startswith(
        "Not met: 150th of 151 in 2020/21, at 85.4%, which is not in the top half of England (rank "
        "75 or better); that needed 93.2%, 7.8 percentage points more. It is about 93 children "
        "outside the line."
    )
    for sentence in sentences.values():
        assert "asked" not in sentence
        assert "  " not in sentence
        assert sentence.endswith((".", "”."))
        assert "None" not in sentence


def test_at_an_earlier_year_nothing_is_due_and_the_present_position_is_given(
    real: Judgement, published_warehouse: Warehouse
) -> None:
    plan = stocktake.example_plan("blackpool")
    early = stocktake.judge(plan, published_warehouse, as_of=DAY, at="201819")
    verdict = early.verdict("ks2-rwm-top-half")
    assert verdict is not None
    assert (verdict.status, verdict.judged_at) == ("not_yet_due", "201819")
    assert (verdict.value, verdict.rank, verdict.n) == (67, 45, 149)
    assert {v.status for v in early.verdicts if v.due == "202021"} <= {"not_yet_due"}
    later = stocktake.judge(plan, published_warehouse, as_of=DAY, at="202425")
    assert [v.status for v in later.verdicts] == [v.status for v in real.verdicts]


def test_before_lait_was_published_figures_are_awaited(published_warehouse: Warehouse) -> None:
    plan = stocktake.example_plan("blackpool")
    judgement = stocktake.judge(plan, published_warehouse, as_of=date(2026, 4, 7), at="202021")
    verdict = judgement.verdict("secondary-persistent-absence-below-national")
    assert verdict is not None
    assert (verdict.status, verdict.reason) == ("awaiting_figures", None)
    assert verdict.sentence == (
        "Awaiting figures: no release known on 7 April 2026 holds a figure; it is known from "
        "8 April 2026."
    )
