"""A dry run shows that a checkout can be released, and says what stands in the way."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import changelog
import pytest
import release_dry_run as tool


def test_what_is_released_is_not_released_again() -> None:
    text = f"# Changelog\n\n{changelog.MARK}\n## [0.2.0] - 2026-12-01\n"
    with pytest.raises(tool.ReleaseError) as refusal:
        tool.check_changelog("0.2.0", text)
    assert str(refusal.value) == (
        "CHANGELOG.md: 0.2.0 is there already; a release is never rewritten"
    )


def test_the_present_version_has_changes_to_tell_of() -> None:
    text = changelog.CHANGELOG.read_text(encoding="utf-8")
    assert tool.check_changelog(tool.read_version(), text) > 0


def test_a_wheel_without_its_style_is_refused(tmp_path: Path) -> None:
    wheel, archive = (
        tmp_path / "stocktake-0.2.0-py3-none-any.whl",
        tmp_path / "stocktake-0.2.0.tar.gz",
    )
    with zipfile.ZipFile(wheel, "w") as wheel_archive:
        for name in tool.IN_WHEEL:
            if "/static/" not in name:
                wheel_archive.writestr(name, "")
    with tarfile.open(archive, "w:gz") as packed_source:
        for name in tool.IN_ARCHIVE:
            packed_source.addfile(tarfile.TarInfo(f"stocktake-0.2.0/{name}"))
    with pytest.raises(tool.ReleaseError) as refusal:
        tool.check_contents("0.2.0", wheel, archive)
    assert str(refusal.value).splitlines() == [
        f"{wheel.name}: has no stocktake_web/static/stocktake/app.css",
        f"{wheel.name}: has no stocktake_web/static/stocktake/app.js",
        "run: make assets",
    ]


@pytest.mark.slow
def test_this_checkout_can_be_released(capsys: pytest.CaptureFixture[str]) -> None:
    code = tool.main()
    captured = capsys.readouterr()
    assert code == 0, captured.err
    assert captured.out.splitlines()[-1] == (
        f"{tool.read_version()} can be released: docs/how-to/release.md says how"
    )
