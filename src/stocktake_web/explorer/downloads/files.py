"""Every view as a file: CSV at an address that stays, and an accessible workbook."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from stocktake.benchmarks import SHARED_RANK
from stocktake.publish import Cell, Column, Table, to_open_data, write_tables
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.explorer import wording
from stocktake_web.explorer.indicator import gaps, history_tables
from stocktake_web.explorer.indicator import history as histories
from stocktake_web.explorer.indicator import views as indicator
from stocktake_web.explorer.indicator.comparison import PlaceComparison
from stocktake_web.explorer.own_table import selection as selections
from stocktake_web.explorer.pages import citation, explorer_file, publication_words, release_name
from stocktake_web.explorer.profile import views as profile
from stocktake_web.explorer.query_params import ExplorerQuery, read_authority_params, read_params
from stocktake_web.explorer.releases import views as changes
from stocktake_web.explorer.slices import PERIOD
from stocktake_web.services import figures
from stocktake_web.services.explorer_data import ExplorerData

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
METHODS = (
    "Ranks are among the authorities that the publication reports for the year; "
    f"ties share the {SHARED_RANK} rank. Bands are quarters of the ranks, A the best.",
    "The mean of statistical neighbours counts each neighbour with a figure once.",
)

FileContent = tuple[str, Table, Table]


@explorer_file
def file(
    request: HttpRequest, area: Area, data: ExplorerData, subject: str, kind: str
) -> HttpResponse:
    """The file of a view.

    Raises
    ------
    Http404
        There is no such view.
    """
    makers = FRAMES if kind == "csv" else TABLES
    if subject not in makers:
        raise Http404
    params = (read_params if subject in ("build", "changes") else read_authority_params)(
        data, request.GET
    )
    stem = f"{subject}-{params.place.id}"
    if kind == "csv":
        content = FRAMES[subject](params, request)
        # The mark at the beginning tells Excel that it is UTF-8.
        response = HttpResponse(
            "\ufeff" + content.write_csv(), content_type="text/csv; charset=utf-8"
        )
    else:
        series = _series(subject, params, request)
        book = _workbook(params, TABLES[subject](params, request), citation(params, series))
        response = HttpResponse(book, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="stocktake-{stem}.{kind}"'
    return response


def _slice(params: ExplorerQuery) -> pl.DataFrame:
    return figures.load_series(params.data, params.release, params.entry.id, params.vintage)


def _rows(params: ExplorerQuery, places: list[str]) -> pl.DataFrame:
    rows = _slice(params).filter(pl.col("place").is_in(places))
    return _open(params, rows.sort("place", *PERIOD))


def _open(params: ExplorerQuery, frame: pl.DataFrame) -> pl.DataFrame:
    release = pl.lit(params.release.id).alias("release")
    return to_open_data(
        frame, params.catalogue, params.data.register, benchmarks=True
    ).with_columns(release)


def _above(params: ExplorerQuery) -> list[str]:
    return [*([params.place.region] if params.place.region else []), params.data.country.id]


def _authority(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    return _rows(params, [params.place.id, *_above(params), *params.own_set])


def _region(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    places = [member.id for member in params.data.in_region(params.place)]
    return _rows(params, [*places, *params.data.regions, params.data.country.id])


def _neighbours(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    near = [place.id for place in indicator.neighbour_places(params)]
    return _rows(params, [params.place.id, *near, *_above(params)])


def _all_authorities(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    return _open(params, _slice(params))


def _profile(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    frame = figures.load_place(params.data, params.release, params.place.id)
    return _open(params, frame.filter("latest"))


def _build(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    selection = selections.read_selection(params, request.GET)
    if not selection.indicators:
        raise Http404
    return _open(params, selections.frame(selection))


def _changes(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    before = params.data.before(params.release)
    if before is None:
        raise Http404
    return changes.place_changes(params, before).drop("concerns")


def _gap(params: ExplorerQuery, request: HttpRequest) -> pl.DataFrame:
    other_entry = gaps.choose_other(params, request.GET.get("other", ""))
    if other_entry is None:
        raise Http404
    frame = figures.load_gap(params.data, params.release, params.entry, other_entry, params.vintage)
    return _open(params, frame).with_columns(
        indicator=pl.lit(f"{params.entry.id} less {other_entry.id}"),
        indicator_title=pl.lit(f"{params.entry.title} less {other_entry.title}"),
    )


FRAMES: dict[str, Callable[[ExplorerQuery, HttpRequest], pl.DataFrame]] = {
    "authority": _authority,
    "region": _region,
    "neighbours": _neighbours,
    "everyone": _all_authorities,
    "profile": _profile,
    "build": _build,
    "changes": _changes,
    "gap": _gap,
}


def _authority_tables(params: ExplorerQuery, request: HttpRequest) -> FileContent:
    history = indicator.load_history(params)
    return (
        histories.sentence(history),
        history_tables.figures_table(history),
        history_tables.positions_table(history),
    )


def _many(
    maker: Callable[[ExplorerQuery, PlaceComparison], tuple[Table, Table]],
) -> Callable[[ExplorerQuery, HttpRequest], FileContent]:
    def content(params: ExplorerQuery, request: HttpRequest) -> FileContent:
        history = indicator.load_history(params)
        return histories.sentence(history), *maker(params, indicator.load_comparison(params))

    return content


def _profile_tables(params: ExplorerQuery, request: HttpRequest) -> FileContent:
    items_by_topic = profile.entries(params)
    tables = [
        profile.topic_table(params, topic, topic_items, "")
        for topic, topic_items in items_by_topic.items()
    ]
    indicator_column, *columns = profile.columns(params)
    rows = tuple(
        (Cell(topic), row[0], Cell(wording.unit_words(item.entry)), *row[1:])
        for (topic, topic_items), table in zip(items_by_topic.items(), tables, strict=True)
        for item, row in zip(topic_items, table.rows, strict=True)
    )
    whole = Table(
        f"{params.place.name} over all indicators",
        (Column("Topic"), indicator_column, Column("Unit"), *columns),
        rows,
        tuple(note for table in tables for note in table.notes),
    )
    counts = tuple(
        (Cell(topic), Cell(profile.describe_bands(topic_items)))
        for topic, topic_items in items_by_topic.items()
    )
    bands = Table("Bands by topic", (Column("Topic"), Column("Bands")), counts)
    return f"Every indicator of {params.place.name} that has a figure.", whole, bands


def _build_tables(params: ExplorerQuery, request: HttpRequest) -> FileContent:
    selection = selections.read_selection(params, request.GET)
    table, count = selections.table(selection, selections.frame(selection))
    if not count:
        raise Http404
    entry = tuple((Cell(entry.title), Cell(entry.id)) for entry in selection.indicators)
    indicator_table = Table("Indicators", (Column("Indicator"), Column("Series")), entry)
    return "A table that a reader put together.", table, indicator_table


def _gap_tables(params: ExplorerQuery, request: HttpRequest) -> FileContent:
    other_entry = gaps.choose_other(params, request.GET.get("other", ""))
    if other_entry is None:
        raise Http404
    sentence = f"How far {params.place.name} is from others, and one group from another."
    groups = gaps.groups_table(params, other_entry, gaps.load_gap(params, other_entry))
    return sentence, gaps.comparators_table(params, indicator.load_history(params)), groups


TABLES: dict[str, Callable[[ExplorerQuery, HttpRequest], FileContent]] = {
    "authority": _authority_tables,
    "region": _many(indicator.region_tables),
    "neighbours": _many(indicator.neighbour_tables),
    "everyone": _many(indicator.all_tables),
    "profile": _profile_tables,
    "build": _build_tables,
    "gap": _gap_tables,
}


def _series(subject: str, params: ExplorerQuery, request: HttpRequest) -> list[str] | None:
    """The series of a file, where it has others than the one that its address names."""
    if subject == "build":
        return [entry.id for entry in selections.read_selection(params, request.GET).indicators]
    return [] if subject == "profile" else None


def _workbook(params: ExplorerQuery, content: FileContent, cited: str) -> bytes:
    sentence, first, second = content
    release = params.release
    sources = Table(
        "Sources",
        (Column("Release"), Column("Published"), Column("File digest (SHA-256)")),
        (
            (
                Cell(release.id),
                Cell(publication_words(release)),
                Cell(release.provenance.file_sha256),
            ),
        ),
    )
    return write_tables(
        first.caption,
        sentence,
        (first, second, sources),
        place=params.place.name,
        facts=(("Release", release_name(release)), ("How to cite", cited)),
        methods=METHODS,
        licence=release.provenance.licence,
        as_of=services.today(),
    )
