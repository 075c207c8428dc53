"""Reads samples, and how often two officers set the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stocktake_web.accounts.models import Area
from stocktake_web.formats import counted
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.scheme import scheme_of
from stocktake_web.schools.moderation.judging import agreement_words
from stocktake_web.schools.moderation.models import ModerationReview, ModerationSample


@dataclass(frozen=True)
class SampleLine:
    """A category of a sample; ``review`` is None until a second officer looked."""

    sample: ModerationSample
    setting: CategorySetting
    review: ModerationReview | None


@dataclass(frozen=True)
class Agreement:
    """How often two officers set the same.

    Parameters
    ----------
    reviewed_count, same_count, far_count : int
        How many were looked at twice; of them the same, and two steps or more apart.
    measure : str
        The library's sentence, which allows for chance; empty where so few were looked at that
        the counts say more.
    """

    reviewed_count: int
    same_count: int
    far_count: int
    measure: str = ""

    @property
    def sentence(self) -> str:
        """In words, with the counts: a share of so few says less than they do.

        Examples
        --------
        >>> Agreement(5, 4, 0).sentence
        'Both officers set the same in 4 of 5 categories; none was two steps or more apart.'
        """
        if not self.reviewed_count:
            return "No category was looked at twice yet."
        if self.measure:
            return self.measure
        far = counted(self.far_count, "was", "were") if self.far_count else "none was"
        return (
            f"Both officers set the same in {self.same_count} of "
            f"{counted(self.reviewed_count, 'category', 'categories')}; {far} two steps or more "
            "apart."
        )


@dataclass(frozen=True)
class SampleView:
    """A sample with its lines, those that wait first."""

    sample: ModerationSample
    lines: tuple[SampleLine, ...]
    order: tuple[str, ...]

    @property
    def agreement(self) -> Agreement:
        """How often both set the same."""
        return agreement_of([line.review for line in self.lines if line.review], self.order)


def agreement_of(reviews: Sequence[ModerationReview], order: Sequence[str]) -> Agreement:
    """How often reviews set the same as the first officer did.

    Parameters
    ----------
    order : sequence of str
        Ids of the categories of the scheme in use, the least concern first.
    """
    gaps = [abs(row.step - row.setting.step) for row in reviews]
    pairs = [(int(row.setting.school_urn), row.setting.category, row.category) for row in reviews]
    measure = agreement_words(pairs, order)
    return Agreement(len(gaps), gaps.count(0), sum(gap > 1 for gap in gaps), measure)


def sample_views(area: Area) -> list[SampleView]:
    """Every sample, the latest first; three queries."""
    samples = list(ModerationSample.objects.filter(area=area))
    ids = {pk for sample in samples for pk in sample.setting_ids}
    settings = CategorySetting.objects.select_related("school", "by").in_bulk(ids)
    reviews = {
        (row.sample_id, row.setting_id): row
        for row in ModerationReview.objects.filter(area=area).select_related(
            "by", "setting__school"
        )
    }
    order = tuple(row.id for row in scheme_of(area).category)
    return [
        SampleView(
            sample,
            tuple(
                SampleLine(sample, settings[pk], reviews.get((sample.pk, pk)))
                for pk in sample.setting_ids
            ),
            order,
        )
        for sample in samples
    ]


def sampled_setting(area: Area, sample: int, setting: int) -> SampleLine:
    """A category of a sample, by the numbers of both.

    Raises
    ------
    ModerationSample.DoesNotExist, CategorySetting.DoesNotExist
        There is none, or the sample does not hold it.
    """
    row = ModerationSample.objects.select_related("area").get(area=area, pk=sample)
    if setting not in row.setting_ids:
        raise CategorySetting.DoesNotExist
    category = CategorySetting.objects.select_related("school", "by").get(area=area, pk=setting)
    review = ModerationReview.objects.filter(sample=row, setting=category).first()
    return SampleLine(row, category, review)
