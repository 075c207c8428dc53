"""What boards keep about a person."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import User
from stocktake_web.boards.actions.personal import erase_interests
from stocktake_web.boards.models import (
    Action,
    ActionUpdate,
    Attendance,
    Interest,
    Score,
    Seat,
    Withdrawal,
)


def held_on(user: User) -> dict[str, list[dict[str, Any]]]:
    """Seats, declared interests, attendance, withdrawals, scores, actions and updates."""
    return {
        "seats": [
            {
                "body": each.body.name,
                "role": each.role_words,
                "kind": each.kind,
                "starts": each.starts.isoformat(),
                "ends": each.ends.isoformat() if each.ends else None,
            }
            for each in Seat.objects.filter(user=user).select_related("body")
        ],
        "interests": [
            {
                "nil": each.nil,
                "organisation": each.organisation,
                "nature": each.nature,
                "declared": each.declared_on.isoformat(),
            }
            for each in Interest.objects.filter(seat__user=user)
        ],
        "attendance": [
            {
                "meeting": each.meeting.held_on.isoformat(),
                "presence": each.presence,
                "consent": each.consent,
            }
            for each in Attendance.objects.filter(seat__user=user).select_related("meeting")
        ],
        "withdrawals": [
            {"item": each.item.title, "reason": each.reason}
            for each in Withdrawal.objects.filter(seat__user=user).select_related("item")
        ],
        "scores": [
            {"criterion": each.criterion.words, "score": each.score}
            for each in Score.objects.filter(seat__user=user).select_related("criterion")
        ],
        "actions": [
            {"words": each.words, "due": each.due.isoformat(), "state": each.state}
            for each in Action.objects.filter(owner_user=user)
        ],
        "updates of actions": [
            {"at": each.at.isoformat(), "words": each.words}
            for each in ActionUpdate.objects.filter(by=user)
        ],
    }


def erase(user: User) -> int:
    """Empty the declared interests and the reasons of withdrawals.

    Seats, attendance and decisions are the body's record: they stay under the account's number,
    whose name the accounts app erases.
    """
    return erase_interests(user)
