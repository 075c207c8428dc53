"""The page: parsed as a browser would, without one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from stocktake.plan.judge import Judgement
from stocktake.publish import report_content, write_html
from stocktake.publish.content import ReportContent

VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle", "rect"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> list[Element]:
        elements = [self] if self.tag in tags else []
        return elements + [element for child in self.children for element in child.all(*tags)]

    def words(self) -> str:
        return " ".join((self.text + " ".join(c.words() for c in self.children)).split())


class Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("root", {})
        self.open = [self.root]
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {n: v or "" for n, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag != tag:
            self.unclosed.append(f"{self.open[-1].tag} before /{tag}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data


def _parse(page: str) -> Tree:
    tree = Tree()
    tree.feed(page)
    return tree


@pytest.fixture(scope="module", params=["quoted_content", "loaded_content"])
def content(request: pytest.FixtureRequest) -> ReportContent:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def page(content: ReportContent) -> str:
    return write_html(content)


@pytest.fixture(scope="module")
def root(page: str) -> Element:
    tree = _parse(page)
    assert tree.unclosed == []
    return tree.root


def test_the_page_names_its_language_and_itself(root: Element) -> None:
    (html,) = root.all("html")
    assert html.attributes["lang"] == "en-GB"
    (title,) = html.all("title")[:1]
    assert title.words().startswith("Blackpool Opportunity Area 2017-20")


def test_nothing_is_fetched_and_nothing_runs(page: str, root: Element) -> None:
    assert root.all("script", "link", "iframe", "object", "embed", "img", "base", "form") == []
    elements = root.all(*set(re.findall(r"<([a-z0-9]+)", page)))
    for element in elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        assert "src" not in element.attributes
        if "href" in element.attributes:
            assert element.tag == "a"
    assert "@import" not in page
    assert [url for url in re.findall(r"url\(([^)]*)\)", page) if url[0] != "#"] == []


def test_every_link_inside_the_page_leads_somewhere(root: Element) -> None:
    ids = [e.attributes["id"] for e in _walk(root) if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    inside = [a.attributes["href"] for a in root.all("a") if a.attributes["href"][0] == "#"]
    assert len(inside) > 20
    assert {href[1:] for href in inside} <= set(ids)
    label_ids = [i for e in _walk(root) for i in e.attributes.get("aria-labelledby", "").split()]
    assert set(label_ids) <= set(ids)


def _walk(element: Element) -> list[Element]:
    return [element, *(descendant for child in element.children for descendant in _walk(child))]


def test_headings_are_in_order(root: Element) -> None:
    levels = [int(e.tag[1]) for e in root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_target_is_there_by_its_id(root: Element, content: ReportContent) -> None:
    articles = {article.attributes["id"] for article in root.all("article")}
    assert articles == {card.id for card in content.every_card}


def test_each_chart_is_followed_by_a_table_of_the_same_figures(
    root: Element, content: ReportContent
) -> None:
    charts = {s.chart.id: s.chart for c in content.every_card for s in c.figures if s.chart}
    blocks = [
        d for d in root.all("div") if d.attributes.get("class") == "shown" and d.all("figure")
    ]
    assert len(blocks) == len(charts)
    for block in blocks:
        figure, beside = block.children
        assert (figure.tag, beside.tag) == ("figure", "div")
        (svg,) = figure.all("svg")
        assert svg.attributes["role"] == "img"
        assert svg.all("title")[0].words()
        assert svg.all("desc")[0].words()
        chart = charts[svg.attributes["aria-labelledby"].split()[0].removesuffix("-title")]
        (table,) = beside.all("table")
        heads = [th.words() for th in table.all("thead")[0].all("th")]
        rows = [tr.all("th", "td") for tr in table.all("tbody")[0].all("tr")]
        assert [row[0].words() for row in rows] == list(chart.periods)
        for line in chart.lines:
            at = next(
                i for i, head in enumerate(heads) if _is_column_of(head, line.name, chart.measure)
            )
            numbers = {
                year: float(row[at].attributes["data-number"])
                for year, row in enumerate(rows)
                if "data-number" in row[at].attributes
            }
            assert numbers == {point.at: point.value for point in line.points}


def _is_column_of(heading: str, name: str, measure: str) -> bool:
    if measure == "value" or name == "Asked for":
        return heading.startswith(name)
    return heading.startswith("Position")


def test_tables_have_a_caption_and_scoped_headers_in_a_region_one_can_scroll(
    root: Element,
) -> None:
    for table in root.all("table"):
        assert len(table.all("caption")) == 1
        assert {th.attributes["scope"] for th in table.all("thead")[0].all("th")} == {"col"}
        for row in table.all("tbody")[0].all("tr"):
            assert row.children[0].tag == "th"
            assert row.children[0].attributes["scope"] == "row"
    regions = [e for e in _walk(root) if e.attributes.get("role") == "region"]
    assert len(regions) == len(root.all("table"))
    assert all(region.attributes["tabindex"] == "0" for region in regions)


def test_verdicts_are_words_everywhere(root: Element) -> None:
    tags = [s for s in root.all("span") if s.attributes.get("class", "").startswith("tag ")]
    assert len(tags) > 30
    assert all(tag.words() for tag in tags)


def test_what_a_plan_says_is_text_and_no_markup(with_returns: Judgement) -> None:
    tree = _parse(write_html(report_content(with_returns)))
    assert tree.unclosed == []
    (heading,) = tree.root.all("h1")
    assert heading.words() == "A <small> plan & its figures: what was promised and what happened"
    assert tree.root.all("small") == []


def test_what_the_plan_does_not_answer_is_for_the_board(
    quoted_content: ReportContent, with_returns: Judgement
) -> None:
    assert "All 14 targets have no owner" in write_html(quoted_content)
    assert 'id="gaps"' not in write_html(report_content(with_returns, for_public=True))
    assert "Nothing was found." in write_html(quoted_content.model_copy(update={"gaps": ()}))
