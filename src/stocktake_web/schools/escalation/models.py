"""The steps that meetings decided, and what was done in a stage."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.review_meetings.models import ReviewMeeting
from stocktake_web.schools.subject import OfSchool


class StageDecision(OfSchool, Authored, AppendOnly):
    """A step from one stage to another, as a meeting decided it.

    Parameters
    ----------
    step, from_stage, to_stage : str
        Ids of the definition; the titles are as they were on the day.
    triggers : list of str
        What led to a step up, by id.
    evidence : str
        What the meeting saw.
    """

    unaudited = Authored.unaudited | {"step", "from_stage", "to_stage", "triggers", "path"}

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.PROTECT, related_name="decisions")
    path = models.CharField(max_length=12)
    step = models.CharField(max_length=60)
    step_title = models.CharField(max_length=160)
    direction = models.CharField(max_length=4, choices=(("up", "Up"), ("down", "Down")))
    from_stage = models.CharField(max_length=60)
    from_title = models.CharField(max_length=160)
    to_stage = models.CharField(max_length=60)
    to_title = models.CharField(max_length=160)
    triggers = models.JSONField(default=list, blank=True)
    trigger_titles = models.TextField(blank=True)
    evidence = models.TextField(max_length=4000)
    decided_on = models.DateField()

    class Meta:
        ordering = ("-decided_on", "-pk")
        indexes = (models.Index(fields=("area", "school")),)

    def __str__(self) -> str:
        return f"step {self.pk}"


class ItemKind(models.TextChoices):
    """What is due in a stage."""

    INFORM = "inform", "Told"
    DEADLINE = "deadline", "Done"


class StageNote(OfSchool, Authored, AppendOnly):
    """That somebody was informed of a stage, or that something due in it was done, and when."""

    unaudited = Authored.unaudited | {"item"}

    decision = models.ForeignKey(StageDecision, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    item = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    done_on = models.DateField()
    how = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "kind", "item"),
                name="stage_item_done_once",
                violation_error_message="It was recorded already",
            ),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"

    def clean(self) -> None:
        """It was done on or after the day of the decision, and not in the future.

        Raises
        ------
        ValidationError
            It was not.
        """
        super().clean()
        if self.done_on and self.done_on > services.today():
            raise ValidationError({"done_on": "The day must be today or in the past"})
        if self.done_on and self.decision_id and self.done_on < self.decision.decided_on:
            raise ValidationError({"done_on": "The day must be on or after the decision"})
