"""Items of an agenda, and their papers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from stocktake_web.accounts.models import User
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.openness import OPEN, OPENNESS_CHOICES, RESTRICTED, conflict
from stocktake_web.records.models import AreaScoped, Versioned


class ItemKind(models.TextChoices):
    """What an item asks of the meeting."""

    MINUTES = "minutes", "Minutes to approve"
    ACTIONS = "actions", "Actions carried forward"
    DECISION = "decision", "Decision wanted"
    PROPOSAL = "proposal", "Proposal to score"
    REPORT = "report", "Report"
    RISK = "risk", "Risk"
    OTHER = "other", "Other"


class AgendaItem(Versioned):
    """One item of an agenda, and the note of what happened under it.

    ``source`` says what it was proposed from, so that nothing is proposed twice. ``about_school``
    marks a local judgement of a named school: such an item is never published, whatever its
    openness, unless ``naming_reason`` says why it may be.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.REPORT)
    description = models.TextField(blank=True, max_length=4000)
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
    priority_key = models.CharField(max_length=80, blank=True)
    target_key = models.CharField(max_length=80, blank=True)
    activity_key = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    about_school = models.CharField(max_length=160, blank=True)
    naming_reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=8000)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.numbered_title}, {self.meeting}"

    @cached_property
    def number(self) -> int:
        """Its place on the agenda, from 1; who lists a whole agenda sets it."""
        before = Q(position__lt=self.position) | Q(position=self.position, pk__lt=self.pk)
        return AgendaItem.objects.filter(before, meeting=self.meeting_id).count() + 1

    @property
    def numbered_title(self) -> str:
        """What it is called on its agenda."""
        return f"{self.number}. {self.title}"

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.meeting.body.key

    @property
    def publishable(self) -> bool:
        """Whether nothing in the item itself keeps it from published minutes."""
        return self.openness == OPEN and (not self.about_school or bool(self.naming_reason))


class UnderItem(models.Model):
    """What belongs to an item, such as a paper, and is never more open than the item."""

    item: AgendaItem
    item_id: int

    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse what is more open than its item, as the item is now."""
        item_openness = AgendaItem.objects.values_list("openness", flat=True).get(pk=self.item_id)
        refusal = conflict(self.openness, item_openness, str(self._meta.verbose_name))
        if refusal:
            raise ValidationError({"openness": refusal})


class Paper(UnderItem, AreaScoped):
    """A document for an item. Its bytes lie in a table of their own, so that lists stay light."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=160)
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return f"{self.title} ({self.file_name}), {self.item}"

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.item.meeting.body.key


class PaperContent(AreaScoped):
    """The bytes of a paper."""

    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"content of paper {self.pk}"
