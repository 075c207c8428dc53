"""The pages of an account: which there are, and what each shows. Pure.

The same pages are served, previewed before approval, and exported as files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from stocktake.publish import Chart, PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.public.documents import drawing_name
from stocktake_web.public.models import Publication

KIND_CLASSES = {
    "met": "govuk-tag--green",
    "on_track": "govuk-tag--green",
    "not_met": "govuk-tag--red",
    "off_track": "govuk-tag--orange",
    "cannot_tell": "govuk-tag--grey",
    "not_yet_due": "govuk-tag--blue",
    "awaiting_figures": "govuk-tag--turquoise",
    "withheld": "govuk-tag--grey",
    "note": "govuk-tag--blue",
}
"""Each tag's colour, which never stands without its words."""


@dataclass(frozen=True)
class Page:
    """A page: its template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Links:
    """Where the parts of an account are, for templates.

    Parameters
    ----------
    root : str
        Before every path of the account's pages, with a slash at its end.
    drawings : str
        Before the name of every chart.
    """

    root: str
    drawings: str

    def __call__(self, path: str = "") -> str:
        """The address of a page."""
        return self.root + path

    def target(self, id: str) -> str:
        """The address of a target."""
        return f"{self.root}targets/{id}/"

    def priority(self, id: str) -> str:
        """The address of a priority."""
        return f"{self.root}priorities/{id}/"

    def drawing(self, chart: Chart) -> str:
        """The address of a chart."""
        return self.drawings + drawing_name(chart)


def context(area: Area, publication: Publication) -> dict[str, Any]:
    """What every page of a published account knows besides the account."""
    links = Links(f"/{area.slug}/", f"/{area.slug}/charts/{publication.number}/")
    return {"to": links, "publication": publication, "kind_classes": KIND_CLASSES}


def page(account: PublicAccount, path: str) -> Page | None:
    """The page at a path of an account; None where there is none.

    Parameters
    ----------
    account : PublicAccount
    path : str
        As the address goes on after the area, such as ``"targets/absence/"``.
    """
    head, _, rest = path.partition("/")
    make = PAGES.get(head)
    made = make(account, rest.removesuffix("/")) if make and _closed(path) else None
    return made and Page(made.template, made.context | {"account": account})


def paths(account: PublicAccount) -> Iterator[str]:
    """The path of every page of an account."""
    yield ""
    for priority in account.priorities:
        yield f"priorities/{priority.id}/"
    yield "targets/"
    for id in account.card_by_id:
        yield f"targets/{id}/"
    yield "activities/"
    yield from ("strands/", "partners/", "claims/")
    yield "method/"


def _closed(path: str) -> bool:
    return not path or path.endswith("/")


def _home(account: PublicAccount, rest: str) -> Page | None:
    return None if rest else Page("public/home.html")


def _priority(account: PublicAccount, rest: str) -> Page | None:
    found = account.priority(rest)
    return Page("public/priority.html", {"priority": found}) if found else None


def _targets(account: PublicAccount, rest: str) -> Page | None:
    if not rest:
        return Page("public/targets.html")
    card = account.card_by_id.get(rest)
    context = {"card": card, "priority": account.priority_of(rest)}
    return Page("public/target.html", context) if card else None


def _activities(account: PublicAccount, rest: str) -> Page | None:
    return None if rest else Page("public/activities.html")


def _strands(account: PublicAccount, rest: str) -> Page | None:
    return None if rest else Page("public/strands.html")


def _partners(account: PublicAccount, rest: str) -> Page | None:
    return None if rest else Page("public/partners.html")


def _claims(account: PublicAccount, rest: str) -> Page | None:
    return None if rest else Page("public/claims.html")


def _method(account: PublicAccount, rest: str) -> Page | None:
    return None if rest else Page("public/method.html")


PAGES: dict[str, Callable[[PublicAccount, str], Page | None]] = {
    "": _home,
    "priorities": _priority,
    "targets": _targets,
    "activities": _activities,
    "strands": _strands,
    "partners": _partners,
    "claims": _claims,
    "method": _method,
}
