"""Shows a judgement: one HTML file, a tagged PDF, an accessible workbook; from one content."""

from stocktake.publish.charts import chart_svg
from stocktake.publish.content import ReportContent
from stocktake.publish.html import write_html
from stocktake.publish.pdf import write_pdf
from stocktake.publish.report import report_content
from stocktake.publish.verdicts import verdicts_for_public
from stocktake.publish.workbook import write_workbook

__all__ = [
    "ReportContent",
    "chart_svg",
    "report_content",
    "verdicts_for_public",
    "write_html",
    "write_pdf",
    "write_workbook",
]
