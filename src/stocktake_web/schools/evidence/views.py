"""The evidence pack as page, PDF and Word document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import requires
from stocktake_web.boards.agenda.papers import KINDS
from stocktake_web.boards.pack.queries import find_template
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.evidence.document import as_pdf, as_word, evidence_document
from stocktake_web.schools.evidence.periods import TWELVE_MONTHS, Period, periods
from stocktake_web.schools.evidence.queries import evidence_of

SEE = "schools.see_evidence"


class EvidenceView(AreaPageView):
    """What answers each point of the letter, and what is missing first."""

    permission = SEE
    template_name = "schools/evidence/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pack of the period in the address, by default of twelve months."""
        period = asked_period(self.request)
        return super().get_context_data(**kwargs) | {
            "evidence": evidence_of(self.area, period),
            "choices": list(period_links(period)),
            "query": urlencode({"period": period.code}),
        }


@requires(SEE)
def show_pdf(request: HttpRequest, area: Area) -> HttpResponse:
    """The pack as a tagged PDF."""
    period = asked_period(request)
    content = as_pdf(evidence_document(evidence_of(area, period)))
    return _file(content, "application/pdf", f"evidence-{period.code}.pdf")


@requires(SEE)
def show_word(request: HttpRequest, area: Area) -> HttpResponse:
    """The pack as a Word document, in the area's own template where it has one."""
    period = asked_period(request)
    template = find_template(area)
    document = evidence_document(evidence_of(area, period))
    content = as_word(document, bytes(template.content) if template else None)
    return _file(content, KINDS[".docx"][0], f"evidence-{period.code}.docx")


def asked_period(request: HttpRequest) -> Period:
    """The period in the address; the twelve months to today where it names none that there is."""
    choices = periods(services.today())
    return choices.get(request.GET.get("period", ""), choices[TWELVE_MONTHS])


def period_links(current: Period) -> Iterator[tuple[str, str, bool]]:
    """Of each period its title, its address and whether it is shown, for ``filter_bar``."""
    for row in periods(services.today()).values():
        yield row.title, f"?{urlencode({'period': row.code})}", row.code == current.code


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
