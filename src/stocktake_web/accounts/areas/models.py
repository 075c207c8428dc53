"""Places in the installation."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

SLUG = RegexValidator(
    r"^[a-z][a-z0-9-]{1,48}[a-z0-9]$", "Use lower-case letters, digits and hyphens."
)


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
