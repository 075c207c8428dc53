"""Every address of the application. An area's own addresses come last, under its slug."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from stocktake_web.public_views import health, places

urlpatterns: list[URLPattern | URLResolver] = [
    path("", places, name="places"),
    path("healthz", health, name="health"),
    path("accounts/", include("stocktake_web.accounts.sign_in_urls")),
    path("api/", include("stocktake_web.api.urls")),
    path("link/", include("stocktake_web.plans.link_urls")),
    path("<slug:area>/desk/people/", include("stocktake_web.accounts.urls")),
    path("<slug:area>/desk/history/", include("stocktake_web.audit.urls")),
    path("<slug:area>/desk/plan/", include("stocktake_web.plans.urls")),
    path("<slug:area>/desk/boards/", include("stocktake_web.boards.urls")),
    path("<slug:area>/desk/", include("stocktake_web.accounts.desk_urls")),
    path("<slug:area>/explore/", include("stocktake_web.explorer.urls")),
    path("<slug:area>/", include("stocktake_web.public.urls")),
]

handler400 = "stocktake_web.errors.bad_request"
handler403 = "stocktake_web.errors.forbidden"
handler404 = "stocktake_web.errors.not_found"
handler500 = "stocktake_web.errors.server_error"
