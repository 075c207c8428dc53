"""A second officer answers without seeing the first; counts say how often both agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import OLD_MILL

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.moderation.actions import draw_sample, review_category
from stocktake_web.schools.moderation.judging import draw_schools
from stocktake_web.schools.moderation.models import ModerationReview
from stocktake_web.schools.moderation.queries import Agreement, agreement_of, sample_views

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/moderation/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def setting(schools: dict[str, School], users: dict[str, User]) -> CategorySetting:
    return set_category(
        actor=users["improvement_officer"], by_role="Improvement officer",
        school=schools[OLD_MILL], category="D", reason="Only the first knows why.",
        effective_date=date(2026, 11, 1),
    )  # fmt: skip


def test_the_second_officer_does_not_see_the_first(
    area: Area, setting: CategorySetting, client_for: Callable[[str], Client]
) -> None:
    head = client_for("head_of_service")
    assert "The sample was drawn." in text(head.post(f"{BASE}draw/", {"size": "5"}, follow=True))
    page = text(head.get(BASE))
    assert "Shown after the second" in page
    assert "Intensive" not in page
    review = next(part for part in page.split('href="') if part.startswith(BASE + "1")).split('"')[
        0
    ]
    form = text(head.get(review))
    assert "Only the first knows why." not in form
    answer = {"category": "B", "reason": "Attendance holds."}
    page = text(head.post(review, answer, follow=True))
    assert "Both officers set the same in 0 of 1 category; 1 was two steps or more apart." in page
    assert "D Intensive" in page
    again = text(head.post(review, answer))
    assert "Somebody has moderated this category in this sample." in again
    assert ModerationReview.objects.count() == 1


def test_nobody_moderates_their_own(
    area: Area, setting: CategorySetting, users: dict[str, User]
) -> None:
    sample = draw_sample(area=area, actor=None, size=3)
    with pytest.raises(ValidationError, match="You set this category yourself"):
        review_category(
            actor=users["improvement_officer"], by_role="", sample=sample, setting=setting,
            category="B", reason="Mine.",
        )  # fmt: skip


@pytest.fixture
def many_settings(area: Area) -> dict[int, CategorySetting]:
    """Twelve schools: one in D, two in C, nine in A."""
    settings = {}
    for number, category in enumerate("DCCAAAAAAAAA"):
        school = School(area=area, urn=str(999200 + number), name=f"Twelve {number}")
        school.type_group = "maintained"
        school.save()
        settings[999200 + number] = set_category(
            actor=None, by_role="Officer", school=school, category=category, reason="Seen.",
            effective_date=date(2026, 11, 1),
        )  # fmt: skip
    return settings


def test_whoever_repeats_the_draw_gets_the_same_and_no_category_is_left_out(
    area: Area, many_settings: dict[int, CategorySetting]
) -> None:
    sample = draw_sample(area=area, actor=None, size=4)
    categories = {urn: setting.category for urn, setting in many_settings.items()}
    urns = draw_schools(categories, 4, seed=int(sample.seed))
    assert sample.setting_ids == sorted(many_settings[urn].pk for urn in urns)
    assert {categories[urn] for urn in urns} == set("ACD")


def test_of_ten_reviews_or_more_agreement_allows_for_chance(
    area: Area, users: dict[str, User], many_settings: dict[int, CategorySetting]
) -> None:
    sample = draw_sample(area=area, actor=None, size=12)
    for urn, setting in many_settings.items():
        category = "B" if urn == 999200 else setting.category
        review_category(
            actor=users["head_of_service"], by_role="Head of service", sample=sample,
            setting=setting, category=category, reason="Looked at.",
        )  # fmt: skip
    (view,) = sample_views(area)
    words = view.agreement.sentence
    assert words.startswith("Of 12 schools judged twice, 92% were put into the same category")
    assert "Allowing for chance, agreement is" in words
    review = ModerationReview.objects.get(setting__school__urn="999200")
    assert agreement_of([review] * 3, view.order).measure == ""


def test_without_categories_there_is_nothing_to_draw(area: Area) -> None:
    with pytest.raises(ValidationError, match="nothing to moderate"):
        draw_sample(area=area, actor=None, size=1)


def test_a_category_that_the_sample_does_not_hold_is_not_found(
    area: Area, setting: CategorySetting, client_for: Callable[[str], Client]
) -> None:
    sample = draw_sample(area=area, actor=None, size=1)
    assert (
        client_for("head_of_service").get(f"{BASE}{sample.pk}/{setting.pk + 1}/").status_code == 404
    )


def test_agreement_is_said_in_counts() -> None:
    assert Agreement(0, 0, 0).sentence == "No category was looked at twice yet."
    assert Agreement(5, 4, 0).sentence == (
        "Both officers set the same in 4 of 5 categories; none was two steps or more apart."
    )
