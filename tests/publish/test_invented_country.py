"""The report of a place in another country: its own country's name and levels, every kind."""

from __future__ import annotations

import pytest

from stocktake.examples.country import invented_country, write_country
from stocktake.plan.judge import Judgement, judge
from stocktake.publish import report_content, write_html
from stocktake.publish.content import ReportContent
from stocktake.publish.facts import facts_of
from stocktake.targets.judge import judge_target
from stocktake.targets.schema import Target


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    folder = tmp_path_factory.mktemp("anyland")
    country = invented_country(1)
    write_country(country, folder)
    return judge(
        folder,
        folder / "warehouse",
        as_of=country.as_of,
        at=country.at,
        own=folder / "definitions",
    )


@pytest.fixture(scope="module")
def content(judged: Judgement) -> ReportContent:
    return report_content(judged)


def test_a_gap_is_asked_to_be_at_most_so_wide(content: ReportContent) -> None:
    (card,) = [card for card in content.every_card if card.id == "attainment-gap"]
    asked = {fact.label: fact.text for fact in card.facts}
    assert asked["Asked for"].startswith("A gap of at most 9.1")


def test_the_country_beside_it_is_its_own(content: ReportContent) -> None:
    page = write_html(content)
    assert "Anyland" in page
    assert "England" not in page.partition("How to read this")[0]


@pytest.mark.parametrize(
    ("among", "words"), [("england", "Anyland"), ("neighbours", "the neighbours")]
)
def test_a_position_is_asked_for_among_the_places_by_their_own_name(
    judged: Judgement, among: str, words: str
) -> None:
    target = Target(
        id="place",
        title="Place",
        kind="position",
        indicator="ks2-rwm-expected",
        within="top_half",
        among=among,
        due=judged.setting.at,
    )
    verdict = judge_target(target, judged.setting)
    asked = {fact.label: fact.text for fact in facts_of(verdict, target, judged.setting)}
    assert asked["Asked for"].startswith(f"Top half of {words}")


def test_a_position_in_a_region_is_asked_for_by_the_regions_name(judged: Judgement) -> None:
    region = judged.setting.register.get(judged.setting.home.region or "").name
    target = Target(
        id="place",
        title="Place",
        kind="position",
        indicator="ks2-rwm-expected",
        within="top_half",
        among="region",
        due=judged.setting.at,
    )
    verdict = judge_target(target, judged.setting)
    asked = {fact.label: fact.text for fact in facts_of(verdict, target, judged.setting)}
    assert region in asked["Asked for"]
