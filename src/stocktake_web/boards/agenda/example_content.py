"""Items and papers of the demonstration."""

from __future__ import annotations

from io import BytesIO

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda.actions import add_item, add_paper
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.agenda.papers import CheckedFile, check_file
from stocktake_web.boards.comments.queries import reference_of
from stocktake_web.boards.interests.example_content import TRUST
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.plans.revisions.queries import find_plan
from stocktake_web.word.pages import new_document, set_pages


def add_reading_hubs(actor: User, meeting: Meeting) -> AgendaItem:
    """A proposal of an organisation in which a member has an interest, with a paper."""
    item = add_item(
        actor=actor,
        meeting=meeting,
        values={
            "title": "Reading hubs: go on for a second year",
            "kind": "proposal",
            "openness": "open",
            "description": "Ten schools asked for the hubs to go on.",
            "priority_key": first_priority(meeting.area),
            "organisation": TRUST,
        },
    )
    add_paper(
        actor=actor,
        item=item,
        title="How ten schools used the hubs",
        openness="open",
        file=write_paper(),
    )
    return item


def add_school(actor: User, meeting: Meeting) -> AgendaItem:
    """A report that judges a named school."""
    values = {
        "title": "Attendance in one school",
        "kind": "report",
        "description": "Is the support enough?",
        "about_school": "Example High School",
        "priority_key": first_priority(meeting.area),
    }
    return add_item(actor=actor, meeting=meeting, values=values)


def add_late_activities(actor: User, meeting: Meeting, adviser: User) -> AgendaItem:
    """A decision that is wanted, with a comment."""
    item = add_item(
        actor=actor,
        meeting=meeting,
        values={
            "title": "What to do about late activities",
            "kind": "decision",
            "openness": "open",
            "description": "Which of them does the board still want, and who will own them?",
            "priority_key": first_priority(meeting.area),
        },
    )
    add_comment(
        area=meeting.area,
        actor=adviser,
        on=reference_of(item),
        text="Ask first which of them still has an owner.",
    )
    return item


def first_priority(area: Area) -> str:
    """The id of the plan's first priority; empty without a plan."""
    plan = find_plan(area)
    return plan.priority[0].id if plan else ""


def write_paper() -> CheckedFile:
    """A Word document."""
    document = new_document()
    set_pages(document, foot="How ten schools used the hubs")
    document.add_heading("How ten schools used the hubs", level=1)
    document.add_paragraph("An invented paper: ten schools, one coach, one day a week in each.")
    stream = BytesIO()
    document.save(stream)
    return check_file("reading-hubs.docx", stream.getvalue())
