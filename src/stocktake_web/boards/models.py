"""The models of the app's features, so that Django finds them."""

from __future__ import annotations

from stocktake_web.boards.agenda.models import AgendaItem, Paper, PaperContent
from stocktake_web.boards.agreed_actions.models import Action, ActionUpdate
from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.interests.models import Interest
from stocktake_web.boards.meetings.models import Attendance, Meeting
from stocktake_web.boards.minutes.models import Addendum, MinuteEntry, Minutes
from stocktake_web.boards.pack.models import PackTemplate
from stocktake_web.boards.proposals.models import Criterion, Proposal, Score
from stocktake_web.boards.publications.models import Publication
from stocktake_web.boards.recusals.models import Recusal

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
    "Meeting",
    "MinuteEntry",
    "Minutes",
    "PackTemplate",
    "Paper",
    "PaperContent",
    "Proposal",
    "Publication",
    "Recusal",
    "Score",
    "Seat",
]
