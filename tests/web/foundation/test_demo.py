"""The demonstration: an account for every role, on nobody's server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from stocktake.schools.register import held_register, schools_as_on
from stocktake.statistics import Warehouse
from stocktake_web.accounts.models import Area, Role, School, SchoolType, User
from stocktake_web.audit.verify import verify_all
from stocktake_web.history import queries
from stocktake_web.history.entries import make_entries

pytestmark = pytest.mark.django_db


CODES = re.compile(
    r"[a-z0-9]+(_[a-z0-9]+)+|\d{4}-\d{2}-\d{2}.*|[a-z]+\.[a-z]+|[0-9a-f]{64}|None|True"
)


def codes_in_histories(user: User) -> Iterator[str]:
    """Whatever in the histories of all places is a code, where words belong."""
    for area in Area.objects.all():
        changes = queries.read_changes(area, queries.area_events(area))
        for entry in make_entries(changes, queries.read_names(user, area, changes)):
            cells = [cell for row in entry.rows for cell in row]
            parts = [part for cell in cells for part in re.split("[;:,] ", cell)]
            words = entry.sentence.split()
            yield from (f"{entry.sentence} {p}" for p in [*parts, *words] if CODES.fullmatch(p))
            if "removed since" in entry.sentence:
                yield entry.sentence


def assert_schools_are_run_as_the_register_says(store: Path) -> None:
    register = schools_as_on(held_register(Warehouse(store), as_of=date.max), date(2026, 4, 1))
    trusts = dict(register.select("school_urn", "trust_uid").iter_rows())
    schools = School.objects.filter(area__invented=True)
    assert {row.trust_uid for row in schools} == {"", "90001", "90002"}
    assert all((trusts[int(row.urn)] or "") == row.trust_uid for row in schools)
    assert all((row.type_group == SchoolType.MAINTAINED) == (not row.trust_uid) for row in schools)


def test_it_is_refused_unless_it_was_asked_for(settings: object) -> None:
    settings.STOCKTAKE_DEMO = False
    with pytest.raises(CommandError, match="set STOCKTAKE_DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.slow
def test_two_places_and_an_account_for_every_role(
    settings: object, client: Client, tmp_path: Path
) -> None:
    settings.STOCKTAKE_DEMO = True
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "warehouse-invented")
    out = StringIO()
    call_command("demo", stdout=out)
    output = out.getvalue()
    assert Area.objects.filter(invented=True).count() == 1
    assert Area.objects.get(invented=False).name == "Blackpool"
    assert User.objects.count() == len(Role)
    assert_schools_are_run_as_the_register_says(Path(settings.STOCKTAKE_INVENTED_WAREHOUSE))
    password = output.split("every account: ")[1].split()[0]
    for role in Role:
        assert f"{role.value.replace('_', '.')}@demo.invalid" in output
    form = {"login": "secretary@demo.invalid", "password": password}
    assert client.post("/accounts/login/", form).status_code == 302
    assert client.get("/accounts/arrived/", follow=True).status_code == 200
    assert all(not proof.breaks for proof in verify_all())

    assert list(codes_in_histories(User.objects.get(email="administrator@demo.invalid"))) == []

    again = StringIO()
    call_command("demo", stdout=again)
    assert Area.objects.count() == 2
    assert password not in again.getvalue()
