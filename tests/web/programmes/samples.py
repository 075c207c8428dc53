"""What the walk over all permissions opens in this app."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.programmes.models import Delivery, ProgrammeRecord

sys.path.insert(0, str(Path(__file__).parent))

from programme_rows import HIGH, LOW, add_delivery, add_map, add_proposal, give_to


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """A programme that the provider looks after, its delivery, and a proposal of the provider."""
    rows = add_map(area)
    give_to(rows["reading-mentors"], users["provider"])
    add_proposal(area, users["provider"], "words-aloud", "Words Aloud")
    mentors, proposal = {"programme": "reading-mentors"}, {"programme": "words-aloud"}
    delivery = Delivery.objects.filter(area=area, programme=rows["reading-mentors"]).first()
    return {
        "programmes:programme": mentors,
        "programmes:change-programme": proposal,
        "programmes:add-delivery": mentors,
        "programmes:change-delivery": {"pk": delivery.pk if delivery else 0},
        "programmes:school-asks": {"urn": HIGH},
    }


def samples_of_others(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """A programme, a delivery and a proposal that are no provider's with an account here."""
    sums, proposal = {"programme": "sums"}, {"programme": "secret-plan"}
    add_proposal(area, None, "secret-plan", "Secret Plan")
    boat = ProgrammeRecord.objects.get(area=area, programme_id="story-boat")
    delivery = add_delivery(boat, School.objects.get(area=area, urn=HIGH), term="202526-summer")
    return {
        "programmes:programme": sums,
        "programmes:change-programme": proposal,
        "programmes:add-delivery": sums,
        "programmes:change-delivery": {"pk": delivery.pk},
        "programmes:school-asks": {"urn": LOW},
    }
