"""Roles that are offered."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import CHAIR_TITLE, Role
from stocktake_web.accounts.people.models import User


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
    ward = models.CharField(max_length=100, blank=True)
    is_chair = models.BooleanField(default=False)
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

    @property
    def role_title(self) -> str:
        """What the person is to be called: a governor who chairs is the chair."""
        return CHAIR_TITLE if self.is_chair else self.get_role_display()

    def clean(self) -> None:
        """What the role is about is there, and is the area's.

        Raises
        ------
        ValidationError
            By field.
        """
        from stocktake_web.accounts.memberships.chairs import check_chair
        from stocktake_web.accounts.memberships.subject import check_subject
        from stocktake_web.accounts.memberships.wards import check_ward

        check_subject(self.area, role=self.role, school_urn=self.school_urn, body_id=self.body_id)
        check_ward(self.area, role=self.role, ward=self.ward)
        check_chair(role=self.role, is_chair=self.is_chair)
