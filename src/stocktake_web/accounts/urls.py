"""The addresses of the administration of people: ``/<area>/desk/people/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.accounts.views import people

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.everyone, name="everyone"),
    path("invite/", people.invite, name="invite"),
    path("place/", people.place, name="place"),
    path("invitations/<int:invitation>/withdraw/", people.withdraw, name="withdraw"),
    path("<int:membership>/", people.change, name="change"),
    path("<int:membership>/end/", people.end, name="end"),
]
