"""Which rows of support, provision, teaching and governance answer which kind of record."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.schools.brokered_support.models import BrokeredSupport, Impact
from stocktake_web.schools.evidence.dated_rows import DatedRows, last_change
from stocktake_web.schools.good_practice.models import GoodPractice
from stocktake_web.schools.governance.models import GovernorTraining
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.schools.service_views.models import ServiceViewRound
from stocktake_web.schools.specialist_provision.models import ProvisionKind, ProvisionReview
from stocktake_web.schools.subject_strategies.models import (
    EarlyYearsModeration,
    Fidelity,
    Subject,
    SubjectAction,
)
from stocktake_web.schools.training.models import OfferKind, TrainingOffer


def support_rows(area: Area) -> dict[str, DatedRows]:
    """The rows of an area by kind of record; nothing is asked of the database yet."""
    return _support_rows(area) | _teaching_rows(area) | _governance_rows(area)


def _support_rows(area: Area) -> dict[str, DatedRows]:
    support = BrokeredSupport.objects.filter(area=area)
    offers = TrainingOffer.objects.filter(area=area)
    rated_offers = offers.exclude(impact=Impact.NOT_RATED)
    good_offers = offers.filter(kind=OfferKind.GOOD_SCHOOLS).exclude(school_count=None)
    practices = GoodPractice.objects.filter(area=area).exclude(passed_on_on=None)
    return {
        "brokered_support_review": DatedRows(
            support.exclude(impact=Impact.NOT_RATED), last_change(BrokeredSupport)
        ),
        "support_against_need": DatedRows(support, "starts_on"),
        "good_school_offer": DatedRows(good_offers, "event_date"),
        "network_evaluation": DatedRows(rated_offers.filter(kind=OfferKind.NETWORK), "event_date"),
        "course_evaluation": DatedRows(rated_offers.filter(kind=OfferKind.COURSE), "event_date"),
        "good_practice": DatedRows(practices, "passed_on_on"),
    }


def _teaching_rows(area: Area) -> dict[str, DatedRows]:
    actions = SubjectAction.objects.filter(area=area)
    english = actions.filter(subject=Subject.ENGLISH).exclude(evidence="")
    mathematics = actions.filter(subject=Subject.MATHEMATICS).exclude(fidelity=Fidelity.NOT_SEEN)
    reviews = ProvisionReview.objects.filter(area=area)
    bases = reviews.filter(provision__kind=ProvisionKind.BASE)
    mainstream = reviews.filter(provision__kind=ProvisionKind.MAINSTREAM)
    moderations = EarlyYearsModeration.objects.filter(area=area)
    return {
        "english_strategy": DatedRows(english, "seen_on"),
        "mathematics_strategy": DatedRows(mathematics, "seen_on"),
        "early_years_moderation": DatedRows(moderations, "moderated_on"),
        "special_needs_base_review": DatedRows(bases, "reviewed_on"),
        "special_needs_support_review": DatedRows(mainstream, "reviewed_on"),
    }


def _governance_rows(area: Area) -> dict[str, DatedRows]:
    training = GovernorTraining.objects.filter(area=area).exclude(attended_count=None)
    premiums = PupilPremium.objects.filter(area=area).exclude(impact=Impact.NOT_RATED)
    views = ServiceViewRound.objects.filter(area=area, is_published=True)
    return {
        "governor_training": DatedRows(training, "event_date"),
        "pupil_premium_review": DatedRows(premiums, last_change(PupilPremium)),
        "service_view": DatedRows(views, "closes_on"),
    }
