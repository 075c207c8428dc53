"""What every page keeps to: links that lead somewhere, plain words, no traces of a machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from generate import DOCS, REFERENCE

ROOT = DOCS.parent
HAND_WRITTEN_PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    ROOT / "changelog.d" / "README.md",
    *(path for path in sorted(DOCS.rglob("*.md")) if path.parent != REFERENCE),
]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
TEXT = {".md", ".py", ".toml", ".csv", ".yml", ".yaml", ".lock", ".html", ".css", ".cfg", ""}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", HAND_WRITTEN_PAGES, ids=name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    local = [m["to"].split("#")[0] for m in LINK.finditer(text) if "://" not in m["to"]]
    assert [to for to in local if to and not (page.parent / to).exists()] == []


@pytest.mark.parametrize("page", HAND_WRITTEN_PAGES, ids=name)
def test_no_word_tells_the_reader_that_it_is_no_trouble(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    assert re.findall(r"\b(?:simply|just|obviously|easy|easily|of course)\b", text, re.I) == []


@pytest.mark.slow
def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", tmp_path / "site"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert build.returncode == 0, build.stderr
    fetched = [
        (page.name, address)
        for page in (tmp_path / "site").rglob("*.html")
        for address in re.findall(
            r'<(?:script|img|link)[^>]*(?:src|href)="((?:https?:)?//[^"]+)', page.read_text("utf-8")
        )
    ]
    assert fetched == []


def tracked() -> list[str]:
    """Files that git keeps, or would: what it ignores is nobody's text."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listing.returncode:
        pytest.skip("this is no git checkout, so what is tracked is not known")
    return listing.stdout.splitlines()


def test_no_tracked_text_names_a_machine_or_a_registry() -> None:
    roots = "|".join(["work", "root", "home", "tmp"])
    hosts = "|".join([r"pypi\.", r"pythonhosted\.", r"registry\.npmjs", r"conda\.anaconda"])
    trace = re.compile(rf"(?<![\w.])/(?:{roots})/|{hosts}")
    files = [
        ROOT / file_name
        for file_name in tracked()
        if Path(file_name).suffix in TEXT
        and not {"tests", "node_modules"} & set(Path(file_name).parts)
    ]
    assert len(files) > 100
    mentions = {
        f"{name(path)}: {match}"
        for path in files
        if path.is_file()
        for match in trace.findall(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert mentions == set()
