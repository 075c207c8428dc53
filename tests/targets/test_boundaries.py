"""Every kind on its line, and one step to either side of it."""

from __future__ import annotations

import pytest
from made_figures import HOME, Made, indicator, target

from stocktake.standards.places import place_register

AUTHORITIES = [place.id for place in place_register().all() if place.level == "Local authority"]
OTHERS = [
    place.id
    for place in place_register().all()
    if place.level == "Local authority"
    and place.ends is None
    and not place.predecessors
    and not place.is_invented
    and place.id != HOME
]


def one(value: float, **others: float) -> dict[str, dict[str, dict[str, float]]]:
    return {"lait:pass": {HOME: {"202021": value}, **{p: {"202021": v} for p, v in others.items()}}}


@pytest.mark.parametrize(
    ("word", "below", "on", "above"),
    [
        ("at_least", "not_met", "met", "met"),
        ("above", "not_met", "not_met", "met"),
        ("at_most", "met", "met", "not_met"),
        ("below", "met", "not_met", "not_met"),
    ],
)
def test_a_fixed_level_and_a_comparators_level_have_the_same_boundaries(
    made: Made, word: str, below: str, on: str, above: str
) -> None:
    england = {"england": 60.0}
    for value, expected in ((59.9, below), (60.0, on), (60.1, above)):
        made.publish(one(value, **england))
        fixed = made.judge(target("level", comparison=word, level=60))
        beside = made.judge(target("relation", comparison=word, comparator="england"))
        assert (fixed.status, beside.status) == (expected, expected), value
        assert (fixed.required, beside.required) == (60, 60)
        side = 1 if word in ("at_least", "above") else -1
        assert fixed.distance == pytest.approx(side * (value - 60))


def test_two_thirds_is_not_the_percentage_that_rounds_to_it(made: Made) -> None:
    two_thirds = target("level", comparison="at_least", level="2/3")
    made.publish(one(66.66))
    verdict = made.judge(two_thirds)
    assert verdict.status == "not_met"
    assert verdict.sentence == (
        "Not met: 66.66% in 2020/21 against the 66.67% or more promised, 0.01 percentage points "
        "short."
    )
    made.publish(one(200 / 3))
    assert made.judge(two_thirds).status == "met"


def test_above_is_not_reached_by_the_level_itself_and_says_so(made: Made) -> None:
    made.publish(one(60.0))
    verdict = made.judge(target("level", comparison="above", level=60))
    assert verdict.sentence == (
        "Not met: 60.0% in 2020/21 against the promise of more than 60.0%, level with it and not "
        "past it."
    )


@pytest.mark.parametrize("n", [10, 11])
@pytest.mark.parametrize(
    ("within", "share"), [("top_half", 2), ("top_third", 3), ("top_quarter", 4), ("top_sextile", 6)]
)
def test_inside_the_line_is_a_rank_of_at_most_its_share_of_n(
    made: Made, n: int, within: str, share: int
) -> None:
    last_inside = n // share
    for rank in (last_inside, last_inside + 1):
        values = {other: 100.0 - i for i, other in enumerate(OTHERS[: n - 1])}
        mine = 100.0 - rank + 1.5
        made.publish(one(mine, **values))
        verdict = made.judge(target("position", within=within, among="england"))
        assert (verdict.rank, verdict.n) == (rank, n)
        assert verdict.status == ("met" if rank <= n / share else "not_met")


def test_a_rank_counts_from_the_lowest_where_lower_is_better(made: Made) -> None:
    made.publish(one(3.0, **{OTHERS[0]: 1.0, OTHERS[1]: 5.0, OTHERS[2]: 9.0}))
    lower = {"pass": indicator(better="lower")}
    verdict = made.judge(target("position", within="top_half", among="england"), lower)
    assert (verdict.status, verdict.rank, verdict.n, verdict.required) == ("met", 2, 4, 5.0)


def test_a_tie_across_the_line_is_inside_and_the_sentence_says_so(made: Made) -> None:
    tied = {OTHERS[0]: 90.0, OTHERS[1]: 70.0, OTHERS[2]: 70.0, OTHERS[3]: 10.0, OTHERS[4]: 5.0}
    made.publish(one(70.0, **tied))
    verdict = made.judge(target("position", within="top_half", among="england"))
    assert (verdict.status, verdict.rank, verdict.n) == ("met", 2, 6)
    assert (
        "It shares that rank with 2 other places and the line runs between them: places that tie "
        "all take the better rank." in verdict.sentence
    )
    made.publish(one(70.0, **(tied | {OTHERS[3]: 3.0, OTHERS[5]: 2.0, OTHERS[6]: 1.0})))
    whole = made.judge(target("position", within="top_half", among="england"))
    assert (whole.status, whole.rank, whole.n) == ("met", 2, 8)
    assert "shares" not in whole.sentence


def test_the_required_figure_would_just_have_been_inside(made: Made) -> None:
    values = {other: 100.0 - 10 * i for i, other in enumerate(OTHERS[:4])}
    made.publish(one(5.0, **values))
    top = target("position", within="top_half", among="england")
    needed = made.judge(top).required
    assert needed == 90.0
    for mine, expected in ((needed, "met"), (needed - 0.1, "not_met")):
        made.publish(one(mine, **values))
        assert made.judge(top).status == expected


def test_a_top_sixth_of_five_places_has_no_rank_and_is_never_met(made: Made) -> None:
    made.publish(one(100.0, **dict.fromkeys(OTHERS[:4], 1.0)))
    verdict = made.judge(target("position", within="top_sextile", among="england"))
    assert (verdict.status, verdict.rank, verdict.required) == ("not_met", 1, None)


def test_a_position_among_region_neighbours_and_an_own_set(made: Made) -> None:
    region = [
        p.id for p in place_register().all() if p.region == "region-north-west" and p.id in OTHERS
    ]
    made.publish(one(50.0, **{region[0]: 40.0, region[1]: 60.0, OTHERS[0]: 99.0}))
    own = {"coast": (OTHERS[0], region[0])}
    for among, n, rank in (("region", 3, 2), ("england", 4, 3), ("coast", 3, 2)):
        verdict = made.judge(target("position", within="top_half", among=among), own_sets=own)
        assert (verdict.rank, verdict.n) == (rank, n), among


def change(**how: object) -> object:
    return target("change", baseline="201516", change=how)


@pytest.mark.parametrize(("mine", "expected"), [(10.0, "met"), (10.1, "not_met"), (9.9, "met")])
def test_halved_exactly_is_halved(made: Made, mine: float, expected: str) -> None:
    made.publish({"lait:pass": {HOME: {"201516": 20.0, "202021": mine}}})
    lower = {"pass": indicator(better="lower")}
    verdict = made.judge(change(to_share="1/2"), lower)  # type: ignore[arg-type]
    assert (verdict.status, verdict.required) == (expected, 10.0)
    assert verdict.baseline is not None
    assert verdict.baseline.value == 20.0


@pytest.mark.parametrize(
    ("how", "better", "required"),
    [
        ({"by_share": "1/3"}, "lower", 20.0),
        ({"by_share": "1/3"}, "higher", 40.0),
        ({"by": 5}, "higher", 35.0),
        ({"by": 5}, "lower", 25.0),
    ],
)
def test_a_change_is_in_the_better_direction(
    made: Made, how: dict[str, object], better: str, required: float
) -> None:
    step = 0.1 if better == "higher" else -0.1
    for mine, expected in ((required, "met"), (required - step, "not_met")):
        made.publish({"lait:pass": {HOME: {"201516": 30.0, "202021": mine}}})
        verdict = made.judge(change(**how), {"pass": indicator(better=better)})  # type: ignore[arg-type]
        assert verdict.required == pytest.approx(required)
        assert verdict.status == expected


def test_a_change_without_its_baseline_cannot_be_told(made: Made) -> None:
    made.publish({"lait:pass": {HOME: {"202021": 10.0}}})
    verdict = made.judge(change(to_share="1/2"))  # type: ignore[arg-type]
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_published")
    assert "no figure was published for 2015/16" in verdict.sentence


def test_a_gap_is_closed_by_its_share_and_is_in_points(made: Made) -> None:
    close = target("gap_closed", baseline="201516", close={"to": "england", "by_share": "1/2"})
    for mine, expected in ((65.0, "met"), (64.9, "not_met")):
        made.publish(
            {
                "lait:pass": {
                    HOME: {"201516": 50.0, "202021": mine},
                    "england": {"201516": 60.0, "202021": 70.0},
                }
            }
        )
        verdict = made.judge(close)
        assert (verdict.status, verdict.required, verdict.unit) == (expected, 5.0, "points")
        assert verdict.value == pytest.approx(70 - mine)
    assert verdict.sentence == (
        "Not met: 5.1 percentage points behind England in 2020/21 against the 5.0 percentage "
        "points or less promised (it was 10.0 percentage points behind England in 2015/16), "
        "0.1 percentage points too far behind."
    )


def test_a_gap_to_another_group_of_the_same_place(made: Made) -> None:
    grouped = indicator(
        series=[{"series": "lait:dis"}],
        group=[{"id": "others", "title": "Others", "series": [{"series": "lait:rest"}]}],
    )
    close = target("gap_closed", baseline="201516", close={"to": "group:others", "by_share": 100})
    for mine, expected in ((70.0, "met"), (69.0, "not_met")):
        made.publish(
            {
                "lait:dis": {HOME: {"201516": 40.0, "202021": mine}},
                "lait:rest": {HOME: {"201516": 60.0, "202021": 70.0}},
            }
        )
        verdict = made.judge(close, {"pass": grouped})
        assert (verdict.status, verdict.required) == (expected, 0.0)
        assert verdict.baseline is not None
        assert verdict.baseline.value == 20.0
        assert len(verdict.sources) >= 1


YEARS = ("201718", "201819", "201920", "202021")


@pytest.mark.parametrize(
    ("values", "expected", "reason", "word"),
    [
        ((1.0, 2.0, 3.0, 4.0), "met", None, "better in every year since 2017/18"),
        ((1.0, 2.0, 2.0, 4.0), "not_met", None, "it did not improve in 2019/20"),
        ((1.0, 0.5, 3.0, 4.0), "not_met", None, "it did not improve in 2018/19"),
        ((1.0, 2.0, None, 4.0), "cannot_tell", "not_published", "2019/20 has no figure"),
        ((1.0, 0.5, None, 4.0), "not_met", None, "it did not improve in 2018/19"),
        ((1.0, 2.0, None, 2.0), "not_met", None, "it did not improve in 2020/21 since 2018/19"),
        ((1.0, 2.0, 3.0, None), "cannot_tell", "not_published", "2020/21 has no figure"),
    ],
)
def test_improvement_every_year(
    made: Made, values: tuple[float | None, ...], expected: str, reason: str | None, word: str
) -> None:
    made.publish({"lait:pass": {HOME: dict(zip(YEARS, values, strict=True))}})
    verdict = made.judge(target("improvement_each_year", baseline="201718"))
    assert (verdict.status, verdict.reason) == (expected, reason)
    assert word in verdict.sentence
