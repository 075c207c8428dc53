"""Draws a sample of categories, and takes what a second officer would have set."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.records.change import change
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import current_categories
from stocktake_web.schools.categories.scheme import find_step, title_of
from stocktake_web.schools.moderation.judging import draw_schools
from stocktake_web.schools.moderation.models import ModerationReview, ModerationSample


@transaction.atomic
def draw_sample(*, area: Area, actor: User | None, size: int) -> ModerationSample:
    """Draw categories in force by the library's draw: each category has its share, nobody chooses.

    Raises
    ------
    ValidationError
        No category is set yet.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    settings = {int(row.school_urn): row for row in current_categories(area).values()}
    if not settings:
        raise ValidationError("No category is set yet, so there is nothing to moderate")
    number = ModerationSample.objects.filter(area=area).count() + 1
    digest = hashlib.sha256(f"{area.slug} {services.now().isoformat()} {number}".encode())
    seed = int.from_bytes(digest.digest()[:6])
    categories = {urn: setting.category for urn, setting in settings.items()}
    setting_ids = sorted(settings[urn].pk for urn in draw_schools(categories, size, seed=seed))
    values = {
        "size": len(setting_ids),
        "seed": str(seed),
        "setting_ids": setting_ids,
        "by": actor,
        "at": services.now(),
    }
    return change(ModerationSample(area=area), actor=actor, values=values, verb="draw sample")


@transaction.atomic
def review_category(
    *,
    actor: User,
    by_role: str,
    sample: ModerationSample,
    setting: CategorySetting,
    category: str,
    reason: str,
) -> ModerationReview:
    """Keep what a second officer would have set.

    Raises
    ------
    ValidationError
        It is the officer's own category, or somebody reviewed it in this sample.
    """
    if setting.by_id == actor.pk:
        raise ValidationError("You set this category yourself. Somebody else moderates it.")
    if ModerationReview.objects.filter(sample=sample, setting=setting).exists():
        raise ValidationError("Somebody has moderated this category in this sample.")
    step = find_step(sample.area, category)
    if step is None:
        raise ValidationError({"category": "Select a category of the scheme in use"})
    values = {
        "sample": sample,
        "setting": setting,
        "category": category,
        "category_title": title_of(sample.area, category),
        "step": step,
        "reason": reason,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    return change(ModerationReview(area=sample.area), actor=actor, values=values, verb="moderate")
