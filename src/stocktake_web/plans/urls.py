"""The addresses of this app: ``/<area>/dashboard/plan/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "plans"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("stocktake_web.plans.overview.urls")),
    path("activities/", include("stocktake_web.plans.activities.urls")),
    path("", include("stocktake_web.plans.dependencies.urls")),
    path("", include("stocktake_web.plans.links.urls")),
    path("targets/", include("stocktake_web.plans.targets.urls")),
    path("objectives/", include("stocktake_web.plans.objectives.urls")),
    path("decisions/", include("stocktake_web.plans.decisions.urls")),
    path("comments/", include("stocktake_web.plans.comments.urls")),
    path("risks/", include("stocktake_web.plans.risks.urls")),
    path("funding/", include("stocktake_web.plans.funding.urls")),
    path("recommendations/", include("stocktake_web.plans.recommendations.urls")),
    path("returns/", include("stocktake_web.plans.returns.urls")),
    path("likelihood/", include("stocktake_web.plans.likelihood.urls")),
    path("excel/", include("stocktake_web.plans.sheets.urls")),
    path("revisions/", include("stocktake_web.plans.drafts.urls")),
    path("revisions/", include("stocktake_web.plans.revisions.urls")),
]
