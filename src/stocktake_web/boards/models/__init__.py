"""What boards keep: bodies and seats, meetings and agendas, outcomes, minutes, proposals."""

from __future__ import annotations

from stocktake_web.boards.models.bodies import Body, Interest, Kind, Seat
from stocktake_web.boards.models.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    Paper,
    PaperContent,
    Presence,
    State,
    Withdrawal,
)
from stocktake_web.boards.models.minutes import Addendum, MinuteEntry, Minutes, Publication
from stocktake_web.boards.models.outcomes import Action, ActionUpdate, Decision
from stocktake_web.boards.models.proposals import Criterion, PackTemplate, Proposal, Score

__all__ = [
    "Action",
    "ActionUpdate",
    "Addendum",
    "AgendaItem",
    "Attendance",
    "Body",
    "Criterion",
    "Decision",
    "Interest",
    "Kind",
    "Meeting",
    "MinuteEntry",
    "Minutes",
    "PackTemplate",
    "Paper",
    "PaperContent",
    "Presence",
    "Proposal",
    "Publication",
    "Score",
    "Seat",
    "State",
    "Withdrawal",
]
