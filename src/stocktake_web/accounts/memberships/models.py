"""The roles that people have in areas."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.people.models import User


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
    OUTPUT_CHECKER = "output_checker", "Output checker"


SCHOOL_ROLES = frozenset({Role.HEADTEACHER, Role.GOVERNOR, Role.CLERK})
"""Roles that are about a school, and cannot be without one."""
BODY_ROLES = frozenset({Role.BOARD_MEMBER})
"""Roles that are about a board or body, and cannot be without one."""

CHAIR_ROLES = frozenset({Role.GOVERNOR})
"""Roles of which one may chair the others."""
CHAIR_TITLE = "Chair of governors"

PUBLIC = "public"
"""The word that stands in a table of permissions for whoever has no membership."""


class Membership(models.Model):
    """A role that a person holds in an area from one day to another.

    ``school_urn`` and ``body_id`` say which school or which body the role is about; empty where
    the role is about the whole area. A councillor's ``ward`` is where they were elected. A governor
    with ``is_chair`` chairs the governing body; two may share the chair. A person may hold several
    roles.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    school_urn = models.CharField(max_length=6, blank=True)
    body_id = models.CharField(max_length=60, blank=True)
    ward = models.CharField(max_length=100, blank=True)
    is_chair = models.BooleanField(default=False)
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

    @property
    def role_title(self) -> str:
        """What the person is called in the role: a governor who chairs is the chair."""
        return CHAIR_TITLE if self.is_chair else self.get_role_display()

    def clean(self) -> None:
        """What the role is about is there, and is the area's.

        Raises
        ------
        ValidationError
            By field; what was stored with the role before may stay, though it has closed since.
        """
        from stocktake_web.accounts.memberships.chairs import check_chair
        from stocktake_web.accounts.memberships.subject import check_subject
        from stocktake_web.accounts.memberships.wards import check_ward

        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        check_subject(
            self.area,
            role=self.role,
            school_urn=self.school_urn,
            body_id=self.body_id,
            stored_urn=stored.school_urn if stored else "",
            stored_body_id=stored.body_id if stored else "",
        )
        stored_ward = stored.ward if stored else ""
        check_ward(self.area, role=self.role, ward=self.ward, stored_ward=stored_ward)
        check_chair(role=self.role, is_chair=self.is_chair)
