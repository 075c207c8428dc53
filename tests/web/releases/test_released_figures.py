"""A released table in the explorer and the search; a recalled one in neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stocktake.disclosure import Record
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.services.explorer_data import explorer_data

pytestmark = pytest.mark.django_db


def sources(area: Area) -> set[str]:
    return {release.source for release in explorer_data(area).releases}


def test_a_released_table_is_explored_and_a_recalled_one_is_not(
    area: Area, release: Callable[..., Record], client_for: Any, address_of: Callable[..., str]
) -> None:
    record = release()
    (figures,) = [r for r in services.releases() if r.source == "disclosed-pupils-by-need"]
    rows = figures.scan().collect()
    hidden_rows = rows.filter(rows["missing"] == "c")
    assert hidden_rows["series"].to_list() == [
        "disclosed:pupils?need=Plan",
        "disclosed:pupils?need=Support",
    ]
    assert hidden_rows["value"].null_count() == 2
    assert figures.provenance.producer == area.name
    assert "disclosed-pupils-by-need" in sources(area)
    analyst = client_for("analyst")
    page = analyst.get("/example-borough/search/", {"q": "pupils"}).content.decode()
    assert "disclosed" in page
    client_for("head_of_service").post(
        address_of(record, "recall/"), {"reason": "The wrong year was counted."}
    )
    assert "disclosed-pupils-by-need" not in sources(area)
    page = analyst.get("/example-borough/search/", {"q": "pupils"}).content.decode()
    assert "disclosed" not in page


def test_a_table_of_no_place_is_released_and_is_no_figure_of_one(
    area: Area, release: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    import release_tables

    text = release_tables.STRUCTURE.replace('place = "la-890"\n', "")
    monkeypatch.setattr(release_tables, "STRUCTURE", text)
    assert release().name == "pupils-by-need"
    assert services.releases() == []
