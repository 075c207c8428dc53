"""Statements, and the library's document that each rests on."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.subject import OfSchool


class StatementState(models.TextChoices):
    """How far a statement has come."""

    DRAFT = "draft", "Draft"
    WAITING = "waiting", "Waits for sign-off"
    SIGNED = "signed", "Signed off"
    DISPATCHED = "sent", "Sent"
    DISCARDED = "discarded", "Discarded"


class Verdict(models.TextChoices):
    """The verdict, as the library's document has it."""

    SUFFICIENT = "sufficient", "Sufficient"
    NOT_SUFFICIENT = "not_sufficient", "Not sufficient"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


class StatementDocument(OfSchool, AppendOnly):
    """The library's statement of a day, kept byte for byte.

    Parameters
    ----------
    text : str
        The document as JSON.
    sha256 : str
        Of the text.
    """

    unaudited = frozenset({"text"})

    measure = models.CharField(max_length=60)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField()

    class Meta:
        ordering = ("-as_of", "-pk")

    def __str__(self) -> str:
        return f"statement document {self.pk}"


class Statement(OfSchool, Versioned):
    """A statement on its way from a draft to a letter.

    Parameters
    ----------
    owner_user : User or None
        Who drafts it, and alone sees it until it waits for sign-off.
    letter : str
        The letter's text, which can be changed only while it is a draft.
    needs_head : bool
        Whether "cannot tell" is said again, which the head of service alone may sign off.
    review_on : date
        When the rate of improvement is looked at again.
    """

    unaudited = frozenset({"letter"})

    document = models.OneToOneField(
        StatementDocument, on_delete=models.PROTECT, related_name="statement"
    )
    state = models.CharField(
        max_length=12, choices=StatementState.choices, default=StatementState.DRAFT
    )
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.TextField(max_length=8000)
    review_on = models.DateField()
    needs_head = models.BooleanField(default=False)
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_by_role = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"statement {self.pk}"

    @property
    def is_unfinished(self) -> bool:
        """Whether its drafter has something left to do."""
        return self.state == StatementState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it is still being drafted or waits."""
        return self.state in {StatementState.DRAFT, StatementState.WAITING}

    def clean(self) -> None:
        """What was signed off stays as it is.

        Raises
        ------
        ValidationError
            The letter or the day of review is to be changed and it is no draft.
        """
        super().clean()
        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        if (
            stored
            and stored.state != StatementState.DRAFT
            and self.differs("letter", "review_on", "document", "needs_head")
        ):
            raise ValidationError("It waits for sign-off or is signed off, and stays as it is")


class StatementReply(OfSchool, AppendOnly):
    """What a school replied to a statement that was sent; a later reply stands next to it."""

    unaudited = frozenset({"by", "at"})

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"reply {self.pk}"

    def clean(self) -> None:
        """There is nothing to reply to before it is sent.

        Raises
        ------
        ValidationError
            It was not sent.
        """
        super().clean()
        if self.statement_id and self.statement.state != StatementState.DISPATCHED:
            raise ValidationError("It was not sent, so that there is nothing to reply to")
