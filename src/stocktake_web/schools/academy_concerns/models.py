"""A concern about an academy, and each reply to it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.formats import counted
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.subject import OfSchool


class ConcernStep(models.TextChoices):
    """How far a concern has come."""

    DRAFT = "draft", "Draft"
    WITH_TRUST = "trust", "With the trust"
    WITH_DIRECTOR = "director", "With the Regional Director"
    END = "closed", "Closed"


class ConcernParty(models.TextChoices):
    """Who replied."""

    TRUST = "trust", "The trust"
    DIRECTOR = "director", "The Regional Director"


TEXTS = ("noticed_on", "concern", "evidence")


class AcademyConcern(OfSchool, Versioned):
    """A concern about an academy: the council reports it, and orders nothing.

    Parameters
    ----------
    owner_user : User or None
        Who wrote it, and alone sees it until it is sent to the trust.
    noticed_on : date
        When it was first noticed.
    to_trust_on, to_director_on : date or None
        When it was sent to each.
    outcome : str
        Why it was closed.
    """

    # What a draft said is no part of the history that the trust reads.
    unaudited = frozenset({"concern", "evidence"})

    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.CharField(max_length=8, choices=ConcernStep.choices, default=ConcernStep.DRAFT)
    noticed_on = models.DateField()
    concern = models.TextField(max_length=3000)
    evidence = models.TextField(max_length=4000)
    to_trust_on = models.DateField(null=True, blank=True)
    to_director_on = models.DateField(null=True, blank=True)
    director_reason = models.TextField(blank=True, max_length=2000)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("-noticed_on", "-pk")

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def waits_on(self) -> str:
        """Whose reply is waited for; empty where nobody's is."""
        parties = {reply.party for reply in self.replies.all()}
        if self.step == ConcernStep.WITH_TRUST and ConcernParty.TRUST not in parties:
            return ConcernParty.TRUST.label
        if self.step == ConcernStep.WITH_DIRECTOR and ConcernParty.DIRECTOR not in parties:
            return ConcernParty.DIRECTOR.label
        return ""

    @property
    def days_waiting(self) -> int | None:
        """For how many days a reply is waited for; None where none is."""
        if not self.waits_on:
            return None
        start = self.to_director_on if self.step == ConcernStep.WITH_DIRECTOR else self.to_trust_on
        return (services.today() - start).days if start else None

    @property
    def is_unfinished(self) -> bool:
        """Whether who wrote it has something left to do."""
        return self.step == ConcernStep.DRAFT

    @property
    def status(self) -> str:
        """What a reader reads first."""
        if self.days_waiting is None:
            if self.step in {ConcernStep.WITH_TRUST, ConcernStep.WITH_DIRECTOR}:
                return f"{self.get_step_display()}: replied"
            return self.get_step_display()
        days = counted(self.days_waiting, "day", "days")
        return f"{self.get_step_display()}: {days} without a reply"

    def clean(self) -> None:
        """Days follow each other, and what was sent stays.

        Raises
        ------
        ValidationError
            By field, or for a concern that was sent.
        """
        super().clean()
        today = services.today()
        if self.noticed_on and self.noticed_on > today:
            raise ValidationError({"noticed_on": "The day must be today or in the past"})
        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        if stored and stored.step != ConcernStep.DRAFT and self.differs(*TEXTS):
            raise ValidationError(
                "It was sent and stays as it is. Record a new concern for what is new."
            )


class ConcernReply(OfSchool, AppendOnly):
    """What the trust or the Regional Director replied; it stays as it was entered.

    Parameters
    ----------
    replied_on : date
        The trust's is the day of its entry, the Regional Director's that of the letter.
    """

    unaudited = frozenset({"by", "at"})

    concern = models.ForeignKey(AcademyConcern, on_delete=models.PROTECT, related_name="replies")
    party = models.CharField(max_length=8, choices=ConcernParty.choices)
    text = models.TextField(max_length=4000)
    replied_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("replied_on", "pk")

    def __str__(self) -> str:
        return f"reply {self.pk}"
