from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.benchmarks.composite import composite, load_composites, standardised
from stocktake.benchmarks.schema import Composite
from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import DefinitionError, UsageError
from stocktake.statistics.schema import Indicator

STAGES = [{"id": "school", "weight": 1.0}, {"id": "youth", "weight": 3.0}]
PARTS = [
    {"indicator": "results", "stage": "school", "better": "higher", "weight": 1.0},
    {"indicator": "absence", "stage": "school", "better": "lower", "weight": 1.0},
    {"indicator": "entry", "stage": "youth", "better": "higher", "weight": 1.0},
]
PLACES = ["la-001", "la-002", "la-003"]


def definition(**changes: Any) -> Composite:
    return Composite.model_validate(
        {
            "title": "Example",
            "claim": "An example.",
            "missing": "leave-out-place",
            "stage": STAGES,
            "part": PARTS,
            "source": [{"title": "Ours"}],
        }
        | changes
    )


def values(*figures: float | None) -> dict[str, float | None]:
    return dict(zip(PLACES, figures, strict=True))


FIGURES = {
    ("results", "all"): values(40.0, 50.0, 60.0),
    ("absence", "all"): values(10.0, 10.0, 10.0),
    ("entry", "all"): values(30.0, 20.0, 10.0),
}


def test_the_worked_example_of_three_districts() -> None:
    # 40, 50, 60: mean 50, population standard deviation 8.165, so -1.225, 0 and 1.225.
    one = definition(stage=STAGES[:1], part=PARTS[:1])
    found = composite(one, FIGURES, PLACES)
    assert [(f.place, round(f.score or 0, 3), f.rank and f.rank.rank) for f in found] == [
        ("la-003", 1.225, 1),
        ("la-002", 0.0, 2),
        ("la-001", -1.225, 3),
    ]


def test_stages_are_weighted_and_shown_with_their_parts() -> None:
    best = composite(definition(), FIGURES, PLACES)[0]
    assert best.place == "la-001"
    assert best.stages == pytest.approx({"school": -1.2247 / 2, "youth": 1.2247}, abs=1e-4)
    assert best.score == pytest.approx((1 * -1.2247 / 2 + 3 * 1.2247) / 4, abs=1e-4)
    assert best.parts[("absence", "all")] == 0.0
    assert best.missing == ()


def test_a_place_with_a_figure_missing_has_no_score_and_no_rank() -> None:
    some = FIGURES | {("absence", "all"): values(None, 12.0, 14.0)}
    found = {f.place: f for f in composite(definition(), some, PLACES)}
    assert (found["la-001"].score, found["la-001"].rank) == (None, None)
    assert found["la-001"].missing == (("absence", "all"),)
    assert found["la-002"].rank is not None
    assert found["la-002"].rank.n == 2


def test_known_parts_may_be_used_where_enough_of_every_stage_is_known() -> None:
    some = FIGURES | {("absence", "all"): values(None, 12.0, 14.0)}
    half = definition(missing="use-known-parts", least_known_share=0.5)
    found = {f.place: f for f in composite(half, some, PLACES)}
    assert found["la-001"].stages["school"] == pytest.approx(-1.2247, abs=1e-4)
    assert found["la-001"].score is not None
    more = definition(missing="use-known-parts", least_known_share=0.6)
    assert {f.place: f.score for f in composite(more, some, PLACES)}["la-001"] is None


def test_a_stage_without_any_figure_leaves_the_place_out_whatever_the_rule() -> None:
    some = FIGURES | {("entry", "all"): values(None, 20.0, 10.0)}
    lenient = definition(missing="use-known-parts", least_known_share=0.1)
    assert {f.place: f.score for f in composite(lenient, some, PLACES)}["la-001"] is None


@given(
    st.lists(st.integers(0, 100).map(float), min_size=2, max_size=20),
    st.sampled_from(["higher", "lower"]),
)
def test_standardised_scores_have_mean_0_and_standard_deviation_1(
    figures: list[float], better: str
) -> None:
    scores = standardised({f"la-{k:03}": v for k, v in enumerate(figures)}, better=better)
    assert sum(scores.values()) == pytest.approx(0, abs=1e-9)
    spread = sum(score**2 for score in scores.values()) / len(scores)
    assert spread == pytest.approx(0 if len(set(figures)) == 1 else 1)


def test_a_part_without_any_figures_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        composite(definition(), FIGURES | {("entry", "all"): {}}, PLACES)
    assert str(caught.value) == "cannot compute 'Example': no figures for entry (all)"


def test_the_shipped_example_uses_curated_indicators_in_their_own_direction() -> None:
    example = load_composites()["example"].value
    indicators = load_folder("stocktake.statistics", "indicators", Indicator)
    wrong = [
        part.indicator
        for part in example.part
        if part.indicator not in indicators
        or indicators[part.indicator].value.better != part.better
    ]
    assert wrong == []


def test_faults_of_a_definition_are_named_together(tmp_path: Path) -> None:
    folder = tmp_path / "composite"
    folder.mkdir()
    (folder / "ours.toml").write_text(
        'title = "Ours"\nclaim = "None."\nmissing = "guess"\nwieght = 1\n'
        '[[stage]]\nid = "school"\nweight = 0.0\n'
        '[[part]]\nindicator = "a"\nstage = "school"\nbetter = "higher"\nweight = 1.0\n'
        '[[source]]\ntitle = "Ours"\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as caught:
        load_composites(tmp_path)
    said = str(caught.value)
    assert "missing: 'guess' is no word for it; expected leave-out-place or use-known-parts" in said
    assert "wieght: unknown key 'wieght'; did you mean 'weight'?" in said
    assert "stage[0].weight: 0.0 will not do; expected a number above nought" in said


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"part": [PARTS[0] | {"stage": "adulthood"}]}, "names the stage 'adulthood'"),
        ({"part": PARTS[:2]}, "the stage 'youth' has no part"),
        ({"part": [*PARTS, PARTS[0]]}, "may be one part only"),
        ({"stage": [*STAGES, STAGES[0]]}, "stage ids must be unique"),
    ],
)
def test_stages_and_parts_must_fit(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        definition(**changes)
