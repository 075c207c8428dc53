"""The profile of a school and its similar schools, as pages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from released_rows import keep_released_rows
from school_desk import write_school_desk
from school_rows import HARBOUR, OLD_MILL

from stocktake.statistics import Warehouse
from stocktake.statistics.withdrawal import withdraw_release
from stocktake_web.accounts.models import Area, School
from stocktake_web.services.school_profiles import profile_path, stored_profile
from stocktake_web.services.school_suggestions import stored_suggestion

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def profile(schools: dict[str, School], store_profile: Callable[..., None]) -> School:
    store_profile(schools[OLD_MILL])
    return schools[OLD_MILL]


def test_the_page_says_first_what_the_figures_mean(
    profile: School, client_for: Callable[[str], Client]
) -> None:
    text = words(client_for("headteacher").get(f"{BASE}{OLD_MILL}/profile/"))
    assert "Attainment 8 was 36.1 in 2024/25, below similar schools beyond chance." in text
    assert "As known on 30 November 2026." in text
    assert "Newer files" not in text
    assert "32.1 to 40.1" in text
    assert "Expected standard" in text
    assert "Progress 8, 2024/25: Too few pupils for a figure to be published." in text


def test_lower_absence_is_not_drawn_as_better_than_none(
    profile: School, client_for: Callable[[str], Client]
) -> None:
    html = client_for("headteacher").get(f"{BASE}{OLD_MILL}/profile/").content.decode()
    assert "Persistent absence" in html
    assert html.count("<svg") >= 2


def test_a_profile_of_older_files_says_so(
    schools: dict[str, School],
    store_profile: Callable[..., None],
    client_for: Callable[[str], Client],
) -> None:
    store_profile(schools[OLD_MILL], state="of another day")
    text = words(client_for("analyst").get(f"{BASE}{OLD_MILL}/profile/"))
    assert "Newer files or definitions are there since" in text


def test_a_school_without_profile_says_what_makes_one(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    for page in ("profile", "similar", "pack"):
        text = words(client_for("analyst").get(f"{BASE}{OLD_MILL}/{page}/"))
        assert "No profile of this school is ready." in text


def test_a_damaged_file_is_no_profile(profile: School, client_for: Callable[[str], Client]) -> None:
    path = profile_path(profile.area.slug, int(profile.urn))
    assert path is not None
    path.write_text('{"area": "example-borough"}')
    assert stored_profile(profile.area, int(profile.urn)) is None
    text = words(client_for("analyst").get(f"{BASE}{OLD_MILL}/profile/"))
    assert "No profile of this school is ready." in text


def test_similar_schools_are_sorted_by_what_is_asked(
    profile: School, client_for: Callable[[str], Client]
) -> None:
    client = client_for("governor")
    html = client.get(f"{BASE}{OLD_MILL}/similar/").content.decode()
    names = re.findall(r"Invented School \d+", html)
    assert names[:3] == ["Invented School 1", "Invented School 2", "Invented School 3"]
    html = client.get(f"{BASE}{OLD_MILL}/similar/?sort=-rank").content.decode()
    assert re.findall(r"Invented School \d+", html)[0] == "Invented School 50"
    assert client.get(f"{BASE}{OLD_MILL}/similar/?sort=nonsense").status_code == 200


def test_heads_of_another_school_and_the_public_are_refused(
    schools: dict[str, School],
    store_profile: Callable[..., None],
    client_for: Callable[[str], Client],
) -> None:
    store_profile(schools[HARBOUR])
    for role in ("headteacher", "governor", "clerk", "public", "youth_member", "provider"):
        for page in ("profile/", "similar/", "pack/", "pack.pdf", "pack.docx", "pack.xlsx"):
            answer = client_for(role).get(f"{BASE}{HARBOUR}/{page}")
            assert answer.status_code in (302, 403, 404), (role, page)
            assert b"36.1" not in answer.content


def test_released_pupil_measures_are_shown_with_their_release_until_recalled(
    profile: School, settings: Any, tmp_path: Path, client_for: Callable[[str], Client]
) -> None:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    release = keep_released_rows(
        Warehouse(tmp_path / "warehouse"),
        {"place": f"school-{OLD_MILL}", "value": 43.25, "denominator": 97.0},
        {"place": f"school-{OLD_MILL}", "value": None, "missing": "c", "series": "disclosed:x"},
        {"place": f"school-{HARBOUR}", "value": 77.75, "denominator": 50.0},
    )
    address = f"{BASE}{OLD_MILL}/profile/"
    text = words(client_for("governor").get(address))
    assert "Released pupil measures" in text
    assert "43.2" in text
    assert "Hidden by disclosure control" in text
    assert f"Released on 1 October 2026: {release.id}, row 2" in text
    assert "77.8" not in text
    withdraw_release(release.folder, reason="Wrong.", by="role", as_of=date(2026, 11, 23))
    assert "Released pupil measures" not in words(client_for("governor").get(address))


def test_the_page_is_small_and_asks_the_database_little(
    profile: School,
    client_for: Callable[[str], Client],
    page_bytes: Callable[[bytes], int],
    django_assert_max_num_queries: Any,
) -> None:
    client = client_for("headteacher")
    with django_assert_max_num_queries(12):
        answer = client.get(f"{BASE}{OLD_MILL}/profile/")
    assert page_bytes(answer.content) < 60_000


def test_the_command_makes_no_profile_of_a_school_that_no_register_names(
    profile: School, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "warehouse")
    call_command("prepare_schools")
    assert "0 of 4 schools have a profile" in capsys.readouterr().out
    # What was made of a school that is in no file any longer does not stay.
    assert stored_profile(profile.area, int(profile.urn)) is None


def test_a_place_without_schools_does_not_keep_the_others_from_their_profiles(
    profile: School,
    other_area: Area,
    settings: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "warehouse")
    call_command("prepare_schools")
    text = capsys.readouterr().out
    assert "Other Town: no schools are loaded" in text
    assert "Example Borough: 0 of 4 schools have a profile" in text


@pytest.mark.slow
def test_the_command_makes_profiles_from_loaded_files_and_gives_the_true_reason(
    area: Area,
    settings: Any,
    tmp_path: Path,
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    clock.forward(days=14)  # The criteria that ship are in use from 30 November 2026.
    settings.STOCKTAKE_SCHOOL_PROFILES = str(tmp_path / "profiles")
    store = settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "warehouse")
    settings.STOCKTAKE_WAREHOUSE = store
    for load in write_school_desk(tmp_path):
        command = [sys.executable, "-m", "stocktake", "load", "schools", *load]
        subprocess.run([*command, "--warehouse", store], cwd=tmp_path, check=True)
    School(area=area, urn="137973", name="Invented School 1", phase="Secondary").save()
    # The place's list has the number of before too: 142469 since.
    School(area=area, urn="119732", name="Invented School 7", phase="Secondary").save()
    School(area=area, urn="142469", name="Invented School 7", phase="Secondary").save()
    call_command("prepare_schools")
    assert School.objects.get(area=area, urn="119732").continued_urn == "142469"
    assert stored_suggestion(area, 119732) is None, "it is prepared under its number of today"
    assert stored_suggestion(area, 142469) is not None
    old_address = client_for("analyst").get(f"{BASE}119732/profile/")
    assert "142469" in words(old_address)
    stored = stored_profile(area, 137973)
    assert stored is not None
    assert stored.profile.school.name == "Invented School 1"
    text = words(client_for("analyst").get(f"{BASE}137973/profile/"))
    assert "Attainment 8" in text
    assert "computed from" in text
    assert "Latest inspection" in text
