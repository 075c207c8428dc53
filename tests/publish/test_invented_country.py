"""The report of a place in another country: its own country's name and levels, every kind."""

from __future__ import annotations

import pytest

from stocktake.examples.country import invented_country, write_country
from stocktake.plan.judge import judge
from stocktake.publish import report_content, write_html
from stocktake.publish.content import ReportContent


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> ReportContent:
    folder = tmp_path_factory.mktemp("anyland")
    country = invented_country(1)
    write_country(country, folder)
    return report_content(
        judge(
            folder,
            folder / "warehouse",
            as_of=country.as_of,
            at=country.at,
            own=folder / "definitions",
        )
    )


def test_a_gap_is_asked_to_be_at_most_so_wide(content: ReportContent) -> None:
    (card,) = [card for card in content.every_card if card.id == "attainment-gap"]
    asked = {fact.label: fact.text for fact in card.facts}
    assert asked["Asked for"].startswith("A gap of at most 9.1")


def test_the_country_beside_it_is_its_own(content: ReportContent) -> None:
    page = write_html(content)
    assert "Anyland" in page
    assert "England" not in page.partition("How to read this")[0]
