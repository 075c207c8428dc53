"""Plan and definition files made to exhaust the parser are refused before it sees them."""

from __future__ import annotations

import pytest

from stocktake.plan.read import parse_plan
from stocktake.standards.errors import PlanError
from stocktake.standards.toml_limits import toml_problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = " + "[" * 50_000 + "]" * 50_000, "line 1 nests values more than 16 deep"),
        ("a = " + "{b=" * 20_000, "line 1 nests values more than 16 deep"),
        ("a = 1\nb = " + "9" * 1_000_000, "line 2 has a number of 1,000,000 digits"),
        ("a = 1" + "_1" * 500_000, "line 1 has a number of 1,000,001 digits"),
        (".".join("a" * 400_000) + " = 1", "line 1 has a key of more than 16 parts"),
        ("[" + ".".join("a" * 400_000) + "]", "line 1 has a key of more than 16 parts"),
        ("k" * 300 + " = 1", "line 1 has a key of more than 200 characters"),
        ("\n".join(f"k{n} = 1" for n in range(30_000)), "has more than 25,000 keys"),
        ("#" * 2_000_001, "has 2,000,001 characters"),
    ],
)
def test_a_plan_beyond_the_limits_is_refused(text: str, problem: str) -> None:
    with pytest.raises(PlanError) as caught:
        parse_plan(text)
    assert [fault.problem for fault in caught.value.faults] == [problem]


@pytest.mark.parametrize(
    "text",
    [
        f'words = "{"[" * 100} {"9" * 100} a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r"',
        f"words = '''\n{'[[' * 100}\n{'9' * 100}'''",
        f"a = 1 # {'[' * 100}",
        "urns = [" + ", ".join(str(100_000 + n) for n in range(5_000)) + "]",
        "day = 2026-04-08T10:00:00.000001Z",
    ],
)
def test_what_is_text_or_long_is_no_depth(text: str) -> None:
    assert toml_problem(text) is None
