"""Teacher supply as a page: published figures by school, and plainly what is not held."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from invented_profile import measure
from school_rows import HARBOUR, OLD_MILL

from stocktake.schools.profile.model import ProfilePart
from stocktake_web.accounts.models import Area, School
from stocktake_web.services.school_files import school_file
from stocktake_web.services.teacher_supply import FILE, make_teacher_supply, stored_supply

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
PAGE = f"{BASE}teacher-supply/"


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def keep(store_profile: Callable[..., None], school: School, *values: float | None) -> None:
    row = measure("workforce.pupil_teacher_ratio", "Ratio", values, (None, None, 18.1))
    part = ProfilePart(id="staff", title="Staff", measures=(row,), empty="")
    store_profile(school, parts=(part,))


def test_the_page_shows_what_is_published_and_what_is_not_held(
    area: Area,
    schools: dict[str, School],
    store_profile: Callable[..., None],
    client_for: Callable[[str], Client],
) -> None:
    officer = client_for("improvement_officer")
    assert "No figures are ready." in words(officer.get(PAGE))
    keep(store_profile, schools[OLD_MILL], 15.0, 16.0, 17.5)
    keep(store_profile, schools[HARBOUR], 21.0, 20.0, 19.0)
    make_teacher_supply(area, [int(OLD_MILL), int(HARBOUR)])
    text = words(officer.get(PAGE))
    assert "17.5 2024/25; 2.5 more than in 2022/23; England 18.1" in text
    assert "19.0 2024/25; 2.0 less than in 2022/23" in text
    assert "Teacher posts that are vacant: not held." in text
    assert "Dune School Not published" in text
    first = officer.get(f"{PAGE}?sort=-workforce.pupil_teacher_ratio").content.decode()
    assert first.index(">Harbour Academy</a>") < first.index(">Old Mill School</a>")
    school_text = words(client_for("headteacher").get(f"{BASE}{OLD_MILL}/support/"))
    assert "2.5 more than in 2022/23" in school_text
    assert client_for("headteacher").get(PAGE).status_code == 403


def test_a_damaged_file_is_no_supply(
    area: Area, schools: dict[str, School], store_profile: Callable[..., None]
) -> None:
    keep(store_profile, schools[OLD_MILL], 15.0, 16.0, 17.5)
    make_teacher_supply(area, [int(OLD_MILL)])
    stored = stored_supply(area)
    assert stored is not None
    path = school_file(area.slug, FILE)
    assert path is not None
    path.write_text(path.read_text(encoding="utf-8")[:-4], encoding="utf-8")
    assert stored_supply(area) is None
