"""SECURITY.md promises nothing without a test: each promise names one that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TEST_REFERENCE = re.compile(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`")
PROMISES = "## What protects an installation"


def promises() -> Iterator[tuple[str, str]]:
    """Each paragraph of what protects an installation: its heading and its words."""
    section = TEXT.split(PROMISES)[1].split("\n## ")[0]
    for paragraph in re.split(r"\n\n(?=\*\*)", section.strip()):
        heading = re.match(r"\*\*([^*]+)\.\*\*", paragraph)
        assert heading, paragraph[:60]
        yield heading[1], paragraph


def test_every_test_that_is_named_exists() -> None:
    references = TEST_REFERENCE.findall(TEXT)
    assert len(references) > 15
    missing = [
        f"{path}::{test}" if test else path
        for path, test in references
        if not (ROOT / path).is_file()
        or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_promise_names_its_test() -> None:
    promise_texts = dict(promises())
    assert len(promise_texts) >= 8
    assert [
        heading for heading, words in promise_texts.items() if not TEST_REFERENCE.search(words)
    ] == []


def test_every_page_that_is_named_exists() -> None:
    pages = re.findall(r"`(docs/[\w/.-]+\.md)`", TEXT)
    assert [page for page in pages if not (ROOT / page).is_file()] == []
