"""The page of the inspection letter leaves no point out and says what is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from generators.inspection_letter import LetterError, page, read_texts

from stocktake.schools import load_evidence_scheme

SCHEME = load_evidence_scheme()


def test_each_point_is_there_once_with_what_shows_it() -> None:
    text = page()
    assert "8 recommendations and 33 criticisms" in text
    assert text.count("\n### ") == len(SCHEME.point) == 41
    for point in SCHEME.point:
        assert f"### {point.text} {{: #{point.id} }}" in text
    assert "| Not kept |" in text


def test_a_point_without_a_sentence_is_named_with_a_sentence_without_a_point(
    tmp_path: Path,
) -> None:
    texts = read_texts(SCHEME)
    texts["power"] = texts.pop("powers")
    file = tmp_path / "letter.toml"
    file.write_text("".join(f'{name} = "."\n' for name in texts), encoding="utf-8")
    with pytest.raises(LetterError) as error:
        read_texts(SCHEME, file)
    assert str(error.value) == (
        "docs/letter.toml: there is no sentence for the point 'powers'; "
        "there is no point 'power' in the letter"
    )
