"""Bodies, and who sits on them."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.formats import day
from stocktake_web.records.models import Versioned

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


class Body(Versioned):
    """A board or group. Its key is the id of the plan's body where the plan names it."""

    key = models.CharField(max_length=60, validators=[KEY])
    name = models.CharField(max_length=160)
    purpose = models.TextField(blank=True, max_length=1000)
    meets = models.CharField(max_length=60, blank=True)
    quorum_count = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    quorum_percent = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(100)]
    )
    absence_months = models.PositiveSmallIntegerField(default=6, validators=[MaxValueValidator(24)])

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("area", "key"), name="body_key_once"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a quorum that the voting seats cannot reach, once there are seats."""
        if self._state.adding or not self.differs("quorum_count"):
            return
        seats = Seat.objects.in_term(services.today()).filter(body=self)
        if refusal := quorum_refusal(self.quorum_count, seats):
            raise ValidationError({"quorum_count": refusal})

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.key


_S = TypeVar("_S", bound="Seat")


def quorum_refusal(count: int, seats: models.QuerySet[Seat]) -> str:
    """Why a number is no quorum of some seats; empty where it is, or nobody has a seat yet."""
    kinds = list(seats.values_list("kind", flat=True))
    voting_count = sum(kind in VOTING for kind in kinds)
    if not kinds or count <= voting_count:
        return ""
    return (
        "The quorum must not be larger than the number of voting seats, of which there "
        f"{'is' if voting_count == 1 else 'are'} {voting_count}"
    )


class SeatQuerySet(models.QuerySet[_S]):
    """Seats, of which some are in term."""

    def in_term(self, day: object) -> SeatQuerySet[_S]:
        """Those whose term has begun and not ended on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Seat(Versioned):
    """A place on a body for a term, of an account or of a role without one.

    ``role`` is what the public reads in place of the name.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MEMBER)
    starts = models.DateField("start of term", default=services.today)
    ends = models.DateField("last day of term", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

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

    def clean(self) -> None:
        """Refuse a term that ends before it starts, and a second seat at one time."""
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": "Last day of the term must be after its first day"})
        if self.starts and self.user_id and self.differs("user", "starts", "ends"):
            self._refuse_second_seat()

    def _refuse_second_seat(self) -> None:
        """A person with two seats would count twice towards a quorum."""
        stored_seat = Seat.objects.filter(pk=self.pk).first()
        if (
            stored_seat
            and stored_seat.starts == self.starts
            and _is_sooner(self.ends, stored_seat.ends)
        ):
            return
        rivals = Seat.objects.filter(body=self.body_id, user=self.user_id).exclude(pk=self.pk)
        rivals = rivals.filter(Q(ends__isnull=True) | Q(ends__gte=self.starts))
        if self.ends:
            rivals = rivals.filter(starts__lte=self.ends)
        if rival := rivals.first():
            until = f" to {day(rival.ends)}" if rival.ends else ""
            raise ValidationError(
                {
                    "ends"
                    if self.pk
                    else "starts": f"{self.name} has a seat on this body from {day(rival.starts)}"
                    f"{until}: enter another term, or end that seat first"
                }
            )

    @property
    def name(self) -> str:
        """The person's name, or the role where no account has the seat."""
        return self.user.display_name if self.user else self.role

    @property
    def name_and_role(self) -> str:
        """The name, with the role where that is another."""
        return self.name if self.name == self.role else f"{self.name}, {self.role}"

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
        """The key by which permissions know the body."""
        return self.body.key


def _is_sooner(ends: date | None, before: date | None) -> bool:
    return ends is not None and (before is None or ends < before)
