"""Meetings: what is on the agenda, who came, who stepped out."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models.bodies import Body, Interest, Seat
from stocktake_web.boards.openness import OPENNESS_CHOICES, RESTRICTED


class State(models.TextChoices):
    """How far a meeting has come; it never goes back."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "In session"
    CLOSED = "closed", "Closed, minutes in draft"
    APPROVED = "approved", "Minutes approved"


class ItemKind(models.TextChoices):
    """What an item asks of the meeting."""

    MINUTES = "minutes", "Minutes to approve"
    ACTIONS = "actions", "Actions carried forward"
    DECISION = "decision", "Decision wanted"
    PROPOSAL = "proposal", "Proposal to score"
    REPORT = "report", "Report"
    RISK = "risk", "Risk"
    OTHER = "other", "Other"


class Presence(models.TextChoices):
    """Whether somebody came. Consent to an absence is recorded apart from apologies."""

    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class Meeting(models.Model):
    """A meeting of a body. The quorum's rule is copied from the body when it is planned."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("date")
    starts_at = models.TimeField("start", null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)
    quorum_count = models.PositiveSmallIntegerField()
    quorum_percent = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("held_on", "pk")
        indexes = (models.Index(fields=("area", "held_on")),)

    def __str__(self) -> str:
        return f"Meeting of {self.held_on.isoformat()}"

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.body.key


class AgendaItem(models.Model):
    """One item of an agenda, and what was said of it.

    ``source`` says what it was proposed from, so that nothing is proposed twice. ``about_school``
    marks a local judgement of a named school: such an item is never published, whatever its
    openness, unless ``naming_reason`` says why it may be.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.REPORT)
    words = models.TextField("what the meeting is asked", blank=True, max_length=4000)
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
    priority_key = models.CharField(max_length=80, blank=True)
    target_key = models.CharField(max_length=80, blank=True)
    activity_key = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    about_school = models.CharField(max_length=160, blank=True)
    naming_reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120, blank=True)
    note = models.TextField("what was said", blank=True, max_length=8000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.meeting.body.key

    @property
    def publishable(self) -> bool:
        """Whether nothing in the item itself keeps it from published minutes."""
        return self.openness == "open" and (not self.about_school or bool(self.naming_reason))


class Paper(models.Model):
    """A document for an item. Its bytes lie in a table of their own, so that lists stay light."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=160)
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
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
        return self.title

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.item.meeting.body.key


class PaperContent(models.Model):
    """The bytes of a paper."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    held = models.BinaryField()

    def __str__(self) -> str:
        return f"content of paper {self.pk}"


class Attendance(models.Model):
    """Whether the holder of a seat came to a meeting, and whether an absence was consented to.

    ``consent`` is None until the body has said; an apology alone is not consent.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    presence = models.CharField(max_length=20, choices=Presence.choices)
    consent = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "seat"), name="attendance_once_a_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_presence_display()}"

    def __repr__(self) -> str:
        return f"<Attendance {self.pk}>"


class Withdrawal(models.Model):
    """Somebody stepped out of an item because of an interest; the item's quorum leaves them out."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="withdrawals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="withdrawals")
    interest = models.ForeignKey(
        Interest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("item", "seat"), name="withdrawal_once_an_item"),
        )

    def __str__(self) -> str:
        return f"{self.seat} withdrew"

    def __repr__(self) -> str:
        return f"<Withdrawal {self.pk}>"
