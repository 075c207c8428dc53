"""Pages of records of visits."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.schools.academy_concerns.queries import readable
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.left_records.writers import may_go_on, may_take_over
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school
from stocktake_web.schools.visit_actions.queries import earlier_actions, open_actions
from stocktake_web.schools.visits.actions import record_visit
from stocktake_web.schools.visits.forms import VisitForm
from stocktake_web.schools.visits.models import SECTIONS, Visit
from stocktake_web.schools.visits.queries import SEE, not_hidden, visit, visits, visits_of

ON_A_PAGE = 50


class VisitListView(AreaPageView):
    """The records of all schools that the reader may open."""

    permission = "schools.list_visits"
    template_name = "schools/visits/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them, the latest visit first."""
        rows = not_hidden(self.request.user, visits(self.area))
        page = Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page": page}


class SchoolVisitsView(AreaPageView):
    """The visits of one school, its open actions, and on what footing the council stands."""

    permission = SEE
    find = staticmethod(find_school)
    template_name = "schools/visits/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the reader may open."""
        school, user = self.record, self.request.user
        return super().get_context_data(**kwargs) | {
            "school": school,
            "footing": footing(school),
            "visits": visits_of(user, school),
            "open_actions": open_actions(user, school),
            "concerns": readable(user, self.area, [school]),
        }


class VisitCreateView(AreaCreateView):
    """Record a visit; it opens with the actions that are open since the last one."""

    permission = "schools.record_visit"
    find = staticmethod(find_school)
    model = Visit
    form_class = VisitForm
    template_name = "schools/visits/form.html"
    success_view = "schools:visit"
    success_message = "The draft was saved. Nobody else sees it until you send it."

    def new_row(self) -> Visit:
        """A draft about the school of the page."""
        return Visit(area=self.area, school=self.record, owner_user=account_of(self.request))

    def get_initial(self) -> dict[str, Any]:
        """Today, by the role of who writes."""
        return {
            "visited_on": services.today(),
            "officers": role_of(self.request.user, self.area),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, the footing and what is open there."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "footing": footing(self.record),
            "open_actions": open_actions(self.request.user, self.record),
            "visit": None,
        }

    def perform(self, form: AreaModelForm) -> Visit:
        """Save the draft."""
        actor = account_of(self.request)
        return record_visit(actor=actor, visit=self.new_row(), values=form.values())

    def success_parts(self) -> dict[str, Any]:
        """The new record."""
        return {"pk": self.object.pk}

    @property
    def back_url(self) -> str:
        """The school's visits."""
        return self.reverse_area("schools:school-visits", urn=self.record.urn)


class VisitUpdateView(AreaUpdateView):
    """Change a record while it may be changed; what was typed stays on the page if it may not."""

    permission = "schools.change_visit"
    find = staticmethod(visit)
    model = Visit
    form_class = VisitForm
    template_name = "schools/visits/form.html"
    success_view = "schools:visit"
    success_message = "The record was changed."

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        row: Visit = self.record
        return super().get_context_data(**kwargs) | {
            "school": row.school,
            "footing": footing(row.school),
            "open_actions": [],
            "visit": row,
        }


class VisitView(AreaPageView):
    """A record with its actions, the head's reply and what was added."""

    permission = SEE
    find = staticmethod(visit)
    template_name = "schools/visits/visit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it, and what the reader may do next."""
        row: Any = self.record
        user = self.request.user
        replies = list(row.replies.select_related("sending"))
        sending = row.sendings.first()
        current = [reply for reply in replies if sending and reply.sending_id == sending.pk]
        is_own = row.owner_user_id is not None and row.owner_user_id == user.pk
        points = list(row.points.all())
        return super().get_context_data(**kwargs) | {
            "visit": row,
            "sections": _sections(row, sending.content if sending else {}),
            "replies": replies,
            "has_answered": any(reply.outcome != "no_reply" for reply in current),
            "has_silence": any(reply.outcome == "no_reply" for reply in current),
            "is_disputed": any(reply.outcome == "inaccurate" for reply in current),
            "points": points,
            "open_points_count": sum(point.decision == "open" for point in points),
            "actions": list(row.actions.exclude(result="withdrawn").select_related("school")),
            "earlier_actions": earlier_actions(row),
            "addenda": list(row.addenda.all()),
            "is_own": may_go_on(user, row),
            "may_take_over": may_take_over(user, self.area, row),
            "is_due": bool(row.reply_due and row.reply_due < services.today()),
            "may_approve": not is_own
            and has_permission(user, self.area, "schools.approve_visit", row),
        }


def _sections(row: Visit, sent_content: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each text with its heading, and as it was sent where it was changed since."""
    sections = []
    for name, heading in SECTIONS.items():
        text = getattr(row, name)
        before = sent_content.get(name, text)
        if text or before:
            sections.append((heading, text, before if before != text else ""))
    return sections
