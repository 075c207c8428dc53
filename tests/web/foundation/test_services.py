"""What the application asks of the library, and what it remembers of the answers."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path

import pytest

from stocktake.standards import PlanError
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import state_of
from stocktake_web.services.releases import release_names

AS_OF = date(2026, 11, 22)
BLACKPOOL = Area(slug="blackpool", name="Blackpool", place_id="la-890")


@pytest.mark.slow
def test_the_example_is_judged_as_the_library_judges_it() -> None:
    from stocktake.examples import example_plan
    from stocktake.plan.judge import judge

    example_text = services.example_plan_text("blackpool")
    judgement = services.judge_area(BLACKPOOL, example_text, as_of=AS_OF, at="202021")
    library_judgement = judge(example_plan("blackpool"), as_of=AS_OF, at="202021")
    assert judgement.dumps() == library_judgement.dumps()


@pytest.mark.slow
def test_a_judgement_is_made_once_for_each_state() -> None:
    example_text = services.example_plan_text("blackpool")
    first = services.judge_area(BLACKPOOL, example_text, as_of=AS_OF, at="202021")
    assert services.judge_area(BLACKPOOL, example_text, as_of=AS_OF, at="202021") is first
    assert (
        services.judge_area(BLACKPOOL, example_text, as_of=date(2026, 11, 21), at="202021")
        is not first
    )
    changed_text = services.PlanText(
        example_text.plan_toml + "\n# a word more\n", example_text.figures_csv
    )
    assert services.judge_area(BLACKPOOL, changed_text, as_of=AS_OF, at="202021") is not first


@pytest.mark.slow
def test_an_own_definition_that_changes_is_noticed(tmp_path: Path) -> None:
    area = Area(slug="x", name="X", place_id="la-890", own_definitions=str(tmp_path))
    example_text = services.example_plan_text("blackpool")
    first = services.judge_area(area, example_text, as_of=AS_OF, at="202021")
    assert services.judge_area(area, example_text, as_of=AS_OF, at="202021") is first
    own_folder = tmp_path / "places"
    own_folder.mkdir()
    (own_folder / "own.toml").write_text("")
    assert state_of(tmp_path) != state_of(None)


def test_a_plan_that_is_none_is_refused_with_its_faults() -> None:
    with pytest.raises(PlanError, match="is not valid TOML"):
        services.plan_of(services.PlanText("id = "))


def test_a_release_that_is_being_loaded_does_not_count(tmp_path: Path, settings: object) -> None:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path)
    assert release_names() == ()
    for name in (".incoming-3f", "2026-04-08-abcdefabcdef-r1", "2026-04-09-abcdefabcdef-r1"):
        (tmp_path / "lait" / name).mkdir(parents=True)
    (tmp_path / "lait" / ".incoming-3f" / "release.toml").touch()
    (tmp_path / "lait" / "2026-04-08-abcdefabcdef-r1" / "release.toml").touch()
    assert release_names() == ("lait/2026-04-08-abcdefabcdef-r1",)


def test_many_who_ask_together_wait_for_one_answer() -> None:
    calls: list[int] = []
    memory = LRUCache[int](size=4)

    def make() -> int:
        calls.append(1)
        time.sleep(0.05)
        return 7

    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(memory.get("key", make))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [7] * 8
    assert calls == [1]


def test_an_answer_that_failed_is_asked_for_again() -> None:
    memory = LRUCache[int](size=4)
    with pytest.raises(ZeroDivisionError):
        memory.get("key", lambda: 1 // 0)
    assert memory.get("key", lambda: 2) == 2
