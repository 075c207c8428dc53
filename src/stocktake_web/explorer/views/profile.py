"""One authority over all its indicators, on one page."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.http import HttpRequest, HttpResponse
from markupsafe import Markup, escape

from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup, writing
from stocktake_web.explorer.asked import Asked, authority
from stocktake_web.explorer.slices import PERIOD, Row
from stocktake_web.explorer.views.pages import (
    VIEWS,
    address,
    cite,
    explorer_page,
    published,
    release_options,
    show,
)
from stocktake_web.formats import counted
from stocktake_web.gateway import figures
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import Break, Listed, Period, Shelf


def columns(asked: Asked) -> tuple[Column, ...]:
    """The columns of a topic's table."""
    return (
        Column("Indicator"),
        Column("Figure", True, 2),
        Column("Year"),
        Column("Band"),
        Column("Rank"),
        Column(asked.shelf.country.name, True, 2),
        Column("Direction over three years"),
    )


@dataclass(frozen=True)
class Entry:
    """One indicator of the profile: its latest row."""

    number: int
    listed: Listed
    row: Row

    @property
    def band(self) -> str:
        """Its quartile band, or a dash."""
        return self.row["quartile"] or "–"

    @property
    def period(self) -> Period:
        """The year of its figure."""
        return Period(*(self.row[name] for name in PERIOD))

    @property
    def broken(self) -> Break | None:
        """The break that its direction would lie across."""
        return writing.broken_lately(self.listed, self.period)

    @property
    def direction(self) -> str:
        """Its direction over three years, in words; not across a break."""
        if self.broken:
            return writing.ACROSS_A_BREAK
        return writing.trend_words(self.listed, self.row["trend"])


def entries(asked: Asked) -> dict[str, list[Entry]]:
    """The latest figure of every indicator of an authority, by topic."""
    frame = figures.of_place(asked.shelf, asked.release, asked.place.id)
    latest = frame.filter(pl.col("latest") & pl.col("value").is_not_null())
    rows = {row["series"]: row for row in latest.iter_rows(named=True)}
    found: dict[str, list[Entry]] = {}
    number = 0
    for topic, listed in asked.catalogue.topics.items():
        for each in listed:
            if each.id in rows:
                number += 1
                found.setdefault(topic, []).append(Entry(number, each, rows[each.id]))
    return found


def topic_table(asked: Asked, topic: str, listed: list[Entry], base: str) -> Table:
    """The indicators of a topic; ``base`` is the address of an indicator's own page."""
    rows = tuple(
        (
            Cell(each.listed.title, link=f"{base}{escape_id(each.listed.id)}" if base else ""),
            Cell(writing.short(each.listed, each.row["value"]), each.row["value"]),
            Cell(each.period.label),
            Cell(each.row["quartile"] or "no band"),
            Cell(writing.rank(each.row).partition(",")[0]),
            writing.plain_cell(each.listed, each.row["england"]),
            Cell(each.direction),
        )
        for each in listed
    )
    return Table(f"{topic}: {asked.place.name}", columns(asked), rows, breaks_of(listed))


def breaks_of(listed: list[Entry]) -> tuple[str, ...]:
    """Why some directions are not told."""
    return tuple(
        f"{each.listed.title}: the series breaks, {each.broken.reason}."
        for each in listed
        if each.broken
    )


def strip(listed: list[Entry]) -> Markup:
    """The bands of a topic side by side; each says its letter and leads to its row."""
    shade = {"A": "a", "B": "b", "C": "c", "D": "d"}
    items = "".join(
        f'<li><a class="{shade.get(each.band, "none")}" href="#i{each.number}">{each.band}'
        f'<span class="govuk-visually-hidden"> {escape(each.listed.title)}</span></a></li>'
        for each in listed
    )
    return Markup(f'<ul class="explorer-strip">{items}</ul>')  # noqa: S704 - escaped above


def words_of(listed: list[Entry]) -> str:
    """How many indicators are in each band."""
    bands = [each.row["quartile"] for each in listed]
    said = [f"{letter} {bands.count(letter)}" for letter in "ABCD" if letter in bands]
    without = sum(band is None for band in bands)
    said += [f"without a band {without}"] if without else []
    return f"{counted(len(listed), 'indicator')}: {', '.join(said)}"


@explorer_page
def profile(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """Every indicator of an authority, by topic, with its quartile."""
    asked = authority(shelf, request.GET)
    base = address(area, "authority", asked.query(indicator="")) + "&indicator="
    topics = [
        {
            "name": topic,
            "words": words_of(listed),
            "strip": strip(listed),
            "table": _numbered(topic_table(asked, topic, listed, base), listed),
        }
        for topic, listed in entries(asked).items()
    ]
    shown = {
        "asked": asked,
        "topics": topics,
        "published": published(asked.release),
        "cite": cite(asked, []),
        "views": [
            {"href": address(area, n, asked.query()), "text": t, "current": n == "profile"}
            for n, t in VIEWS
        ],
        "places": markup.options(markup.place_groups(shelf.authorities.values()), [asked.place.id]),
        "releases": release_options(shelf, asked),
        "permanent": address(area, "profile", asked.query(pinned=True)),
    }
    return show(request, "profile", shown)


def escape_id(series: str) -> str:
    """A series' name as it stands in an address."""
    from urllib.parse import quote

    return quote(series, safe=":")


def _numbered(table: Table, listed: list[Entry]) -> Markup:
    """The table with a place to jump to in each row."""
    head, *rows = str(markup.table(table)).split('<tr class="govuk-table__row">')
    return Markup(  # noqa: S704 - escaped when the table was written
        head
        + "".join(
            f'<tr class="govuk-table__row" id="i{each.number}">{row}'
            for each, row in zip(listed, rows, strict=True)
        )
    )
