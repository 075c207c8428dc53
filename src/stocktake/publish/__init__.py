"""Shows a judgement: one HTML file, a tagged PDF, an accessible workbook; from one content.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.publish.charts.bars import BARS_PAGE, BARS_PHONE, Bar, BarChart, bars_svg
    from stocktake.publish.charts.descriptions import describe_line, describe_lines
    from stocktake.publish.charts.driver_diagram import DriverDiagram, driver_diagram_svg
    from stocktake.publish.charts.line_chart import chart_svg
    from stocktake.publish.charts.line_segments import line_of
    from stocktake.publish.charts.matrix import (
        MATRIX_MANY,
        MATRIX_WIDE,
        Matrix,
        MatrixFrame,
        matrix_svg,
    )
    from stocktake.publish.charts.multiples import (
        MULTIPLES_PAGE,
        MULTIPLES_PHONE,
        Multiples,
        multiples_svg,
    )
    from stocktake.publish.charts.palette import NARROW, PAGE, PHONE, WIDE
    from stocktake.publish.charts.place_figure import PlaceFigure, figures_table
    from stocktake.publish.charts.sparkline import Sparkline, sparkline_svg
    from stocktake.publish.charts.strip import STRIP_PAGE, STRIP_PHONE, Strip, strip_svg
    from stocktake.publish.charts.tile_layout import TileLayout, tile_layout
    from stocktake.publish.charts.tile_map import TileMap, tile_map_svg
    from stocktake.publish.content import (
        Card,
        Cell,
        Chart,
        ChartWithTable,
        Column,
        Count,
        Fact,
        Item,
        Line,
        ReportContent,
        Role,
        Section,
        Table,
        Tag,
    )
    from stocktake.publish.csv_table import table_csv
    from stocktake.publish.evidence_table import picture_verdict
    from stocktake.publish.html import write_html
    from stocktake.publish.open_data import place_columns, to_open_data
    from stocktake.publish.pdf import write_pdf
    from stocktake.publish.picture_file import svg_to_png
    from stocktake.publish.programme_pictures import driver_diagrams, school_matrix, theme_matrix
    from stocktake.publish.public_account import (
        Activity,
        Body,
        Change,
        Claim,
        Partner,
        PrioritySection,
        PublicAccount,
        Strand,
        StrandAction,
        VerdictChange,
    )
    from stocktake.publish.report import report_content
    from stocktake.publish.school_pack.build import PackJudgement, compose_school_pack
    from stocktake.publish.school_pack.content import PackFigure, PackPage, PackPart, SchoolPack
    from stocktake.publish.school_pack.measures import school_bars, years_table
    from stocktake.publish.school_pack.pdf import figure_svg, write_school_pack_pdf
    from stocktake.publish.school_pack.workbook import write_school_pack_workbook
    from stocktake.publish.table_workbook import write_tables
    from stocktake.publish.tagged_pdf import compile_tagged_pdf
    from stocktake.publish.target_card import CardBuilder
    from stocktake.publish.target_line import target_sparkline
    from stocktake.publish.verdicts import verdicts_for_public, verdicts_json
    from stocktake.publish.workbook import write_workbook

_HOMES = {
    "driver_diagram_svg": "charts.driver_diagram",
    "MatrixFrame": "charts.matrix",
    "MATRIX_MANY": "charts.matrix",
    "MATRIX_WIDE": "charts.matrix",
    "DriverDiagram": "charts.driver_diagram",
    "Matrix": "charts.matrix",
    "matrix_svg": "charts.matrix",
    "driver_diagrams": "programme_pictures",
    "school_matrix": "programme_pictures",
    "theme_matrix": "programme_pictures",
    "MULTIPLES_PAGE": "charts.multiples",
    "MULTIPLES_PHONE": "charts.multiples",
    "Multiples": "charts.multiples",
    "multiples_svg": "charts.multiples",
    "PlaceFigure": "charts.place_figure",
    "figures_table": "charts.place_figure",
    "STRIP_PAGE": "charts.strip",
    "STRIP_PHONE": "charts.strip",
    "Strip": "charts.strip",
    "strip_svg": "charts.strip",
    "TileLayout": "charts.tile_layout",
    "tile_layout": "charts.tile_layout",
    "TileMap": "charts.tile_map",
    "tile_map_svg": "charts.tile_map",
    "Activity": "public_account",
    "BARS_PAGE": "charts.bars",
    "BARS_PHONE": "charts.bars",
    "Bar": "charts.bars",
    "BarChart": "charts.bars",
    "Body": "public_account",
    "Card": "content",
    "CardBuilder": "target_card",
    "Cell": "content",
    "Change": "public_account",
    "Chart": "content",
    "ChartWithTable": "content",
    "Claim": "public_account",
    "Column": "content",
    "Count": "content",
    "Fact": "content",
    "Item": "content",
    "Line": "content",
    "NARROW": "charts.palette",
    "PAGE": "charts.palette",
    "PHONE": "charts.palette",
    "Partner": "public_account",
    "PrioritySection": "public_account",
    "PublicAccount": "public_account",
    "ReportContent": "content",
    "Role": "content",
    "Section": "content",
    "Sparkline": "charts.sparkline",
    "Strand": "public_account",
    "StrandAction": "public_account",
    "Table": "content",
    "Tag": "content",
    "VerdictChange": "public_account",
    "WIDE": "charts.palette",
    "bars_svg": "charts.bars",
    "chart_svg": "charts.line_chart",
    "describe_line": "charts.descriptions",
    "describe_lines": "charts.descriptions",
    "line_of": "charts.line_segments",
    "picture_verdict": "evidence_table",
    "place_columns": "open_data",
    "report_content": "report",
    "sparkline_svg": "charts.sparkline",
    "svg_to_png": "picture_file",
    "compile_tagged_pdf": "tagged_pdf",
    "target_sparkline": "target_line",
    "table_csv": "csv_table",
    "to_open_data": "open_data",
    "verdicts_for_public": "verdicts",
    "verdicts_json": "verdicts",
    "PackJudgement": "school_pack.build",
    "compose_school_pack": "school_pack.build",
    "PackFigure": "school_pack.content",
    "PackPage": "school_pack.content",
    "PackPart": "school_pack.content",
    "SchoolPack": "school_pack.content",
    "figure_svg": "school_pack.pdf",
    "school_bars": "school_pack.measures",
    "years_table": "school_pack.measures",
    "write_school_pack_pdf": "school_pack.pdf",
    "write_school_pack_workbook": "school_pack.workbook",
    "write_html": "html",
    "write_pdf": "pdf",
    "write_tables": "table_workbook",
    "write_workbook": "workbook",
}

__all__ = [
    "driver_diagram_svg",
    "MatrixFrame",
    "MATRIX_MANY",
    "MATRIX_WIDE",
    "DriverDiagram",
    "Matrix",
    "matrix_svg",
    "driver_diagrams",
    "school_matrix",
    "theme_matrix",
    "MULTIPLES_PAGE",
    "MULTIPLES_PHONE",
    "Multiples",
    "multiples_svg",
    "PlaceFigure",
    "figures_table",
    "STRIP_PAGE",
    "STRIP_PHONE",
    "Strip",
    "strip_svg",
    "TileLayout",
    "tile_layout",
    "TileMap",
    "tile_map_svg",
    "Sparkline",
    "sparkline_svg",
    "target_sparkline",
    "compile_tagged_pdf",
    "BARS_PAGE",
    "BARS_PHONE",
    "NARROW",
    "PAGE",
    "PHONE",
    "WIDE",
    "Activity",
    "Bar",
    "BarChart",
    "Body",
    "Card",
    "CardBuilder",
    "Cell",
    "Change",
    "Chart",
    "ChartWithTable",
    "Claim",
    "Column",
    "Count",
    "Fact",
    "Item",
    "Line",
    "Partner",
    "PrioritySection",
    "PublicAccount",
    "ReportContent",
    "Role",
    "Section",
    "Strand",
    "StrandAction",
    "Table",
    "Tag",
    "VerdictChange",
    "bars_svg",
    "chart_svg",
    "describe_line",
    "describe_lines",
    "line_of",
    "picture_verdict",
    "place_columns",
    "report_content",
    "svg_to_png",
    "table_csv",
    "to_open_data",
    "verdicts_for_public",
    "verdicts_json",
    "PackJudgement",
    "compose_school_pack",
    "PackFigure",
    "PackPage",
    "PackPart",
    "SchoolPack",
    "figure_svg",
    "school_bars",
    "years_table",
    "write_school_pack_pdf",
    "write_school_pack_workbook",
    "write_html",
    "write_pdf",
    "write_tables",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
