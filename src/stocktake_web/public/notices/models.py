"""What a place says in the pages of its footer."""

from __future__ import annotations

from django.db import models

from stocktake_web.records.models import Versioned


class Notice(Versioned):
    """A place's own text of one page of the footer; where it is empty the default is shown."""

    class Kind(models.TextChoices):
        """Which page of the footer."""

        CONTACT = "contact", "Contact"
        ACCESSIBILITY = "accessibility", "Accessibility statement"
        PRIVACY = "privacy", "Privacy notice"
        COOKIES = "cookies", "Cookies"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField(max_length=20_000, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("area", "kind"), name="notice_once_in_an_area"),
        )

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)
