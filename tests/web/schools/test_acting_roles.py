"""As what somebody acts for a school: by their role there, and as chair only where they chair."""

from __future__ import annotations

from datetime import date

import pytest
from school_rows import HARBOUR, OLD_MILL

from stocktake_web.accounts.models import Area, Membership, School, User
from stocktake_web.schools.roles import role_of

pytestmark = pytest.mark.django_db


def test_the_chair_of_one_school_is_a_governor_of_another(
    area: Area, schools: dict[str, School], users: dict[str, User]
) -> None:
    governor = users["governor"]
    Membership.objects.create(
        area=area, user=governor, role="governor", school_urn=HARBOUR, starts=date(2026, 1, 1)
    )
    assert role_of(governor, area, schools[OLD_MILL]) == "Chair of governors"
    assert role_of(governor, area, schools[HARBOUR]) == "Governor"
    assert role_of(governor, area) == "Governor"


def test_the_head_of_one_school_acts_as_governor_of_another(
    area: Area, schools: dict[str, School], users: dict[str, User]
) -> None:
    head = users["headteacher"]
    Membership.objects.create(
        area=area, user=head, role="governor", school_urn=HARBOUR, starts=date(2026, 1, 1)
    )
    assert role_of(head, area, schools[HARBOUR]) == "Governor"
    assert role_of(head, area, schools[OLD_MILL]) == "Headteacher"
    assert role_of(users["head_of_service"], area, schools[OLD_MILL]) == "Head of service"
