"""The addresses of the administration of people: ``/<area>/dashboard/people/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.accounts.areas.views import AreaNameView
from stocktake_web.accounts.invitations.views import InviteView, withdraw
from stocktake_web.accounts.memberships.views import (
    MembershipUpdateView,
    end_membership,
    show_people,
)

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", show_people, name="everyone"),
    path("invite/", InviteView.as_view(), name="invite"),
    path("place/", AreaNameView.as_view(), name="place"),
    path("invitations/<int:invitation>/withdraw/", withdraw, name="withdraw"),
    path("<int:membership>/", MembershipUpdateView.as_view(), name="change"),
    path("<int:membership>/end/", end_membership, name="end"),
]
