"""The addresses of schools: ``/<area>/dashboard/schools/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

FEATURES = (
    "school_list",
    "grades",
    "pipeline",
    "indications",
    "exchange",
    "headline_results",
    "moderation",
    "predictions",
    "explanations",
    "statements",
    "levels",
    "objectives",
    "concern_entries",
    "fortnightly_review",
    "review_meetings",
    "escalation",
    "regional_support",
    "powers",
    "all_schools",
    "evidence",
    "year_plan",
    "record",
    "profile",
    "packs",
    "agreements",
    "categories",
    "support",
    "specialist_provision",
    "visits",
    "accuracy",
    "visit_actions",
    "academy_concerns",
    "left_records",
    "interests",
    "visit_exports",
    "visit_notes",
    "brokered_support",
    "training",
    "good_practice",
    "inclusion",
    "attendance_meetings",
    "governance",
    "pupil_premium",
    "subject_strategies",
    "teacher_supply",
    "transitions",
    "service_views",
)

app_name = "schools"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"stocktake_web.schools.{feature}.urls")) for feature in FEATURES
]
