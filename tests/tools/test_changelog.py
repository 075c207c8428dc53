"""The changelog of a release is its fragments, in the order of Keep a Changelog."""

from __future__ import annotations

from pathlib import Path

import changelog
import pytest
from changelog import Fragment, FragmentError, add_release, assemble_section, read_fragments

HEAD = "# Changelog\n\nWhat a version changed.\n\n"
EARLIER = "\n## [0.1.0] - 2026-11-01\n\n### Added\n\n- The first.\n"


def write(folder: Path, name: str, text: str = "- A change.\n") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_the_project_s_own_fragments_can_be_read() -> None:
    assert len(read_fragments()) > 0
    assert changelog.MARK in changelog.CHANGELOG.read_text(encoding="utf-8")


def test_fragments_stand_under_their_kind_by_name(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "How to write one.\n")
    write(tmp_path, "tie-rule.fixed.md", "- A tie is counted once.\n")
    write(tmp_path, "tasks.added.md", "- Tasks:\n  - for a board;\n  - for a school.\n")
    write(tmp_path, "charts.added.md", "- Charts\n  of five years.\n")
    assert assemble_section(read_fragments(tmp_path)) == (
        "### Added\n\n"
        "- Charts\n  of five years.\n"
        "- Tasks:\n  - for a board;\n  - for a school.\n\n"
        "### Fixed\n\n"
        "- A tie is counted once.\n"
    )


def test_a_release_stands_above_the_earlier_ones() -> None:
    before = HEAD + changelog.MARK + EARLIER
    fragments = [Fragment("tie-rule", "fixed", "- A tie is counted once.")]
    assert add_release(before, "0.2.0", "2026-12-01", fragments) == (
        HEAD
        + changelog.MARK
        + "\n## [0.2.0] - 2026-12-01\n\n### Fixed\n\n- A tie is counted once.\n"
        + EARLIER
    )


def test_all_faults_of_fragments_come_together(tmp_path: Path) -> None:
    write(tmp_path, "Tie rule.md")
    write(tmp_path, "charts.new.md")
    write(tmp_path, "tasks.added.md", "Tasks for a board.\n")
    write(tmp_path, "roles.added.md", "- A role\nthat reads.\n")
    with pytest.raises(FragmentError) as refusal:
        read_fragments(tmp_path)
    name = (
        "the name is not NAME.KIND.md; NAME is lower-case words joined by '-', "
        "KIND is one of added, changed, deprecated, removed, fixed, security"
    )
    items = "expected list items; begin each with '- ' and indent its other lines by two spaces"
    assert str(refusal.value).splitlines() == [
        f"changelog.d/Tie rule.md: {name}",
        f"changelog.d/charts.new.md: {name}",
        f"changelog.d/roles.added.md: {items}",
        f"changelog.d/tasks.added.md: {items}",
    ]


def test_a_release_that_would_say_nothing_or_overwrite_is_refused() -> None:
    with pytest.raises(FragmentError) as refusal:
        add_release(HEAD + EARLIER, "0.1", "December", [])
    assert str(refusal.value).splitlines() == [
        "the version is '0.1'; expected three numbers, such as 0.2.0",
        "the day of the release is 'December'; expected a date such as 2026-12-01",
        f"CHANGELOG.md: expected the line {changelog.MARK.strip()!r} above the first release",
        "changelog.d: there is no fragment, so that nothing would be released",
    ]
    with pytest.raises(FragmentError) as refusal:
        add_release(
            HEAD + changelog.MARK + EARLIER,
            "0.1.0",
            "2026-12-01",
            [Fragment("tie-rule", "fixed", "- A tie is counted once.")],
        )
    assert str(refusal.value) == (
        "CHANGELOG.md: 0.1.0 is there already; a release is never rewritten"
    )
