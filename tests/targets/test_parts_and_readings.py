"""Wholes made of parts, words read in two ways, proxies, watch indicators, judged words."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from made_figures import HOME, FigureStore, indicator, special, target

from stocktake.targets.kinds.all_of import AllOf
from stocktake.targets.kinds.any_of import AnyOf
from stocktake.targets.verdict import Status

WHOLES = {kind: target(kind, part=({"kind": "improvement_each_year", "id": "b", "title": "B"},))
          for kind in ("all_of", "any_of")}  # fmt: skip


def combine_parts(kind: str, answers: list[tuple[Status, None]]) -> tuple[Status, str | None]:
    whole = WHOLES[kind]
    assert isinstance(whole, AllOf | AnyOf)
    return whole.combine(answers)


STATUSES: tuple[Status, ...] = ("met", "not_met", "cannot_tell")


@pytest.mark.parametrize(
    ("one", "two", "all_of", "any_of"),
    [
        ("met", "met", "met", "met"),
        ("met", "cannot_tell", "cannot_tell", "met"),
        ("met", "not_met", "not_met", "met"),
        ("cannot_tell", "cannot_tell", "cannot_tell", "cannot_tell"),
        ("cannot_tell", "not_met", "not_met", "cannot_tell"),
        ("awaiting_figures", "met", "awaiting_figures", "met"),
        ("awaiting_figures", "not_met", "not_met", "awaiting_figures"),
        ("awaiting_figures", "cannot_tell", "cannot_tell", "cannot_tell"),
        ("awaiting_figures", "not_yet_due", "not_yet_due", "not_yet_due"),
        ("not_met", "not_met", "not_met", "not_met"),
    ],
)
def test_the_truth_table_of_two_parts(one: Status, two: Status, all_of: str, any_of: str) -> None:
    for pair in ((one, two), (two, one)):
        answers = [(status, None) for status in pair]
        for kind, expected in (("all_of", all_of), ("any_of", any_of)):
            reason = "parts" if expected == "cannot_tell" else None
            assert combine_parts(kind, answers) == (expected, reason)


def test_all_of_and_any_of_are_each_others_mirror() -> None:
    mirror: dict[Status, Status] = {
        "met": "not_met",
        "not_met": "met",
        "cannot_tell": "cannot_tell",
    }
    for parts in itertools.product(STATUSES, repeat=3):
        whole = combine_parts("all_of", [(status, None) for status in parts])
        mirrored_whole = combine_parts("any_of", [(mirror[status], None) for status in parts])
        assert mirror[whole[0]] == mirrored_whole[0]


def test_parts_still_to_come_keep_the_whole_from_being_met() -> None:
    for coming in ("on_track", "off_track", "not_yet_due", "awaiting_figures"):
        assert combine_parts("all_of", [("met", None), (coming, None)])[0] == coming
        assert combine_parts("all_of", [("not_met", None), (coming, None)])[0] == "not_met"


def part(name: str, series: str, level: float, **over: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": name.title(),
        "kind": "level",
        "indicator": series,
        "comparison": "at_least",
        "level": level,
    } | over


TWO = {
    "maths": indicator(title="Maths", series=[{"series": "lait:maths"}]),
    "english": indicator(title="English", series=[{"series": "lait:english"}]),
}


def test_a_whole_says_each_part_and_what_it_was_set_against(store: FigureStore) -> None:
    store.publish(
        {"lait:maths": {HOME: {"202021": 70.0}}, "lait:english": {HOME: {"202021": 50.0}}}
    )
    all_of = target("all_of", part=(part("maths", "maths", 60), part("english", "english", 60)))
    verdict = store.judge(all_of, TWO)
    assert (verdict.status, verdict.reason, verdict.value) == ("not_met", None, None)
    assert [part.status for part in verdict.parts] == ["met", "not_met"]
    assert [part.due for part in verdict.parts] == ["202021", "202021"]
    assert verdict.sentence == (
        "Not met: maths is met, at 70.0% against the 60.0% promised; English is not met, at 50.0% "
        "against the 60.0% promised."
    )
    any_of = target("any_of", part=all_of.part)
    assert store.judge(any_of, TWO).status == "met"
    assert {source.locator for source in verdict.sources} == {"made.csv, row 7"}


def test_a_whole_that_hangs_on_an_untold_part(store: FigureStore) -> None:
    store.publish({"lait:maths": {HOME: {"202021": 70.0}}, "lait:english": {HOME: {"202021": "c"}}})
    all_of = target("all_of", part=(part("maths", "maths", 60), part("english", "english", 60)))
    verdict = store.judge(all_of, TWO)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "parts")
    assert verdict.parts[1].reason == "suppressed"


READINGS = (
    {"id": "standard", "words": "a pass is grade 4", "level": 60},
    {"id": "strong", "words": "a pass is grade 5", "level": 70},
)


@pytest.mark.parametrize(
    ("value", "statuses", "tail"),
    [
        (75.0, ["met", "met"], "The answer is the same when it is read as “a pass is grade 5”."),
        (50.0, ["not_met"] * 2, "The answer is the same when it is read as “a pass is grade 5”."),
        (
            65.0,
            ["met", "not_met"],
            "The answer depends on how the words are read: met when read as “a pass is grade 4”; "
            "not met when read as “a pass is grade 5”.",
        ),
    ],
)
def test_every_reading_is_judged_and_the_first_is_carried(
    store: FigureStore, value: float, statuses: list[str], tail: str
) -> None:
    store.publish({"lait:pass": {HOME: {"202021": value}}})
    verdict = store.judge(target("level", comparison="at_least", reading=READINGS))
    assert [read.status for read in verdict.readings] == statuses
    assert (verdict.status, verdict.required) == (statuses[0], 60)
    assert verdict.sentence.endswith(tail)


def test_a_whole_is_judged_under_every_reading_by_its_id(store: FigureStore) -> None:
    """Parts take the whole's readings; one with readings of its own has its own one answer."""
    figures = {"201516": 20.0, "201617": 30.0, "202021": 12.0}
    store.publish({"lait:maths": {HOME: figures}, "lait:english": {HOME: {"202021": 65.0}}})
    indicators = {
        "maths": indicator(better="lower", series=[{"series": "lait:maths"}]),
        "english": TWO["english"],
    }
    halved = {
        "id": "halved",
        "title": "Halved",
        "kind": "change",
        "indicator": "maths",
        "change": {"to_share": "1/2"},
    }
    english_part = part("english", "english", 60, reading=READINGS[::-1])
    whole = target(
        "all_of",
        part=(halved, english_part),
        reading=(
            {"id": "early", "words": "since 2015/16", "baseline": "201516"},
            {"id": "late", "words": "since 2016/17", "baseline": "201617"},
        ),
    )
    verdict = store.judge(whole, indicators)
    assert [read.status for read in verdict.parts[0].readings] == ["not_met", "met"]
    assert verdict.parts[1].status == "not_met"
    assert [(read.id, read.status) for read in verdict.readings] == [
        ("early", "not_met"),
        ("late", "not_met"),
    ]
    assert [read.baseline and read.baseline.period for read in verdict.readings] == [
        "201516",
        "201617",
    ]
    met_too = whole.model_copy(
        update={
            "part": (
                whole.part[0],
                whole.part[1].model_copy(update={"reading": (), "level": 60.0}),
            ),
        }
    )
    assert [read.status for read in store.judge(met_too, indicators).readings] == ["not_met", "met"]


def test_a_proxy_decides_nothing_and_says_what_it_would(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"202021": 70.0}}})
    promise = target(
        "level",
        indicator=None,
        comparison="at_least",
        level=60,
        proxy=({"id": "near", "indicator": "pass", "differs": "it counts others"},),
    )
    verdict = store.judge(promise)
    assert (verdict.status, verdict.reason, verdict.proxy) == (
        "cannot_tell",
        "proxy",
        "it counts others",
    )
    assert [(part.id, part.status, part.value) for part in verdict.parts] == [("near", "met", 70.0)]
    assert verdict.value is None
    assert verdict.sentence == (
        "Cannot tell: no published indicator measures what was promised. The nearest, pass rate, "
        "differs: it counts others. By that measure alone the answer would be “met”: 70.0% in "
        "2020/21 against the 60.0% or more promised."
    )
    early = store.judge(promise, at="201819")
    assert (early.status, early.reason) == ("not_yet_due", None)


def test_a_target_without_an_indicator_cannot_be_told(store: FigureStore) -> None:
    verdict = store.judge(target("level", indicator=None, comparison="above", level=1))
    assert (verdict.status, verdict.reason) == ("cannot_tell", "no_indicator")
    assert store.judge(
        target("level", indicator=None, comparison="above", level=1), at="201617"
    ).sentence == (
        "Not yet due: it falls due in 2020/21; no indicator is named, published or local, that "
        "would show it."
    )


WATCH_INDICATORS = {
    "pass": indicator(),
    "home": indicator(title="Home education", series=[{"series": "lait:home"}]),
}


def watching(worse_if: str = "rises", **over: Any) -> Any:
    watch = ({"indicator": "home", "worse_if": worse_if, "words": "withdrawn"},)
    return target("level", comparison="at_least", level=60, baseline="201718", watch=watch, **over)


@pytest.mark.parametrize(
    ("after", "status", "opening"),
    [
        (3.0, "worsened", "Met, but home education rose from 2.0% (2017/18) to 3.0% (2020/21). "
         "70.0% in 2020/21"),
        (2.0, "unchanged", "Met: 70.0%"),
        (1.0, "improved", "Met: 70.0%"),
        (None, "cannot_tell", "Met: 70.0%"),
    ],
)  # fmt: skip
def test_met_while_a_watch_indicator_worsens_reads_met_but(
    store: FigureStore, after: float | None, status: str, opening: str
) -> None:
    home = {"201617": 9.0, "201718": 2.0, "202021": after}
    store.publish({"lait:pass": {HOME: {"202021": 70.0}}, "lait:home": {HOME: home}})
    verdict = store.judge(watching(), WATCH_INDICATORS)
    assert (verdict.status, verdict.watch[0].status) == ("met", status)
    assert verdict.sentence.startswith(opening)


def test_a_missed_target_is_missed_whatever_its_watch_indicators_did(store: FigureStore) -> None:
    home = {"201718": 2.0, "202021": 9.0}
    store.publish({"lait:pass": {HOME: {"202021": 50.0}}, "lait:home": {HOME: home}})
    verdict = store.judge(watching(), WATCH_INDICATORS)
    assert verdict.watch[0].status == "worsened"
    assert verdict.sentence.startswith("Not met: 50.0%")


def test_a_watch_indicator_is_not_read_across_a_break_or_in_its_own_favour(
    store: FigureStore,
) -> None:
    for after, flatters, expected in (
        (1.0, "better", "cannot_tell"),
        (3.0, "better", "worsened"),
        (3.0, "worse", "cannot_tell"),
        (1.0, "worse", "improved"),
    ):
        home = {"201718": 2.0, "202021": after}
        store.publish({"lait:pass": {HOME: {"202021": 70.0}}, "lait:home": {HOME: home}})
        arranged = indicator(
            title="Home education",
            better="lower",
            series=[{"series": "lait:home"}],
            special_year=[special("202021", flatters)],
        )
        watch_result = store.judge(watching(), WATCH_INDICATORS | {"home": arranged}).watch[0]
        assert watch_result.status == expected, (after, flatters)
        assert watch_result.before is not None
        assert watch_result.before.value == 2.0
    home_with_break = indicator(
        title="Home education",
        series=[{"series": "lait:home"}],
        **{"break": [{"period": "201920", "reason": "a register began"}]},
    )
    watch_result = store.judge(watching(), WATCH_INDICATORS | {"home": home_with_break}).watch[0]
    assert watch_result.sentence == (
        "Home education: cannot tell; it fell from 2.0% (2017/18) to 1.0% (2020/21), but a "
        "register began."
    )


def test_the_first_readings_baseline_is_the_watch_indicators_too(store: FigureStore) -> None:
    home = {"201516": 5.0, "201718": 2.0, "202021": 3.0}
    store.publish({"lait:pass": {HOME: {"202021": 70.0}}, "lait:home": {HOME: home}})
    readings = tuple(reading | {"baseline": "201718"} for reading in READINGS)
    verdict = store.judge(watching().model_copy(update={"baseline": None}), WATCH_INDICATORS)
    assert verdict.watch[0].status == "improved"
    read = target(
        "level", comparison="at_least", reading=readings,
        watch=({"indicator": "home", "worse_if": "rises", "words": "withdrawn"},),
    )  # fmt: skip
    assert store.judge(read, WATCH_INDICATORS).watch[0].status == "worsened"


LEVELS = ({"level": 1, "words": "drafted"}, {"level": 2, "words": "used in every school"})


def judgement_target(*levels: tuple[str, int, date]) -> Any:
    return target(
        "qualitative",
        descriptor=LEVELS,
        level=2,
        judgement=tuple(
            {"by_role": role, "level": level, "on": on, "evidence": "minutes"}
            for role, level, on in levels
        ),
    )


IN_TIME, LATE = date(2021, 7, 1), date(2021, 9, 1)


@pytest.mark.parametrize(
    ("judgements", "status", "reason"),
    [
        ((), "cannot_tell", "nobody has judged it"),
        ((("chair", 2, IN_TIME),), "cannot_tell", "only one person has judged it"),
        ((("chair", 2, IN_TIME), ("chair", 2, IN_TIME)), "cannot_tell", "only one person"),
        ((("chair", 2, IN_TIME), ("head", 2, IN_TIME)), "met", "the judges agree"),
        ((("chair", 1, IN_TIME), ("head", 1, IN_TIME)), "not_met", "the judges agree"),
        ((("chair", 1, IN_TIME), ("head", 2, IN_TIME)), "cannot_tell", "the judges disagree"),
        ((("chair", 2, IN_TIME), ("head", 2, LATE)), "cannot_tell", "only one person"),
        ((("chair", 1, date(2021, 1, 1)), ("chair", 2, IN_TIME), ("head", 2, IN_TIME)),
         "met", "the judges agree"),
    ],
)  # fmt: skip
def test_words_are_judged_by_two_people_by_the_day(
    store: FigureStore, judgements: Any, status: str, reason: str
) -> None:
    verdict = store.judge(judgement_target(*judgements))
    assert verdict.status == status
    assert reason in verdict.sentence
    assert "“used in every school”" in verdict.sentence
    assert verdict.reason == ("no_local_data" if status == "cannot_tell" else None)
    assert not verdict.released


def test_words_that_are_not_due_are_not_yet_judged(store: FigureStore) -> None:
    promise = judgement_target(("chair", 2, IN_TIME), ("head", 2, IN_TIME))
    verdict = store.judge(promise, at="201920")
    assert (verdict.status, verdict.reason) == ("not_yet_due", None)
    assert verdict.sentence == (
        "Not yet due: it falls due in 2020/21; nobody has judged it. Two judges who agree that it "
        "has reached “used in every school” are needed."
    )
