"""Every view as a file: CSV at an address that stays, and an accessible workbook."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.explorer import one_place, one_place_tables
from stocktake_web.explorer import selection as own
from stocktake_web.explorer.asked import Asked, authority
from stocktake_web.explorer.asked import asked as read_asked
from stocktake_web.explorer.many_places import Beside
from stocktake_web.explorer.slices import PERIOD
from stocktake_web.explorer.views import changed, gaps, one_indicator, profile
from stocktake_web.explorer.views.pages import cite, explorer_file, published, release_name
from stocktake_web.gateway import figures
from stocktake_web.gateway.documents import Cell, Column, Table, workbook
from stocktake_web.gateway.figures import Shelf
from stocktake_web.gateway.open_data import open_data

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
METHODS = (
    "Ranks are among the authorities that the publication reports for the year; ties share the "
    "better rank. Bands are quarters of the ranks, A the best.",
    "The mean of statistical neighbours counts each neighbour with a figure once.",
)

Made = tuple[str, Table, Table]


@explorer_file
def file(request: HttpRequest, area: Area, shelf: Shelf, what: str, kind: str) -> HttpResponse:
    """The file of a view.

    Raises
    ------
    Http404
        There is no such view.
    """
    makers = FRAMES if kind == "csv" else TABLES
    if what not in makers:
        raise Http404
    asked = (read_asked if what in ("build", "changes") else authority)(shelf, request.GET)
    stem = f"{what}-{asked.place.id}"
    if kind == "csv":
        made = FRAMES[what](asked, request)
        # The mark at the beginning tells Excel that it is UTF-8.
        response = HttpResponse("\ufeff" + made.write_csv(), content_type="text/csv; charset=utf-8")
    else:
        series = _series(what, asked, request)
        book = _workbook(asked, TABLES[what](asked, request), cite(asked, series))
        response = HttpResponse(book, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="stocktake-{stem}.{kind}"'
    return response


def _slice(asked: Asked) -> pl.DataFrame:
    return figures.of_series(asked.shelf, asked.release, asked.listed.id, asked.vintage)


def _rows(asked: Asked, places: list[str]) -> pl.DataFrame:
    rows = _slice(asked).filter(pl.col("place").is_in(places))
    return _open(asked, rows.sort("place", *PERIOD))


def _open(asked: Asked, frame: pl.DataFrame) -> pl.DataFrame:
    release = pl.lit(asked.release.id).alias("release")
    return open_data(asked.shelf, asked.catalogue, frame, placed=True).with_columns(release)


def _above(asked: Asked) -> list[str]:
    return [*([asked.place.region] if asked.place.region else []), asked.shelf.country.id]


def _authority(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    return _rows(asked, [asked.place.id, *_above(asked), *asked.own_set])


def _region(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    places = [each.id for each in asked.shelf.in_region(asked.place)]
    return _rows(asked, [*places, *asked.shelf.regions, asked.shelf.country.id])


def _neighbours(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    near = [each.id for each in one_indicator.neighbour_places(asked)]
    return _rows(asked, [asked.place.id, *near, *_above(asked)])


def _everyone(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    return _open(asked, _slice(asked))


def _profile(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    frame = figures.of_place(asked.shelf, asked.release, asked.place.id)
    return _open(asked, frame.filter("latest"))


def _build(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    chosen = own.selection(asked, request.GET)
    if not chosen.indicators:
        raise Http404
    return _open(asked, own.frame(chosen))


def _changes(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    before = asked.shelf.before(asked.release)
    if before is None:
        raise Http404
    return changed.at_place(asked, before).drop("concerns")


def _gap(asked: Asked, request: HttpRequest) -> pl.DataFrame:
    other = gaps.other_of(asked, request.GET.get("other", ""))
    if other is None:
        raise Http404
    frame = figures.gap_slice(asked.shelf, asked.release, asked.listed, other, asked.vintage)
    return _open(asked, frame).with_columns(
        indicator=pl.lit(f"{asked.listed.id} less {other.id}"),
        indicator_title=pl.lit(f"{asked.listed.title} less {other.title}"),
    )


FRAMES: dict[str, Callable[[Asked, HttpRequest], pl.DataFrame]] = {
    "authority": _authority,
    "region": _region,
    "neighbours": _neighbours,
    "everyone": _everyone,
    "profile": _profile,
    "build": _build,
    "changes": _changes,
    "gap": _gap,
}


def _authority_tables(asked: Asked, request: HttpRequest) -> Made:
    told = one_indicator.history_of(asked)
    return (
        one_place.sentence(told),
        one_place_tables.figures_table(told),
        one_place_tables.positions_table(told),
    )


def _many(
    maker: Callable[[Asked, Beside], tuple[Table, Table]],
) -> Callable[[Asked, HttpRequest], Made]:
    def made(asked: Asked, request: HttpRequest) -> Made:
        told = one_indicator.history_of(asked)
        return one_place.sentence(told), *maker(asked, one_indicator.beside_of(asked))

    return made


def _profile_tables(asked: Asked, request: HttpRequest) -> Made:
    found = profile.entries(asked)
    tables = [profile.topic_table(asked, topic, each, "") for topic, each in found.items()]
    rows = tuple(
        (Cell(topic), *row) for topic, table in zip(found, tables, strict=True) for row in
        table.rows
    )  # fmt: skip
    whole = Table(
        f"{asked.place.name} over all indicators",
        (Column("Topic"), *profile.columns(asked)),
        rows,
        tuple(note for table in tables for note in table.notes),
    )
    counts = tuple((Cell(topic), Cell(profile.words_of(each))) for topic, each in found.items())
    bands = Table("Bands by topic", (Column("Topic"), Column("Bands")), counts)
    return f"Every indicator of {asked.place.name} that has a figure.", whole, bands


def _build_tables(asked: Asked, request: HttpRequest) -> Made:
    chosen = own.selection(asked, request.GET)
    table, count = own.table(chosen, own.frame(chosen))
    if not count:
        raise Http404
    listed = tuple((Cell(each.title), Cell(each.id)) for each in chosen.indicators)
    named = Table("Indicators", (Column("Indicator"), Column("Series")), listed)
    return "A table that a reader put together.", table, named


def _gap_tables(asked: Asked, request: HttpRequest) -> Made:
    other = gaps.other_of(asked, request.GET.get("other", ""))
    if other is None:
        raise Http404
    sentence = f"How far {asked.place.name} is from others, and one group from another."
    return sentence, gaps.comparators_table(asked), gaps.groups_table(asked, other)


TABLES: dict[str, Callable[[Asked, HttpRequest], Made]] = {
    "authority": _authority_tables,
    "region": _many(one_indicator.region_tables),
    "neighbours": _many(one_indicator.neighbour_tables),
    "everyone": _many(one_indicator.everyone_tables),
    "profile": _profile_tables,
    "build": _build_tables,
    "gap": _gap_tables,
}


def _series(what: str, asked: Asked, request: HttpRequest) -> list[str] | None:
    """The series of a file, where it has others than the one that its address names."""
    if what == "build":
        return [each.id for each in own.selection(asked, request.GET).indicators]
    return [] if what == "profile" else None


def _workbook(asked: Asked, made: Made, cited: str) -> bytes:
    sentence, first, second = made
    release = asked.release
    sources = Table(
        "Sources",
        (Column("Release"), Column("Published"), Column("File digest (SHA-256)")),
        ((Cell(release.id), Cell(published(release)), Cell(release.provenance.file_sha256)),),
    )
    return workbook(
        first.caption,
        sentence,
        (first, second, sources),
        place=asked.place.name,
        facts=(("Release", release_name(release)), ("How to cite", cited)),
        methods=METHODS,
        licence=release.provenance.licence,
        as_of=gateway.today(),
    )
