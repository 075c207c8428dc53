"""What the walk over all permissions opens of the support of one school."""

from __future__ import annotations

from datetime import date
from typing import Any

from regional_rows import engagement_concern_of, milestone_of
from support_rows import (
    attendance_meeting_of,
    councillor_at,
    early_years_of,
    exclusion_sample_of,
    governor_training_of,
    home_education_of,
    month_of,
    need_of,
    offer_of,
    open_views,
    practice_of,
    premium_of,
    provision_of,
    review_of,
    seats_of,
    subject_action_of,
    support_of,
    transition_of,
    week_of,
)

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.service_views.models import ServiceViewRound


def support_samples(school: School, councillor: User) -> dict[str, Any]:
    """The parts of addresses, by the name of the view."""
    provision = provision_of(school.area, school)
    views = ServiceViewRound.objects.filter(area=school.area).first() or open_views(school.area)
    return {
        **{
            f"schools:{name}": {"urn": school.urn}
            for name in (
                "school-support",
                "add-brokered-support",
                "add-need",
                "add-good-practice",
                "add-inclusion-week",
                "add-home-education",
                "add-attendance-meeting",
            )
        },
        **{
            f"schools:{name}": {"urn": school.urn}
            for name in (
                "add-seats",
                "add-councillor-governor",
                "add-pupil-premium",
                "add-subject-action",
                "add-early-years-moderation",
                "add-transition",
            )
        },
        "schools:school-regional-support": {"urn": school.urn},
        "schools:add-milestone": {"urn": school.urn},
        "schools:add-engagement-concern": {"urn": school.urn},
        "schools:milestone": {"pk": milestone_of(school).pk},
        "schools:resolve-engagement-concern": {"pk": engagement_concern_of(school).pk},
        "schools:reply-to-engagement": {"pk": engagement_concern_of(school).pk},
        "schools:seats": {"pk": seats_of(school).pk},
        "schools:governor-training": {"pk": governor_training_of(school.area).pk},
        "schools:councillor-governor": {"pk": councillor_at(school, councillor).pk},
        "schools:change-pupil-premium": {"pk": premium_of(school).pk},
        "schools:subject-action": {"pk": subject_action_of(school).pk},
        "schools:early-years-moderation": {"pk": early_years_of(school).pk},
        "schools:transition": {"pk": transition_of(school).pk},
        "schools:answer-service-view": {"pk": views.pk},
        "schools:publish-service-view": {"pk": views.pk},
        "schools:change-brokered-support": {"pk": support_of(school).pk},
        "schools:inclusion-week": {"pk": week_of(school).pk},
        "schools:home-education": {"pk": home_education_of(school).pk},
        "schools:review-exclusion-sample": {"pk": exclusion_sample_of(school.area).pk},
        "schools:attendance-meeting": {"pk": attendance_meeting_of(school).pk},
        "schools:need": {"pk": need_of(school).pk},
        "schools:change-training": {"pk": offer_of(school.area).pk},
        "schools:change-good-practice": {"pk": practice_of(school).pk},
        **{
            f"schools:{name}": {"pk": provision.pk}
            for name in ("provision", "change-provision", "add-roll", "add-provision-review")
        },
        "schools:roll": {"pk": month_of(provision, date(2026, 10, 1), 8).pk},
        "schools:provision-review": {"pk": review_of(provision, date(2026, 10, 1)).pk},
    }
