"""What a category is suggested by, what it could be at worst, and the words for it."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl
import pytest
from invented_record import A8, AS_OF, SCHOOL, england, inspection, record, rows, table

from stocktake.schools.concerns import (
    CategorySuggestion,
    evaluate_criteria,
    load_categories,
    load_criteria,
    suggest_categories,
    suggestion_of,
)
from stocktake.schools.concerns.criteria import CategoryScheme
from stocktake.schools.concerns.outcomes import OUTCOME_COLUMNS

SCHEME, CRITERIA = load_categories(), load_criteria()
LOCAL = [name for name, item in CRITERIA.items() if item.evidence == "local"]


def outcomes_of(levels: dict[str, str]) -> pl.DataFrame:
    """Outcomes of one school from red, amber, not_met or cannot_tell by criterion."""
    lines = [
        {
            "school_urn": SCHOOL,
            "criterion": name,
            "outcome": level if level in ("not_met", "cannot_tell") else "met",
            "level": level if level in ("red", "amber") else None,
            "reason": "no_figure" if level == "cannot_tell" else None,
        }
        for name, level in levels.items()
    ]
    return pl.DataFrame(lines, schema=OUTCOME_COLUMNS)


def plain_category(levels: dict[str, str]) -> str:
    """The slow twin: any red D, two ambers C, one B; predictions never alone."""
    met = {name: level for name, level in levels.items() if level in ("red", "amber")}
    if set(met) <= {"prediction-bias"}:
        met = {}
    if "red" in met.values():
        return "D"
    return {0: "A", 1: "B"}.get(len(met), "C")


@pytest.mark.parametrize(
    "levels", list(product(("red", "amber", "not_met", "cannot_tell"), repeat=3))
)
def test_a_category_follows_from_reds_and_ambers(levels: tuple[str, str, str]) -> None:
    names = ("report-card", "governance", "prediction-bias")
    by_name = dict(zip(names, levels, strict=True))
    row = suggest_categories(outcomes_of(by_name), SCHEME, CRITERIA).row(0, named=True)
    assert row["category"] == plain_category(by_name)
    worst = {"report-card": "red", "governance": "amber", "prediction-bias": "amber"}
    at_worst = {
        name: worst[name] if level == "cannot_tell" else level for name, level in by_name.items()
    }
    assert row["highest_possible"] == plain_category(at_worst)


def test_a_prediction_alone_sets_no_category() -> None:
    alone = suggest_categories(outcomes_of({"prediction-bias": "amber"}), SCHEME, CRITERIA)
    assert alone["category"].to_list() == ["A"]
    two = outcomes_of({"prediction-bias": "amber", "governance": "amber"})
    assert suggest_categories(two, SCHEME, CRITERIA)["category"].to_list() == ["C"]


def test_the_suggestion_carries_its_evidence_and_says_what_is_not_known() -> None:
    higher_schools = [rows(910000 + at, A8, {"202324": 46.0, "202425": 46.0}) for at in range(19)]
    figures = table(rows(SCHOOL, A8, {"202324": 30.0, "202425": 30.0}), *higher_schools)
    data = record(
        figures,
        SCHOOL,
        *(910000 + at for at in range(19)),
        inspections=inspection("graded", {"overall": "Good"}),
        place_figures=england(A8, {"202223": 46.0, "202324": 46.0, "202425": 46.0}),
    )
    suggestion = suggestion_of(SCHOOL, evaluate_criteria(data), SCHEME, CRITERIA)
    assert suggestion is not None
    assert (suggestion.category, suggestion.red_count) == ("D", 1)
    by_id = {item.criterion: item for item in suggestion.evidence}
    assert by_id["attainment-8-lowest"].text == "98% of schools do no worse, 2023/24 to 2024/25"
    assert by_id["attainment-8-lowest"].source_title == "Our default"
    assert by_id["graded"].text == "overall: Good, 1 March 2024"
    assert by_id["governance"].text == "Cannot tell: nobody has entered an answer"
    assert suggestion.sentence == (
        "The criteria suggest category D (intensive): 1 red and 0 amber of the 3 that have an "
        "answer. For 13 we cannot tell. A person decides."
    )
    assert CategorySuggestion.model_validate_json(suggestion.model_dump_json()) == suggestion


def test_a_school_of_which_nothing_is_asked_has_no_suggestion() -> None:
    assert suggestion_of(1, pl.DataFrame(schema=OUTCOME_COLUMNS), SCHEME, CRITERIA) is None


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        (({}, {}), "the first category has no condition, and every other has one"),
        (({"red": 1}, {"amber": 1}), "the first category has no condition"),
    ],
)
def test_a_scheme_that_suggests_nothing_is_refused(
    conditions: tuple[dict[str, int], ...], message: str
) -> None:
    categories = [
        {"id": chr(65 + at), "title": "x", "entitlement": "x", **condition}
        for at, condition in enumerate(conditions)
    ]
    with pytest.raises(ValueError, match=message):
        CategoryScheme.model_validate(
            {
                "title": "x",
                "starts": date(2026, 1, 1),
                "category": categories,
                "source": {"title": "x"},
            }
        )


def test_a_missing_release_suggests_nothing_for_certain() -> None:
    """With nothing held, every criterion is open and the category could be any."""
    suggestions = suggest_categories(
        evaluate_criteria(record(table(), SCHOOL)), SCHEME, CRITERIA
    ).row(0, named=True)
    assert (suggestions["category"], suggestions["highest_possible"]) == ("A", "D")
    assert suggestions["cannot_tell_count"] >= len(LOCAL)
    assert AS_OF.year == 2026
