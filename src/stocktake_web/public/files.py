"""The documents of an account: how each is made, what it is called and for whom."""

from __future__ import annotations

from stocktake_web.gateway import public_report as library
from stocktake_web.gateway.judgements import KeptPlan
from stocktake_web.public.account import Account

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "toml": "application/toml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}
WORDS = {
    "report.html": "The whole report as one page, to read without a connection",
    "report.pdf": "The whole report as a PDF, to print; tagged for screen readers",
    "report.xlsx": "Every table as a workbook",
    "plan.toml": "The plan as data",
    "figures.csv": "The figures that the plan carries, each with its source",
    "account.json": "This account as data",
    "verdicts.json": "The verdicts as data, in the documented contract",
}
"""What may be downloaded, in this order."""


def documents(
    content: library.ReportContent, kept: KeptPlan, account: Account, *, verdicts: str
) -> dict[str, bytes]:
    """Make every document of an account.

    Parameters
    ----------
    content : ReportContent
        Made for the public.
    kept : model or PlanText
        The revision of the plan.
    account : Account
    verdicts : str
        The verdicts that the public may read, as JSON.
    """
    made = library.written(content)
    made["plan.toml"] = kept.plan_toml
    if kept.figures_csv:
        made["figures.csv"] = kept.figures_csv
    made["account.json"] = account.as_text()
    made["verdicts.json"] = verdicts
    return {
        name: body.encode() if isinstance(body, str) else body
        for name in WORDS
        if (body := made.get(name)) is not None
    }


def media_type(name: str) -> str:
    """The media type of a file by the end of its name."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def size_words(bytes_count: int) -> str:
    """A file's size as people read it.

    Examples
    --------
    >>> size_words(51_400), size_words(2_300_000), size_words(120)
    ('51 kB', '2.3 MB', '1 kB')
    """
    if bytes_count >= 1_000_000:
        return f"{bytes_count / 1_000_000:.1f} MB"
    return f"{max(1, round(bytes_count / 1_000))} kB"
