"""Bodies, who sits on them, and what those people have declared."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models

from stocktake_web.accounts.models import Area, User

KEY = RegexValidator(
    r"^[a-z][a-z0-9-]{1,58}[a-z0-9]$", "Use lower-case letters, digits and hyphens."
)


class Kind(models.TextChoices):
    """What somebody is on a body. Members and the chair vote."""

    MEMBER = "member", "Member"
    CHAIR = "chair", "Chair"
    ADVISER = "adviser", "Adviser"
    SECRETARY = "secretary", "Secretary"


VOTING = (Kind.MEMBER.value, Kind.CHAIR.value)


class Body(models.Model):
    """A board or group. Its key is the id of the plan's body where the plan names it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="bodies")
    key = models.CharField(max_length=60, validators=[KEY])
    name = models.CharField(max_length=160)
    purpose = models.TextField(blank=True, max_length=1000)
    meets = models.CharField(max_length=60, blank=True, help_text="Such as monthly.")
    quorum_count = models.PositiveSmallIntegerField(default=3)
    quorum_percent = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(100)]
    )
    absence_months = models.PositiveSmallIntegerField(
        default=6, help_text="Months without consent after which absence is flagged; 0 for never."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("area", "key"), name="body_key_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.key


class Seat(models.Model):
    """A place on a body, held by an account or by a role without one, for a term.

    ``role_words`` is what the public is told in place of the name.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role_words = models.CharField("role", max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MEMBER)
    starts = models.DateField("start of term")
    ends = models.DateField("last day of term", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="seat_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        # What ends up in a traceback or a log names nobody.
        return f"<Seat {self.pk}>"

    @property
    def name(self) -> str:
        """The person's name, or the role where no account holds the seat."""
        return self.user.display_name if self.user else self.role_words

    @property
    def votes(self) -> bool:
        """Whether the seat counts towards a quorum."""
        return self.kind in VOTING

    @property
    def owner_user_id(self) -> int | None:
        """The account to which the seat is one's own."""
        return self.user_id

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.body.key


class Interest(models.Model):
    """A line of the register of interests, or the explicit statement that there is none."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="interests")
    nil = models.BooleanField(default=False)
    organisation = models.CharField(max_length=160, blank=True)
    nature = models.CharField(max_length=300, blank=True)
    declared_on = models.DateField()
    confirmed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("declared_on", "pk")

    def __str__(self) -> str:
        return "No interests" if self.nil else self.organisation

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.seat.body.key

    @property
    def owner_user_id(self) -> int | None:
        """The account to which the entry is one's own."""
        return self.seat.user_id
