"""Files that are no table, or too large: a sentence at the field, and nothing is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.test import Client
from release_tables import MARKER, NEEDS, STRUCTURE, csv_of, upload

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event
from stocktake_web.releases.requests.queries import area_queue
from stocktake_web.services.registers import register_folder

pytestmark = pytest.mark.django_db
ASK = "/example-borough/dashboard/releases/ask/"


def parquet(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


GOOD_FRAME = pl.DataFrame({"need": NEEDS, "pupils": [900_000_001, MARKER, 3, 942_734_277]})
MANY = "\n".join(f"item-{row},{row + 20}" for row in range(1_700))
TABLES = {
    "nothing in it": (b"", "pupils.csv", "empty"),
    "a zip": (b"PK\x03\x04" + bytes(60), "pupils.csv", "holds something else"),
    "a workbook by name": (csv_of(), "pupils.xlsx", "one of these kinds: .csv, .parquet"),
    "csv by the name of parquet": (csv_of(), "pupils.parquet", "holds something else"),
    "semicolons": (csv_of().replace(b",", b";"), "pupils.csv", "no column &#39;need&#39;"),
    "sixteen bits": (csv_of().decode().encode("utf-16"), "pupils.csv", "holds something else"),
    "latin": (csv_of().replace(b"Plan", b"Pl\xe4n"), "pupils.csv", "is no table"),
    "a header alone": (b"need,pupils\n", "pupils.csv", "no row below its header"),
    "rows of other lengths": (b"need,pupils\nNone,1,2,3\n", "pupils.csv", ""),
    "a figure in words": (
        csv_of().replace(b"900000001", b"many"),
        "pupils.csv",
        "neither a number",
    ),
    "below zero": (
        csv_of().replace(b"900000001", b"-5"),
        "pupils.csv",
        "is impossible for a count",
    ),
    "a gap": (csv_of().replace(b",3\n", b",c\n"), "pupils.csv", "has no figure"),
    "huge": (b"need,pupils\n" + b"None,1\n" * 400_000, "pupils.csv", "smaller than 2 MB"),
    "many rows": (b"need,pupils\n" + b"a,1\n" * 60_000, "pupils.csv", "more than 20,000 rows"),
    "many columns": (b"," * 5_000 + b"\n", "pupils.csv", "more than 100 columns"),
    "too many to prove": (f"need,pupils\n{MANY}\n".encode(), "pupils.csv", "at most 1,500"),
    "a bomb of text": (
        parquet(pl.DataFrame({"need": ["a" * 120_000_000], "pupils": [1]})),
        "pupils.parquet",
        "unpacks to more than 50 MB",
    ),
    "a bomb of rows": (
        parquet(pl.DataFrame({"pupils": pl.zeros(3_000_000, dtype=pl.Int64, eager=True)})),
        "pupils.parquet",
        "more than 20,000 rows",
    ),
    "lists": (
        parquet(pl.DataFrame({"need": [["a", "b"]], "pupils": [1]})),
        "pupils.parquet",
        "columns within columns",
    ),
    "half of a parquet": (parquet(GOOD_FRAME)[:-20], "pupils.parquet", "is damaged"),
    "a parquet with a hole": (
        b"PAR1" + bytes(40) + parquet(GOOD_FRAME)[44:],
        "pupils.parquet",
        "",
    ),
}
STRUCTURES = {
    "nothing in it": (b"", "empty"),
    "not text": (b"a = \xff\xfe", "is not UTF-8 text"),
    "no TOML": (b"population = ", "is not valid TOML"),
    "nested": (b"a = " + b"[" * 50_000, ""),
    "nested as JSON": (b'{"a":' + b"[" * 90_000, ""),
    "another key": (STRUCTURE.encode() + b"\nsecret = 1\n", ""),
    "no measure": (b'population = "all"\n', "measure"),
    "huge": (b"# " + b"x" * 300_000, "smaller than 200 KB"),
}


def refusal_page(answer: Any, area: Area) -> str:
    """The page of a refused table; nothing of it was kept."""
    assert answer.status_code == 200, answer
    assert area_queue(area).requests() == ()
    assert not list(register_folder(area).rglob("*.sealed"))
    assert not Event.objects.filter(object_type="releases.request").exists()
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "Nothing was kept. Choose both files again." in page
    return page


@pytest.mark.parametrize(("content", "name", "words"), TABLES.values(), ids=TABLES)
def test_a_table_that_is_none(
    content: bytes, name: str, words: str, area: Area, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("analyst").post(ASK, upload(content, table_name=name))
    page = refusal_page(answer, area)
    assert words in page
    assert "error-message" in page
    assert str(MARKER) not in page


@pytest.mark.parametrize(("content", "words"), STRUCTURES.values(), ids=STRUCTURES)
def test_a_structure_that_is_none(
    content: bytes, words: str, area: Area, client_for: Callable[[str], Client]
) -> None:
    page = refusal_page(client_for("analyst").post(ASK, upload(structure=content)), area)
    assert words in page
    assert 'id="id_structure-error"' in page


def test_all_faults_of_a_table_are_shown_together(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    wrong = csv_of().replace(b"900000001", b"many").replace(b",3\n", b",-1\n")
    page = refusal_page(client_for("analyst").post(ASK, upload(wrong)), area)
    assert "pupils-by-need: row 1: pupils is neither a number nor a known symbol" in page
    assert "pupils-by-need: row 3: pupils is impossible for a count" in page


@pytest.mark.parametrize(
    "name", ["../../pupils", "Pupils", "pupils by need", "x" * 51, "pupils-", "pupils\n"]
)
def test_a_name_that_is_no_folders(
    name: str, area: Area, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("analyst").post(ASK, upload(name=name))
    if name == "pupils\n":
        # The field drops what stands around a name.
        assert answer.status_code == 302
    else:
        assert 'id="id_name-error"' in refusal_page(answer, area)


def test_a_parquet_table_is_taken(area: Area, client_for: Callable[[str], Client]) -> None:
    fields = upload(parquet(GOOD_FRAME), table_name="pupils.parquet")
    assert client_for("analyst").post(ASK, fields).status_code == 302
    (request,) = area_queue(area).waiting()
    assert area_queue(area).preview(request.id).splitlines()[2:4] == ["Plan,c", "Support,c"]


def test_markup_in_a_table_stays_text(area: Area, client_for: Callable[[str], Client]) -> None:
    item = b"<script>alert(1)</script>"
    structure = STRUCTURE.replace('"None"', f'"{item.decode()}"')
    fields = upload(csv_of().replace(b"None", item), structure=structure, purpose=item.decode())
    answer = client_for("analyst").post(ASK, fields, follow=True)
    assert "The table waits." in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
