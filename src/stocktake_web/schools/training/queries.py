"""Reads what schools need next to what is offered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.schools.brokered_support.models import Impact
from stocktake_web.schools.training.models import SchoolNeed, Theme, TrainingOffer

EVALUATED_WITHIN = timedelta(days=90)
"""So long after it was held an offer is to be evaluated."""


@dataclass(frozen=True)
class ThemeLine:
    """How many schools need something, and what is offered to come.

    Parameters
    ----------
    school_count : int
        Schools with a need that is not met.
    offers : tuple of TrainingOffer
        Those that are still to be held.
    """

    title: str
    school_count: int
    offers: tuple[TrainingOffer, ...]

    @property
    def is_unanswered(self) -> bool:
        """Whether schools need it and nothing is offered."""
        return bool(self.school_count) and not self.offers


def open_needs(area: Area) -> list[SchoolNeed]:
    """Needs that are not met, with their schools."""
    return list(SchoolNeed.objects.filter(area=area, is_met=False).select_related("area", "school"))


def offers(area: Area) -> list[TrainingOffer]:
    """Every offer, the latest first."""
    return list(TrainingOffer.objects.filter(area=area))


def theme_lines(needs: list[SchoolNeed], rows: list[TrainingOffer]) -> list[ThemeLine]:
    """Each theme that is needed or offered, the most needed first."""
    today = services.today()
    counts = Counter(theme for theme, _ in {(need.theme, need.school_id) for need in needs})
    lines = [
        ThemeLine(
            theme.label,
            counts[theme.value],
            tuple(row for row in rows if row.theme == theme and row.event_date >= today),
        )
        for theme in Theme
    ]
    used_lines = [line for line in lines if line.school_count or line.offers]
    return sorted(used_lines, key=lambda line: -line.school_count)


def unevaluated(rows: list[TrainingOffer]) -> list[TrainingOffer]:
    """Offers that were held long enough ago, and that nobody evaluated."""
    last = services.today() - EVALUATED_WITHIN
    return [row for row in rows if row.impact == Impact.NOT_RATED and row.event_date < last]
