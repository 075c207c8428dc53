"""The report of a place in another country: its own country's name and levels, every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.examples.country import AS_OF, AT
from stocktake.plan.judge import Judgement, judge
from stocktake.publish import report_content, write_html
from stocktake.publish.content import ReportContent
from stocktake.publish.evidence_table import facts_of
from stocktake.targets.judge import judge_target
from stocktake.targets.kinds.position import Position


@pytest.fixture(scope="module")
def judgement(country_folder: Path) -> Judgement:
    return judge(
        country_folder,
        country_folder / "warehouse",
        as_of=AS_OF,
        at=AT,
        own_folder=country_folder / "definitions",
    )


@pytest.fixture(scope="module")
def content(judgement: Judgement) -> ReportContent:
    return report_content(judgement)


def test_a_gap_is_asked_to_be_at_most_so_wide(content: ReportContent) -> None:
    (card,) = [card for card in content.every_card if card.id == "attainment-gap"]
    facts = {fact.label: fact.text for fact in card.facts}
    assert facts["Asked for"].startswith("A gap of at most 9.1")


def test_the_country_beside_it_is_its_own(content: ReportContent) -> None:
    page = write_html(content)
    assert "Anyland" in page
    assert "England" not in page.partition("How to read this")[0]


@pytest.mark.parametrize(
    ("among", "words"), [("england", "Anyland"), ("neighbours", "the neighbours")]
)
def test_a_position_is_asked_for_among_the_places_by_their_own_name(
    judgement: Judgement, among: str, words: str
) -> None:
    target = Position(
        id="place",
        title="Place",
        kind="position",
        indicator="ks2-rwm-expected",
        within="top_half",
        among=among,
        due=judgement.context.at,
    )
    verdict = judge_target(target, judgement.context)
    facts = {fact.label: fact.text for fact in facts_of(verdict, target, judgement.context)}
    assert facts["Asked for"].startswith(f"Top half of {words}")


def test_a_position_in_a_region_is_asked_for_by_the_regions_name(judgement: Judgement) -> None:
    region = judgement.context.register.get(judgement.context.home.region or "").name
    target = Position(
        id="place",
        title="Place",
        kind="position",
        indicator="ks2-rwm-expected",
        within="top_half",
        among="region",
        due=judgement.context.at,
    )
    verdict = judge_target(target, judgement.context)
    facts = {fact.label: fact.text for fact in facts_of(verdict, target, judgement.context)}
    assert region in facts["Asked for"]
