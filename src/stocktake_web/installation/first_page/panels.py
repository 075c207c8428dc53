"""The promises of the plan in public, and a school's own figures next to them."""

from __future__ import annotations

from stocktake.publish import Card
from stocktake.standards import StocktakeError
from stocktake_web.accounts.dashboard.panels import Panel, Reader
from stocktake_web.accounts.models import Area, Role, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.installation.first_page.school_figures import SchoolView, school_view
from stocktake_web.public.editions.queries import current
from stocktake_web.status_bar import StatusBar

OF_A_SCHOOL = frozenset({Role.HEADTEACHER, Role.GOVERNOR, Role.CLERK, Role.TRUST_LEADER})
WORST_FIRST = ("not_met", "off_track", "awaiting_figures", "on_track", "met", "not_yet_due")
MOST_CARDS = 10


def panels(reader: Reader) -> list[Panel]:
    """For who does not see how the plan is delivered: what it promises, and their school."""
    user, area = reader.user, reader.area
    if has_permission(user, area, "plans.see"):
        return []
    parts: list[Panel] = []
    if reader.roles & OF_A_SCHOOL:
        urns = sorted({row.school_urn for row in reader.memberships if row.school_urn})
        views = {urn: _school(area, urn) for urn in urns}
        # A school of the register has a part of its own, which says where it stands.
        listed_urns = set(
            School.objects.filter(area=area, urn__in=urns).values_list("urn", flat=True)
        )
        values = {
            "schools": [
                view
                for view in views.values()
                if view and (view.figures or view.urn not in listed_urns)
            ],
            "has_school": bool(urns),
            "unreadable_urns": [urn for urn, view in views.items() if view is None],
        }
        parts.append(Panel("installation/first_page/school.html", values, order=20))
    account = current(area)
    cards = sorted(account.cards, key=_order) if account else []
    values = {
        "account": account,
        "bar": StatusBar.of({count.kind: count.count for count in account.counts})
        if account
        else None,
        "cards": cards[:MOST_CARDS],
        "more_count": max(len(cards) - MOST_CARDS, 0),
    }
    parts.append(Panel("installation/first_page/promises.html", values, order=30))
    return parts


def _school(area: Area, urn: str) -> SchoolView | None:
    """None where the store of releases cannot be read: the page is more than this part."""
    try:
        return school_view(area, urn)
    except StocktakeError:
        return None


def _order(card: Card) -> int:
    return WORST_FIRST.index(card.kind) if card.kind in WORST_FIRST else len(WORST_FIRST)
