"""The evidence pack as page, PDF and Word document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import requires
from stocktake_web.boards.agenda.papers import KINDS
from stocktake_web.boards.pack.queries import find_template
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.evidence.document import as_pdf, as_word, evidence_document
from stocktake_web.schools.evidence.forms import DaysForm
from stocktake_web.schools.evidence.periods import TWELVE_MONTHS, Period, find_period, periods
from stocktake_web.schools.evidence.queries import evidence_of, kind_title, record_rows
from stocktake_web.schools.evidence.record_lines import record_lines
from stocktake_web.schools.evidence.sources import record_sources

SEE = "schools.see_evidence"


ON_A_PAGE = 50


class EvidenceView(AreaPageView):
    """What answers each point of the letter, and what is missing first."""

    permission = SEE
    template_name = "schools/evidence/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pack of the period in the address, by default of twelve months."""
        asked_form = asked_days(self.request)
        if asked_form is not None and asked_form.is_valid():
            period = asked_form.period
        else:
            period = asked_period(self.request)
        days = {"first_day": period.first_day, "last_day": period.last_day}
        has_fault = asked_form is not None and not asked_form.is_valid()
        return super().get_context_data(**kwargs) | {
            "evidence": evidence_of(self.area, period),
            "days_form": asked_form if has_fault else DaysForm(initial=days),
            "listed_kinds": record_rows(self.area).keys(),
            "choices": list(period_links(period)),
            "query": urlencode({"period": period.code}),
        }


class RecordsView(AreaPageView):
    """The very records that a kind counts in a period."""

    permission = SEE
    template_name = "schools/evidence/records.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, the latest first.

        Raises
        ------
        Http404
            No such kind has rows.
        """
        period, kind = asked_period(self.request), str(self.kwargs["kind"])
        source, rows = record_sources().get(kind), record_rows(self.area)
        if source is None or kind not in rows:
            raise Http404
        lines = record_lines(rows[kind], period.first_day, period.last_day)
        page = Paginator(lines, ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "source": source,
            "title": kind_title(self.area, kind),
            "period": period,
            "choices": list(period_links(period)),
            "query": urlencode({"period": period.code}),
            "page": page,
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
    today = services.today()
    return find_period(request.GET.get("period", ""), today) or periods(today)[TWELVE_MONTHS]


def asked_days(request: HttpRequest) -> DaysForm | None:
    """The days that the form in the address has; None where it was not used."""
    if not any(name.startswith(("first_day_", "last_day_")) for name in request.GET):
        return None
    return DaysForm(request.GET)


def period_links(current: Period) -> Iterator[tuple[str, str, bool]]:
    """Of each period its title, its address and whether it is shown, for ``filter_bar``."""
    choices = periods(services.today())
    for row in (choices | {current.code: current}).values():
        yield row.title, f"?{urlencode({'period': row.code})}", row.code == current.code


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
