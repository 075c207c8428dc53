"""A yearly round, the counts of its answers while it is open, and what was published.

No answer is kept. While a round is open there are counts, one for each question and option, and for
each person who answered a digest that only the installation's key can make again. Neither has a
moment, and neither names the other. When the round is published both are removed, and only shares
in tenths stay.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake.standards import period_label
from stocktake_web.records.models import AreaScoped, Versioned
from stocktake_web.schools.school_years import OfAcademicYear


class Group(models.TextChoices):
    """As what somebody answers."""

    HEADS = "heads", "Headteachers"
    GOVERNORS = "governors", "Governors"


class Option(models.TextChoices):
    """What can be answered to every question."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    CANNOT_SAY = "cannot_say", "Cannot say"


class Question(models.TextChoices):
    """What is asked every year, so that years can be compared."""

    KNOWLEDGE = "knowledge", "Does the service know your school?"
    CHALLENGE = "challenge", "Is its challenge fair and precise?"
    SUPPORT = "support", "Did its support change something in your school?"
    REACH = "reach", "Do you reach the right person in time?"
    LISTENS = "listens", "Does it act on what schools say?"


class ServiceViewRound(OfAcademicYear, Versioned):
    """One year in which heads and governors are asked, once each.

    Parameters
    ----------
    results : dict
        Empty until it is published; then as ``shares.published_results`` returns them.
    """

    closes_on = models.DateField()
    is_published = models.BooleanField(default=False)
    results = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-academic_year", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "academic_year"),
                name="service_view_once_a_year",
                violation_error_message="The year was asked already",
            ),
            models.UniqueConstraint(
                fields=("area",),
                condition=models.Q(is_published=False),
                name="one_service_view_at_a_time",
                violation_error_message="Publish the round that is open first",
            ),
        )

    def __str__(self) -> str:
        return f"views of {period_label(self.academic_year)}"

    def clean(self) -> None:
        """What is published stays as it is.

        Raises
        ------
        ValidationError
            It is published.
        """
        super().clean()
        if not self._state.adding and not self.differs("is_published") and self.is_published:
            raise ValidationError("The results are published and stay as they are")


class ServiceViewCount(AreaScoped):
    """How many chose an option; never who, and never with what else they chose."""

    round = models.ForeignKey(ServiceViewRound, on_delete=models.PROTECT, related_name="counts")
    group = models.CharField(max_length=10, choices=Group.choices)
    question = models.CharField(max_length=12, choices=Question.choices)
    option = models.CharField(max_length=12, choices=Option.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "group", "question", "option"), name="one_count_for_an_option"
            ),
        )

    def __str__(self) -> str:
        return f"count {self.pk}"


class ServiceViewMark(AreaScoped):
    """That somebody answered: a digest in place of a person, without a moment."""

    digest = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(ServiceViewRound, on_delete=models.PROTECT, related_name="marks")

    def __str__(self) -> str:
        return "mark"
