"""Every row of an answer, one series after the other, as CSV or as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from stocktake.statistics import Release
from stocktake_web.api.figures.params import FigureQuery
from stocktake_web.api.figures.rows import read_rows, select_rows
from stocktake_web.services.explorer_data import ExplorerData


def stream_rows(
    data: ExplorerData,
    release: Release,
    query: FigureQuery,
    series: list[str],
    *,
    benchmarks: bool,
) -> StreamingHttpResponse:
    """The answer, written while it is sent: no more than one series lies in memory."""
    catalogue = data.catalogue(release)
    names = series or sorted(catalogue.series)

    def lines() -> Iterator[str]:
        is_first = True
        for name in names:
            selection = select_rows(
                data, release, series=[name], places=query.place, periods=query.time_period
            )
            rows = read_rows(data, catalogue, selection, benchmarks=benchmarks).content
            if query.format == "csv":
                yield rows.write_csv(include_header=is_first)
            elif rows.height:
                yield rows.write_ndjson()
            is_first = False

    kind = "text/csv; charset=utf-8" if query.format == "csv" else "application/x-ndjson"
    response = StreamingHttpResponse(lines(), content_type=kind)
    if query.format == "csv":
        response["Content-Disposition"] = 'attachment; filename="stocktake-figures.csv"'
    return response
