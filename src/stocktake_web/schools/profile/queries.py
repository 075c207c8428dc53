"""Reads the profile that was made of a school."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.schools import ReleasedFigure, SchoolProfile
from stocktake_web.accounts.models import School
from stocktake_web.services.school_profiles import profile_state, stored_profile
from stocktake_web.services.school_released import released_of


@dataclass(frozen=True)
class HeldProfile:
    """A school's profile.

    Parameters
    ----------
    is_current : bool
        Whether no file about schools was loaded, and no definition changed, since it was made.
    """

    profile: SchoolProfile
    is_current: bool


def held_profile(school: School) -> HeldProfile | None:
    """The profile of a school; None where none was made."""
    stored = stored_profile(school.area, int(school.urn))
    if stored is None:
        return None
    return HeldProfile(stored.profile, stored.state == profile_state(school.area))


def released_of_school(school: School, stored: HeldProfile | None) -> tuple[ReleasedFigure, ...]:
    """The pupil measures of a school that were released, under any number that it had."""
    numbers = stored.profile.school.numbers if stored else ()
    earlier_urns = {number.school_urn for number in numbers if number.is_joined}
    return released_of({int(school.urn), *earlier_urns})
