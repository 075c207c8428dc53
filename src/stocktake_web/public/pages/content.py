"""The pages of an edition: which there are, and what each shows. Pure.

The same pages are served, previewed before approval, and copied as files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from stocktake.publish import Chart, PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.formats import day
from stocktake_web.public.documents.writing import drawing_name, phone_drawing_name
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.models import Publication

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
    phone_drawings : frozenset of str
        Names of the drawings for a narrow screen; an edition of before November 2026 has none.
    """

    root: str
    drawings: str
    phone_drawings: frozenset[str] = frozenset()

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

    def phone_drawing(self, chart: Chart) -> str:
        """The address of its drawing for a narrow screen; empty where the edition has none."""
        name = phone_drawing_name(chart)
        return self.drawings + name if name in self.phone_drawings else ""

    def chart_file(self, chart: Chart, kind: str) -> str:
        """The address of a chart as a file of another kind: ``svg``, ``png`` or ``csv``."""
        return f"{self.drawings}{chart.id}.{kind}"

    def cite(
        self,
        area: Area,
        account: PublicAccount,
        publication: Publication,
        chart: Chart,
        sources: Sequence[str],
    ) -> str:
        """How to name a chart elsewhere: what it says, in which edition, from which sources."""
        edition = f"Public account, edition {publication.number}"
        if publication.published_at:
            edition += f", published {day(publication.published_at)}"
        basis = "; ".join([f"Figures known on {day(account.as_of)}", *sources])
        return ". ".join([area.name, chart.title, edition, basis])


def context(area: Area, publication: Publication) -> dict[str, Any]:
    """What every page of a published edition knows besides its account."""
    drawings = f"/{area.slug}/charts/{publication.number}/"
    links = Links(f"/{area.slug}/", drawings, queries.phone_drawings(publication))
    return {"to": links, "publication": publication, "kind_classes": KIND_CLASSES}


def preview_context(area: Area, publication: Publication) -> dict[str, Any]:
    """What every page of an edition knows before it is published."""
    root = f"/{area.slug}/dashboard/public/{publication.number}/"
    links = Links(f"{root}preview/", f"{root}charts/", queries.phone_drawings(publication))
    return {
        "to": links,
        "publication": publication,
        "kind_classes": KIND_CLASSES,
        "preview": True,
    }


def page(account: PublicAccount, path: str) -> Page | None:
    """The page at a path of an account; None where there is none.

    Parameters
    ----------
    account : PublicAccount
    path : str
        As the address goes on after the area, such as ``"targets/absence/"``.
    """
    if path and not path.endswith("/"):
        return None
    head, _, rest = path.partition("/")
    make = PAGES.get(head)
    result = make(account, rest.removesuffix("/")) if make else None
    return result and Page(result.template, result.context | {"account": account})


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


def _single(template: str) -> Callable[[PublicAccount, str], Page | None]:
    """A page that there is once: its address goes no further."""
    return lambda account, rest: None if rest else Page(template)


def _priority(account: PublicAccount, rest: str) -> Page | None:
    priority = account.priority(rest)
    return Page("public/pages/priority.html", {"priority": priority}) if priority else None


def _targets(account: PublicAccount, rest: str) -> Page | None:
    if not rest:
        return Page("public/pages/targets.html")
    card = account.card_by_id.get(rest)
    context = {"card": card, "priority": account.priority_of(rest)}
    return Page("public/pages/target.html", context) if card else None


PAGES: dict[str, Callable[[PublicAccount, str], Page | None]] = {
    "": _single("public/pages/home.html"),
    "priorities": _priority,
    "targets": _targets,
    "activities": _single("public/pages/activities.html"),
    "strands": _single("public/pages/strands.html"),
    "partners": _single("public/pages/partners.html"),
    "claims": _single("public/pages/claims.html"),
    "method": _single("public/pages/method.html"),
}
