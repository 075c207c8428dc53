"""The published layouts of inspection outcomes, each with its reader."""

from __future__ import annotations

from stocktake.sources.schools.inspections.by_area import (
    ACADEMIES,
    LATEST_AND_PREVIOUS,
    read_academies,
    read_latest_and_previous,
)
from stocktake.sources.schools.inspections.overall import (
    HISTORY,
    LATEST,
    read_history,
    read_latest,
)
from stocktake.sources.schools.inspections.report_cards import (
    AREAS,
    INSPECTED,
    SAFEGUARDING,
    read_report_cards,
)
from stocktake.sources.schools.layouts import Layout

OFSTED = "Ofsted"
_CARD_AREAS = [column for area, column in AREAS.items() if area not in ("early_years", "post_16")]

INSPECTION_LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "inspections-history",
        "Graded inspections, one to a row",
        OFSTED,
        (HISTORY.urn, HISTORY.grade, HISTORY.inspected),
        read_history,
    ),
    Layout(
        "inspections-latest",
        "Latest overall grade of each school",
        OFSTED,
        (LATEST.urn, LATEST.grade, LATEST.inspected, LATEST.published, "Ofsted phase"),
        read_latest,
    ),
    Layout(
        "inspections-academies",
        "Latest and previous full inspection of academies",
        OFSTED,
        ("LAESTAB", *(c for i in ACADEMIES for c in (i.urn, i.inspected, *i.areas.values()))),
        read_academies,
    ),
    Layout(
        "inspections-latest-previous",
        "Latest and previous inspection of each school",
        OFSTED,
        tuple(
            dict.fromkeys(
                c for i in LATEST_AND_PREVIOUS for c in (i.urn, i.inspected, *i.areas.values())
            )
        ),
        read_latest_and_previous,
    ),
    Layout(
        "inspections-report-cards",
        "Report cards by area of evaluation",
        OFSTED,
        ("urn", INSPECTED, SAFEGUARDING, *_CARD_AREAS),
        read_report_cards,
    ),
)
