"""The database goes, is locked, or a server is killed: said plainly, and nothing half-written."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from installations import AREA, DESK, Answer, Installation, Visitor

pytestmark = pytest.mark.slow
PLACE = f"{DESK}/people/place/"
RISK = {"title": "Snow", "likelihood": 2, "impact": 2}
STATE_QUERY = "SELECT name, version, (SELECT count(*) FROM audit_event) FROM accounts_area"
RISKS = "SELECT title FROM plans_risk ORDER BY id"
TITLES_QUERY = """
SELECT content FROM audit_eventvalues JOIN audit_event ON id = event_id
WHERE object_type = 'plans.risk' AND verb = 'add' ORDER BY id
"""


def in_background(call: Any, *arguments: Any, **options: Any) -> Any:
    """Begin something that will take a while."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(call, *arguments, **options)
    pool.shutdown(wait=False)
    return future


def waiting_for_a_lock(connection: psycopg.Connection[Any]) -> None:
    """Return when somebody waits for a lock that this connection holds."""
    for _ in range(200):
        row = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
        if row and row[0]:
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def said_so(answer: Answer) -> None:
    assert answer.status == 503
    assert answer.headers["retry-after"] == "30"
    assert "Nothing of what you just sent was kept" in answer.text


def test_postgresql_is_stopped_in_the_middle_of_a_save_and_comes_back(
    in_postgresql: Installation, postgresql: Any
) -> None:
    [before] = in_postgresql.rows(STATE_QUERY)
    with in_postgresql.serve() as server:
        visitor = server.visitor("administrator")
        fields = visitor.form(PLACE) | {"name": "Borough of Examples"}
        holder = psycopg.connect(in_postgresql.database)
        holder.execute("SELECT 1 FROM accounts_area FOR UPDATE")
        saving = in_background(visitor.post, PLACE, fields)
        waiting_for_a_lock(holder)
        postgresql.stop()
        try:
            said_so(saving.result(60))
            holder.close()
            for path in (PLACE, f"{AREA}/", f"{DESK}/", "/", "/healthz"):
                said_so(visitor.get(path))
                said_so(server.visitor().get("/"))
            assert visitor.get(f"/api/v1{AREA}/plans").status == 503
        finally:
            postgresql.start()
        again = visitor.get(PLACE)
        assert again.status == 200, "the first request after the restart works"
        assert "Example Borough" in again.text
        assert in_postgresql.rows(STATE_QUERY) == [before]
        assert visitor.post(PLACE, fields).status == 302
        assert in_postgresql.rows(STATE_QUERY) == [["Borough of Examples", 2, before[2] + 1]]
    in_postgresql.command("verify_audit")
    assert "example.org" not in server.log.read_text()


def test_sqlite_is_locked_by_somebody_who_does_not_let_go(in_sqlite: Installation) -> None:
    [before] = in_sqlite.rows(STATE_QUERY)
    with in_sqlite.serve() as server:
        visitor = server.visitor("administrator")
        fields = visitor.form(PLACE) | {"name": "Borough of Examples"}
        holder = sqlite3.connect(in_sqlite.folder / "place.sqlite3", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        assert "Example Borough" in visitor.get(PLACE).text, "reading goes on"
        said_so(visitor.post(PLACE, fields))
        assert in_sqlite.rows(STATE_QUERY) == [before]
        saving = in_background(visitor.post, PLACE, fields)
        time.sleep(0.3)
        holder.execute("COMMIT")
        holder.close()
        assert saving.result(30).status == 302, "a save waits for its turn"
    assert in_sqlite.rows(STATE_QUERY) == [["Borough of Examples", 2, before[2] + 1]]
    in_sqlite.command("verify_audit")


def test_of_many_who_save_one_thing_at_once_one_does_and_the_others_are_told(
    installation: Installation,
) -> None:
    before = installation.rows(STATE_QUERY)[0]
    with installation.serve(workers=2) as server:
        visitor = server.visitor("administrator")
        fields = visitor.form(PLACE)
        gate = threading.Barrier(6)

        def save(number: int) -> Answer:
            other_visitor = Visitor(server.address)
            other_visitor.cookies = visitor.cookies
            other_visitor.opener = visitor.opener
            gate.wait()
            return other_visitor.post(PLACE, fields | {"name": f"Name {number}"})

        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(save, range(6)))
        assert sorted(answer.status for answer in answers) == [302] + [409] * 5
        saved_number = next(n for n, answer in enumerate(answers) if answer.status == 302)
        for number, answer in enumerate(answers):
            if number != saved_number:
                assert f"Name {saved_number}" in answer.text
                assert f'value="Name {number}"' in answer.text, "nothing that was entered is lost"
        link = f"/link/{installation.planted_ids['links'][0]}/"
        form = {"text": "Done.", "kind": "action"}
        strangers = [Visitor(server.address) for _ in range(4)]
        forms = [stranger.form(link) | form for stranger in strangers]
        with ThreadPoolExecutor(4) as pool:
            statuses = [a.status for a in pool.map(lambda s, f: s.post(link, f), strangers, forms)]
        assert sorted(statuses) == [200, 410, 410, 410]
    assert installation.rows(STATE_QUERY)[0][:2] == [f"Name {saved_number}", 2]
    assert installation.rows(STATE_QUERY)[0][2] == before[2] + 2
    installation.command("verify_audit")


def test_a_server_that_is_killed_while_people_save_leaves_every_save_whole_or_absent(
    installation: Installation,
) -> None:
    add = f"{DESK}/plan/risks/add/"
    acknowledged: list[str] = ["Rain"]
    with installation.serve(workers=2) as server:
        visitors = [server.visitor("delivery_lead") for _ in range(2)]
        fields = [visitor.form(add) for visitor in visitors]
        enough = threading.Event()

        def save(saver: int) -> None:
            for number in range(400):
                words = f"Risk {saver}-{number}"
                try:
                    answer = visitors[saver].post(add, fields[saver] | RISK | {"title": words})
                except OSError:
                    return
                assert answer.status == 302
                acknowledged.append(words)
                if number == 7:
                    enough.set()

        with ThreadPoolExecutor(2) as pool:
            savers = [pool.submit(save, saver) for saver in range(2)]
            assert enough.wait(60)
            server.kill()
            for saver in savers:
                saver.result(60)
    nobody_saves(installation)
    risks = [words for (words,) in installation.rows(RISKS)]
    event_titles = [_words(content) for (content,) in installation.rows(TITLES_QUERY)]
    assert set(acknowledged) <= set(risks), "what was confirmed is there"
    assert sorted(risks) == sorted(event_titles), "a risk and its event are both there, or neither"
    assert len(risks) - len(acknowledged) <= 4, "at most what was under way when it was killed"
    installation.command("verify_audit")
    with installation.serve() as server:
        assert server.visitor("delivery_lead").get(f"{DESK}/plan/risks/").status == 200


def nobody_saves(place: Installation) -> None:
    """Return when PostgreSQL has ended what the killed server had under way."""
    if place.database.startswith("postgresql"):
        with psycopg.connect(place.database) as connection:
            for _ in range(200):
                row = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid != pg_backend_pid()"
                ).fetchone()
                if row == (0,):
                    return
                time.sleep(0.05)
        raise AssertionError("somebody is still connected")


def _words(content: Any) -> Any:
    content = json.loads(content) if isinstance(content, str) else content
    return json.loads(content["title"][1])


def test_a_server_that_is_killed_while_it_waits_in_a_save_has_done_nothing(
    in_postgresql: Installation,
) -> None:
    [before] = in_postgresql.rows(STATE_QUERY)
    with in_postgresql.serve() as server:
        visitor = server.visitor("administrator")
        fields = visitor.form(PLACE) | {"name": "Borough of Examples"}
        with psycopg.connect(in_postgresql.database) as holder:
            # The event comes last: the name is changed, and not yet confirmed.
            holder.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE")
            saving = in_background(visitor.post, PLACE, fields)
            waiting_for_a_lock(holder)
            server.kill()
            with pytest.raises(OSError, match=r"."):
                saving.result(30)
    assert in_postgresql.rows(STATE_QUERY) == [before]
    in_postgresql.command("verify_audit")
