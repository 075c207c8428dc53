"""Pages of bodies: which there are, who sits on them."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.boards.agreed_actions.queries import open_actions
from stocktake_web.boards.bodies.forms import BodyChangeForm, BodyForm, SeatEndForm, SeatForm
from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.bodies.queries import body, seat, seats_on, with_action_counts
from stocktake_web.boards.interests.queries import register
from stocktake_web.boards.interests.register import standing
from stocktake_web.boards.meetings.queries import absence_warnings, meetings, next_meetings
from stocktake_web.records.views import (
    AreaCreateView,
    AreaDetailView,
    AreaListView,
    AreaUpdateView,
)

MEETING_COUNT = 24


class BodyListView(AreaListView):
    """Every body of the area, with its next meeting and its late actions."""

    permission = "boards.see"
    model = Body
    template_name = "boards/bodies/list.html"

    def get_queryset(self) -> Any:
        """The bodies with their counts."""
        return with_action_counts(self.area, services.today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The next meeting of each body."""
        upcoming = next_meetings(self.area)
        return super().get_context_data(**kwargs) | {"next_meetings": upcoming}


class BodyDetailView(AreaDetailView):
    """One body: its people, its meetings, its open actions."""

    permission = "boards.see"
    find = staticmethod(body)
    template_name = "boards/bodies/body.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Seats with the standing of interests and absences, for who reads the body's papers."""
        area, today = self.area, services.today()
        reads = has_permission(self.request.user, area, "boards.read", self.object)
        exempt = has_permission(self.request.user, area, "boards.read_exempt", self.object)
        seats = seats_on(area, self.object, today)
        lines = register(area, seats)
        warnings = absence_warnings(area, self.object, seats, today) if reads else {}
        return super().get_context_data(**kwargs) | {
            "rows": [
                (seat, standing(lines[seat.pk], today), warnings.get(seat.pk)) for seat in seats
            ],
            "reads": reads,
            "meetings": meetings(area).filter(body=self.object)[:MEETING_COUNT],
            "actions": open_actions(area, self.object, exempt=exempt) if reads else [],
            "today": today,
        }


class BodyCreateView(AreaCreateView):
    """Add a board or group."""

    permission = "boards.change_bodies"
    model = Body
    form_class = BodyForm
    template_name = "boards/bodies/add.html"

    def get_success_url(self) -> str:
        """The body."""
        return self.reverse_area("boards:body", body=self.object.key)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the body."""
        return f"{self.object.name} was added."

    @property
    def back_url(self) -> str:
        """The list of bodies."""
        return self.reverse_area("boards:home")


class BodyUpdateView(AreaUpdateView):
    """Change what a body is called, what it is for and its rules; planned meetings keep theirs."""

    permission = "boards.change_bodies"
    find = staticmethod(body)
    model = Body
    form_class = BodyChangeForm
    template_name = "boards/bodies/change.html"
    success_message = "The change was saved."

    def get_success_url(self) -> str:
        """The body."""
        return self.reverse_area("boards:body", body=self.record.key)


class SeatCreateView(AreaCreateView):
    """Give somebody a seat."""

    permission = "boards.change_bodies"
    find = staticmethod(body)
    model = Seat
    form_class = SeatForm
    template_name = "boards/bodies/add_seat.html"

    def new_row(self) -> Seat:
        """A seat on the body."""
        return Seat(area=self.area, body=self.record)

    def get_success_url(self) -> str:
        """The body."""
        return self.reverse_area("boards:body", body=self.record.key)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the person."""
        return f"{self.object.name} has a seat on {self.record.name}."


class SeatEndView(AreaUpdateView):
    """Say which is the last day of a term."""

    permission = "boards.change_bodies"
    find = staticmethod(seat)
    model = Seat
    form_class = SeatEndForm
    template_name = "boards/bodies/end_seat.html"
    verb = "end"

    def get_initial(self) -> dict[str, Any]:
        """Today, where no end is set yet."""
        return {"ends": self.record.ends or services.today()}

    def get_success_url(self) -> str:
        """The body."""
        return self.reverse_area("boards:body", body=self.record.body.key)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the person."""
        return f"The term of {self.object.name} has an end."
