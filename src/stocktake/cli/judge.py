"""``stocktake judge`` and ``explain``: was what was promised kept, and how do we know."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, At, Force, OwnFolder, PlanName, Store

if TYPE_CHECKING:
    from datetime import date

    from stocktake.plan.judge import Judgement


class Form(StrEnum):
    """What a judgement can be written as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"


def judge(
    plan: PlanName,
    at: At = None,
    as_of: AsOf = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the result.")] = Form.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")
    ] = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out figures that are for the board alone.")
    ] = False,
    force: Force = False,
) -> None:
    """Judge every target of a plan on published statistics.

    Example: stocktake judge blackpool --at 202021
    """
    from stocktake.cli.output import refuse_existing, refuse_terminal, write_out
    from stocktake.standards.errors import UsageError

    if public and form in (Form.TEXT, Form.JSON):
        raise UsageError("--public makes a report: add --format html, pdf or xlsx")
    if out is not None:
        refuse_existing(out, force=force)
    elif form in (Form.PDF, Form.XLSX):
        refuse_terminal()
    judgement = judge_command(plan, at, as_of, warehouse, definitions)
    if form is Form.TEXT and out is None:
        from stocktake.cli.judgement import show_judgement

        show_judgement(judgement)
    else:
        write_out(rendered(judgement, form, for_public=public), out, force=force)


def explain(
    plan: PlanName,
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="Id of a target or part.", show_default=False)
    ],
    at: At = None,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Show how a verdict was reached, to source file and row.

    Example: stocktake explain blackpool secondary-exclusions-halved --at 202021
    """
    from stocktake.cli.terminal import heading, paragraph, show
    from stocktake.plan.explain import explain as derivation

    for step in derivation(judge_command(plan, at, as_of, warehouse, definitions), target):
        show(heading(step.heading), *(paragraph(line, indent=2) for line in step.lines))


def judge_command(
    plan: str, at: str | None, as_of: date | None, warehouse: Path, definitions: Path | None
) -> Judgement:
    """Judge the plan that the words mean, on the store if there is one."""
    from stocktake.plan.judge import judge as judge_plan

    return judge_plan(
        params.plan_file(plan),
        params.store_or_none(warehouse),
        as_of=as_of or params.today(),
        at=at,
        own_folder=params.own_folder(definitions),
    )


def rendered(judgement: Judgement, form: Form, *, for_public: bool = False) -> str | bytes:
    """A judgement in one of its forms."""
    if form is Form.TEXT:
        from stocktake.cli.judgement import as_text

        return as_text(judgement)
    if form is Form.JSON:
        return judgement.dumps()
    try:
        from stocktake.publish import report_content, write_html, write_pdf, write_workbook

        content = report_content(judgement, for_public=for_public)
        if form is Form.HTML:
            return write_html(content)
        return write_pdf(content) if form is Form.PDF else write_workbook(content)
    except ModuleNotFoundError as error:
        raise _needs_more(error) from None


def _needs_more(error: ModuleNotFoundError) -> Exception:
    """A base install draws no charts: that is a choice of the person's, and no fault."""
    from stocktake.standards.errors import Fault, UsageError

    if (error.name or "stocktake").partition(".")[0] == "stocktake":
        return error
    fault = Fault("", f"{error.name} is not installed", "", "pip install stocktake[publish]")
    return UsageError("this format needs what a base install leaves out", [fault])
