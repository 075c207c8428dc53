"""The judge against a slow plain one, on the real file: same answer, figure, rank and level."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plain_judge import judge_plainly, read_plainly

from stocktake.standards.places import place_register
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse
from stocktake.targets.context import JudgementContext
from stocktake.targets.judge import judge_target
from stocktake.targets.kinds import parse_target

SERIES, JUDGEMENTS_PER_SERIES = 50, 8
MET_BY_STATUS = {"met": True, "not_met": False, "cannot_tell": None}


def promise(draw: random.Random, level: float, year: int) -> dict[str, Any]:
    word = draw.choice(["at_least", "above", "at_most", "below"])
    return draw.choice(
        [
            {"kind": "level", "comparison": word, "level": level},
            {"kind": "relation", "comparison": word, "comparator": "england"},
            {"kind": "relation", "comparison": word, "comparator": "region"},
            {"kind": "change", "change": {"to_share": "1/2"}, "baseline": six(year - 2)},
            *(
                {"kind": "position", "among": among, "within": within}
                for among in ("england", "region")
                for within in ("top_half", "top_third", "top_quarter", "top_sextile")
            ),
        ]
    )


def six(year: int) -> str:
    return f"{year}{(year + 1) % 100:02d}"


@pytest.mark.slow
def test_a_few_hundred_judgements_agree_with_the_plain_judge(
    shared_data: Path, real_warehouse: Warehouse
) -> None:
    series, regions = read_plainly(shared_data / "lait")
    draw = random.Random(20260408)
    day = date(2026, 11, 22)
    statistics = Statistics(real_warehouse, as_of=day)
    verdict_count = 0
    for name in draw.sample(sorted(series), SERIES):
        one = series[name]
        for _ in range(JUDGEMENTS_PER_SERIES):
            year = draw.choice(sorted(one.figures))
            place = draw.choice([*regions, 909, 835, 837, 890, 942])
            level = draw.choice([*one.figures[year].values()])
            promise_fields = promise(draw, level, year)
            target = parse_target(
                {"id": "p", "title": "P", "indicator": f"lait:{name}", "due": six(year)}
                | promise_fields
            )
            context = JudgementContext(statistics, place_register(), f"la-{place}", day, "202627")
            verdict = judge_target(target, context)
            expected = judge_plainly(one, place, year, promise_fields, regions)
            case = (name, place, year, promise_fields)
            assert MET_BY_STATUS[verdict.status] is expected.is_met, case
            assert (verdict.status == "cannot_tell") == (verdict.reason is not None), case
            assert close(verdict.value, expected.value), case
            if expected.is_met is not None:
                assert close(verdict.required, expected.required_level), case
                verdict_count += 1
            if promise_fields["kind"] == "position":
                assert (verdict.rank, verdict.n) == (expected.rank, expected.n), case
    assert verdict_count > SERIES * JUDGEMENTS_PER_SERIES / 2


def close(one: float | None, expected: float | None) -> bool:
    if one is None or expected is None:
        return one is expected
    return one == pytest.approx(expected, abs=1e-6)
