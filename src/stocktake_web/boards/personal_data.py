"""What boards keep about a person."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import User
from stocktake_web.boards.agreed_actions.models import Action, ActionUpdate
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.actions import erase_interests
from stocktake_web.boards.interests.models import Interest
from stocktake_web.boards.meetings.models import Attendance
from stocktake_web.boards.proposals.models import Score
from stocktake_web.boards.recusals.actions import erase_recusal_reasons
from stocktake_web.boards.recusals.models import Recusal


def subject_access_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """Seats, declared interests, attendance, recusals, scores, actions and updates."""
    return {
        "seats": [
            {
                "body": seat.body.name,
                "role": seat.role,
                "kind": seat.kind,
                "starts": seat.starts.isoformat(),
                "ends": seat.ends.isoformat() if seat.ends else None,
            }
            for seat in Seat.objects.filter(user=user).select_related("body")
        ],
        "interests": [
            {
                "nil": interest.nil,
                "organisation": interest.organisation,
                "nature": interest.nature,
                "declared": interest.declared_on.isoformat(),
            }
            for interest in Interest.objects.filter(seat__user=user)
        ],
        "attendance": [
            {
                "meeting": attendance.meeting.meeting_date.isoformat(),
                "presence": attendance.presence,
                "consent": attendance.consent,
            }
            for attendance in Attendance.objects.filter(seat__user=user).select_related("meeting")
        ],
        "withdrawals": [
            {"item": recusal.item.title, "reason": recusal.reason}
            for recusal in Recusal.objects.filter(seat__user=user).select_related("item")
        ],
        "scores": [
            {"criterion": score.criterion.title, "score": score.score}
            for score in Score.objects.filter(seat__user=user).select_related("criterion")
        ],
        "actions": [
            {"text": action.text, "due": action.due.isoformat(), "state": action.state}
            for action in Action.objects.filter(owner_user=user)
        ],
        "updates of actions": [
            {"at": update.at.isoformat(), "text": update.text}
            for update in ActionUpdate.objects.filter(by=user)
        ],
    }


def erase_personal_data(user: User) -> int:
    """Empty the declared interests and the reasons of recusals.

    Seats, attendance and decisions are the body's record: they stay under the account's number,
    whose name the accounts app erases.
    """
    return erase_interests(user) + erase_recusal_reasons(user)
