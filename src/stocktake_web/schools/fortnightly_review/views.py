"""Pages of officers' fortnightly review."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaPageView,
    AreaUpdateView,
)
from stocktake_web.schools.agreements.footing import Footing, footing
from stocktake_web.schools.allegations import WithoutAllegationsView
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.fortnightly_review import actions
from stocktake_web.schools.fortnightly_review.forms import (
    BeginForm,
    DecisionForm,
    ReviewStepForm,
    ServiceEntryForm,
)
from stocktake_web.schools.fortnightly_review.models import (
    FortnightlyDecision,
    FortnightlyReview,
    ServiceEntry,
)
from stocktake_web.schools.fortnightly_review.queries import (
    decisions_of,
    entries_between,
    review,
    review_before,
    review_screen,
    reviews,
    school_in_review,
)
from stocktake_web.schools.subject import find_school
from stocktake_web.sorting import Sorting

STATES = {
    "waiting": "Entries, no decision",
    "nothing": "Nothing entered, no decision",
    "decided": "Decided",
}
PAGE_SIZE = 26


class ReviewListView(AreaPageView):
    """Every review, the latest first."""

    permission = "schools.see_fortnightly"
    template_name = "schools/fortnightly_review/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, a year long, and the one that is open."""
        rows = reviews(self.area)
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "open_review": rows.filter(closed_at__isnull=True).first(),
        }


class ReviewScreenView(AreaPageView):
    """One screen: every school with what was entered and decided."""

    permission = "schools.see_fortnightly"
    find = staticmethod(review)
    template_name = "schools/fortnightly_review/screen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools in the order that was asked for."""
        screen = review_screen(self.record)
        counts = Counter(line.state for line in screen.lines)
        by_state = ChoiceFilter(
            self.request.GET, "state", STATES, counts, all_count=len(screen.lines)
        )
        sorting = Sorting(
            self.request.GET,
            {
                "name": lambda line: line.school.name,
                "entries": lambda line: len(line.entries),
                "events": lambda line: line.event_count,
                "before": lambda line: line.previous.choice if line.previous else None,
                "decision": lambda line: line.decision.choice if line.decision else None,
            },
            default="-entries",
            largest_first=("entries", "events"),
        )
        return super().get_context_data(**kwargs) | {
            "screen": screen,
            "lines": [line for line in screen.lines if by_state.is_shown(line.state)],
            "by_state": by_state,
            "sorting": sorting,
        }


class ReviewBeginView(AreaActionView):
    """Begin a review."""

    permission = "schools.hold_fortnightly"
    form_class = BeginForm
    template_name = "schools/fortnightly_review/begin.html"
    success_view = "schools:fortnightly-reviews"
    success_message = "The review is open."

    def get_initial(self) -> dict[str, Any]:
        """It is held today."""
        return {"review_date": services.today()}

    def perform(self, form: BeginForm) -> None:
        """Begin it."""
        actions.begin_review(
            actor=account_of(self.request),
            area=self.area,
            review_date=form.cleaned_data["review_date"],
        )


class DecisionCreateView(AreaCreateView):
    """Decide for a school, with all that was entered in sight."""

    permission = "schools.hold_fortnightly"
    find = staticmethod(school_in_review)
    model = FortnightlyDecision
    form_class = DecisionForm
    template_name = "schools/fortnightly_review/decide.html"
    success_view = "schools:fortnightly-review"
    success_message = "The decision was kept."

    @cached_property
    def footing(self) -> Footing:
        """On what footing the council stands with the school."""
        return footing(self.record.school)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be decided depends on the footing."""
        return super().get_form_kwargs() | {"footing": self.footing}

    def new_row(self) -> FortnightlyDecision:
        """A decision for the school of the page, as of now."""
        return FortnightlyDecision(
            area=self.area,
            school=self.record.school,
            review=self.record.review,
            **authorship(account_of(self.request), self.area),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was entered, and what was decided before."""
        school = self.record.school
        before = review_before(self.record.review)
        after = before.closed_at if before else None
        entries = entries_between(self.area, after, self.record.review.closed_at, [school])
        return super().get_context_data(**kwargs) | {
            "school": school,
            "review": self.record.review,
            "footing": self.footing,
            "entries": entries.get(school.urn, []),
            "previous": decisions_of(before).get(school.urn) if before else None,
            "decision": decisions_of(self.record.review).get(school.urn),
        }

    def perform(self, form: AreaModelForm) -> FortnightlyDecision:
        """Decide."""
        return actions.decide(
            actor=account_of(self.request),
            review=self.record.review,
            school=self.record.school,
            **form.values(),
        )

    def success_parts(self) -> dict[str, Any]:
        """The review."""
        return {"pk": self.record.review.pk}


class _ReviewStepView(AreaUpdateView):
    """A step of a review: its screen shows what came of it."""

    permission = "schools.hold_fortnightly"
    find = staticmethod(review)
    model = FortnightlyReview
    form_class = ReviewStepForm
    success_view = "schools:fortnightly-review"

    def success_parts(self) -> dict[str, Any]:
        """The review."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The review with its schools."""
        return super().get_context_data(**kwargs) | {"screen": review_screen(self.record)}


class DecideRestView(_ReviewStepView):
    """Decide "no change" for the schools of which nothing was entered."""

    template_name = "schools/fortnightly_review/rest.html"
    success_message = "No change was decided for the schools of which nothing was entered."

    def perform(self, form: AreaModelForm) -> FortnightlyReview:
        """Decide for them."""
        schools = [line.school for line in review_screen(self.record).rest]
        actions.decide_rest(actor=account_of(self.request), review=self.object, schools=schools)
        return self.record  # type: ignore[no-any-return]


class ReviewCloseView(_ReviewStepView):
    """Close a review."""

    template_name = "schools/fortnightly_review/close.html"
    success_message = "The review is closed. What was decided stays as it is."

    def perform(self, form: AreaModelForm) -> FortnightlyReview:
        """Close it."""
        return actions.close_review(
            actor=account_of(self.request),
            review=self.object,
            expected_version=form.cleaned_data["version"],
            undecided=len(review_screen(self.record).undecided),
        )


class ServiceEntryCreateView(WithoutAllegationsView):
    """Enter what a service knows of a school."""

    permission = "schools.enter_for_review"
    find = staticmethod(find_school)
    model = ServiceEntry
    form_class = ServiceEntryForm
    template_name = "schools/fortnightly_review/enter.html"
    success_view = "schools:record"
    success_message = "It is on the screen of the next review."

    def new_row(self) -> ServiceEntry:
        """An entry about the school of the page, as of now."""
        author = authorship(account_of(self.request), self.area)
        return ServiceEntry(area=self.area, school=self.record, **author)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}

    def perform(self, form: AreaModelForm) -> ServiceEntry:
        """Keep it."""
        return actions.enter_for_review(
            actor=account_of(self.request), school=self.record, **form.values()
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}
