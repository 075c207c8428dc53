"""Places in the installation, the people who work in them, and in which role."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

SLUG = RegexValidator(
    r"^[a-z][a-z0-9-]{1,48}[a-z0-9]$", "Use lower-case letters, digits and hyphens."
)


class Role(models.TextChoices):
    """What somebody is to a place. Whoever has no membership is the public."""

    ADMINISTRATOR = "administrator", "Administrator"
    ANALYST = "analyst", "Analyst"
    DELIVERY_LEAD = "delivery_lead", "Delivery lead"
    SECRETARY = "secretary", "Secretary"
    BOARD_MEMBER = "board_member", "Board member"
    ADVISER = "adviser", "Adviser"
    HEAD_OF_SERVICE = "head_of_service", "Head of service"
    IMPROVEMENT_OFFICER = "improvement_officer", "Improvement officer"
    HEADTEACHER = "headteacher", "Headteacher"
    GOVERNOR = "governor", "Governor"
    CLERK = "clerk", "Clerk"
    TRUST_LEADER = "trust_leader", "Trust leader"
    COUNCILLOR = "councillor", "Councillor"
    PROVIDER = "provider", "Provider"
    YOUTH_MEMBER = "youth_member", "Youth member"


PUBLIC = "public"
"""The word that stands in a table of rights for whoever has no membership."""


class Area(models.Model):
    """A place's workspace. Everything that an app keeps belongs to one area."""

    slug = models.CharField(max_length=50, unique=True, validators=[SLUG])
    name = models.CharField(max_length=120)
    place_id = models.CharField(max_length=60, help_text="The library's id, such as la-890.")
    invented = models.BooleanField(default=False)
    own_definitions = models.CharField(
        max_length=400, blank=True, help_text="Folder of the place's own definitions, if any."
    )
    created = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds accounts by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with that e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account: a person who signs in with an e-mail address."""

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]  # noqa: RUF012 - Django says a list

    class Meta:
        ordering = ("display_name", "pk")

    def __str__(self) -> str:
        return self.display_name

    def __repr__(self) -> str:
        # What ends up in a traceback or a log names nobody.
        return f"<User {self.pk}>"


class Membership(models.Model):
    """A role that a person holds in an area from one day to another.

    ``school_urn`` and ``body_id`` say which school or which body the role is about; empty where
    the role is about the whole area. A person may hold several roles.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    school_urn = models.CharField(max_length=6, blank=True)
    body_id = models.CharField(max_length=60, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("user__display_name", "role", "pk")
        indexes = (models.Index(fields=("user", "area")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="membership_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} in {self.area_id}"


class Invitation(models.Model):
    """An offer of a role, sent to an e-mail address; used once, before it expires.

    Only a digest of the link's token is kept, so that nobody who reads the database can use it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=Role.choices)
    school_urn = models.CharField(max_length=6, blank=True)
    body_id = models.CharField(max_length=60, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
