"""Actions: who does what by when, how success is known, and what came of it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool
from stocktake_web.schools.visits.models import DRAFT_STATES, Visit


class ActionResult(models.TextChoices):
    """What became of an action."""

    OPEN = "open", "Open"
    COMPLETE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    WITHDRAWN = "withdrawn", "Withdrawn"


class VisitAction(OfSchool, Versioned):
    """An action that a visit agreed.

    Parameters
    ----------
    owner_role : str
        Who is to do it, as a role.
    assignee : User or None
        Their account, if they have one; without one the head has the task.
    success_measure : str
        What will show that it worked.
    result_text : str
        What changed, or why it was not done.
    checked_by, checked_at, check_text
        The officer who looked whether what was reported is so, and what they saw.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField(max_length=1000)
    owner_role = models.CharField(max_length=120)
    assignee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField()
    success_measure = models.TextField(max_length=1000)
    result = models.CharField(
        max_length=12, choices=ActionResult.choices, default=ActionResult.OPEN
    )
    result_text = models.TextField(blank=True, max_length=2000)
    reported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    check_text = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("area", "result", "due")),)

    def __str__(self) -> str:
        return self.text

    @property
    def owner_user_id(self) -> int | None:
        """Who writes the record, and so may change the action while it is a draft."""
        return self.visit.owner_user_id

    @property
    def is_open(self) -> bool:
        """Whether nothing was reported of it yet."""
        return self.result == ActionResult.OPEN

    def is_late(self, today: date | None = None) -> bool:
        """Whether its day has passed and it is open still."""
        return self.is_open and self.due < (today or services.today())

    @property
    def status(self) -> str:
        """What a reader reads first."""
        if self.is_late():
            return "Overdue"
        if self.result == ActionResult.COMPLETE and self.checked_at:
            return "Done and checked"
        return self.get_result_display()

    def clean(self) -> None:
        """It is precise, and what others read stays.

        Raises
        ------
        ValidationError
            By field, or for the action of a record that was sent.
        """
        super().clean()
        if self.due and self.visit_id and self.due < self.visit.visited_on:
            raise ValidationError({"due": "The day must be on or after the day of the visit"})
        if not self.is_open and not self.result_text.strip():
            message = {
                ActionResult.COMPLETE: "Say what changed",
                ActionResult.NOT_DONE: "Say why it was not done",
                ActionResult.WITHDRAWN: "Say why it was withdrawn",
            }[ActionResult(self.result)]
            raise ValidationError({"result_text": message})
        content_names = ("text", "owner_role", "assignee", "due", "success_measure")
        if (
            self.visit_id
            and self.visit.state not in DRAFT_STATES
            and self.differs(*content_names)
            and not (self.visit.state == "loaded" and self._state.adding)
            and not (self.visit.state == "ready" and self.visit.is_disputed)
        ):
            raise ValidationError(
                "Others have read the record as it is, so its actions stay. Report what became of "
                "the action, or agree another at the next visit."
            )
