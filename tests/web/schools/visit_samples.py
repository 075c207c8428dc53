"""What the walk over all permissions opens of visits: a row in each state, for each who writes."""

from __future__ import annotations

from typing import Any

from academy_rows import declare, send_concern, worried
from visit_rows import add_action, drafted, replied, send_draft

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.accuracy.models import AccuracyPoint
from stocktake_web.schools.visit_actions.models import VisitAction

WRITERS = ("head_of_service", "improvement_officer")
CHANGE_ROUTES = (
    "change-visit",
    "send-visit",
    "take-back-visit",
    "discard-visit",
    "no-reply-to-visit",
    "add-action",
)


class VisitSamples:
    """Records of one school: a draft of each who writes, and one that the head has read."""

    def __init__(self, school: School, users: dict[str, User]) -> None:
        self.drafts = {role: drafted(school, users[role]).pk for role in WRITERS}
        self.visit = send_draft(school, users["analyst"])
        action = VisitAction.objects.get(visit=self.visit)
        self.action_pk = action.pk
        self.given_pks = {role: _give_to(action, users[role]) for role in ("governor", "clerk")}
        self.actions, self.points = {}, {}
        for role in WRITERS:
            self.actions[role] = add_action(drafted(school, users[role])).pk
            row = replied(send_draft(school, users[role]), users["headteacher"], purpose="No.")
            self.points[role] = AccuracyPoint.objects.get(visit=row).pk

    def parts(self, urn: str, *, is_other: bool = False) -> dict[str, Any]:
        """The parts of addresses; of others, drafts are those of the other who writes."""

        def find_rows(rows: dict[str, int]) -> Any:
            def find(role: str) -> dict[str, int]:
                first, second = WRITERS
                other_role = first if role == second else second
                return {"pk": rows[other_role if is_other else role if role in rows else first]}

            return find

        sent_parts = {"pk": self.visit.pk}
        return {
            "schools:school-visits": {"urn": urn},
            "schools:add-visit": {"urn": urn},
            "schools:export-visits": {"urn": urn},
            **{f"schools:{name}": find_rows(self.drafts) for name in CHANGE_ROUTES},
            **{
                f"schools:{name}": sent_parts
                for name in (
                    "visit",
                    "approve-visit",
                    "add-to-visit",
                    "reply-to-visit",
                    "take-over-visit",
                )
            },
            **{
                f"schools:{name}": find_rows(self.actions)
                for name in ("visit-action", "withdraw-action")
            },
            "schools:check-action": {"pk": self.action_pk},
            "schools:action-result": lambda role: {
                "pk": self.action_pk if is_other else self.given_pks.get(role, self.action_pk)
            },
            "schools:answer-point": find_rows(self.points),
        }


def _give_to(action: VisitAction, user: User) -> int:
    """The same action again, as the task of somebody."""
    row = VisitAction.objects.get(pk=action.pk)
    row.pk, row.assignee = None, user
    row.save()
    return int(row.pk)


class ConcernSamples:
    """Concerns about one academy: a draft of each who writes, and one with the trust."""

    def __init__(self, school: School, users: dict[str, User]) -> None:
        self.drafts = {role: worried(school, users[role]).pk for role in WRITERS}
        self.left_pk = worried(school, users["analyst"]).pk
        self.told_pk = send_concern(school, users["analyst"]).pk

    def parts(self, urn: str) -> dict[str, Any]:
        """The parts of addresses."""

        def own_draft(role: str) -> dict[str, int]:
            return {"pk": self.drafts.get(role, self.told_pk)}

        return {
            "schools:add-academy-concern": {"urn": urn},
            "schools:take-over-concern": {"pk": self.left_pk},
            **{f"schools:{name}": own_draft for name in ("change-concern", "send-concern")},
            **{
                f"schools:{name}": {"pk": self.told_pk}
                for name in (
                    "academy-concern",
                    "report-concern",
                    "reply-to-concern",
                    "director-reply-to-concern",
                    "close-concern",
                )
            },
        }


def interest_parts(users: dict[str, User], area: Any, *, is_other: bool = False) -> dict[str, Any]:
    """The declaration of a role, or of the other."""
    rows = {role: declare(area, users[role]).pk for role in WRITERS}

    def find_own(role: str) -> dict[str, int]:
        first, second = WRITERS
        other_role = first if role == second else second
        return {"pk": rows[other_role if is_other else role if role in rows else first]}

    return {"schools:interest": find_own}
