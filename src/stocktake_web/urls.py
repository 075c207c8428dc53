"""Every address of the application. An area's own addresses come last, under its slug."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from stocktake_web.accounts.dashboard.views import former_address
from stocktake_web.installation.start.views import show_start
from stocktake_web.installation.views import health
from stocktake_web.public.notices.views import show_installation_notice

urlpatterns: list[URLPattern | URLResolver] = [
    path("", show_start, name="places"),
    path("healthz", health, name="health"),
    path("accounts/", include("stocktake_web.accounts.sign_in.urls")),
    path("api/", include("stocktake_web.api.urls")),
    path("notices/<slug:kind>/", show_installation_notice, name="installation-notice"),
    path("link/", include("stocktake_web.plans.links.public_urls")),
    path("", include("stocktake_web.search.urls")),
    path("<slug:area>/dashboard/people/", include("stocktake_web.accounts.memberships.urls")),
    path("<slug:area>/dashboard/history/", include("stocktake_web.history.urls")),
    path("<slug:area>/dashboard/plan/", include("stocktake_web.plans.urls")),
    path("<slug:area>/dashboard/releases/", include("stocktake_web.releases.urls")),
    path("<slug:area>/dashboard/schools/", include("stocktake_web.schools.urls")),
    path("<slug:area>/dashboard/programmes/", include("stocktake_web.programmes.urls")),
    path("<slug:area>/dashboard/boards/", include("stocktake_web.boards.urls")),
    path("<slug:area>/dashboard/", include("stocktake_web.accounts.dashboard.urls")),
    path("<slug:area>/desk/", former_address, name="former-tasks"),
    path("<slug:area>/desk/<path:rest>", former_address, name="former-page"),
    path("<slug:area>/explore/", include("stocktake_web.explorer.urls")),
    path("<slug:area>/", include("stocktake_web.public.urls")),
]

handler400 = "stocktake_web.errors.bad_request"
handler403 = "stocktake_web.errors.forbidden"
handler404 = "stocktake_web.errors.not_found"
handler500 = "stocktake_web.errors.server_error"
