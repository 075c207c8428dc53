"""The library's charts as elements of a page: a wide drawing, and a narrow one for a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from stocktake.publish import (
    BARS_PAGE,
    BARS_PHONE,
    MATRIX_WIDE,
    MULTIPLES_PAGE,
    MULTIPLES_PHONE,
    PAGE,
    PHONE,
    STRIP_PAGE,
    STRIP_PHONE,
    WIDE,
    BarChart,
    Chart,
    ChartWithTable,
    DriverDiagram,
    Matrix,
    MatrixFrame,
    Multiples,
    Sparkline,
    Strip,
    Table,
    TileMap,
    bars_svg,
    chart_svg,
    driver_diagram_svg,
    matrix_svg,
    multiples_svg,
    sparkline_svg,
    strip_svg,
    svg_to_png,
    table_csv,
    tile_map_svg,
)

FIGURE_KINDS = ("svg", "png", "csv")


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG elements, and the table that holds the same figures.

    Parameters
    ----------
    svg, phone : Markup
        The drawing at two widths, of which a page shows one; empty where there are fewer than two
        figures: the table then says all.
    title, subtitle : str
        To be set as text above the drawing.
    table : Table or None
        None where the page has the table elsewhere.
    local : bool
        Whether any figure is a local return, for the board.
    id : str
        Of the drawing, unique in a page.
    """

    svg: Markup
    title: str
    subtitle: str
    table: Table | None
    local: bool = False
    phone: Markup = Markup("")
    id: str = ""


def draw(source: ChartWithTable) -> Drawing:
    """A chart and its table."""
    if source.chart is None:
        return Drawing(Markup(""), "", "", source.table, source.local)
    return draw_lines(source.chart, source.table, local=source.local)


def draw_lines(chart: Chart, table: Table | None = None, *, local: bool = False) -> Drawing:
    """A chart of lines over time at both widths."""
    # Every text in it is escaped where it is drawn.
    wide = Markup(chart_svg(chart, PAGE))  # noqa: S704
    phone = Markup(chart_svg(replace(chart, id=f"{chart.id}-phone"), PHONE))  # noqa: S704
    return Drawing(wide, chart.title, chart.subtitle, table, local, phone, chart.id)


def draw_bars(chart: BarChart, table: Table | None = None) -> Drawing:
    """Bars at both widths."""
    wide = Markup(bars_svg(chart, BARS_PAGE))  # noqa: S704
    phone = Markup(bars_svg(replace(chart, id=f"{chart.id}-phone"), BARS_PHONE))  # noqa: S704
    return Drawing(wide, chart.title, chart.subtitle, table, False, phone, chart.id)


def draw_sparkline(sparkline: Sparkline | None) -> Markup:
    """A line the size of a word; nothing where there is none."""
    return Markup(sparkline_svg(sparkline) if sparkline else "")  # noqa: S704


def draw_tile_map(chart: TileMap, table: Table | None = None) -> Drawing:
    """A map, of which one drawing serves every width."""
    return Drawing(
        Markup(tile_map_svg(chart)),  # noqa: S704
        chart.title,
        chart.subtitle,
        table,
        id=chart.id,
    )


def draw_strip(strip: Strip, table: Table | None = None) -> Drawing:
    """A strip of all places at both widths."""
    wide = Markup(strip_svg(strip, STRIP_PAGE))  # noqa: S704
    phone = Markup(strip_svg(replace(strip, id=f"{strip.id}-phone"), STRIP_PHONE))  # noqa: S704
    return Drawing(wide, strip.title, strip.subtitle, table, False, phone, strip.id)


def draw_multiples(chart: Multiples, table: Table | None = None) -> Drawing:
    """Small charts at both widths."""
    wide = Markup(multiples_svg(chart, MULTIPLES_PAGE))  # noqa: S704
    narrow = multiples_svg(replace(chart, id=f"{chart.id}-phone"), MULTIPLES_PHONE)
    phone = Markup(narrow)  # noqa: S704
    return Drawing(wide, chart.title, chart.subtitle, table, False, phone, chart.id)


def draw_matrix(chart: Matrix, frame: MatrixFrame = MATRIX_WIDE) -> Drawing:
    """Counts in rows and columns, in their own size, to be scrolled where a page is narrow."""
    svg = Markup(matrix_svg(chart, frame))  # noqa: S704
    return Drawing(svg, chart.title, chart.description, chart.table(), id=chart.id)


def draw_drivers(chart: DriverDiagram) -> Drawing:
    """An outcome with its root causes, in its own size."""
    svg = Markup(driver_diagram_svg(chart))  # noqa: S704
    return Drawing(svg, chart.title, chart.description, chart.table(), id=chart.id)


def draw_chart(chart: Chart) -> Markup:
    """A chart as one SVG element, to be set into half a page."""
    return Markup(chart_svg(chart))  # noqa: S704


def draw_half_page(source: ChartWithTable) -> Drawing:
    """A chart to be set into half a page, and its table; one drawing serves every width."""
    if source.chart is None:
        return Drawing(Markup(""), "", "", source.table, source.local)
    return Drawing(
        draw_chart(source.chart),
        source.chart.title,
        source.chart.subtitle,
        source.table,
        source.local,
        id=source.chart.id,
    )


def figure_file(source: ChartWithTable, kind: str) -> tuple[str | bytes, str]:
    """A chart as a file of a kind (``svg``, ``png``) or its table (``csv``), with its media type.

    Raises
    ------
    LookupError
        There are too few figures for a chart.
    StoreError
        What draws PNG is not installed.
    """
    if kind == "csv":
        # The mark at the beginning tells Excel that it is UTF-8.
        return "\ufeff" + table_csv(source.table), "text/csv; charset=utf-8"
    if source.chart is None:
        raise LookupError("too few figures for a chart")
    svg = chart_svg(source.chart, WIDE)
    return (svg, "image/svg+xml") if kind == "svg" else (svg_to_png(svg), "image/png")
