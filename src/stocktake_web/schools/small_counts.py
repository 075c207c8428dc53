"""Which counts of pupils a reader sees: a small one is for officers alone."""

from __future__ import annotations

from stocktake.disclosure import DEFAULT_POLICY, load_policy
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.services.judgements import own_definitions


def smallest_shown(user: Person, area: Area) -> int:
    """The least count that a reader sees other than zero: for officers 0, else the threshold."""
    if has_permission(user, area, "schools.see_all_support"):
        return 0
    return load_policy(DEFAULT_POLICY, own_folder=own_definitions(area)).threshold


def is_hidden(count: int, whole: int, smallest: int) -> bool:
    """Whether a part is not shown: it is small, or what is left of its whole is.

    Examples
    --------
    >>> [is_hidden(count, 60, 10) for count in (0, 9, 10, 50, 51, 60)]
    [False, True, False, False, True, False]
    >>> is_hidden(58, 60, 0)
    False
    """
    return any(0 < part < smallest for part in (count, whole - count))
