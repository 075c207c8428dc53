"""What is refused or noted is so, in exactly the words that the page of refusals prints."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

# Modules beside the tests, not part of the package.
sys.path.insert(0, str(Path(__file__).parent))

from made import on_one_line, write_files  # noqa: E402

from stocktake.cli.main import run  # noqa: E402

REFUSALS = tomllib.loads((Path(__file__).parent / "refusals.toml").read_text(encoding="utf-8"))[
    "refusal"
]
MISUSE, INPUT = 2, 3


@pytest.mark.slow
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal["what"])
def test_it_is_refused_or_noted_in_these_words(
    refusal: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(refusal, tmp_path)
    code = run(refusal["command"].split())
    captured = capsys.readouterr()
    output = on_one_line(captured.out + captured.err)
    for sentence in refusal["said"]:
        assert on_one_line(sentence) in output
    assert code in ((MISUSE, INPUT) if refusal["outcome"] == "refused" else (0,))
    warehouse_files = [*tmp_path.glob("warehouse/*")]
    assert bool(warehouse_files) == (code == 0), "a refused file leaves nothing behind"


def test_every_refusal_says_why_and_what() -> None:
    assert len({refusal["what"] for refusal in REFUSALS}) == len(REFUSALS) >= 30
    for refusal in REFUSALS:
        assert refusal["said"], refusal["what"]
        assert refusal["why"].endswith(".")
