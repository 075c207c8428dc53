"""The page that changes what an area is called."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web.accounts.areas.actions import change_area
from stocktake_web.accounts.areas.forms import AreaForm
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.permissions import account_of, requires


@requires("area.change", post="area.change")
def change_name(request: HttpRequest, area: Area) -> HttpResponse:
    """Change what the place is called."""
    form = AreaForm(request.POST or None, initial={"name": area.name, "version": area.version})
    if request.method == "POST" and form.is_valid():
        change_area(
            area=area,
            actor=account_of(request),
            name=form.cleaned_data["name"],
            expected_version=form.cleaned_data["version"],
        )
        messages.success(request, "The name is changed.")
        return redirect("people:everyone", area=area.slug)
    return render(request, "accounts/areas/change.html", {"form": form})
