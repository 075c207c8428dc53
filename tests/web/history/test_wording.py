"""The tables of how the history speaks: complete, and free of codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

import stocktake_web
from stocktake_web.audit.models import Event
from stocktake_web.audit.object_ref import ObjectRef
from stocktake_web.history.entries import SYSTEM, make_entries
from stocktake_web.history.queries import Change
from stocktake_web.history.titles import title_parts
from stocktake_web.history.values import ReaderNames, format_plain, format_value
from stocktake_web.history.wording import UNKNOWN_VERB, ObjectWording, table, wording_of
from stocktake_web.records.models import AreaScoped

ROOT = Path(stocktake_web.__file__).parent
CODE = re.compile(r"\b\w+_\w+\b|\b\w+\.\w+\b|\d{4}-\d{2}-\d{2}|[{}\[\]]")
"""What no reader should meet: a field's or type's name, a date as stored, a part of a program."""


def verbs_of(app: str) -> Iterator[tuple[str, str]]:
    """Every verb that an app's code writes out, with its place."""
    for path in sorted((ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values: list[ast.expr] = []
            if isinstance(node, ast.keyword) and node.arg == "verb":
                values = [node.value]
            elif isinstance(node, ast.Assign):
                names = [name.id for name in node.targets if isinstance(name, ast.Name)]
                values = [node.value] if any(n.lower().endswith("verb") for n in names) else []
            for value in values:
                for part in ast.walk(value):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("app", sorted({name.partition(".")[0] for name in table()} - {"audit"}))
def test_every_verb_that_is_recorded_has_its_words(app: str) -> None:
    words = {
        verb
        for name, wording in table().items()
        if name.startswith(f"{app}.")
        for verb in wording.verbs
    }
    # What is compared with, such as the query on a status, is no verb of an event.
    missing = {
        verb: place
        for verb, place in verbs_of(app)
        if verb not in words | {"add", "change", "", "is", "are"}
    }
    assert missing == {}


def test_every_row_with_a_history_of_its_own_has_its_words() -> None:
    models = [
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, AreaScoped) and model.history_object is AreaScoped.history_object
    ]
    # Bytes that belong to another row; they are recorded with it.
    parts = {"plans.evidencecontent", "boards.papercontent"}
    assert len(models) > 20
    assert [name for name in models if name not in table() and name not in parts] == []


@pytest.mark.parametrize("wording", table().values(), ids=lambda row: row.type)
def test_no_sentence_holds_a_code(wording: ObjectWording) -> None:
    """Every verb of every type: with a title, removed, closed; by somebody, by nobody."""
    ref = ObjectRef(wording.type, "7")
    reader_names = ReaderNames(accounts={3: "Ann Example"}, titles={ref: "Old Mill"})
    for verb in [*wording.verbs, "add", "change", "of_a_later_version"]:
        for actor_id in (None, 3):
            for names in (reader_names, ReaderNames(), ReaderNames(closed_refs=frozenset({ref}))):
                change = Change(
                    event=Event(
                        number=1, actor_id=actor_id, actor_role="board_member, gone", verb=verb
                    ),
                    ref=ref,
                    values={},
                    erased_names=(),
                    reason="the school asked.",
                    is_same=False,
                )
                sentence = make_entries([change], names)[0].sentence
                assert not CODE.search(sentence.replace("(board member)", "")), sentence
                assert sentence.endswith(".")
                assert ".." not in sentence
                assert "  " not in sentence
                assert sentence[0].isupper()
                assert ("because “the school asked”" in sentence) == (ref not in names.closed_refs)


@pytest.mark.parametrize("wording", table().values(), ids=lambda row: row.type)
def test_every_label_is_words(wording: ObjectWording) -> None:
    fields = {
        field.name
        for label in (wording.type, *wording.model_labels)
        if label in {model._meta.label_lower for model in apps.get_models()}
        for field in apps.get_model(label)._meta.concrete_fields
    }
    for name in fields | set(wording.labels):
        assert not CODE.search(wording.label(name)), name


@pytest.mark.parametrize(
    "wording", [row for row in table().values() if row.title], ids=lambda row: row.type
)
@pytest.mark.django_db
def test_every_title_is_read_from_fields_that_exist(wording: ObjectWording) -> None:
    model = apps.get_model(wording.type)
    assert list(model._default_manager.values(*title_parts(wording))[:1]) == []


def test_a_type_and_verb_of_a_later_version_are_still_words() -> None:
    wording = wording_of("schools.escalation_step")
    assert (wording.kind, wording.name) == ("Escalation step", "The escalation step")
    assert wording.phrase("raise_level") == UNKNOWN_VERB


def test_a_decision_that_was_corrected() -> None:
    ref = ObjectRef("boards.decision", "7")
    change = Change(
        event=Event(number=1, actor_id=3, actor_role="secretary", verb="change"),
        ref=ref,
        values={"text": "One hub goes on.", "quorate": True, "open_decision": ""},
        erased_names=(),
        reason="The trust withdrew one.",
        is_same=False,
    )
    names = ReaderNames(accounts={3: "Ann Example"}, titles={ref: "Reading hubs"})
    (entry,) = make_entries([change], names)
    assert entry.sentence == (
        "The decision on “Reading hubs” was corrected by Ann Example (secretary), "
        "because “The trust withdrew one”."
    )
    assert entry.rows == (
        ("Decision", "One hub goes on."),
        ("With a quorum", "yes"),
        ("Question of the plan", "nothing"),
    )


@pytest.mark.parametrize(
    ("type", "name", "value", "text"),
    [
        ("plans.risk", "impact", 3, "3 High"),
        ("plans.risk", "reviewed_on", "2026-11-23", "23 November 2026"),
        ("plans.risk", "target_ids", [], "nothing"),
        ("plans.risk", "owner_user", 3, "Ann Example"),
        ("plans.risk", "owner_user", 4, "account 4"),
        (
            "plans.risk",
            "target_ids",
            ["t1", "t9"],
            "Fewer absent; something that was removed since",
        ),
        ("plans.target", "rating", "amber_red", "Amber-red"),
        ("plans.target", "computed_status", "off_track", "Off track"),
        ("plans.fundingline", "spent_pounds", "54000.00", "£54,000"),
        ("plans.fundingline", "spent_pounds", "not money", "not money"),
        ("plans.interimobjective", "academic_year", "202627", "2026/27"),
        ("plans.interimobjective", "term", "1-autumn", "Autumn"),
        ("plans.plandraft", "base", 1, "1"),
        ("boards.meeting", "seats", {"1": ["present", None]}, "Chair: Present"),
        ("boards.meeting", "starts_at", "14:00:00", "2:00pm"),
        ("boards.decision", "item", 5, "something that you may not open"),
        ("accounts.membership", "role", "board_member", "Board member"),
    ],
)
def test_a_value_as_a_reader_sees_it(type: str, name: str, value: object, text: str) -> None:
    names = ReaderNames(
        accounts={3: "Ann Example"},
        titles={
            ObjectRef("plans.target", "t1"): "Fewer absent",
            ObjectRef("boards.seat", "1"): "Chair",
        },
        closed_refs=frozenset({ObjectRef("boards.agendaitem", "5")}),
    )
    assert format_value(wording_of(type), name, value, names) == text


@pytest.mark.parametrize(
    "value", ["2026-13-45", "2026-02-30", "25:61:00", "0000-00-00", "2026-02-30T25:00:00Z"]
)
def test_what_only_looks_like_a_date_stays_as_it_is(value: str) -> None:
    assert format_plain(value) == value


def test_who_did_what_no_account_did_is_named() -> None:
    change = Change(
        Event(number=1, verb="add"), ObjectRef("plans.sheetimport", "1"), {}, (), "", False
    )
    assert make_entries([change], ReaderNames())[0].sentence.endswith(f"by {SYSTEM}.")
