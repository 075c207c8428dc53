"""Writes the reference pages from the code, so that they cannot say what it does not do.

python docs/generate.py             write every generated page
python docs/generate.py --check     fail where a page on disk is stale; change nothing
python docs/generate.py --refresh   also put real output into the tutorials and how-to pages
python docs/generate.py --pictures  also draw the pictures of commands again
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent
REFERENCE = DOCS / "reference"
ARCHITECTURE = DOCS / "images" / "architecture"
sys.path.insert(0, str(DOCS))

from executed import fences, refresh  # noqa: E402
from generators import (  # noqa: E402
    api,
    checks,
    commands,
    contract,
    drawings,
    glossary,
    indicators,
    inspection_letter,
    permissions,
    pictures,
    places,
    plan_file,
    pupil_definitions,
    pupil_layouts,
    refusals,
    rooms,
    school_documents,
    school_tables,
    target_kinds,
)
from generators.inspection_letter import LetterError  # noqa: E402
from generators.journeys import JourneyError  # noqa: E402

PAGES: dict[str, Callable[[], str]] = {
    "api.md": api.page,
    "commands.md": commands.page,
    "ees-checks.md": checks.page,
    "glossary.md": glossary.page,
    "indicators.md": indicators.page,
    "inspection-letter.md": inspection_letter.page,
    "json.md": contract.page,
    "places.md": places.page,
    "plan-file.md": plan_file.page,
    "pupil-definitions.md": pupil_definitions.page,
    "pupil-layouts.md": pupil_layouts.page,
    "refusals.md": refusals.page,
    "permissions.md": permissions.page,
    "rooms.md": rooms.page,
    "school-tables.md": school_tables.page,
    "school-documents.md": school_documents.page,
    "target-kinds.md": target_kinds.page,
}
"""Every generated page and the function that writes it."""

MARK = "<!-- Written by docs/generate.py: change what it reads, not this page. -->\n\n"


def text_of(name: str) -> str:
    """A page as it should be."""
    return MARK + PAGES[name]().rstrip("\n") + "\n"


def outputs() -> dict[Path, Callable[[], str]]:
    """Every generated page and drawing, and the function that makes its text."""
    pages = {REFERENCE / name: lambda name=name: text_of(name) for name in PAGES}
    pictures_of_code = {ARCHITECTURE / name: draw for name, draw in drawings.drawings().items()}
    return {**pages, **pictures_of_code}


def stale() -> list[str]:
    """The pages and drawings that are not as they should be, below ``docs``."""
    return [
        path.relative_to(DOCS).as_posix()
        for path, write in outputs().items()
        if not path.exists() or path.read_text(encoding="utf-8") != write()
    ]


def executed_pages() -> list[Path]:
    """The pages whose fences are run: all that a person wrote, and the README."""
    text = [
        path
        for path in sorted(DOCS.rglob("*.md"))
        if path.parent != REFERENCE and fences(path.read_text(encoding="utf-8"))
    ]
    return [DOCS.parent / "README.md", *text]


def real_files() -> Path | None:
    """The folder of published files, where it is at hand."""
    default = DOCS.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("STOCKTAKE_TEST_DATA", default))
    return folder if folder.is_dir() else None


def main() -> int:
    """Write, or check, the generated pages."""
    parser = argparse.ArgumentParser(description="Write the reference pages from the code.")
    parser.add_argument("--check", action="store_true", help="fail where a page is stale")
    parser.add_argument("--refresh", action="store_true", help="also run the tutorials' fences")
    parser.add_argument("--pictures", action="store_true", help="also draw pictures of commands")
    args = parser.parse_args()
    if args.check:
        late = stale()
        for name in late:
            print(f"docs/{name} is stale; run: python docs/generate.py", file=sys.stderr)
        return 1 if late else 0
    for path, write in outputs().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(write(), encoding="utf-8", newline="\n")
    if args.pictures:
        pictures.write_pictures()
    if args.refresh:
        for path in executed_pages():
            with tempfile.TemporaryDirectory() as folder:
                if refresh(path, Path(folder), real_files()):
                    print(f"refreshed {path.relative_to(DOCS.parent)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (JourneyError, LetterError) as error:
        sys.exit(str(error))
