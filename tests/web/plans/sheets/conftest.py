"""What the tests of the exchange share lies beside them, and the lead who sends workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.models import PlanRevision, Risk
from stocktake_web.records.change import change

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def client(
    area: Area, users: dict[str, User], revision: PlanRevision, client_for: Callable[[str], Client]
) -> Client:
    """Signed in as delivery lead, in an area with a plan and a risk."""
    values = {"title": "Rain", "likelihood": 2, "impact": 2}
    change(Risk(area=area), actor=None, values=values)
    return client_for("delivery_lead")
