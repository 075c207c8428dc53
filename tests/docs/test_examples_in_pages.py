"""Every number and line of output in the documentation is what really comes out."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from executed import REAL_DATA, SLOW, Ran, agrees, excerpt, fences, refresh, run_page
from generate import DOCS, executed_pages, real_files

PAGES = executed_pages()
ROOT = DOCS.parent


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def differences(ran: list[Ran]) -> str:
    return "\n".join(
        line
        for run in ran
        if not run.current
        for line in difflib.unified_diff(
            run.fence.text.splitlines(),
            run.text.splitlines(),
            f"the page, line {run.fence.line}",
            "what comes out",
            lineterm="",
        )
    )


def needs_files(page: Path) -> bool:
    return REAL_DATA in page.read_text(encoding="utf-8")


def takes_long(page: Path) -> bool:
    return SLOW in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.slow) if takes_long(page) else page
        for page in PAGES
        if not needs_files(page)
    ],
    ids=name,
)
def test_a_page_says_what_comes_out(page: Path, tmp_path: Path) -> None:
    assert differences(run_page(page, tmp_path, None)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if needs_files(page)], ids=name)
def test_a_page_on_the_published_files_says_what_comes_out(page: Path, tmp_path: Path) -> None:
    data = real_files()
    ran = run_page(page, tmp_path, data)
    assert differences(ran) == ""
    if data is None:
        pytest.skip(
            "the real published files are not here: only what needs no download was compared"
        )
    assert any(run.fence.real for run in ran)


def test_the_tutorials_and_the_readme_are_among_the_pages_that_are_run() -> None:
    run = {name(page) for page in PAGES}
    assert {
        "README.md",
        "docs/tutorials/borough.md",
        "docs/tutorials/judge-a-plan.md",
        "docs/tutorials/notebook.md",
        "docs/tutorials/schools.md",
        "docs/tutorials/your-own-plan.md",
    } <= run


def test_a_wrong_number_on_a_page_is_found_and_put_right(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Two and two:\n\n```pycon\n>>> 2 + 2\n5\n```\n", encoding="utf-8")
    assert not run_page(page, tmp_path, None)[0].current
    assert refresh(page, tmp_path, None)
    assert page.read_text(encoding="utf-8") == "Two and two:\n\n```pycon\n>>> 2 + 2\n4\n```\n"
    assert not refresh(page, tmp_path, None)


def test_output_may_be_left_out_and_nothing_else() -> None:
    real = "First\n  a\n\nSecond\n  b\n\nThird\n  c\n"
    assert agrees("First\n  a\n\n...\n\nThird\n  c\n", real)
    assert agrees("...\n", real)
    assert agrees("First\n  ...\n...\n", real)
    assert not agrees("First\n  a\n\nThird\n  c\n", real)
    assert not agrees("First\n  z\n...\n", real)


def test_an_excerpt_keeps_the_paragraphs_that_the_page_quotes() -> None:
    real = "First\n  a\n\nSecond\n  b\n\nThird\n  c\n"
    assert excerpt("First\n  old\n\n...\n\nThird\n  old\n", real) == (
        "First\n  a\n\n...\n\nThird\n  c\n"
    )
    assert excerpt("First\n  old\n", real) == real
    assert excerpt("First on ...\nold\n", "First on Monday\nnew\n") == "First on ...\nnew\n"


def test_a_fence_marked_as_not_run_is_left_alone() -> None:
    assert fences("<!-- not run -->\n```console\n$ stocktake nonsense\n```\n") == []
