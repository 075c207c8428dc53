"""What boards keep about a person can be given out and erased; the chain stays whole."""

from __future__ import annotations

import random

import pytest
from django.core.management import call_command

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards import example_content, personal_data
from stocktake_web.boards.interests.example_content import TRUST
from stocktake_web.boards.minutes import queries as minutes_queries
from stocktake_web.boards.models import Meeting
from stocktake_web.plans.revisions.actions import add_revision

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_person_is_forgotten_and_the_body_record_stays(
    area: Area, users: dict[str, User]
) -> None:
    example_text = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=example_text, reason="first")
    example_content.add_example_content(area, users, random.Random(1))
    member = users["board_member"]
    export = personal_data.subject_access_data(member)
    assert export["interests"][0]["organisation"] == TRUST
    assert export["withdrawals"][0]["reason"] == f"trustee of {TRUST}"
    assert export["seats"][0]["role"] == "Member for primary schools"

    assert personal_data.erase_personal_data(member) == 2
    assert personal_data.erase_personal_data(member) == 0, "nothing is left to erase"
    after = personal_data.subject_access_data(member)
    assert TRUST not in str(after)
    first = Meeting.objects.order_by("meeting_date")[0]
    assert minutes_queries.record_of(area, first).items[2].quorum.present_count > 0
    call_command("verify_audit", verbosity=0)
