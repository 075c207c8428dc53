"""A person is exported and forgotten; an installation is copied and put back. Real commands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from installations import AREA, DESK, PASSWORD, Installation, Server, Visitor

from stocktake_web.installation.backup.database import _stored_models

pytestmark = pytest.mark.slow
EMAIL, NAME = "zebedee.planted@example.org", "Zebedee Planted"
WORDS = ("zebedee", "planted")


def live_a_little(place: Installation, server: Server) -> Visitor:
    """A person is invited, comes in, works, and leaves traces wherever that is possible."""
    administrator = server.visitor("administrator")
    answer = administrator.send(
        f"{DESK}/people/invite/", display_name=NAME, email=EMAIL, role="delivery_lead"
    )
    assert answer.status == 200, answer.text
    assert EMAIL in administrator.get(f"{DESK}/people/").text
    mail = "".join(path.read_text() for path in (place.folder / "mails").iterdir())
    link = re.search(r"https?://[^/\s]+(/accounts/invitation/\S+)", mail)
    assert link
    person = server.visitor()
    answer = person.send(link[1], display_name=NAME, password=PASSWORD, again=PASSWORD)
    assert answer.status == 302, answer.text
    plan = f"{DESK}/plan"
    assert person.send(f"{plan}/risks/add/", title="Ice", likelihood=2, impact=2).status == 302
    file = ("visits.pdf", b"%PDF-1.7 visits")
    form = {"text": "Begun.", "kind": "action"}
    answer = person.send(f"{plan}/activities/team/update/", {"file": file}, **form)
    assert answer.status == 302, answer.text
    wrong = server.visitor()
    answer = wrong.send("/accounts/login/", login=EMAIL, password="not the pass phrase")
    assert answer.status == 200
    other_visitor = server.visitor()
    answer = other_visitor.send("/accounts/password/reset/", email=EMAIL)
    assert answer.status == 302
    again = administrator.send(
        f"{DESK}/people/invite/", display_name=NAME, email=EMAIL, role="analyst"
    )
    assert again.status == 200
    return person


def go_wrong(place: Installation, server: Server, person: Visitor) -> tuple[str, ...]:
    """Provoke what is logged; give the keys that must not be."""
    token = place.planted_ids["links"][0]
    stranger = server.visitor()
    # A form without its key is refused; the address is still good, and stays unsaid.
    assert stranger.post(f"/link/{token}/", {"text": "x", "kind": "action"}).status == 403
    assert stranger.get(f"/link/{token[:-2]}/").status == 404
    assert stranger.get(f"/accounts/invitation/{'x' * 43}/").status == 410
    for path in (f"/{quote(EMAIL)}/", f"{AREA}/explore/search/?q={quote(NAME)}"):
        assert stranger.get(path).status < 500
    assert person.get(f"{DESK}/people/invite/").status == 403
    return (token, token[:-2], "x" * 43)


def test_a_person_is_told_everything_and_then_forgotten(installation: Installation) -> None:
    with installation.serve() as server:
        person = live_a_little(installation, server)
        keys = go_wrong(installation, server, person)
        export = json.loads(installation.command("export_person", EMAIL))
        assert export["account"][0]["email"] == EMAIL
        assert [row["text"] for row in export["updates of activities"]] == ["Begun."]
        assert {"update", "add"} <= {event["verb"] for event in export["done by the person"]}
        assert export["failed attempts to sign in"]
        installation.command("erase_person", EMAIL, "--reason", "asked for", "--yes")
        assert person.get(f"{DESK}/").status == 302, "signed out everywhere"
        administrator = server.visitor("administrator")
        for path in ("people/", "history/", "plan/activities/team/", "plan/risks/"):
            page = administrator.get(f"{DESK}/{path}")
            assert page.status == 200
            assert found_in(page.body) == [], path
    installation.command("verify_audit")
    log = server.log.read_text()
    assert "Not Found: /link/.../" in log
    assert [key for key in keys if key in log] == []
    assert found_in(log.encode()) == []
    assert everything_held(installation) == []


def found_in(content: bytes) -> list[str]:
    """Which of the planted words a content has, in either encoding."""
    small = content.lower()
    return [word for word in WORDS if word.encode() in small or word.encode("utf-16le") in small]


def everything_held(place: Installation) -> list[str]:
    """Where the words still are: in any byte of SQLite's files, in any row of PostgreSQL."""
    if place.database.startswith("sqlite"):
        files = place.folder.glob("place.sqlite3*")
        return [
            f"{path.name}: {findings}"
            for path in files
            if (findings := found_in(path.read_bytes()))
        ]
    findings = []
    with psycopg.connect(place.database) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT t::text FROM "{table}" t').fetchall()  # noqa: S608
            findings += [f"{table}: {row[0][:200]}" for row in rows if found_in(row[0].encode())]
    return findings


def test_a_copy_put_back_elsewhere_is_the_same_and_works(
    installation: Installation, empty: Callable[[], Installation]
) -> None:
    with installation.serve() as server:
        visitor = server.visitor("delivery_lead")
        file = ("visits.pdf", b"%PDF-1.7 visits")
        address = f"{DESK}/plan/activities/team/update/"
        answer = visitor.send(address, {"file": file}, text="Begun.", kind="action")
        assert answer.status == 302, answer.text
        copy = Path(installation.command("backup", str(installation.folder / "copies")).strip())
    ends = json.loads((copy / "manifest.json").read_text())["chains"]
    second_place = empty()
    second_place.command("restore", str(copy))
    rows_before = rows_of(installation)
    assert rows_before == rows_of(second_place)
    assert sum(len(rows) for rows in rows_before.values()) > 40
    with second_place.serve() as server:
        visitor = server.visitor("delivery_lead")
        page = visitor.get(f"{DESK}/plan/activities/team/")
        evidence = re.search(rf'href="({DESK}/plan/activities/team/evidence/\d+/)"', page.text)
        assert evidence
        assert visitor.get(evidence[1]).body == b"%PDF-1.7 visits"
        answer = visitor.send(f"{DESK}/plan/risks/add/", title="Hail", likelihood=2, impact=2)
        assert answer.status == 302
    second_place.command("verify_audit", *(f"--expect={end}" for end in ends))


def rows_of(place: Installation) -> dict[str, list[str]]:
    """What every table of ours holds; everybody signs in again after a restoration."""
    tables = [f"{model._meta.db_table}" for model in _stored_models()]
    return {name: sorted(map(str, place.rows(f'SELECT * FROM "{name}"'))) for name in tables}  # noqa: S608


def test_a_fault_of_ours_tells_nobody_about_a_person(in_sqlite: Installation) -> None:
    code = f"""
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Invitation, Membership, User
from stocktake_web.boards.models import Seat
user = add_account(actor=None, email={EMAIL!r}, display_name={NAME!r})
area = Area.objects.get()
day = area.created.date()
role = give_role(area=area, actor=None, user=user, role="analyst", starts=day)
sent = Invitation(email={EMAIL!r}, display_name={NAME!r}, role="analyst", area=area)
seat = Seat(user=user, role="Chair")
[repr(user), repr(role), repr(sent), repr(list(User.objects.all())), repr(seat)]
"""
    lines = in_sqlite.ask(code)
    assert [line for line in lines if found_in(line.encode())] == []
