"""A sample of categories, and what a second officer would have set."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.categories.models import CategorySetting


class ModerationSample(AppendOnly):
    """Categories drawn at random on a day.

    Parameters
    ----------
    seed : str
        With which they were drawn, so that anyone can draw the same again.
    settings : list of int
        The rows that were drawn.
    """

    unaudited = frozenset({"by", "at"})

    size = models.PositiveSmallIntegerField(
        "How many categories", validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    seed = models.CharField(max_length=64)
    setting_ids = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"moderation sample {self.pk}"


class ModerationReview(AppendOnly):
    """What a second officer would have set, before seeing what was set."""

    unaudited = frozenset({"by", "at", "category", "step"})

    sample = models.ForeignKey(ModerationSample, on_delete=models.PROTECT, related_name="reviews")
    setting = models.ForeignKey(CategorySetting, on_delete=models.PROTECT, related_name="+")
    category = models.CharField("Category", max_length=20)
    category_title = models.CharField("Category", max_length=80)
    step = models.PositiveSmallIntegerField()
    reason = models.TextField("Reason", max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("sample", "setting"), name="review_once_in_a_sample"),
        )

    def __str__(self) -> str:
        return f"moderation review {self.pk}"

    @property
    def agrees(self) -> bool:
        """Whether both set the same."""
        return self.category == self.setting.category
