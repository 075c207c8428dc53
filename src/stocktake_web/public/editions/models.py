"""Editions of the public account, their files, and the record of a recall."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.models import PlanRevision
from stocktake_web.records.models import AppendOnly, Versioned


class Publication(Versioned):
    """An edition: a public account of one revision of the plan, as judged on one day.

    It is prepared, approved and published by different people. ``content`` is a
    ``PublicAccount`` as text, or one of an earlier format that ``stored`` reads; of a recalled
    edition it is empty, and the digest alone says what it was.
    """

    class State(models.TextChoices):
        """How far it has come; computed, never stored."""

        PREPARED = "prepared", "Waits for approval"
        APPROVED = "approved", "Approved, not published"
        PUBLISHED = "published", "Published"
        RECALLED = "recalled", "Recalled"

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
    """A file of an edition: a document to download, or the drawing of a chart.

    Of a recalled edition the body is empty; its digest and size stay.
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


class Incident(AppendOnly):
    """The record of a recall: who, when, why, and how often the documents had been downloaded.

    ``reason`` is shown to the public; ``note`` is not. ``paths`` are those of the pages that are
    gone, so that a notice can stand at each.
    """

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
