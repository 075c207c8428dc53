"""Who works in a place: the list, and the roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic import FormView

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.invitations.queries import invitations
from stocktake_web.accounts.memberships import queries
from stocktake_web.accounts.memberships.actions import change_role, end_role
from stocktake_web.accounts.memberships.forms import (
    ChangeRoleForm,
    EndRoleForm,
    RoleSearchForm,
    closing_words,
)
from stocktake_web.accounts.memberships.models import Membership, Role
from stocktake_web.accounts.memberships.people_list import make_rows, subject_refs
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.accounts.permissions.views import ActionMixin
from stocktake_web.accounts.schools.queries import (
    RESULT_LIMIT,
    SchoolSearch,
    find_open,
    object_titles,
    search_bodies,
    search_schools,
)


@requires("people.see")
def show_people(request: HttpRequest, area: Area) -> HttpResponse:
    """Everyone who has a role today, whoever had one, and who is invited."""
    memberships = list(queries.memberships(area))
    today = services.today()
    names = object_titles(area, subject_refs(memberships))
    context = {
        "current": make_rows(memberships, today, names=names, current=True),
        "former": make_rows(memberships, today, names=names, current=False),
        "invitations": invitations(area, services.now()),
    }
    return render(request, "accounts/memberships/list.html", context)


class RoleSubjectMixin(ActionMixin, FormView):  # type: ignore[type-arg]
    """A page that assigns a role: the address says which, and what was searched for.

    The school or body that the role is about is chosen among what the search found, so that
    nobody types a number.
    """

    success_view = "people:everyone"
    membership: Membership | None = None

    @cached_property
    def search_form(self) -> RoleSearchForm:
        """What the address asks for; without anything, the role as it is."""
        if self.request.GET:
            return RoleSearchForm(self.request.GET)
        return RoleSearchForm(initial={"role": self.membership.role if self.membership else ""})

    @property
    def search(self) -> dict[str, str]:
        """The role and the texts to look for; no role where the address names none."""
        empty = {"role": "", "school": "", "body": ""}
        form = self.search_form
        if form.is_bound:
            return form.cleaned_data if form.is_valid() else empty
        return empty | ({"role": self.membership.role} if self.membership else {})

    @cached_property
    def school_search(self) -> SchoolSearch:
        """The schools that were found; all, where nothing is looked for and they are few."""
        return search_schools(self.area, self.search["school"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was found, and what the role is about now."""
        search = self.search
        is_wide = not search["school"] and self.school_search.count > RESULT_LIMIT
        schools = () if is_wide else self.school_search.schools
        # What was sent stays to be chosen, should its page be shown again without the search.
        sent_schools = find_open(self.area, self.request.POST.get("school_urn", ""))
        bodies = search_bodies(self.area, "" if self.request.POST else search["body"])
        stored = self.membership
        return super().get_form_kwargs() | {
            "area": self.area,
            "role": self.request.POST.get("role", search["role"]),
            "schools": (*schools, *(row for row in sent_schools if row not in schools)),
            "bodies": bodies if self.request.POST else bodies[:RESULT_LIMIT],
            "stored_urn": stored.school_urn if stored else "",
            "stored_body_id": stored.body_id if stored else "",
            "stored_ward": stored.ward if stored else "",
            "stored_is_chair": bool(stored and stored.is_chair),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The search and what it found."""
        role = self.search["role"]
        return super().get_context_data(**kwargs) | {
            "search_form": self.search_form,
            "search": self.search,
            "school_search": self.school_search,
            "role_label": dict(Role.choices).get(role, ""),
            "closed": [(row.name, closing_words(row)) for row in self.school_search.closed_schools],
            "limit": RESULT_LIMIT,
        }


class MembershipUpdateView(RoleSubjectMixin):
    """Change somebody's role."""

    permission = "people.change"
    find = staticmethod(queries.membership)
    form_class = ChangeRoleForm
    template_name = "accounts/memberships/change.html"
    success_message = "The role is changed."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The role that the access rule let through."""
        super().setup(request, *args, **kwargs)
        self.membership = self.record

    def get_initial(self) -> dict[str, Any]:
        """The role as it is."""
        names = ("school_urn", "body_id", "ends", "version")
        return {name: getattr(self.membership, name) for name in names}

    def perform(self, form: ChangeRoleForm) -> None:
        """Change the role."""
        data = dict(form.cleaned_data)
        change_role(
            area=self.area,
            actor=account_of(self.request),
            membership=self.record,
            expected_version=data.pop("version"),
            role=Role(data.pop("role")),
            **data,
        )


@requires("people.change", post="people.change", of=queries.membership)
def end_membership(request: HttpRequest, area: Area, membership: Membership) -> HttpResponse:
    """End somebody's role."""
    form = EndRoleForm(request.POST or None, initial={"version": membership.version})
    if request.method == "POST" and form.is_valid():
        try:
            end_role(
                area=area,
                actor=account_of(request),
                membership=membership,
                expected_version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The role has ended.")
            return redirect("people:everyone", area=area.slug)
    return render(
        request, "accounts/memberships/end.html", {"form": form, "membership": membership}
    )
