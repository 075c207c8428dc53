"""One authority over all its indicators, on one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse, QueryDict
from markupsafe import Markup

from stocktake.publish import Cell, Column, Table
from stocktake.standards import Period
from stocktake.statistics import Break, CatalogueEntry
from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup, wording
from stocktake_web.explorer.figure_notes import figure_note_sentences
from stocktake_web.explorer.page_table import PageTables, column_keys
from stocktake_web.explorer.pages import (
    VIEWS,
    address,
    citation,
    explorer_page,
    publication_words,
    release_options,
    render_page,
)
from stocktake_web.explorer.profile.sparklines import sparklines
from stocktake_web.explorer.query_params import ExplorerQuery, read_authority_params
from stocktake_web.explorer.slices import PERIOD, Row
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.formats import counted
from stocktake_web.services import figures
from stocktake_web.services.explorer_data import ExplorerData

NO_BAND = "–"
BANDS = {
    "A": "A, the best quarter",
    "B": "B",
    "C": "C",
    "D": "D, the weakest quarter",
    "none": "No band",
}


def columns(params: ExplorerQuery) -> tuple[Column, ...]:
    """The columns of a topic's table."""
    return (
        Column("Indicator"),
        Column("Figure", True, 2),
        Column("Rank"),
        Column("Band"),
        Column("Year"),
        Column(params.data.country.name, True, 2),
        Column("Direction over three years"),
    )


@dataclass(frozen=True)
class ProfileItem:
    """One indicator of the profile: its latest row."""

    number: int
    entry: CatalogueEntry
    row: Row

    @property
    def band(self) -> str:
        """Its quartile band, or a dash."""
        return self.row["quartile"] or NO_BAND

    @property
    def band_code(self) -> str:
        """A key of ``BANDS``."""
        return self.row["quartile"] or "none"

    @property
    def period(self) -> Period:
        """The year of its figure."""
        return Period(*(self.row[name] for name in PERIOD))

    @property
    def series_break(self) -> Break | None:
        """The break that its direction would lie across."""
        return wording.recent_break(self.entry, self.period)

    @property
    def direction(self) -> str:
        """Its direction over three years, in words; not across a break."""
        if self.series_break:
            return wording.ACROSS_A_BREAK
        return wording.trend_words(self.entry, self.row["trend"])


def entries(params: ExplorerQuery) -> dict[str, list[ProfileItem]]:
    """The latest figure of every indicator of an authority, by topic."""
    frame = figures.load_place(params.data, params.release, params.place.id)
    latest = frame.filter(pl.col("latest") & pl.col("value").is_not_null())
    rows = {row["series"]: row for row in latest.iter_rows(named=True)}
    items_by_topic: dict[str, list[ProfileItem]] = {}
    number = 0
    for topic, topic_entries in params.catalogue.topics.items():
        for entry in topic_entries:
            if entry.id in rows:
                number += 1
                items_by_topic.setdefault(topic, []).append(
                    ProfileItem(number, entry, rows[entry.id])
                )
    return items_by_topic


def topic_table(params: ExplorerQuery, topic: str, items: list[ProfileItem], base: str) -> Table:
    """The indicators of a topic; ``base`` is the address of an indicator's own page."""
    rows = tuple(
        (
            Cell(item.entry.title, link=f"{base}{escape_id(item.entry.id)}" if base else ""),
            Cell(wording.figure(item.entry, item.row["value"]), item.row["value"]),
            Cell(wording.rank(item.row).partition(",")[0]),
            Cell(item.row["quartile"] or "no band"),
            Cell(item.period.label),
            wording.figure_cell(item.entry, item.row["england"]),
            Cell(item.direction),
        )
        for item in items
    )
    notes = (
        *break_notes(items),
        *(
            f"{item.entry.title}: {note}"
            for item in items
            for note in figure_note_sentences(params, item.entry, [params.place], [item.period])
        ),
    )
    return Table(f"{topic}: {params.place.name}", columns(params), rows, notes)


def break_notes(items: list[ProfileItem]) -> tuple[str, ...]:
    """Why some directions are not reported."""
    return tuple(
        f"{item.entry.title}: the series breaks, {item.series_break.reason}."
        for item in items
        if item.series_break
    )


def strip(items: list[ProfileItem]) -> Markup:
    """The bands of a topic side by side; each says its letter and leads to its row.

    The row's heading describes it, so that hundreds of titles are not on the page twice.
    """
    shade = {"A": "a", "B": "b", "C": "c", "D": "d"}
    links = "".join(
        f'<li><a class="{shade.get(item.band, "none")}" href="#i{item.number}" '
        f'aria-describedby="i{item.number}">{item.band}</a></li>'
        for item in items
    )
    return Markup(f'<ul class="explorer-strip">{links}</ul>')  # noqa: S704 - letters and numbers alone


def describe_bands(items: list[ProfileItem]) -> str:
    """How many indicators are in each band."""
    bands = [item.row["quartile"] for item in items]
    parts = [f"{letter} {bands.count(letter)}" for letter in "ABCD" if letter in bands]
    without = sum(band is None for band in bands)
    parts += [f"without a band {without}"] if without else []
    return f"{counted(len(items), 'indicator')}: {', '.join(parts)}"


@explorer_page
def profile(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """Every indicator of an authority, by topic, with its quartile."""
    params = read_authority_params(data, request.GET)
    tables = PageTables(request.GET)
    base = address(area, "authority", params.query(indicator="")) + "&indicator="
    items_by_topic = entries(params)
    heads = columns(params)
    # Percentages, pounds and numbers of pupils are in one column.
    unsorted = [key for key, c in zip(column_keys(heads), heads, strict=True) if c.figures]
    pictures = sparklines(params, [item for items in items_by_topic.values() for item in items])
    by_band = band_filter(request.GET, items_by_topic)
    topics = [
        _topic_context(
            tables,
            number,
            topic,
            shown_items,
            content=topic_table(params, topic, shown_items, base),
            pictures=[pictures[item.entry.id] for item in shown_items],
            unsorted=unsorted,
        )
        for number, (topic, items) in enumerate(items_by_topic.items(), 1)
        if (shown_items := [item for item in items if by_band.is_shown(item.band_code)])
    ]
    context = {
        "params": params,
        "topics": topics,
        "by_band": by_band,
        "filter_form": tables.filter_form(
            [topic["table_id"] for topic in topics],
            sum(topic["match_count"] for topic in topics),
            sum(topic["row_count"] for topic in topics),
        )
        if topics
        else "",
        "published": publication_words(params.release),
        "cite": citation(params, []),
        "views": [
            {"href": address(area, n, params.query()), "text": t, "current": n == "profile"}
            for n, t in VIEWS
        ],
        "places": markup.options(markup.place_groups(data.authorities.values()), [params.place.id]),
        "releases": release_options(data, params),
        "permanent": address(area, "profile", params.query(is_pinned=True)),
    }
    return render_page(request, "profile/page", context)


def band_filter(query: QueryDict, items_by_topic: dict[str, list[ProfileItem]]) -> ChoiceFilter:
    """Indicators by quartile band."""
    counts = Counter(item.band_code for items in items_by_topic.values() for item in items)
    return ChoiceFilter(query, "band", BANDS, counts, all_count=counts.total())


def _topic_context(
    tables: PageTables,
    number: int,
    topic: str,
    items: list[ProfileItem],
    *,
    content: Table,
    pictures: list[Markup],
    unsorted: list[str],
) -> dict[str, Any]:
    table_id = f"topic-{number}"
    return {
        "name": topic,
        "words": describe_bands(items),
        "strip": strip(items),
        "table_id": table_id,
        "match_count": tables.match_count(content),
        "row_count": len(items),
        "table": tables(
            content,
            table_id=table_id,
            has_filter=True,
            form_elsewhere=True,
            row_ids=[f"i{item.number}" for item in items],
            pictures=pictures,
            pictures_heading="Over time",
            is_ordered_by_server=True,
            unsorted=unsorted,
        ),
    }


def escape_id(series: str) -> str:
    """A series' name as it stands in an address."""
    from urllib.parse import quote

    return quote(series, safe=":")
