"""Writes the report as one HTML file: no script, nothing fetched."""

from __future__ import annotations

from importlib.resources import files

from stocktake.publish.charts.line_chart import chart_svg
from stocktake.publish.content import ReportContent
from stocktake.publish.wording import long_date

TEMPLATES = "templates"


def write_html(content: ReportContent) -> str:
    """Write the report as one self-contained HTML file.

    Parameters
    ----------
    content : ReportContent

    Returns
    -------
    str
        A whole document. It runs no script and fetches nothing; charts are drawn into it.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import judge
    >>> from stocktake.publish.report import report_content
    >>> content = report_content(judge(example_plan("blackpool"), as_of=date(2017, 11, 1)))
    >>> write_html(content).startswith("<!DOCTYPE html>")
    True
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("stocktake.publish", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("stocktake.publish") / TEMPLATES / "report.css").read_text(encoding="utf-8")
    # Both are our own: the sheet ships with the package, the drawing escapes its texts.
    environment.filters["chart_svg"] = lambda chart: Markup(chart_svg(chart))  # noqa: S704
    return environment.get_template("report.html.j2").render(
        content=content,
        as_of=long_date(content.as_of),
        style=Markup(style),  # noqa: S704
    )
