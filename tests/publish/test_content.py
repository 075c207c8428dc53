"""What a report says is what the judgement says, with the published figures beside it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest

from stocktake.examples import example_plan
from stocktake.plan.judge import Judgement, judge
from stocktake.publish import report_content
from stocktake.publish.content import Chart, ChartWithTable, Line, ReportContent
from stocktake.publish.wording import overall
from stocktake.targets.verdict import STATUS_WORDS, Verdict


@pytest.fixture(params=["quoted", "loaded"])
def basis(request: pytest.FixtureRequest) -> str:
    """The figures that the plan carries, or those of all authorities."""
    return request.param


@pytest.fixture
def judgement(request: pytest.FixtureRequest, basis: str) -> Judgement:
    return request.getfixturevalue(f"{basis}_judgement")


@pytest.fixture
def content(request: pytest.FixtureRequest, basis: str) -> ReportContent:
    return request.getfixturevalue(f"{basis}_content")


def _chart_with_table(content: ReportContent, target: str, number: int = 0) -> ChartWithTable:
    return next(card for card in content.every_card if card.id == target).figures[number]


def _chart(content: ReportContent, target: str, number: int = 0) -> Chart:
    chart = _chart_with_table(content, target, number).chart
    assert chart is not None
    return chart


def _column(figure: ChartWithTable, heading: str) -> dict[str, str]:
    at = [column.heading for column in figure.table.columns].index(heading)
    return {row[0].text: row[at].text for row in figure.table.rows}


def _line(chart: Chart, name: str) -> Line:
    return next(line for line in chart.lines if line.name == name)


def test_every_target_has_one_card_with_its_verdict(
    judgement: Judgement, content: ReportContent
) -> None:
    cards = {card.id: card for card in content.cards}
    assert list(cards) == [verdict.id for verdict in judgement.verdicts]
    for verdict in judgement.verdicts:
        assert cards[verdict.id].tag == STATUS_WORDS[verdict.status]
        assert cards[verdict.id].sentence == verdict.sentence
        assert [part.id for part in cards[verdict.id].parts] == [p.id for p in verdict.parts]


def test_the_headline_counts_the_verdicts(content: ReportContent) -> None:
    assert content.headline.startswith(
        "Of 14 targets, none is met, 4 are not met and 10 have no verdict. "
        "Why there is no verdict: for 7, nothing was returned locally; for 2, no figure was "
        "published; for 1, only something similar is measured."
    )
    assert {row.tag: row.count for row in content.counts} == {"Not met": 4, "Cannot tell": 10}


def test_published_figures_stand_in_the_table(content: ReportContent) -> None:
    # Key stage 2, reading, writing and maths: the figures of the April 2026 release.
    figure = _chart_with_table(content, "ks2-rwm-top-half")
    assert _column(figure, "Blackpool") == {
        "2015/16": "48%",
        "2016/17": "62%",
        "2017/18": "62%",
        "2018/19": "67%",
        "2019/20": "none",
        "2020/21": "none",
        "2021/22": "56%",
        "2022/23": "54%",
        "2023/24": "53%",
        "2024/25": "55%",
    }
    assert _column(figure, "Rank in England")["2018/19"] == "45th of 149"
    assert _column(figure, "Rank in England")["2020/21"] == "no rank"
    assert _column(figure, "Note")["2020/21"] == "Due, no figure was published, note 2"
    assert "cancelled" in figure.table.notes[1]


def test_quoted_and_loaded_figures_agree_at_the_quoted_decimals(
    quoted_content: ReportContent, loaded_content: ReportContent
) -> None:
    loaded_cards = {card.id: card for card in loaded_content.every_card}
    cells_count = 0
    for card in quoted_content.every_card:
        for quoted_figure, loaded_figure in zip(
            card.figures, loaded_cards[card.id].figures, strict=True
        ):
            heads = [column.heading for column in loaded_figure.table.columns]
            loaded_rows = {row[0].text: row for row in loaded_figure.table.rows}
            for row in quoted_figure.table.rows:
                for column, cell in zip(quoted_figure.table.columns[1:], row[1:], strict=True):
                    if column.heading.startswith("Asked for"):
                        continue
                    loaded_cell = loaded_rows[row[0].text][heads.index(column.heading)]
                    if cell.number is None:
                        assert loaded_cell.text == cell.text, (card.id, row[0].text, column.heading)
                    else:
                        assert loaded_cell.number is not None
                        places = len(str(cell.number).partition(".")[2])
                        assert abs(loaded_cell.number - cell.number) <= 0.5001 * 10**-places
                    cells_count += 1
    assert cells_count > 400


def test_a_line_has_a_gap_where_no_figure_was_published_and_at_a_break(
    content: ReportContent,
) -> None:
    chart = _chart(content, "ks2-rwm-top-half")
    home = _line(chart, "Blackpool")
    runs = [[chart.periods[point.at] for point in run] for run in home.runs]
    assert runs == [
        ["2015/16", "2016/17"],
        ["2017/18", "2018/19"],
        ["2021/22", "2022/23", "2023/24", "2024/25"],
    ]
    assert [chart.periods[at] for at in chart.breaks] == ["2017/18"]
    assert chart.due is not None
    assert chart.periods[chart.due] == "2020/21"


def test_a_year_of_special_arrangements_stands_alone_and_is_marked(content: ReportContent) -> None:
    chart = _chart(content, "english-maths-gcse-two-thirds")
    runs = _line(chart, "Blackpool").runs
    alone = [[chart.periods[point.at] for point in run] for run in runs if run[0].special]
    assert alone == [["2019/20"], ["2020/21"], ["2021/22"]]
    assert all(not point.special for run in runs if len(run) > 1 for point in run)


def test_the_straight_line_to_a_target_is_called_one(content: ReportContent) -> None:
    figure = _chart_with_table(content, "suspensions")
    assert figure.chart is not None
    requirement = _line(figure.chart, "Asked for")
    assert (requirement.points[0].text, requirement.points[-1].text) == ("15.24", "7.62")
    assert any("drawn for the eye alone" in note for note in figure.table.notes)


def test_a_position_is_drawn_in_places_with_the_line_it_had_to_reach(
    content: ReportContent,
) -> None:
    chart = _chart(content, "sustained-destination-top-half", 1)
    assert chart.title == "Blackpool ranked 150th of 151 in 2020/21, outside the top half"
    assert (chart.measure, chart.limit) == ("rank_percent", 50.0)
    point = next(p for p in chart.lines[0].points if chart.periods[p.at] == "2020/21")
    assert point.value == pytest.approx(100 * 150 / 151)
    assert point.text == "150th of 151"


def test_titles_say_what_happened(content: ReportContent) -> None:
    assert _chart(content, "english-maths-gcse-two-thirds").title == (
        "Blackpool: 57.5% in 2020/21, 14.7 percentage points below England"
    )
    assert _chart(content, "ks2-rwm-top-half").title == (
        "No figure for 2020/21: Blackpool had 67% in 2018/19 and 56% in 2021/22"
    )


def test_no_chart_has_more_than_four_lines_and_years_follow_each_other(
    content: ReportContent,
) -> None:
    charts = [s.chart for card in content.every_card for s in card.figures if s.chart]
    assert len(charts) >= 10
    for chart in charts:
        assert 1 <= len(chart.lines) <= 4
        assert all(int(b[:4]) - int(a[:4]) == 1 for a, b in pairwise(chart.periods))
        assert len({line.role for line in chart.lines}) == len(chart.lines)


def test_a_proxy_is_a_card_of_its_own_below_the_target(content: ReportContent) -> None:
    card = next(c for c in content.cards if c.id == "disadvantaged-he-top-half")
    assert card.no_verdict_reason == "Why there is no verdict: only something similar is measured."
    assert [(part.id, part.tag) for part in card.parts] == [("he-by-19-fsm", "Met")]
    assert card.parts[0].figures


def test_every_figure_shown_as_released_names_its_bases(content: ReportContent) -> None:
    released_figures = [figure for card in content.every_card for figure in card.shown]
    assert len(released_figures) >= 10
    assert all(basis.kind == "published" for figure in released_figures for basis in figure.bases)


def test_readings_are_set_side_by_side(content: ReportContent) -> None:
    card = next(c for c in content.every_card if c.id == "suspensions")
    assert card.readings is not None
    column_index = [column.heading for column in card.readings.columns].index("Asked for")
    assert [row[column_index].text for row in card.readings.rows] == [
        "7.62 per 100",
        "9.59 per 100",
    ]


def test_queries_claims_and_sources_are_shown(content: ReportContent) -> None:
    assert len(content.queries) == 33
    assert content.claims is not None
    assert len(content.claims.rows) == 48
    assert any("Local Authority Interactive Tool" in row[0].text for row in content.sources.rows)
    assert "Open Government Licence" in content.licence


def test_targets_without_a_priority_come_last(with_returns: Judgement) -> None:
    sections = report_content(with_returns).sections
    assert [section.title for section in sections] == ["Belonging", "Targets without a priority"]
    assert [card.id for card in sections[-1].cards] == ["both"]


@pytest.mark.slow
def test_before_the_due_year_nobody_is_told_that_none_is_met() -> None:
    early = judge(example_plan("blackpool"), as_of=date(2026, 11, 22), at="201819")
    content = report_content(early)
    assert content.headline.startswith("Of 14 targets, 13 are not yet due and 1 has no verdict.")
    chart = _chart(content, "suspensions")
    assert chart.title == "Blackpool: 29.63 per 100 in 2018/19, 18.88 per 100 above England"


def test_before_the_first_release_there_is_nothing_to_draw() -> None:
    content = report_content(judge(example_plan("blackpool"), as_of=date(2017, 11, 1)))
    assert [figure for card in content.every_card for figure in card.figures] == []
    assert content.sources.rows == ()


def test_a_single_target_is_told_in_the_singular() -> None:
    verdict = Verdict(
        id="a", title="A", kind="level", status="not_met", reason=None, due="202021",
        judged_at="202021", sentence="Not met: 1.",
    )  # fmt: skip
    assert overall(["not_met"], [verdict]) == "The one target here is not met."
    hidden_verdict = verdict.model_copy(update={"status": "cannot_tell", "reason": "no_local_data"})
    assert overall(["withheld"], [hidden_verdict]) == (
        "The one target here uses local data that is not published."
    )


@pytest.mark.slow
def test_importing_the_room_loads_nothing_heavy() -> None:
    heavy = "{'altair', 'vl_convert', 'typst', 'jinja2', 'xlsxwriter', 'pandas'}"
    code = f"import sys, stocktake.publish; print(sorted({heavy} & set(sys.modules)))"
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == "[]"
