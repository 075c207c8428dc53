"""Single files of a map, read from their texts: as an import on the web reads them."""

from __future__ import annotations

from typing import Any

import pytest
from invented_map import invented_map, programme

from stocktake.programmes import (
    NeedRow,
    Programme,
    parse_place_map,
    parse_programme,
    parse_table,
    programme_faults_in,
)
from stocktake.standards import DefinitionError

WHOLE = invented_map(programme("a"), programme("b", title="Bee"))


def faults_of(read: Any, *arguments: Any) -> list[str]:
    with pytest.raises(DefinitionError) as refusal:
        read(*arguments)
    return [str(fault) for fault in refusal.value.faults]


def test_a_programme_replaces_the_one_of_its_own_name() -> None:
    assert programme_faults_in(Programme.model_validate(programme("b", title="Bee")), WHOLE) == []
    (fault,) = programme_faults_in(Programme.model_validate(programme("c", title="Bee")), WHOLE)
    assert fault.problem == "'Bee' is a name of b too"


def test_all_faults_of_a_programme_come_at_once() -> None:
    faults = faults_of(parse_programme, "c.toml", 'title = "C"\nthemes = ["raeding"]\n', WHOLE)
    assert "c.toml: line 2: themes: no theme 'raeding'; did you mean 'reading'?" in faults
    assert len(faults) > 10


def test_a_table_is_known_by_its_name() -> None:
    text = "theme,need_count,source\nreading,20,Phonics 2026\n"
    assert parse_table("needs.csv", text, WHOLE) == (
        NeedRow("reading", 20, "Phonics 2026", line=2),
    )
    assert faults_of(parse_table, "needs.csv", "theme,need_count,source\nreeding,,\n", WHOLE) == [
        "needs.csv: line 2, theme: no theme 'reeding'; did you mean 'reading'?",
        "needs.csv: line 2: has no number or no source; expected need_count and source",
    ]
    assert faults_of(parse_table, "other.csv", "", WHOLE) == [
        "other.csv: is no table of a map; expected schools.csv, deliveries.csv, needs.csv"
    ]


def test_what_a_place_map_names_is_known() -> None:
    text = '[[barrier]]\nid = "x"\ntext = "X"\nthemes = ["raeding"]\n'
    assert faults_of(parse_place_map, "programmes.toml", text, WHOLE, None) == [
        "programmes.toml: line 4: barrier[0].themes: no theme 'raeding'; did you mean 'reading'?"
    ]


def test_what_is_not_stated_is_written_as_it_was_read() -> None:
    whole = programme("c", dose="not stated", evidence="none", capacity="not stated", cost="none")
    assert Programme.model_validate_json(whole.model_dump_json()) == whole
    assert whole.model_dump(mode="json")["dose"] == "not stated"
