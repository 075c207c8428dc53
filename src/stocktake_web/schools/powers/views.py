"""Pages of statutory powers."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from stocktake.schools import suggested_compliance_end
from stocktake.standards import CalendarError
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaPageView, AreaUpdateView
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.powers import actions
from stocktake_web.schools.powers.forms import (
    ChecklistForm,
    ConsiderForm,
    FactsForm,
    NoticeForm,
    OutcomeForm,
    ServedForm,
)
from stocktake_web.schools.powers.models import PowerState, PowerUse, SchoolPowerFacts
from stocktake_web.schools.powers.notice_letter import notice_letter
from stocktake_web.schools.powers.queries import (
    NOTICE,
    SchoolPowers,
    checks_of,
    dates_of,
    power_use,
    power_uses,
    school_powers,
    stored_facts,
)
from stocktake_web.schools.statements.letter import as_pdf, as_word
from stocktake_web.schools.statements.views import WORD
from stocktake_web.schools.subject import find_school
from stocktake_web.services.working_days import bank_holidays


class PowerListView(AreaPageView):
    """The register of powers considered and used."""

    permission = "schools.see_powers"
    template_name = "schools/powers/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest first, narrowed by how far they have come."""
        rows = list(power_uses(self.area))
        by_state = ChoiceFilter(
            self.request.GET,
            "state",
            dict(PowerState.choices),
            Counter(row.state for row in rows),
            all_count=len(rows),
        )
        shown_rows = [row for row in rows if by_state.is_shown(row.state)]
        return super().get_context_data(**kwargs) | {"rows": shown_rows, "by_state": by_state}


class SchoolPowersView(AreaPageView):
    """What the powers are for one school today."""

    permission = "schools.see_powers"
    find = staticmethod(find_school)
    template_name = "schools/powers/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each power with what stands against it."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "powers": school_powers(self.record),
        }


class _OfSchool(AreaActionView):
    """A form about the powers of a school."""

    find = staticmethod(find_school)
    success_view = "schools:school-powers"

    @cached_property
    def powers(self) -> SchoolPowers:
        """What the powers are today."""
        return school_powers(self.record)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The powers of the rules in force."""
        return super().get_form_kwargs() | {"powers": self.powers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school and its powers."""
        return super().get_context_data(**kwargs) | {"school": self.record, "powers": self.powers}

    def success_parts(self) -> dict[str, Any]:
        """The school's powers."""
        return {"urn": self.record.urn}


class ConsiderView(_OfSchool):
    """Record that a power was considered, or is used."""

    permission = "schools.use_powers"
    form_class = ConsiderForm
    template_name = "schools/powers/consider.html"
    success_message = "It is in the register of powers."

    def perform(self, form: ConsiderForm) -> None:
        """Keep it."""
        actions.consider_power(
            actor=account_of(self.request), school=self.record, **form.cleaned_data
        )


class NoticeView(_OfSchool):
    """Draft a warning notice; an academy is led to the path of its own."""

    permission = "schools.use_powers"
    form_class = NoticeForm
    template_name = "schools/powers/notice.html"

    def get_initial(self) -> dict[str, Any]:
        """Served today, with the period that we suggest."""
        today = services.today()
        try:
            end = suggested_compliance_end(self.powers.rules, today, bank_holidays(self.area))
        except CalendarError:
            return {"intended_on": today}
        return {"intended_on": today, "compliance_ends_on": end}

    def perform(self, form: NoticeForm) -> HttpResponse:
        """Draft it, and go to the draft."""
        row = actions.draft_warning(
            actor=account_of(self.request), school=self.record, **form.cleaned_data
        )
        return HttpResponseRedirect(self.reverse_area("schools:power", pk=row.pk))


class FactsView(AreaUpdateView):
    """Record what the powers of a school depend on."""

    permission = "schools.use_powers"
    find = staticmethod(find_school)
    model = SchoolPowerFacts
    form_class = FactsForm
    template_name = "schools/powers/facts.html"
    success_view = "schools:school-powers"
    success_message = "It is recorded."

    def get_object(self, queryset: Any = None) -> SchoolPowerFacts:
        """The row of the school, or a new one."""
        author = authorship(account_of(self.request), self.area)
        new_row = SchoolPowerFacts(area=self.area, school=self.record, **author)
        return stored_facts(self.record) or new_row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}

    def success_parts(self) -> dict[str, Any]:
        """The school's powers."""
        return {"urn": self.record.urn}


class PowerView(AreaPageView):
    """One power of the register: reasons, dates, checklist, what became of it."""

    permission = "schools.see_power"
    find = staticmethod(power_use)
    template_name = "schools/powers/power.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The power with the dates that follow."""
        row: PowerUse = self.record
        return super().get_context_data(**kwargs) | {
            "power": row,
            "dates": dates_of(row),
            "checks": checks_of(row),
            "letter": notice_letter(row) if row.power == NOTICE and row.notice else None,
        }


class _OfPower(AreaActionView):
    """A step of a power: its own page shows what came of it."""

    permission = "schools.serve_notice"
    find = staticmethod(power_use)
    success_view = "schools:power"

    def get_initial(self) -> dict[str, Any]:
        """The version that is seen."""
        return {"version": self.record.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The power."""
        return super().get_context_data(**kwargs) | {"power": self.record}

    def success_parts(self) -> dict[str, Any]:
        """The power."""
        return {"pk": self.record.pk}


class ServedView(_OfPower):
    """Record that a person served the notice."""

    form_class = ServedForm
    template_name = "schools/powers/served.html"
    success_message = "It is recorded as served. The dates follow from that day."

    def perform(self, form: ServedForm) -> None:
        """Record it."""
        values = form.cleaned_data
        actions.record_service(
            actor=account_of(self.request),
            row=self.record,
            expected_version=values["version"],
            used_on=values["used_on"],
        )


class OutcomeView(_OfPower):
    """Record what became of it."""

    form_class = OutcomeForm
    template_name = "schools/powers/outcome.html"
    success_message = "What became of it is recorded."

    def perform(self, form: OutcomeForm) -> None:
        """Record it."""
        values = dict(form.cleaned_data)
        version = values.pop("version")
        actions.record_outcome(
            actor=account_of(self.request), row=self.record, expected_version=version, **values
        )


class ChecklistView(AreaUpdateView):
    """Record what was gone through."""

    permission = "schools.use_powers"
    find = staticmethod(power_use)
    model = PowerUse
    form_class = ChecklistForm
    template_name = "schools/powers/checklist.html"
    success_view = "schools:power"
    success_message = "The checklist is kept."
    verb = "check"

    def success_parts(self) -> dict[str, Any]:
        """The power."""
        return {"pk": self.record.pk}

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """What was ticked."""
        return {"checklist": list(form.cleaned_data["checklist"])}


def find_notice(area: Area, pk: int) -> PowerUse:
    """A drafted or served notice.

    Raises
    ------
    Http404
        It is another power.
    """
    row = power_use(area, pk)
    if row.power != NOTICE or not row.notice:
        raise Http404
    return row


@requires("schools.see_power", of=find_notice)
def show_pdf(request: HttpRequest, area: Area, row: PowerUse) -> HttpResponse:
    """The notice as a tagged PDF."""
    return _file(as_pdf(notice_letter(row)), "application/pdf", f"warning-notice-{row.pk}.pdf")


@requires("schools.see_power", of=find_notice)
def show_word(request: HttpRequest, area: Area, row: PowerUse) -> HttpResponse:
    """The notice as a Word document."""
    return _file(as_word(notice_letter(row)), WORD, f"warning-notice-{row.pk}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
