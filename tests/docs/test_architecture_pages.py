"""Architecture is drawn from the code; pages for programmers name what is there."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from generate import ARCHITECTURE, DOCS
from generators import drawings, web_layers
from generators.journeys import FILE, JourneyError, read_journeys, read_layers, read_rooms

ROOT = DOCS.parent
DRAWINGS = drawings.drawings()
CHANGE_GUIDE = DOCS / "where-to-change-what.md"
PATH = re.compile(r"`([a-z_]+/[\w./-]+\.(?:py|toml|html|typ|csv))`")


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_drawing_is_current_and_shown(name: str) -> None:
    assert (ARCHITECTURE / name).read_text(encoding="utf-8") == DRAWINGS[name](), (
        "run: python docs/generate.py"
    )
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert f"](images/architecture/{name})" in page


def test_no_other_drawing_is_left_over() -> None:
    assert {path.name for path in ARCHITECTURE.iterdir()} == set(DRAWINGS)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_drawing_stays_inside_its_frame_and_has_a_title(name: str) -> None:
    space = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(DRAWINGS[name]())
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    assert root.findtext(f"{space}title")
    for text in root.iter(f"{space}text"):
        letters = len(text.text or "") * drawings.PIXELS_PER_LETTER
        assert float(text.attrib["x"]) + letters < width + drawings.MARGIN, text.text
        assert float(text.attrib["y"]) < height


def test_every_room_of_the_import_rules_says_what_it_does() -> None:
    rooms = read_rooms()
    assert list(rooms) == [name for layer in read_layers() for name in layer]
    assert [room.name for room in rooms.values() if not room.does.endswith(".")] == []


def test_a_step_that_was_renamed_is_refused_with_its_place(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    journeys_file = tmp_path / "journeys.toml"
    journeys_file.write_text(text.replace(":read_lait", ":read_late"), encoding="utf-8")
    with pytest.raises(JourneyError) as refusal:
        read_journeys(journeys_file)
    assert str(refusal.value) == (
        "docs/journeys.toml: journey 'figure', step 1: there is no "
        "stocktake.sources.lait:read_late; name the function that takes this step today"
    )


def test_no_import_of_the_web_application_points_upwards() -> None:
    assert web_layers.upward_imports() == []


def test_an_import_that_points_upwards_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [part.name for layer in web_layers.read_web_layers() for part in layer]
    code = tmp_path / "stocktake_web"
    code.mkdir()
    for name in names:
        (code / f"{name}.py").write_text('"""A part."""\n', encoding="utf-8")
    lines = ("import stocktake_web.plans.risks", "from stocktake_web import boards, formats")
    (code / "formats.py").write_text("\n".join(('"""One."""', *lines)), encoding="utf-8")
    (code / "history.py").write_text('"""One."""\nfrom stocktake_web.search import x\n')
    (code / "boards.py").write_text('"""One."""\nfrom stocktake_web.plans import x\n')
    monkeypatch.setattr(web_layers, "SRC", tmp_path)
    monkeypatch.setattr(web_layers, "CODE", code)
    assert web_layers.upward_imports() == [
        "stocktake_web/formats.py imports plans",
        "stocktake_web/formats.py imports boards",
        "stocktake_web/history.py imports search",
    ]


def test_files_to_change_are_where_the_page_says() -> None:
    paths = PATH.findall(CHANGE_GUIDE.read_text(encoding="utf-8"))
    roots = (ROOT, ROOT / "src" / "stocktake", ROOT / "src" / "stocktake_web")
    assert len(paths) > 30
    assert [path for path in paths if not any((root / path).exists() for root in roots)] == []
    rooms = set(re.findall(r"ROOM=([\w/]+)", CHANGE_GUIDE.read_text(encoding="utf-8")))
    assert [room for room in rooms if not (ROOT / "tests" / room).is_dir()] == []


def test_as_many_files_are_listed_as_the_table_counts() -> None:
    text = CHANGE_GUIDE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[[^|]*\]\(#([a-z-]+)\)[^|]*\| ([^|]+) \|", text, re.MULTILINE)
    assert len(rows) == 13
    for anchor, words in rows:
        section = re.split(r"^##", text.split(f"{{: #{anchor} }}")[1], maxsplit=1, flags=re.M)[0]
        # One line of a list may name several files.
        files = "".join(re.findall(r"^\d\. .*?(?=\n\d\. |\n\n)", section, re.M | re.S))
        listing = len(re.findall(r"^\d\. ", section, re.MULTILINE))
        counts = {int(number) for number in re.findall(r"\d+", words)}
        if "and a migration" in words:
            counts |= {count + 1 for count in counts}
        assert counts & {listing, len(set(PATH.findall(files)))}, anchor
