"""What the documentation says of the application: its addresses, rights, commands and pictures."""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.test import Client
from django.urls import Resolver404, resolve
from generate import DOCS, REFERENCE
from generators import api, permissions

from stocktake_web.accounts.dashboard.views import former_address

ROOT = DOCS.parent
PAGES = [ROOT / "SECURITY.md", ROOT / "README.md", *sorted((DOCS / "how-to").glob("*.md"))]
ADDRESS = re.compile(r"`(/(?:AREA|accounts|healthz|api)\b[^`\s]*)`")
VARIABLE = re.compile(r"\bSTOCKTAKE_[A-Z_]+[A-Z]\b")
COMMAND = re.compile(r"\bstocktake-web ([a-z_]+)")
WEB = DOCS / "images" / "web"
WIDTHS = {"desktop": 1280, "phone": 375}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def find_mentions(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """What the pages say that matches, with the page."""
    return {
        (name(page), match) for page in PAGES for match in pattern.findall(page.read_text("utf-8"))
    }


def leads_somewhere(address: str) -> bool:
    """Whether an address is a page's of today; one of before, which only leads there, is not."""
    try:
        match = resolve(re.sub(r"[A-Z]{2,}", "1", address.replace("AREA", "eastmere")))
    except Resolver404:
        return False
    return match.func is not former_address


def test_every_address_that_a_page_names_is_there() -> None:
    mentions = find_mentions(ADDRESS)
    assert len(mentions) > 25
    assert sorted(mention for mention in mentions if not leads_somewhere(mention[1])) == []


def test_an_address_that_is_not_there_is_found() -> None:
    assert leads_somewhere("/AREA/dashboard/boards/meetings/MEETING/pack/")
    assert not leads_somewhere("/AREA/dashboard/boards/meetings/MEETING/parcel/")
    assert not leads_somewhere("/AREA/desk/boards/meetings/MEETING/pack/")


def test_every_command_that_a_page_names_is_there() -> None:
    mentions = find_mentions(COMMAND)
    assert {"migrate", "backup", "restore", "verify_audit", "erase_person"} <= {
        n for _, n in mentions
    }
    command_names = set(get_commands())
    assert sorted(mention for mention in mentions if mention[1] not in command_names) == []


def test_hosting_names_every_variable_of_a_deployment_and_no_other() -> None:
    settings = ROOT / "src" / "stocktake_web" / "settings"
    read = "".join(
        (settings / f"{module}.py").read_text("utf-8") for module in ("base", "production")
    )
    variables_read = set(re.findall(r'"(STOCKTAKE_[A-Z_]+)"', read))
    page = (DOCS / "how-to" / "host-it.md").read_text("utf-8")
    # A row may name a family by its beginning and its endings: STOCKTAKE_MAIL_HOST, `_PORT`.
    variables_named = set(VARIABLE.findall(page))
    for row in re.findall(r"^\| `(STOCKTAKE_[A-Z]+)_[A-Z]+`(.*?) \|", page, re.MULTILINE):
        variables_named |= {row[0] + ending for ending in re.findall(r"`(_[A-Z_]+)`", row[1])}
    # The demonstration's is named to say that it does nothing in a deployment.
    assert variables_named - {"STOCKTAKE_DEMO"} == variables_read


def test_every_right_and_role_is_on_the_page_of_rights() -> None:
    text = (REFERENCE / "permissions.md").read_text("utf-8")
    rights = permissions.every_right()
    assert len(rights) > 30
    assert [right for right in rights if f"| `{right}` |" not in text] == []
    by_role = text.split("{: #roles }")[1].split("{: #conditions }")[0]
    assert [
        label for label in permissions.role_labels().values() if f"| {label} |" not in by_role
    ] == []


def test_rights_of_the_page_are_those_that_decide() -> None:
    text = (REFERENCE / "permissions.md").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| `public.approve` |"))
    assert row.split("|")[3].strip() == "Head of service"
    row = next(line for line in text.splitlines() if line.startswith("| Youth member |"))
    assert "`plans.see`" not in row
    assert "`boards.read`" in row.split("|")[3]


def test_every_path_of_the_api_has_a_section_and_an_example() -> None:
    text = (REFERENCE / "api.md").read_text("utf-8")
    paths = api.description()["paths"]
    assert set(api.examples()) == set(paths)
    assert [path for path in paths if f"## GET {path} {{:" not in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(api.examples()))
def test_an_example_asks_what_its_path_understands(path: str, client: Client) -> None:
    """Without any place every example is an address of its operation: 404 in words, never 400."""
    answer = client.get(api.examples()[path])
    assert answer.status_code == (200 if path == "/api/v1/areas" else 404)
    body = answer.json()
    # The page for addresses that nobody knows says so; an operation says what it misses.
    assert "there is no such address" not in str(body)


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height, as a PNG says them in its first chunk."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def shots() -> list[str]:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import screenshots
    finally:
        sys.path.remove(str(ROOT / "tools"))
    return [shot.name for shot in screenshots.SHOTS]


def test_every_picture_is_there_at_both_widths_and_small_enough_to_read_on_a_train() -> None:
    expected_names = {f"{shot}-{size}.png" for shot in shots() for size in WIDTHS}
    assert {picture.name for picture in WEB.glob("*")} == expected_names
    for picture in WEB.glob("*.png"):
        assert size_of(picture)[0] == WIDTHS[picture.stem.rsplit("-", 1)[1]], picture.name
        assert picture.stat().st_size < 250_000, picture.name


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(page.read_text("utf-8") for page in [ROOT / "README.md", *DOCS.rglob("*.md")])
    assert [
        picture.name for picture in WEB.glob("*.png") if f"images/web/{picture.name}" not in text
    ] == []
