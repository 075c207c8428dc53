"""Charts that are drawn directly show what the library's own drawing shows."""

from __future__ import annotations

import gc
import re
import weakref
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from stocktake.plan.judge import judge
from stocktake.publish.charts import LOOKS, chart_svg
from stocktake.publish.content import Chart, Line, Point
from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.gateway import target_cards, trajectories
from stocktake_web.gateway.judgements import plan_file

SVG = "{http://www.w3.org/2000/svg}"
HOME = LOOKS["home"][0]
BLACKPOOL = Area(slug="blackpool", name="Blackpool", place_id="la-890")


def line(*runs: tuple[tuple[int, float], ...], special: int | None = None) -> Line:
    """The place's own line in runs."""
    return Line(
        "Here",
        "home",
        tuple(tuple(Point(at, v, f"{v:g}%", at == special) for at, v in run) for run in runs),
    )


def chart(*lines: Line, **more: object) -> Chart:
    """A chart of four years."""
    periods = ("2016/17", "2017/18", "2018/19", "2019/20")
    made = Chart("c", "Here: 60%", "A share", "It rose.", periods, lines, 2, unit="percentage")
    return replace(made, **more)


def drawn(chart: Chart) -> ElementTree.Element:
    """The drawing, parsed."""
    return ElementTree.fromstring(trajectories.draw(chart))  # noqa: S314


def test_a_figure_stands_as_high_as_it_is() -> None:
    root = drawn(chart(line(((0, 40.0), (1, 60.0), (2, 50.0)))))
    high = [float(each.get("cy", "")) for each in root.iter(f"{SVG}circle")]
    assert high[1] < high[2] < high[0]
    assert abs((high[0] + high[1]) / 2 - high[2]) < 0.1


def test_the_first_of_a_ranking_is_at_the_top() -> None:
    ranks = chart(
        line(((0, 10.0), (1, 90.0))), measure="rank_percent", limit=50.0, limit_words="half ends"
    )
    root = drawn(ranks)
    first, last = (float(each.get("cy", "")) for each in root.iter(f"{SVG}circle"))
    assert first < last
    said = [each.text for each in root.iter(f"{SVG}text")]
    assert {"first", "half way", "last", "half ends", "due"} <= set(said)


def test_nothing_is_drawn_between_two_runs_and_special_years_are_hollow() -> None:
    cut = line(((0, 40.0), (1, 60.0)), ((2, 50.0),), ((3, 45.0),), special=3)
    root = drawn(chart(cut, breaks=(2,)))
    paths = [each.get("points", "") for each in root.iter(f"{SVG}polyline")]
    assert [len(path.split()) for path in paths] == [2]
    assert [each.get("fill") for each in root.iter(f"{SVG}circle")] == [HOME] * 3 + ["white"]
    assert "break" in [each.text for each in root.iter(f"{SVG}text")]


def test_words_of_a_plan_stay_words() -> None:
    sly = replace(line(((0, 1.0), (1, 2.0))), name="<a>&")
    text = trajectories.draw(chart(sly, title='<script>"', description="a < b"))
    assert "<script>" not in text
    assert ElementTree.fromstring(text).findtext(f"{SVG}desc") == "a < b"  # noqa: S314


def test_a_line_that_stays_level_is_drawn() -> None:
    assert "nan" not in trajectories.draw(chart(line(((0, 0.0), (1, 0.0)))))


def test_the_charts_of_a_whole_plan_have_the_marks_that_the_library_draws() -> None:
    kept = gateway.example_plan_text("blackpool")
    judged = gateway.judge_area(BLACKPOOL, kept, as_of=date(2026, 11, 22), at="202021")
    cards = [target_cards.card(judged, each.id) for each in judged.plan.target]
    charts = [
        shown.chart
        for card in cards
        for part in card.family
        for shown in part.figures
        if shown.chart is not None
    ]
    assert len(charts) > 5
    # The library's drawing takes a tenth of a second each: three say enough.
    for each in charts[:3]:
        ours, theirs = trajectories.draw(each), chart_svg(each)
        words = [set(re.findall(r"<text[^>]*>([^<]+)</text>", svg)) for svg in (ours, theirs)]
        labels = {word for word in words[1] if not re.fullmatch(r"[−\d.,%-]+", word)}
        assert labels <= words[0]
        for role in {line.role for line in each.lines}:
            colour = LOOKS[role][0]
            assert colour in ours
            assert colour in theirs


def test_the_judgements_of_another_day_are_not_held() -> None:
    kept = gateway.example_plan_text("blackpool")
    first = gateway.judge_area(BLACKPOOL, kept, as_of=date(2026, 11, 22), at="202021")
    card = target_cards.card(first, first.plan.target[0].id)
    assert target_cards.card(first, first.plan.target[0].id) is card
    gone = weakref.ref(first)
    gateway.judge_area(BLACKPOOL, kept, as_of=date(2026, 11, 23), at="202021")
    del first, card
    gc.collect()
    assert gone() is None


def test_a_year_is_judged_alike_alone_and_after_another() -> None:
    kept = gateway.example_plan_text("blackpool")
    other = Area(slug="elsewhere", name="Elsewhere", place_id="la-890")
    day = date(2026, 11, 22)
    gateway.judge_area(BLACKPOOL, kept, as_of=day)
    after = gateway.judge_area(BLACKPOOL, kept, as_of=day, at="2018/19")
    assert after.dumps() == judge(plan_file(kept), as_of=day, at="201819").dumps()
    assert gateway.judge_area(other, kept, as_of=day, at="201819") is not after
