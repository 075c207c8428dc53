"""Verdicts are kept between processes, and shown only where judging again would give the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stocktake.plan.judge import judge
from stocktake.plan.validity import find_validity
from stocktake.standards import StoreError
from stocktake.targets import ENGINE_VERSION
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.services import judgements
from stocktake_web.services.judgements import PlanText, plan_file

DAY = date(2026, 11, 22)
MARK = "Taken from the file."
PLAN = """
id = "stored"
title = "A plan to be judged once"
vision = "That nothing old is shown"
place = { id = "la-890" }
period = { first = "202122", last = "202627" }
priority = [{ id = "p", title = "P", why = "w" }]

[[target]]
id = "visited"
title = "Every school is visited"
priority = "p"
kind = "qualitative"
level = 2
descriptor = [
    { level = 1, words = "Some schools have been visited" },
    { level = 2, words = "Every school has been visited" },
]
due_date = 2026-12-10
"""


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A folder in which verdicts are kept, and a process that remembers nothing."""
    settings.STOCKTAKE_JUDGEMENTS = str(tmp_path / "judgements")
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    judgements._judgements.clear()
    yield tmp_path / "judgements"
    judgements._judgements.clear()


def area(slug: str = "eastmere", own_folder: Path | None = None) -> Area:
    return Area(
        slug=slug,
        name=slug.title(),
        place_id="la-890",
        own_definitions=str(own_folder) if own_folder else "",
    )


def sentence(place: Area, day: date = DAY, plan: str = PLAN) -> str:
    """What a new process says of the only target."""
    judgements._judgements.clear()
    return services.judge_area(place, PlanText(plan), as_of=day).verdicts[0].sentence


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.json"))


def mark(folder: Path, **changes: Any) -> None:
    """Write in what is kept something that no judge says, to see whether it is shown."""
    for path in files(folder):
        stored = json.loads(path.read_text(encoding="utf-8")) | changes
        stored["verdicts"][0]["sentence"] = MARK
        path.write_text(json.dumps(stored), encoding="utf-8")


@pytest.mark.slow
def test_another_process_says_the_same_without_judging(folder: Path) -> None:
    text = services.example_plan_text("blackpool")
    first = services.judge_area(area(), text, as_of=DAY)
    judgements._judgements.clear()
    again = services.judge_area(area(), text, as_of=DAY)
    assert again is not first
    assert again.verdicts == first.verdicts
    assert again.dumps() == judge(plan_file(text), as_of=DAY).dumps()
    assert len(files(folder)) == 1


def test_what_is_kept_is_what_is_shown(folder: Path) -> None:
    sentence(area())
    mark(folder)
    assert sentence(area()) == MARK
    assert sentence(area(), date(2026, 11, 30)) == MARK


def test_a_due_date_that_passes_leads_to_judging_again(folder: Path) -> None:
    before = date(2026, 12, 10)
    sentence(area(), before)
    mark(folder)
    assert sentence(area(), before) == MARK
    assert sentence(area(), date(2026, 12, 11)) != MARK


def test_a_month_that_begins_leads_to_judging_again(folder: Path) -> None:
    sentence(area())
    mark(folder)
    assert sentence(area(), date(2026, 12, 1)) != MARK


def test_an_earlier_day_is_judged_for_itself(folder: Path) -> None:
    sentence(area())
    mark(folder)
    assert sentence(area(), date(2026, 10, 31)) != MARK


def test_a_new_release_leads_to_judging_again(folder: Path, tmp_path: Path) -> None:
    sentence(area())
    mark(folder)
    # The names of the releases alone say that there is another.
    release = tmp_path / "warehouse" / "lait" / "2026-11-20-aaaaaaaa"
    release.mkdir(parents=True)
    (release / "release.toml").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        sentence(area())


def test_an_edited_definition_leads_to_judging_again(folder: Path, tmp_path: Path) -> None:
    own_folder = tmp_path / "own"
    (own_folder / "indicators").mkdir(parents=True)
    sentence(area(own_folder=own_folder))
    mark(folder)
    assert sentence(area(own_folder=own_folder)) == MARK
    (own_folder / "notes.toml").write_text("# edited\n", encoding="utf-8")
    assert sentence(area(own_folder=own_folder)) != MARK


def test_an_edited_plan_leads_to_judging_again(folder: Path) -> None:
    sentence(area())
    mark(folder)
    assert sentence(area(), plan=PLAN.replace("2026-12-10", "2026-12-12")) != MARK


def test_another_engine_leads_to_judging_again(folder: Path) -> None:
    sentence(area())
    mark(folder, engine=ENGINE_VERSION - 1)
    assert sentence(area()) != MARK


def test_nothing_is_shown_for_another_area(folder: Path) -> None:
    sentence(area())
    mark(folder)
    assert sentence(area("westmere")) != MARK
    [stored_file] = [path for path in files(folder) if MARK in path.read_text(encoding="utf-8")]
    [other_file] = [path for path in files(folder) if path != stored_file]
    # Not even where its file was put in the other's place.
    other_file.write_bytes(stored_file.read_bytes())
    assert sentence(area("westmere")) != MARK


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"engine": 2}'])
def test_a_damaged_file_is_passed_over_and_written_anew(folder: Path, content: bytes) -> None:
    expected = sentence(area())
    [path] = files(folder)
    whole = path.read_bytes()
    path.write_bytes(content)
    assert sentence(area()) == expected
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_time(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert sentence(area()) == sentence(area())


def test_an_area_keeps_only_its_latest_files(folder: Path) -> None:
    for day in range(10, 28):
        sentence(area(), plan=PLAN.replace("2026-12-10", f"2026-12-{day}"))
    assert len(files(folder)) == 12


WRITER = """
import sys
from datetime import date

import django
from django.conf import settings

django.setup()
folder, plan = sys.argv[1:]
from stocktake_web.accounts.models import Area
from stocktake_web.services import judge_area, judgement_store
from stocktake_web.services.judgements import PlanText, digest_of

text, day = PlanText(plan), date(2026, 11, 22)
# Judging stores too, under the state of this installation: so nothing is kept before.
settings.STOCKTAKE_JUDGEMENTS = ""
judgement = judge_area(Area(slug="eastmere", name="E", place_id="la-890"), text, as_of=day)
settings.STOCKTAKE_JUDGEMENTS = folder
key = ("eastmere", digest_of(text), "")
for _ in range(30):
    judgement_store.store_verdicts(judgement, *key, state="s")
    kept = judgement_store.stored_verdicts(*key, state="s", as_of=day)
    assert kept == judgement.verdicts, kept
"""


@pytest.mark.slow
def test_processes_that_write_at_once_never_read_half_a_file(folder: Path) -> None:
    settings_module = {"DJANGO_SETTINGS_MODULE": "stocktake_web.settings.testing"}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), PLAN],
            env=os.environ | settings_module,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    errors = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], errors
    assert len(files(folder)) == 1
    assert not list(folder.rglob(".*"))


def test_a_verdict_holds_until_the_next_day_on_which_something_can_change() -> None:
    def interval(day: date) -> tuple[date, date]:
        validity = find_validity(judge(plan_file(PlanText(PLAN)), as_of=day, stored=True))
        return validity.first, validity.until

    assert interval(DAY) == (date(2026, 11, 1), date(2026, 12, 1))
    assert interval(date(2026, 12, 9)) == (date(2026, 12, 1), date(2026, 12, 10))
    assert interval(date(2026, 12, 10)) == (date(2026, 12, 10), date(2026, 12, 11))
    assert interval(date(2026, 12, 31)) == (date(2026, 12, 11), date(2027, 1, 1))
