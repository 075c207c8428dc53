"""Pages of the register of interests."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.boards.bodies.queries import body, seat, seats_on
from stocktake_web.boards.interests import actions
from stocktake_web.boards.interests.forms import InterestForm
from stocktake_web.boards.interests.queries import interest, interests_of, register
from stocktake_web.boards.interests.register import standing
from stocktake_web.records.views import AreaActionView, AreaDetailView, AreaPostView


class RegisterView(AreaDetailView):
    """The register of interests of a body."""

    permission = "boards.read"
    find = staticmethod(body)
    template_name = "boards/interests/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each seat, where its entry stands, and its lines."""
        today = services.today()
        seats = seats_on(self.area, self.object, today)
        lines = register(self.area, seats)
        rows = [(seat, standing(lines[seat.pk], today), lines[seat.pk]) for seat in seats]
        return super().get_context_data(**kwargs) | {"rows": rows}


class InterestDeclareView(AreaActionView):
    """Declare an interest, or that there is none."""

    permission = "boards.declare"
    find = staticmethod(seat)
    form_class = InterestForm
    template_name = "boards/interests/declare.html"
    success_message = "The register was changed."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whether an interest stands."""
        interests = interests_of(self.area, self.record)
        has_interests = any(not interest.nil for interest in interests)
        return super().get_form_kwargs() | {"has_interests": has_interests}

    def perform(self, form: InterestForm) -> None:
        """Declare it."""
        actions.declare(
            actor=account_of(self.request),
            seat=self.record,
            organisation=form.cleaned_data["organisation"],
            nature=form.cleaned_data["nature"],
        )

    def get_success_url(self) -> str:
        """The register."""
        return self.reverse_area("boards:register", body=self.record.body.key)


class InterestsConfirmView(AreaPostView):
    """Confirm that a seat's entries still hold."""

    permission = "boards.declare"
    find = staticmethod(seat)

    def perform(self) -> None:
        """Confirm them."""
        actions.confirm_interests(actor=account_of(self.request), seat=self.record)

    def get_success_url(self) -> str:
        """The register."""
        return self.reverse_area("boards:register", body=self.record.body.key)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the person."""
        return f"The entries of {self.record.name} are confirmed for a year."


class InterestEndView(AreaPostView):
    """Say that an interest is no more."""

    permission = "boards.declare"
    find = staticmethod(interest)
    success_message = "The interest has ended; the history keeps it."

    def perform(self) -> None:
        """End it."""
        actions.end_interest(actor=account_of(self.request), interest=self.record)

    def get_success_url(self) -> str:
        """The register."""
        return self.reverse_area("boards:register", body=self.record.seat.body.key)
