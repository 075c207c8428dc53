"""What was put before the public, what was withdrawn again, and what was corrected."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import AppendOnlyError
from stocktake_web.plans.models import PlanRevision


class Publication(models.Model):
    """A public account of one revision of the plan, as judged on one day.

    It is prepared, approved and published by different people. ``content`` is a
    ``PublicAccount`` as text, or one of an earlier format that ``editions`` reads; of a recalled
    publication it is empty, and the digest alone says what it was.
    """

    class State(models.TextChoices):
        """How far it has come; computed, never kept."""

        PREPARED = "prepared", "Waits for approval"
        APPROVED = "approved", "Approved, not published"
        PUBLISHED = "published", "Published"
        RECALLED = "recalled", "Recalled"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(PlanRevision, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    reason = models.CharField(max_length=300)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recalled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("area", "number"), name="publication_number_once"),
        )

    def __str__(self) -> str:
        return f"public account {self.number}"

    @property
    def state(self) -> Publication.State:
        """How far it has come."""
        if self.recalled_at:
            return self.State.RECALLED
        if self.published_at:
            return self.State.PUBLISHED
        return self.State.APPROVED if self.approved_at else self.State.PREPARED


class PublishedFile(models.Model):
    """A file of a publication: a document to download, or the drawing of a chart.

    Of a recalled publication the body is empty; its digest and size stay.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=160)
    body = models.BinaryField()
    bytes_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    drawing = models.BooleanField(default=False)
    downloads_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("publication", "name"), name="published_file_once"),
        )

    def __str__(self) -> str:
        return self.name


class Incident(models.Model):
    """The record of a recall: who, when, why, and how often what was recalled had been taken.

    ``reason`` is shown to the public; ``note`` is not. ``paths`` are those of the pages that are
    gone, so that a notice can stand at each.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="incident"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    downloads_count = models.PositiveIntegerField()
    downloads = models.JSONField(blank=True)
    exports_count = models.PositiveIntegerField()
    paths = models.JSONField(blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"recall of {self.publication}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the record; refuse to change one.

        Raises
        ------
        AppendOnlyError
            It is kept already.
        """
        if not self._state.adding:
            raise AppendOnlyError("the record of a recall is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("the record of a recall is never removed")


class SiteExport(models.Model):
    """A copy of the public pages that was made as files, and of which publication."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, related_name="exports"
    )
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"export {self.pk}"


class Correction(models.Model):
    """Something that had been said wrongly in public: what, since when, and what is so.

    Whoever makes it is named by role. A correction that should not have been made is withdrawn;
    its words are then empty.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    was_wrong = models.TextField()
    since = models.DateField()
    is_now = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by_role = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"correction {self.pk}"
