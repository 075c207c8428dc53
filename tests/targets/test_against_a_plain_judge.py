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

SERIES, EACH = 50, 8
HOLDS = {"met": True, "not_met": False, "cannot_tell": None}


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
    told = 0
    for name in draw.sample(sorted(series), SERIES):
        one = series[name]
        for _ in range(EACH):
            year = draw.choice(sorted(one.figures))
            place = draw.choice([*regions, 909, 835, 837, 890, 942])
            level = draw.choice([*one.figures[year].values()])
            asked = promise(draw, level, year)
            target = parse_target(
                {"id": "p", "title": "P", "indicator": f"lait:{name}", "due": six(year)} | asked
            )
            context = JudgementContext(statistics, place_register(), f"la-{place}", day, "202627")
            found = judge_target(target, context)
            expected = judge_plainly(one, place, year, asked, regions)
            case = (name, place, year, asked)
            assert HOLDS[found.status] is expected.holds, case
            assert (found.status == "cannot_tell") == (found.reason is not None), case
            assert close(found.value, expected.value), case
            if expected.holds is not None:
                assert close(found.required, expected.required), case
                told += 1
            if asked["kind"] == "position":
                assert (found.rank, found.n) == (expected.rank, expected.n), case
    assert told > SERIES * EACH / 2


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, abs=1e-6)
