"""Every kind on its line, and one step to either side of it."""

from __future__ import annotations

import pytest
from made_figures import HOME, FigureStore, indicator, target

from stocktake.standards.places import place_register

AUTHORITIES = [place.id for place in place_register().all() if place.level == "Local authority"]
OTHER_PLACES = [
    place.id
    for place in place_register().all()
    if place.level == "Local authority"
    and place.ends is None
    and not place.predecessors
    and not place.is_invented
    and place.id != HOME
]


def one(value: float, **other_values: float) -> dict[str, dict[str, dict[str, float]]]:
    return {
        "lait:pass": {
            HOME: {"202021": value},
            **{p: {"202021": v} for p, v in other_values.items()},
        }
    }


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
    store: FigureStore, word: str, below: str, on: str, above: str
) -> None:
    england = {"england": 60.0}
    for value, expected in ((59.9, below), (60.0, on), (60.1, above)):
        store.publish(one(value, **england))
        fixed = store.judge(target("level", comparison=word, level=60))
        beside = store.judge(target("relation", comparison=word, comparator="england"))
        assert (fixed.status, beside.status) == (expected, expected), value
        assert (fixed.required, beside.required) == (60, 60)
        side = 1 if word in ("at_least", "above") else -1
        assert fixed.distance == pytest.approx(side * (value - 60))


def test_two_thirds_is_not_the_percentage_that_rounds_to_it(store: FigureStore) -> None:
    two_thirds = target("level", comparison="at_least", level="2/3")
    store.publish(one(66.66))
    verdict = store.judge(two_thirds)
    assert verdict.status == "not_met"
    assert verdict.sentence == (
        "Not met: 66.66% in 2020/21 against the 66.67% or more promised, 0.01 percentage points "
        "short."
    )
    store.publish(one(200 / 3))
    assert store.judge(two_thirds).status == "met"


def test_above_is_not_reached_by_the_level_itself_and_says_so(store: FigureStore) -> None:
    store.publish(one(60.0))
    verdict = store.judge(target("level", comparison="above", level=60))
    assert verdict.sentence == (
        "Not met: 60.0% in 2020/21 against the promise of more than 60.0%, level with it and not "
        "past it."
    )


@pytest.mark.parametrize("n", [10, 11])
@pytest.mark.parametrize(
    ("within", "share"), [("top_half", 2), ("top_third", 3), ("top_quarter", 4), ("top_sextile", 6)]
)
def test_inside_the_line_is_a_rank_of_at_most_its_share_of_n(
    store: FigureStore, n: int, within: str, share: int
) -> None:
    last_inside = n // share
    for rank in (last_inside, last_inside + 1):
        values = {place: 100.0 - i for i, place in enumerate(OTHER_PLACES[: n - 1])}
        own_value = 100.0 - rank + 1.5
        store.publish(one(own_value, **values))
        verdict = store.judge(target("position", within=within, among="england"))
        assert (verdict.rank, verdict.n) == (rank, n)
        assert verdict.status == ("met" if rank <= n / share else "not_met")


def test_a_rank_counts_from_the_lowest_where_lower_is_better(store: FigureStore) -> None:
    store.publish(one(3.0, **{OTHER_PLACES[0]: 1.0, OTHER_PLACES[1]: 5.0, OTHER_PLACES[2]: 9.0}))
    lower = {"pass": indicator(better="lower")}
    verdict = store.judge(target("position", within="top_half", among="england"), lower)
    assert (verdict.status, verdict.rank, verdict.n, verdict.required) == ("met", 2, 4, 5.0)


def test_a_tie_across_the_line_is_inside_and_the_sentence_says_so(store: FigureStore) -> None:
    tied = {
        OTHER_PLACES[0]: 90.0,
        OTHER_PLACES[1]: 70.0,
        OTHER_PLACES[2]: 70.0,
        OTHER_PLACES[3]: 10.0,
        OTHER_PLACES[4]: 5.0,
    }
    store.publish(one(70.0, **tied))
    verdict = store.judge(target("position", within="top_half", among="england"))
    assert (verdict.status, verdict.rank, verdict.n) == ("met", 2, 6)
    assert (
        "It shares that rank with 2 other places and the line runs between them: places that tie "
        "all take the better rank." in verdict.sentence
    )
    store.publish(
        one(70.0, **(tied | {OTHER_PLACES[3]: 3.0, OTHER_PLACES[5]: 2.0, OTHER_PLACES[6]: 1.0}))
    )
    whole = store.judge(target("position", within="top_half", among="england"))
    assert (whole.status, whole.rank, whole.n) == ("met", 2, 8)
    assert "shares" not in whole.sentence


def test_the_required_figure_would_just_have_been_inside(store: FigureStore) -> None:
    values = {place: 100.0 - 10 * i for i, place in enumerate(OTHER_PLACES[:4])}
    store.publish(one(5.0, **values))
    top = target("position", within="top_half", among="england")
    required_level = store.judge(top).required
    assert required_level == 90.0
    for own_value, expected in ((required_level, "met"), (required_level - 0.1, "not_met")):
        store.publish(one(own_value, **values))
        assert store.judge(top).status == expected


def test_a_top_sixth_of_five_places_has_no_rank_and_is_never_met(store: FigureStore) -> None:
    store.publish(one(100.0, **dict.fromkeys(OTHER_PLACES[:4], 1.0)))
    verdict = store.judge(target("position", within="top_sextile", among="england"))
    assert (verdict.status, verdict.rank, verdict.required) == ("not_met", 1, None)


def test_a_position_among_region_neighbours_and_an_own_set(store: FigureStore) -> None:
    region = [
        p.id
        for p in place_register().all()
        if p.region == "region-north-west" and p.id in OTHER_PLACES
    ]
    store.publish(one(50.0, **{region[0]: 40.0, region[1]: 60.0, OTHER_PLACES[0]: 99.0}))
    own_sets = {"coast": (OTHER_PLACES[0], region[0])}
    for among, n, rank in (("region", 3, 2), ("england", 4, 3), ("coast", 3, 2)):
        verdict = store.judge(target("position", within="top_half", among=among), own_sets=own_sets)
        assert (verdict.rank, verdict.n) == (rank, n), among


def change(**how: object) -> object:
    return target("change", baseline="201516", change=how)


@pytest.mark.parametrize(
    ("own_value", "expected"), [(10.0, "met"), (10.1, "not_met"), (9.9, "met")]
)
def test_halved_exactly_is_halved(store: FigureStore, own_value: float, expected: str) -> None:
    store.publish({"lait:pass": {HOME: {"201516": 20.0, "202021": own_value}}})
    lower = {"pass": indicator(better="lower")}
    verdict = store.judge(change(to_share="1/2"), lower)  # type: ignore[arg-type]
    assert (verdict.status, verdict.required) == (expected, 10.0)
    assert verdict.baseline is not None
    assert verdict.baseline.value == 20.0


@pytest.mark.parametrize(
    ("how", "better", "required_level"),
    [
        ({"by_share": "1/3"}, "lower", 20.0),
        ({"by_share": "1/3"}, "higher", 40.0),
        ({"by": 5}, "higher", 35.0),
        ({"by": 5}, "lower", 25.0),
    ],
)
def test_a_change_is_in_the_better_direction(
    store: FigureStore, how: dict[str, object], better: str, required_level: float
) -> None:
    step = 0.1 if better == "higher" else -0.1
    for own_value, expected in ((required_level, "met"), (required_level - step, "not_met")):
        store.publish({"lait:pass": {HOME: {"201516": 30.0, "202021": own_value}}})
        verdict = store.judge(change(**how), {"pass": indicator(better=better)})  # type: ignore[arg-type]
        assert verdict.required == pytest.approx(required_level)
        assert verdict.status == expected


def test_a_change_without_its_baseline_cannot_be_told(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"202021": 10.0}}})
    verdict = store.judge(change(to_share="1/2"))  # type: ignore[arg-type]
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_published")
    assert "no figure was published for 2015/16" in verdict.sentence


def test_a_gap_is_closed_by_its_share_and_is_in_points(store: FigureStore) -> None:
    close = target("gap_closed", baseline="201516", close={"to": "england", "by_share": "1/2"})
    for own_value, expected in ((65.0, "met"), (64.9, "not_met")):
        store.publish(
            {
                "lait:pass": {
                    HOME: {"201516": 50.0, "202021": own_value},
                    "england": {"201516": 60.0, "202021": 70.0},
                }
            }
        )
        verdict = store.judge(close)
        assert (verdict.status, verdict.required, verdict.unit) == (expected, 5.0, "points")
        assert verdict.value == pytest.approx(70 - own_value)
    assert verdict.sentence == (
        "Not met: 5.1 percentage points behind England in 2020/21 against the 5.0 percentage "
        "points or less promised (it was 10.0 percentage points behind England in 2015/16), "
        "0.1 percentage points too far behind."
    )


def test_a_gap_to_another_group_of_the_same_place(store: FigureStore) -> None:
    grouped_indicator = indicator(
        series=[{"series": "lait:dis"}],
        group=[{"id": "others", "title": "Others", "series": [{"series": "lait:rest"}]}],
    )
    close = target("gap_closed", baseline="201516", close={"to": "group:others", "by_share": 100})
    for own_value, expected in ((70.0, "met"), (69.0, "not_met")):
        store.publish(
            {
                "lait:dis": {HOME: {"201516": 40.0, "202021": own_value}},
                "lait:rest": {HOME: {"201516": 60.0, "202021": 70.0}},
            }
        )
        verdict = store.judge(close, {"pass": grouped_indicator})
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
    store: FigureStore,
    values: tuple[float | None, ...],
    expected: str,
    reason: str | None,
    word: str,
) -> None:
    store.publish({"lait:pass": {HOME: dict(zip(YEARS, values, strict=True))}})
    verdict = store.judge(target("improvement_each_year", baseline="201718"))
    assert (verdict.status, verdict.reason) == (expected, reason)
    assert word in verdict.sentence
