"""What people say of targets beside what is computed, and the decisions that a target opens."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.models.base import AppendOnly, Editable


class Rating(models.TextChoices):
    """Delivery's four-point scale."""

    GREEN = "green", "Green"
    AMBER_GREEN = "amber_green", "Amber-green"
    AMBER_RED = "amber_red", "Amber-red"
    RED = "red", "Red"


class TargetRating(AppendOnly):
    """A person's rating of a target with its reason, beside the verdict that was computed then."""

    target_id = models.CharField(max_length=120)
    rating = models.CharField(max_length=12, choices=Rating.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    computed_status = models.CharField(max_length=20)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"rating {self.pk} of {self.target_id}"


class Term(models.TextChoices):
    """A term of an academic year, in its order."""

    AUTUMN = "1-autumn", "Autumn"
    SPRING = "2-spring", "Spring"
    SUMMER = "3-summer", "Summer"


class Aspect(models.TextChoices):
    """In what an interim objective asks for improvement."""

    LEADERSHIP = "leadership", "Leadership"
    TEACHING = "teaching", "Teaching"
    BEHAVIOUR = "behaviour", "Behaviour"
    ACHIEVEMENT = "achievement", "Achievement"


class InterimObjective(Editable):
    """What should be so by the end of a term on the way to a target."""

    target_id = models.CharField(max_length=120, blank=True)
    academic_year = models.CharField(max_length=6)
    term = models.CharField(max_length=10, choices=Term.choices)
    aspect = models.CharField(max_length=12, choices=Aspect.choices)
    words = models.CharField(max_length=300)
    due = models.DateField()
    met = models.BooleanField(null=True, blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        ordering = ("academic_year", "term", "aspect", "pk")

    def __str__(self) -> str:
        return self.words


class TargetStanding(Editable):
    """The last verdict on a target that was noticed, and on which evidence.

    Kept only to see that the next one is worse on new evidence; the verdict itself is computed.
    """

    target_id = models.CharField(max_length=120)
    status = models.CharField(max_length=20)
    evidence = models.CharField(max_length=64)
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "target_id"), name="target_standing_once"),
        )

    def __str__(self) -> str:
        return f"standing of {self.target_id}"


class OpenDecision(Editable):
    """A question that a board must answer: a target is newly off track on new evidence.

    It stays until it is answered. "Accepted, because ..." is an answer.
    """

    class Answer(models.TextChoices):
        """How it was answered."""

        DECIDED = "decided", "Decided: something will be done"
        ACCEPTED = "accepted", "Accepted, because nothing more will be done"

    target_id = models.CharField(max_length=120)
    opened = models.DateTimeField()
    status_before = models.CharField(max_length=20, blank=True)
    status_now = models.CharField(max_length=20)
    evidence = models.TextField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("opened", "pk")

    def __str__(self) -> str:
        return f"the decision on {self.target_id}"
