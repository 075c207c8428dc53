"""Pages of the register of concern."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaActionView,
    AreaPageView,
    AreaUpdateView,
)
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.allegations import WithoutAllegationsView
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.concern_entries.actions import (
    answer_entry,
    enter_concern,
    record_referral,
    share_entry,
    withdraw_entry,
)
from stocktake_web.schools.concern_entries.forms import (
    AnswerForm,
    EntryForm,
    ReferralForm,
    ShareForm,
    WithdrawForm,
)
from stocktake_web.schools.concern_entries.models import ConcernEntry
from stocktake_web.schools.concern_entries.queries import entry, recent_entries, view_of
from stocktake_web.schools.sources_of_concern import Source
from stocktake_web.schools.subject import find_school
from stocktake_web.services.school_escalation import register_rules
from stocktake_web.sorting import Sorting


class EntryListView(AreaPageView):
    """The entries that count today, of all schools."""

    permission = "schools.record_concern"
    template_name = "schools/concern_entries/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest first, narrowed by their source."""
        views = [view for view in map(view_of, recent_entries(self.area)) if view.is_live]
        counts = Counter(view.entry.source for view in views)
        by_source = ChoiceFilter(
            self.request.GET, "source", dict(Source.choices), counts, all_count=len(views)
        )
        sorting = Sorting(
            self.request.GET,
            {
                "school": lambda view: view.entry.school.name,
                "source": lambda view: view.entry.get_source_display(),
                "entered": lambda view: view.entry.entered_on,
                "lapses": lambda view: view.lapses_on,
            },
            default="-entered",
            largest_first=("entered",),
        )
        return super().get_context_data(**kwargs) | {
            "views": [view for view in views if by_source.is_shown(view.entry.source)],
            "by_source": by_source,
            "sorting": sorting,
        }


class EntryCreateView(WithoutAllegationsView):
    """Enter a concern; an allegation is led elsewhere before anything typed is read."""

    permission = "schools.record_concern"
    find = staticmethod(find_school)
    model = ConcernEntry
    form_class = EntryForm
    template_name = "schools/concern_entries/add.html"
    success_view = "schools:concern-entry"
    success_message = "It is in the register. Show it to the head within five working days."

    def new_row(self) -> ConcernEntry:
        """An entry about the school of the page, by who reads it, as of now."""
        return ConcernEntry(
            area=self.area,
            school=self.record,
            entered_on=services.today(),
            **authorship(account_of(self.request), self.area),
        )

    def get_initial(self) -> dict[str, Any]:
        """The source, where a page that led here names one."""
        source = self.request.GET.get("source", "")
        return {"source": source} if source in Source.values else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school and the footing."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "footing": footing(self.record),
        }

    def perform(self, form: AreaModelForm) -> ConcernEntry:
        """Enter it."""
        values = form.values()
        return enter_concern(actor=account_of(self.request), school=self.record, values=values)

    def success_parts(self) -> dict[str, Any]:
        """The entry."""
        return {"pk": self.object.pk}

    @property
    def back_url(self) -> str:
        """The school's page."""
        return self.reverse_area("schools:record", urn=self.record.urn)


class ReferralView(AreaActionView):
    """The safeguarding route, and the day of a referral."""

    permission = "schools.record_concern"
    find = staticmethod(find_school)
    form_class = ReferralForm
    template_name = "schools/concern_entries/referral.html"
    success_view = "schools:record"
    success_message = "That it was referred, and the day, were kept. Nothing else was."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, and the route in the words of the place."""
        route = register_rules(self.area).safeguarding_route
        return super().get_context_data(**kwargs) | {"school": self.record, "route": route}

    def perform(self, form: ReferralForm) -> None:
        """Keep the day."""
        record_referral(
            actor=account_of(self.request),
            school=self.record,
            referred_on=form.cleaned_data["referred_on"],
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}


class EntryView(AreaPageView):
    """One entry with what the head answered."""

    permission = "schools.see_concern"
    find = staticmethod(entry)
    template_name = "schools/concern_entries/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry as of today."""
        return super().get_context_data(**kwargs) | {"entry_view": view_of(self.record)}


class _OfEntry(AreaUpdateView):
    """A change of an entry: its own page shows what came of it."""

    permission = "schools.record_concern"
    find = staticmethod(entry)
    model = ConcernEntry
    form_class: Any = ShareForm
    success_view = "schools:concern-entry"

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry."""
        return super().get_context_data(**kwargs) | {"entry": self.record}


class EntryShareView(_OfEntry):
    """Show an entry to the head."""

    template_name = "schools/concern_entries/share.html"
    success_message = "The head and the governors read it here from now on."

    def perform(self, form: AreaModelForm) -> ConcernEntry:
        """Show it."""
        return share_entry(
            actor=account_of(self.request),
            entry=self.object,
            expected_version=form.cleaned_data["version"],
        )


class EntryWithdrawView(_OfEntry):
    """Withdraw an entry that was made in error."""

    form_class = WithdrawForm
    template_name = "schools/concern_entries/withdraw.html"
    success_message = "It was withdrawn and does not count."
    warns = True

    def perform(self, form: AreaModelForm) -> ConcernEntry:
        """Withdraw it."""
        return withdraw_entry(
            actor=account_of(self.request),
            entry=self.object,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )


class EntryAnswerView(AreaActionView):
    """Answer an entry for the school."""

    permission = "schools.answer_concern"
    find = staticmethod(entry)
    form_class = AnswerForm
    template_name = "schools/concern_entries/answer.html"
    success_view = "schools:concern-entry"
    success_message = "Your answer was kept."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry."""
        return super().get_context_data(**kwargs) | {"entry": self.record}

    def perform(self, form: AnswerForm) -> None:
        """Keep it."""
        answer_entry(actor=account_of(self.request), entry=self.record, **form.cleaned_data)

    def success_parts(self) -> dict[str, Any]:
        """The entry."""
        return {"pk": self.record.pk}
