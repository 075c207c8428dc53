"""Programmes of the demonstration, as the example files of its places describe them."""

from __future__ import annotations

import random
from datetime import date

from stocktake.programmes import Absence, ProgrammeMap
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.programmes.descriptions.actions import bring_in
from stocktake_web.programmes.imports.actions import load_map
from stocktake_web.records.change import change
from stocktake_web.services.programme_maps import demonstration_map

PATTERN = "story-boat"
"""The programme of which the invented proposal is another."""


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Load the programmes that the example files describe."""
    programme_map = demonstration_map(area, is_invented=area.invented)
    if programme_map is None:
        return
    load_map(area, actor=users[Role.DELIVERY_LEAD], programme_map=programme_map)
    if area.invented:
        _propose(area, users[Role.PROVIDER], programme_map)


def _propose(area: Area, provider: User, programme_map: ProgrammeMap) -> None:
    """A provider bids for what two programmes do already, so that the map has something to say."""
    pattern = programme_map.programme(PATTERN)
    proposal = pattern.model_copy(
        update={
            "id": "words-aloud",
            "title": "Words Aloud",
            "other_names": (),
            "text": "Retired sailors hear children read, once a week.",
            "stage": "bid",
            "coordinated_with": (),
            "starts": date(2026, 9, 1),
            "ends": date(2027, 7, 31),
            "cost": Absence.NOT_STATED,
        }
    )
    record = bring_in(area, actor=provider, programme=proposal, verb="add")
    change(
        record,
        actor=provider,
        values={"owner_user": provider, "contact": "Words Aloud, words.aloud@example.org"},
        expected_version=record.version,
    )
