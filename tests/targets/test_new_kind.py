"""A kind of target that the library does not know needs nothing more than its class."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Union

import pytest
from made_figures import HOME, FigureStore
from pydantic import Field, TypeAdapter, ValidationError

import stocktake
from stocktake.plan.compare_targets import compare_targets
from stocktake.plan.scaffold import new_plan
from stocktake.standards.periods import Period
from stocktake.standards.places import place_register
from stocktake.targets import KINDS, BaseTarget, FigureTarget, IndicatorData, check_promise
from stocktake.targets.comparability import Compares
from stocktake.targets.comparators import comparison_in, set_name
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, fault
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Comparator, RequiredIs

SET = {"coast": ("la-880", "la-883", "la-884")}


class TopOfSet(FigureTarget):
    """Whether the place is among the best so many of a set."""

    kind: Literal["top_of_set"]
    top: int = Field(gt=0)
    among: str

    compares: ClassVar[Compares] = "within_period"
    required_is: ClassVar[RequiredIs] = "line"
    needs_direction: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        name = set_name(self, self.among, data, period)
        observation = data.at(period)
        assert observation is not None
        assert observation.value is not None
        comparison = comparison_in(self, self.among, data, period, observation.value)
        assert comparison is not None
        assert comparison.rank is not None
        result = TargetResult(None, promise=f"the promise to be in the top {self.top} of {name}")
        return replace(
            result,
            is_met=comparison.rank.is_within(self.top),
            value=observation.value,
            observations=(observation,),
            required=comparison.level_needed(self.top),
            comparator=Comparator(name=name, value=None),
            rank=comparison.rank.rank,
            n=comparison.rank.n,
        )

    def requirement_words(self) -> str:
        return f"top {self.top} of {self.among}"

    def compare(self, earlier: TopOfSet, better: str) -> int | None:
        return (earlier.top > self.top) - (earlier.top < self.top)

    def compared_with(self) -> tuple[str, ...]:
        return (self.among,)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        if data is not None and self.top > len(SET[self.among]):
            yield fault("top", f"{self.top} is every place of {self.among!r}", "fewer places")


def top(count: int) -> TopOfSet:
    return TopOfSet(
        kind="top_of_set",
        id="best",
        title="Among the best",
        indicator="pass",
        due="202021",
        top=count,
        among="coast",
    )


@pytest.fixture
def figures(store: FigureStore) -> FigureStore:
    values = {HOME: 60.0, "la-880": 70.0, "la-883": 65.0, "la-884": 50.0}
    store.publish({"lait:pass": {place: {"202021": value} for place, value in values.items()}})
    return store


@pytest.mark.parametrize(
    ("count", "status", "required_level"), [(2, "not_met", 65.0), (3, "met", 50.0)]
)
def test_it_is_judged_on_its_line_and_one_step_to_either_side(
    figures: FigureStore, count: int, status: str, required_level: float
) -> None:
    verdict = figures.judge(top(count), own_sets=SET)
    assert (verdict.status, verdict.rank, verdict.n) == (status, 3, 4)
    assert (verdict.kind, verdict.required, verdict.required_is) == (
        "top_of_set",
        required_level,
        "line",
    )


def test_its_clauses_make_the_sentence(figures: FigureStore) -> None:
    assert figures.judge(top(2), own_sets=SET).sentence == (
        "Not met: 60.0% in 2020/21 against the promise to be in the top 2 of the set “coast”, "
        "5.0 percentage points short."
    )


def test_its_promise_is_checked_with_its_key_path(figures: FigureStore) -> None:
    context = figures.context(own_sets=SET)
    issues = check_promise(top(4), context, "target[0]")
    assert [(issue.severity, issue.key, issue.problem) for issue in issues] == [
        ("fault", "target[0].top", "4 is every place of 'coast'")
    ]
    assert check_promise(top(3), context, "target[0]") == ()
    assert figures.judge(top(4), own_sets=SET).reason == "promise_fault"


def test_it_is_compared_with_an_earlier_version_of_itself() -> None:
    assert list(compare_targets(top(3), top(2), lambda _: "higher")) == [
        ("strengthened", "top 3 of coast", "top 2 of coast")
    ]


def test_its_line_in_the_union_gives_reading_and_schema() -> None:
    kinds: Any = Union[(*KINDS.values(), TopOfSet)]  # noqa: UP007
    union: TypeAdapter[BaseTarget] = TypeAdapter(Annotated[kinds, Field(discriminator="kind")])
    assert union.validate_python(top(2).model_dump(exclude_unset=True)) == top(2)
    schema = union.json_schema()
    assert "top_of_set" in schema["discriminator"]["mapping"]
    assert {"top", "among"} <= set(schema["$defs"]["TopOfSet"]["required"])
    with pytest.raises(ValidationError, match="greater than 0"):
        union.validate_python({**top(2).model_dump(exclude_unset=True), "top": 0})


def test_a_new_plan_lists_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "top_of_set", TopOfSet)
    text = new_plan(place_register().get(HOME), first="202627", last="202829")
    line = next(line for line in text.splitlines() if line.startswith("#   top_of_set"))
    assert line.split(maxsplit=2)[2] == "top, among"


NAMES = {name for name in KINDS if "_" in name}
"""Names of kinds that are no everyday words."""


def test_nothing_outside_the_kinds_names_one_or_asks_which_it_is() -> None:
    source = Path(stocktake.__file__).parent
    offences = []
    for path in sorted(source.rglob("*.py")):
        if path.parent.name == "kinds":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_kind_name = isinstance(node, ast.Constant) and node.value in NAMES
            is_comparison = isinstance(node, ast.Compare) and any(
                isinstance(side, ast.Attribute)
                and side.attr == "kind"
                and isinstance(side.value, ast.Name)
                and side.value.id in ("target", "part", "variant", "before", "after", "verdict")
                for side in (node.left, *node.comparators)
            )
            if is_kind_name or is_comparison:
                offences.append(f"{path.relative_to(source).as_posix()}:{node.lineno}")
    assert offences == []
