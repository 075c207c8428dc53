"""The documents of an account: how each is made, what it is called and for whom."""

from __future__ import annotations

from stocktake.publish import PublicAccount, ReportContent
from stocktake_web.public.documents.writing import write_documents
from stocktake_web.services.judgements import StoredPlan

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "toml": "application/toml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}
DESCRIPTIONS = {
    "report.html": "The whole report as one page, to read without a connection",
    "report.pdf": "The whole report as a PDF, to print; tagged for screen readers",
    "report.xlsx": "Every table as a workbook",
    "plan.toml": "The plan as data",
    "figures.csv": "The figures that the plan carries, each with its source",
    "account.json": "This account as data",
    "verdicts.json": "The verdicts as data, in the documented contract",
}
"""What may be downloaded, in this order."""


def write_files(
    content: ReportContent, revision: StoredPlan, account: PublicAccount, *, verdicts: str
) -> dict[str, bytes]:
    """Make every document of an account.

    Parameters
    ----------
    content : ReportContent
        Made for the public.
    revision : model or PlanText
        Of the plan.
    account : PublicAccount
    verdicts : str
        The verdicts that the public may read, as JSON.
    """
    bodies = write_documents(content)
    bodies["plan.toml"] = revision.plan_toml
    if revision.figures_csv:
        bodies["figures.csv"] = revision.figures_csv
    bodies["account.json"] = account.model_dump_json()
    bodies["verdicts.json"] = verdicts
    return {
        name: body.encode() if isinstance(body, str) else body
        for name in DESCRIPTIONS
        if (body := bodies.get(name)) is not None
    }


def media_type(name: str) -> str:
    """The media type of a file by the end of its name."""
    return MEDIA_TYPES[name.rpartition(".")[2]]
