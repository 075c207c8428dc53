"""What boards keep about a person can be given out and erased; the chain stays whole."""

from __future__ import annotations

import random

import pytest
from django.core.management import call_command

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards import demo, personal, queries
from stocktake_web.boards.models import Meeting
from stocktake_web.plans import actions as plans

pytestmark = pytest.mark.django_db


def test_a_person_is_forgotten_and_the_body_record_stays(
    area: Area, users: dict[str, User]
) -> None:
    kept = gateway.example_plan_text("blackpool")
    plans.add_revision(area=area, actor=None, kept=kept, reason="first")
    demo.seed(area, users, random.Random(1))
    member = users["board_member"]
    held = personal.held_on(member)
    assert held["interests"][0]["organisation"] == demo.HUBS
    assert held["withdrawals"][0]["reason"] == f"trustee of {demo.HUBS}"
    assert held["seats"][0]["role"] == "Member for primary schools"

    assert personal.erase(member) == 2
    assert personal.erase(member) == 0, "nothing is left to erase"
    after = personal.held_on(member)
    assert demo.HUBS not in str(after)
    first = Meeting.objects.order_by("held_on")[0]
    assert queries.record_of(area, first).items[2].quorum.present_count > 0
    call_command("verify_audit", verbosity=0)
