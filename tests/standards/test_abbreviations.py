"""The list of abbreviations: each with a source, and an officer's own in place of it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from stocktake.standards import DefinitionError, load_abbreviations


def test_what_people_in_education_type_is_listed() -> None:
    shorts = {entry.short for entry in load_abbreviations()}
    assert {"SEN", "FSM", "PA", "NEET", "EHCP", "KS2", "A8", "P8", "EYFS"} <= shorts


def test_a_places_own_file_replaces_the_shipped_list(tmp_path: Path) -> None:
    folder = tmp_path / "abbreviations"
    folder.mkdir()
    (folder / "education.toml").write_text(
        'title = "Ours"\n[source.own]\ntitle = "The council\'s glossary"\n'
        '[[abbreviation]]\nshort = "TTO"\nlong = ["team around the school"]\nsource = "own"\n'
    )
    assert [entry.short for entry in load_abbreviations(tmp_path)] == ["TTO"]


def test_another_file_adds_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "abbreviations"
    folder.mkdir()
    (folder / "ours.toml").write_text(
        'title = "Ours"\n[source.own]\ntitle = "The council\'s glossary"\n'
        '[[abbreviation]]\nshort = "PA"\nlong = ["published admission"]\nsource = "own"\n'
    )
    long = [entry.long for entry in load_abbreviations(tmp_path) if entry.short == "PA"]
    assert sorted(words[0] for words in long) == ["persistent absence", "published admission"]


def test_every_fault_of_a_file_is_named_together(tmp_path: Path) -> None:
    folder = tmp_path / "abbreviations"
    folder.mkdir()
    (folder / "ours.toml").write_text(
        'title = "Ours"\nsource = {}\n[[abbreviation]]\nshort = "P.A"\nlong = []\nsource = "own"\n'
    )
    with pytest.raises(DefinitionError) as refusal:
        load_abbreviations(tmp_path)
    faults = str(refusal.value.faults)
    assert "abbreviation[0].short" in faults
    assert "abbreviation[0].long" in faults


def test_a_list_names_an_abbreviation_once_and_no_source_that_it_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "abbreviations"
    folder.mkdir()
    row = '[[abbreviation]]\nshort = "PA"\nlong = ["absence"]\nsource = "own"\n'
    source_table = '[source.own]\ntitle = "Ours"\n'
    (folder / "ours.toml").write_text(
        f'title = "Ours"\n{source_table}{row}{row.replace("PA", "pa")}'
    )
    with pytest.raises(DefinitionError, match=r"fault") as refusal:
        load_abbreviations(tmp_path)
    assert "listed twice: pa" in str(refusal.value.faults)
    (folder / "ours.toml").write_text(f'title = "Ours"\nsource = {{}}\n{row}')
    with pytest.raises(DefinitionError) as refusal:
        load_abbreviations(tmp_path)
    assert "not listed: own" in str(refusal.value.faults)


def test_a_source_is_called_read_only_where_the_published_file_writes_the_words_out() -> None:
    """The dictionary of the Local Authority Interactive Tool, where it is there."""
    dictionary = Path(os.environ.get("STOCKTAKE_TEST_DATA", "../shared/data"))
    dictionary = dictionary / "lait" / "lait_data_dictionary.csv"
    if not dictionary.exists():
        pytest.skip("the published files are not there")
    text = " ".join(re.findall(r"[a-z0-9]+", dictionary.read_text(encoding="utf-8").casefold()))
    for entry in load_abbreviations():
        if entry.source == "lait" and " " not in entry.short:
            words = [" ".join(re.findall(r"[a-z0-9]+", long.casefold())) for long in entry.long]
            short = entry.short.casefold()
            assert any(
                f"{long} {short}{plural}" in text for long in words for plural in ("", "s")
            ) or any(f"{long}s {short}s" in text for long in words), entry.short
