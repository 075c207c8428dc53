"""Where a concern about a school comes from."""

from __future__ import annotations

from django.db import models


class Service(models.TextChoices):
    """The services that enter what they know before officers' fortnightly review."""

    ATTENDANCE = "attendance", "Attendance"
    INCLUSION = "inclusion", "Inclusion"
    SEN = "sen", "Special educational needs"
    GOVERNANCE = "governance", "Governance"
    FINANCE = "finance", "Finance"
    COMPLAINTS = "complaints", "Complaints"


class Source(models.TextChoices):
    """Sources of an entry in the register of concern: the services, and what is no service."""

    ATTENDANCE = "attendance", "Attendance"
    INCLUSION = "inclusion", "Inclusion"
    SEN = "sen", "Special educational needs"
    GOVERNANCE = "governance", "Governance"
    FINANCE = "finance", "Finance"
    COMPLAINTS = "complaints", "Complaints"
    RESULTS = "results", "Results"
    VISIT = "visit", "Visit or meeting"
    INSPECTION = "inspection", "Inspection"
    OTHER_SOURCE = "other", "Other"
