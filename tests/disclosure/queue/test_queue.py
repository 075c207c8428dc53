"""The queue: asked by one person, let out by another, as it was seen or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.disclosure import (
    Register,
    RegisterInUseError,
    hold_queue,
    load_policies,
    parse_structure,
    release,
)
from stocktake.disclosure.queue import ChangedPreviewError, Checkers, ReleaseQueue, Request
from stocktake.disclosure.register_seal import SealFile
from stocktake.standards.errors import StocktakeError, StoreError, UsageError

DAY, NEXT_DAY = date(2025, 1, 31), date(2025, 2, 1)
STRUCTURE = parse_structure(
    """
    population = "all"
    place = "la-001"
    period = "202324"
    measure = [{ id = "pupils", column = "n" }]
    [[dimension]]
    id = "need"
    column = "need"
    total = "Total"
    split = [{ total = "Total", parts = ["None", "Support", "Plan"] }]
    """,
    "pupils.toml",
)
NEEDS = ["Total", "None", "Support", "Plan"]
SECRET = 4273


def frame(*figures: int) -> pl.DataFrame:
    return pl.DataFrame({"need": NEEDS, "n": [sum(figures), *figures], "head": ["inside"] * 4})


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register", seal=SealFile(tmp_path / "seal.json"))


@pytest.fixture
def queue(register: Register) -> ReleaseQueue:
    return ReleaseQueue(register)


@pytest.fixture
def ask(queue: ReleaseQueue) -> Callable[..., Request]:
    def ask(table: pl.DataFrame | None = None, **options: object) -> Request:
        arguments = {
            "policy": "stocktake_default",
            "requested_by": "analyst",
            "as_of": DAY,
            "name": "pupils",
            "purpose": "for the board of June",
        } | options
        table = frame(9000, SECRET, 3) if table is None else table
        return queue.ask(table, STRUCTURE, **arguments)

    return ask


def test_a_table_waits_and_nothing_is_out(queue: ReleaseQueue, register: Register, ask) -> None:
    request = ask()
    assert queue.waiting() == (request,)
    assert register.records() == ()
    assert queue.preview(request.id) == "need,n\nNone,9000\nPlan,c\nSupport,c\nTotal,13276\n"
    assert [(check.id, check.needs_reason) for check in request.checks] == [
        ("hidden", False),
        ("bounds", False),
        ("earlier", False),
    ]
    assert request.checks[0].words == (
        "Of 4 figures 2 are hidden: small count or so that another cannot be worked out."
    )


def test_what_waits_is_sealed(queue: ReleaseQueue, register: Register, ask) -> None:
    ask()
    files = [path for path in register.folder.rglob("*") if path.is_file()]
    text = "".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    assert str(SECRET) not in text
    assert "inside" not in text


def test_a_second_person_lets_it_out_and_the_record_says_so(
    queue: ReleaseQueue, register: Register, ask
) -> None:
    request = ask()
    preview = queue.preview(request.id)
    disclosure = queue.approve(request.id, "head-of-service", "asked for by the board", NEXT_DAY)
    assert disclosure.csv == preview
    (record,) = register.records()
    assert record == disclosure.record
    assert (record.requested_by, record.approved_by) == ("analyst", "head-of-service")
    assert (record.approval_reason, record.as_of) == ("asked for by the board", NEXT_DAY)
    outcome = queue.get(request.id).outcome
    assert outcome is not None
    assert (outcome.is_approved, outcome.record_id) == (True, record.id)
    assert queue.waiting() == ()
    assert not list(register.folder.rglob("table.sealed"))


def test_a_table_that_is_sent_back_is_not_out(queue: ReleaseQueue, register: Register, ask) -> None:
    request = ask()
    queue.refuse(request.id, "output-checker", "merge the two smallest groups", NEXT_DAY)
    outcome = queue.get(request.id).outcome
    assert outcome is not None
    assert (outcome.is_approved, outcome.reason) == (False, "merge the two smallest groups")
    assert register.records() == ()
    assert not list(register.folder.rglob("table.sealed"))
    with pytest.raises(UsageError, match="was decided on 2025-02-01"):
        queue.approve(request.id, "head-of-service", "after all", NEXT_DAY)
    again = ask()
    assert again.id != request.id


@pytest.mark.parametrize(
    ("by", "reason", "faults"),
    [
        ("analyst", "it is mine", ["by: is who asked; expected a second person"]),
        ("ANALYST", "it is mine", ["by: is who asked"]),
        ("clerk", "it is fine", ["'clerk' does not let tables out", "head-of-service"]),
        ("clerk", " ", ["'clerk' does not let tables out", "reason: is not stated"]),
    ],
)
def test_who_may_not_decide(
    queue: ReleaseQueue, register: Register, ask, by: str, reason: str, faults: list[str]
) -> None:
    request = ask()
    for decide in (queue.approve, queue.refuse):
        with pytest.raises(UsageError) as refusal:
            decide(request.id, by, reason, NEXT_DAY)
        for fault in faults:
            assert fault in str(refusal.value)
    assert queue.waiting() == (request,)
    assert register.records() == ()


def test_an_asker_who_is_a_checker_still_needs_a_second_person(register: Register) -> None:
    queue = ReleaseQueue(register, checkers=Checkers(title="Both", roles=("lead", "second")))
    request = queue.ask(
        frame(90, 40, 30), STRUCTURE, "stocktake_default", "lead", DAY, name="pupils", purpose="x"
    )
    with pytest.raises(UsageError, match="is who asked"):
        queue.approve(request.id, "lead", "quick", DAY)
    assert queue.approve(request.id, "second", "read through", DAY).record.approved_by == "second"


def test_a_table_of_which_most_is_hidden_needs_a_reason_for_it(
    queue: ReleaseQueue, register: Register, ask
) -> None:
    request = ask(frame(12, 3, 4))
    check_ids = [check.id for check in request.checks if check.needs_reason]
    assert check_ids == ["mostly-hidden"]
    with pytest.raises(UsageError) as refusal:
        queue.approve(request.id, "head-of-service", "yes", DAY, exceptions={"mostly": "so what"})
    assert "mostly-hidden: asks for a reason: More than half" in str(refusal.value)
    assert "mostly: asks for no reason" in str(refusal.value)
    disclosure = queue.approve(
        request.id,
        "head-of-service",
        "yes",
        DAY,
        exceptions={"mostly-hidden": "the total alone is asked for"},
    )
    assert disclosure.record.exceptions == {"mostly-hidden": "the total alone is asked for"}
    assert register.records()[0].exceptions == disclosure.record.exceptions


def test_another_table_than_was_seen_never_leaves(
    queue: ReleaseQueue, register: Register, ask
) -> None:
    """A release between asking and deciding makes more to be hidden."""
    request = ask(frame(9000, 400, 30))
    assert queue.preview(request.id).count(",c") == 0
    between = pl.DataFrame({"need": NEEDS, "n": [9433, 9000, 430, 3]})
    release(between, STRUCTURE, "stocktake_default", register, "analyst", DAY, name="pupils-before")
    with pytest.raises(StocktakeError):
        queue.approve(request.id, "head-of-service", "as seen", NEXT_DAY)
    assert [record.name for record in register.records()] == ["pupils-before"]


def test_stricter_rules_since_are_shown_before_it_leaves(register: Register) -> None:
    queue = ReleaseQueue(register)
    request = queue.ask(
        frame(9000, 400, 12), STRUCTURE, "stocktake_default", "analyst", DAY,
        name="pupils", purpose="for the board",
    )  # fmt: skip
    assert ",c" not in queue.preview(request.id)
    policies = load_policies()
    strict = policies["stocktake_default"].model_copy(update={"threshold": 15, "version": "2"})
    later = ReleaseQueue(register, policies=policies | {"stocktake_default": strict})
    with pytest.raises(UsageError, match="another table would leave now than was seen"):
        later.approve(request.id, "head-of-service", "as seen", NEXT_DAY)
    assert register.records() == ()
    assert ",c" in later.preview(request.id)
    later.approve(request.id, "head-of-service", "as seen the second time", NEXT_DAY)
    assert register.records()[0].policy_version == "2"


def test_the_same_table_waits_once(queue: ReleaseQueue, ask) -> None:
    ask()
    with pytest.raises(UsageError, match="the same table waits already"):
        ask()


def test_a_request_needs_its_purpose_and_a_role(ask) -> None:
    with pytest.raises(UsageError, match="needs its purpose"):
        ask(purpose=" ")
    with pytest.raises(UsageError, match="is no role"):
        ask(requested_by="Jo Invented")


def test_a_request_that_was_edited_or_moved_is_noticed(
    queue: ReleaseQueue, register: Register, ask
) -> None:
    first, second = ask(), ask(frame(90, 40, 30), name="others")
    unsealed_queue = ReleaseQueue(Register(register.folder))
    folder = register.folder / ".queue"
    (folder / first.id / "table.sealed").write_bytes(
        (folder / second.id / "table.sealed").read_bytes()
    )
    with pytest.raises(StoreError, match=r"has a table\.sealed that no key opens"):
        unsealed_queue.approve(first.id, "head-of-service", "as seen", DAY)
    (folder / second.id / "request.json").write_text("{}")
    with pytest.raises(StoreError, match="cannot be read"):
        unsealed_queue.waiting()
    with pytest.raises(StoreError, match="is not what was written"):
        queue.waiting()


def test_no_request_has_the_id_of_a_path(queue: ReleaseQueue, ask) -> None:
    ask()
    for name in ("", ".", "..", "../pupils", "pupils"):
        with pytest.raises(UsageError, match="no such request"):
            queue.preview(name)


def test_who_looked_at_another_preview_lets_nothing_out(
    queue: ReleaseQueue, register: Register, ask
) -> None:
    request = ask()
    with pytest.raises(ChangedPreviewError, match="another table would leave now than was seen"):
        queue.approve(request.id, "head-of-service", "fine", NEXT_DAY, seen_sha256="0" * 64)
    assert register.records() == ()
    queue.approve(request.id, "head-of-service", "fine", NEXT_DAY, seen_sha256=request.sha256)
    assert len(register.records()) == 1


def test_while_one_person_decides_no_other_does(
    queue: ReleaseQueue, register: Register, ask
) -> None:
    request = ask()
    with hold_queue(register.folder):
        for attempt in (
            lambda: queue.approve(request.id, "head-of-service", "fine", DAY),
            lambda: queue.refuse(request.id, "output-checker", "no", DAY),
            lambda: ask(name="other"),
        ):
            with pytest.raises(RegisterInUseError, match="the queue is in use"):
                attempt()
    assert queue.waiting() == (request,)
    assert queue.refuse(request.id, "output-checker", "no", DAY).outcome is not None


def test_a_preview_that_was_edited_is_not_shown(queue: ReleaseQueue, ask) -> None:
    request = ask()
    path = queue.register.folder / ".queue" / request.id / "preview.csv"
    path.write_text(path.read_text().replace("13276", "13275"))
    with pytest.raises(StoreError, match="is not its own"):
        queue.preview(request.id)


def test_a_request_says_which_columns_hold_figures(queue: ReleaseQueue, ask) -> None:
    assert ask().figure_columns == ("n",)
