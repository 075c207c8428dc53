"""What is out: recalled, damaged, brought back; and the history that follows the register."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from stocktake.disclosure import Record, Request
from stocktake.standards import StoreError
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.installation.personal_data import export
from stocktake_web.releases.history import record_history
from stocktake_web.releases.register.queries import released_tables
from stocktake_web.releases.requests.queries import area_queue
from stocktake_web.releases.seal import store
from stocktake_web.releases.seal.models import RegisterSeal
from stocktake_web.services.registers import register_folder

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
BEGIN = f"{DASHBOARD}releases/"
DAMAGE = "The register of releases cannot be used"
REASON = {"reason": "The wrong year was counted."}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.slow
def test_a_recalled_release_is_shown_as_recalled_everywhere(
    area: Area, release: Callable[..., Record], client_for: Any, address_of: Callable[..., str]
) -> None:
    record, head, analyst = release(), client_for("head_of_service"), client_for("analyst")
    assert "Recall it" not in text(analyst.get(address_of(record)))
    assert analyst.post(address_of(record, "recall/"), REASON).status_code == 403
    assert "Enter why it is recalled" in text(head.post(address_of(record, "recall/"), {}))
    recall_page = text(head.post(address_of(record, "recall/"), REASON, follow=True))
    assert "The table was recalled." in recall_page
    assert "Recalled by Example Head of service on 23 November 2026: The wrong year" in recall_page
    (request,) = area_queue(area).requests()
    for address in (address_of(record), address_of(request)):
        page = text(analyst.get(address))
        assert "Recalled" in page
        assert "900000001" not in page
    for address in (BEGIN, f"{BEGIN}released/"):
        assert "Recalled" in text(analyst.get(address))
    assert analyst.get(address_of(record, "file.csv")).status_code == 404
    assert analyst.get(address_of(record, "file.structure.json")).status_code == 404
    assert analyst.get(address_of(record, "file.record.json")).status_code == 200
    again = text(head.post(address_of(record, "recall/"), REASON, follow=True))
    assert "It was recalled on 23 November 2026 already. Nothing was changed." in again
    event = Event.objects.get(object_type="releases.record")
    assert (event.verb, event.object_id) == ("recall", record.id)


def _edit(folder: Path) -> None:
    path = next(folder.glob("*/*/promises.json"))
    path.write_text("[]")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _take_one_out(folder: Path) -> None:
    shutil.rmtree(max(folder.glob("*/*/record.json")).parent)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_edit, "is not what was written"),
        (_remove, "the folder is gone, and what was out (2 in number) is unknown"),
        (_take_one_out, "is no longer there"),
    ],
    ids=["edited", "removed", "one taken out"],
)
def test_a_register_that_was_changed_is_shown_with_what_to_do(
    harm: Callable[[Path], None],
    words: str,
    area: Area,
    ask: Callable[..., Request],
    release: Callable[..., Record],
    client_for: Any,
    address_of: Callable[..., str],
) -> None:
    record, _ = release(name="first"), release(name="second", population="others")
    request = ask(name="third", population="third")
    harm(register_folder(area))
    head = client_for("head_of_service")
    for address in (BEGIN, f"{BEGIN}released/", address_of(record), address_of(record, "file.csv")):
        answer = head.get(address)
        assert answer.status_code == 503, address
        page = text(answer)
        assert DAMAGE in page
        assert words in page
        assert "stocktake-web accept_register example-borough" in page
        assert str(register_folder(area).parent) not in page
    answer = head.post(address_of(request, "release/"), REASON | {"sha256": request.sha256})
    assert DAMAGE in text(answer)
    for role, status in (("administrator", 403), ("public", 302)):
        answer = client_for(role).get(BEGIN)
        assert answer.status_code == status
        assert DAMAGE not in answer.content.decode()
    assert client_for("head_of_service").get(DASHBOARD).status_code == 200


def test_a_register_returned_to_an_earlier_state_is_noticed_and_can_be_accepted(
    area: Area, release: Callable[..., Record], client_for: Any, tmp_path: Path
) -> None:
    release(name="first")
    folder, copy = register_folder(area), tmp_path / "copy"
    shutil.copytree(folder, copy)
    second = release(name="second", population="others")
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    page = text(client_for("analyst").get(f"{BEGIN}released/"))
    assert f"{second.id}: is no longer there" in page
    with pytest.raises(CommandError, match="there is no place 'elsewhere'"):
        call_command("accept_register", "elsewhere", by="data-lead", reason="x")
    with pytest.raises(CommandError, match="needs its reason"):
        call_command("accept_register", area.slug, by="data-lead", reason=" ")
    out, reason = StringIO(), "The second was a trial that never left."
    call_command("accept_register", area.slug, by="data-lead", reason=reason, stdout=out)
    assert out.getvalue() == "Accepted: 1 release in it.\n"
    assert [row.record.name for row in released_tables(area)] == ["first"]
    seal = store.DatabaseSeal(area).read()
    assert seal is not None
    assert [(row.by, row.reason) for row in seal.acceptances] == [("data-lead", reason)]
    history = text(client_for("head_of_service").get(f"{DASHBOARD}history/"))
    assert "was accepted as it is" in history
    assert reason.removesuffix(".") in history


def test_a_seal_that_is_none_is_damage_too(
    area: Area, release: Callable[..., Record], client_for: Any
) -> None:
    release()
    RegisterSeal.objects.update(content={"format": 99})
    answer = client_for("analyst").get(f"{BEGIN}released/")
    assert answer.status_code == 503
    assert "the row in the database holds no seal" in text(answer)


@pytest.mark.parametrize("write", [1, 2])
def test_a_process_killed_at_either_write_of_the_seal_leaves_a_register_that_holds(
    write: int,
    area: Area,
    ask: Callable[..., Request],
    client_for: Any,
    address_of: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request, head = ask(), client_for("head_of_service")
    keep, calls = store.keep_seal, []

    def killed(**seal: Any) -> None:
        calls.append(1)
        if len(calls) == write:
            raise KeyboardInterrupt
        keep(**seal)

    monkeypatch.setattr(store, "keep_seal", killed)
    fields = REASON | {"sha256": request.sha256}
    with pytest.raises(KeyboardInterrupt):
        head.post(address_of(request, "release/"), fields)
    monkeypatch.setattr(store, "keep_seal", keep)
    assert len(released_tables(area)) == write - 1
    page = text(head.post(address_of(request, "release/"), fields, follow=True))
    assert "The table was released." in page
    assert len(released_tables(area)) == 1
    assert Event.objects.filter(verb="release").count() == 1


def test_the_history_takes_up_what_a_killed_process_left_out(
    area: Area, users: dict[str, User], ask: Callable[..., Request], monkeypatch: Any
) -> None:
    request = ask()
    queue = area_queue(area)
    account = f"account:{users['output_checker'].pk}"
    queue.checkers = queue.checkers.model_copy(update={"roles": (account,)})
    queue.refuse(request.id, account, "Merge the groups.", request.as_of)
    assert Event.objects.filter(object_type="releases.request").count() == 1
    assert record_history(area=area) == 1
    assert record_history(area=area) == 0
    event = Event.objects.filter(object_type="releases.request").latest("pk")
    assert (event.verb, event.actor_id) == ("send back", users["output_checker"].pk)
    assert [proof.breaks for proof in verify_all() if proof.breaks] == []


def test_what_a_person_did_is_in_their_export(
    area: Area, users: dict[str, User], release: Callable[..., Record]
) -> None:
    release()
    for role, did in (("analyst", "asked for release"), ("head_of_service", "released")):
        rows = json.loads(json.dumps(export(users[role]), default=str))
        (row,) = next(value for key, value in _walk(rows) if key == "tables to release")
        assert (row["table"], row["did"]) == ("pupils-by-need", did)
    shutil.rmtree(register_folder(area))
    (row,) = next(v for key, v in _walk(export(users["analyst"])) if key == "tables to release")
    assert row["words"].startswith("The register of releases cannot be read.")


def _walk(node: Any) -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key, value
            yield from _walk(value)


def test_a_file_of_another_kind_is_not_there(
    release: Callable[..., Record], client_for: Callable[[str], Client], address_of: Any
) -> None:
    record, client = release(), client_for("analyst")
    for name in ("file.sealed", "file.promises.json", "file.figures.sealed", "file.%2e%2e"):
        assert client.get(address_of(record, name)).status_code == 404


def test_the_seal_is_kept_apart_from_the_folder(area: Area, release: Callable[..., Record]) -> None:
    record = release()
    content = RegisterSeal.objects.get(area=area).content
    names = list(content["releases"])
    assert [name for name in names if not name.startswith(".queue/")] == [record.id]
    assert len(names) == 2, "what was asked for is under the seal too"
    assert content["next"] is None
    assert not list(register_folder(area).glob(".key"))
    RegisterSeal.objects.update(content={})
    with pytest.raises(StoreError, match="is not as its seal knows it"):
        released_tables(area)
