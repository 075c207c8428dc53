"""A planted figure that is hidden: in no answer, row of the database, log or readable file."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from release_tables import MARKER, csv_of, upload

from stocktake_web.accounts.models import Area
from stocktake_web.releases.requests.queries import area_queue
from stocktake_web.services.registers import registers_folder

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
BEGIN = f"{DASHBOARD}releases/"
MARKS = (str(MARKER), f"{MARKER:,}")


class Reader:
    """Browsers of several roles that remember every answer."""

    def __init__(self, client_for: Callable[[str], Client]) -> None:
        self.client_for = client_for
        self.answers: list[Any] = []

    def get(self, role: str, address: str) -> None:
        self.answers.append(self.client_for(role).get(address, follow=True))

    def post(self, role: str, address: str, fields: dict[str, Any]) -> None:
        self.answers.append(self.client_for(role).post(address, fields, follow=True))

    @property
    def texts(self) -> list[str]:
        return [
            answer.content.decode() + str(answer.headers) + str(answer.redirect_chain)
            for answer in self.answers
        ]


@pytest.mark.slow
def test_the_planted_figure_is_nowhere(
    area: Area,
    client_for: Callable[[str], Client],
    address_of: Callable[..., str],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    reader = Reader(client_for)
    # Refused for the reasons that speak of figures: they do not add up, or one is none.
    wrong_sum = csv_of().replace(b"Total,942734277", b"Total,999999999")
    too_small = csv_of().replace(b"Total,942734277", b"Total,3")
    for content in (wrong_sum, too_small, csv_of().replace(b"Plan,3", b"Plan,x3")):
        reader.post("analyst", f"{BEGIN}ask/", upload(content))
    assert area_queue(area).requests() == ()
    for name in ("first-table", "second-table"):
        reader.post("analyst", f"{BEGIN}ask/", upload(name=name))
    reader.post("analyst", f"{BEGIN}ask/", upload(name="first-table"))
    first, second = area_queue(area).waiting()
    fields = {"reason": "Seen.", "sha256": first.sha256}
    reader.post("head_of_service", address_of(first, "release/"), fields | {"sha256": "0"})
    reader.post("head_of_service", address_of(first, "release/"), fields)
    reader.post("output_checker", address_of(second, "send-back/"), {"reason": "Merge."})
    (record,) = area_queue(area).register.records()
    # The neighbour of the hidden figure, told again: what is out already would give it away.
    reader.post("analyst", f"{BEGIN}ask/", upload(csv_of(plan=40), name="third-table"))
    pages = [BEGIN, f"{BEGIN}released/", DASHBOARD, f"{DASHBOARD}history/"]
    pages += [address_of(first), address_of(second), address_of(record)]
    pages += [address_of(record, f"file.{kind}") for kind in ("csv", "structure.json")]
    pages += [address_of(record, "file.record.json"), f"/search/?q={MARKER}&area={area.slug}"]
    for role in ("analyst", "head_of_service", "output_checker", "delivery_lead"):
        for page in pages:
            reader.get(role, page)
    reader.post("head_of_service", address_of(record, "recall/"), {"reason": "Wrong year."})

    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    logged = "".join(record.getMessage() for record in caplog.records) + str(capfd.readouterr())
    for mark in MARKS:
        leaks = [text for text in reader.texts if mark in text.replace(f"q={MARKER}", "")]
        leaks = [text for text in leaks if f'value="{MARKER}"' not in text]
        assert leaks == []
        assert mark not in dump.getvalue()
        assert mark not in logged
    assert [path for path in readable_files() if str(MARKER).encode() in path.read_bytes()] == []
    assert list(registers_folder().rglob("figures.sealed"))
    waiting = area_queue(area).waiting()
    sealed = registers_folder().rglob("table.sealed")
    assert {path.parent.name for path in sealed} == {request.id for request in waiting}


def readable_files() -> list[Path]:
    """What lies in the registers, sealed or not: the seal is no use if its bytes read plainly."""
    return [path for path in registers_folder().rglob("*") if path.is_file()]
