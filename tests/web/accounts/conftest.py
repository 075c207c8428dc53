"""A school and a board that roles may be about."""

from __future__ import annotations

import pytest

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.boards.bodies.models import Body
from stocktake_web.records.change import change
from tests.web.conftest import BODY_ID, SCHOOL_URN


@pytest.fixture
def school(area: Area) -> School:
    """The example school, open."""
    load_schools(
        area=area, actor=None, rows=[SchoolRow(SCHOOL_URN, "Old Mill School", "Milton", None)]
    )
    return School.objects.get(area=area, urn=SCHOOL_URN)


@pytest.fixture
def board(area: Area) -> Body:
    """The example board."""
    values = {"key": BODY_ID, "name": "Example Board", "quorum_count": 1}
    return change(Body(area=area), actor=None, values=values)
