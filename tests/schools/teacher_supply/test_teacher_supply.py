"""Teacher supply says what the files have, how it changed, and plainly what is not held."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_profile import invented_profile, measure

from stocktake.schools import load_teacher_supply, read_teacher_supply
from stocktake.schools.profile.model import ProfilePart, SchoolProfile
from stocktake.standards import DefinitionError


def with_ratio(*values: float | None, id: str = "workforce.pupil_teacher_ratio") -> SchoolProfile:
    row = measure(id, "Pupils to a teacher", values, (None, None, None))
    part = ProfilePart(id="staff", title="Staff", measures=(row,), empty="")
    return invented_profile(parts=(part,))


@pytest.mark.parametrize(
    ("values", "value", "change", "since"),
    [
        ((15.0, 16.0, 17.5), 17.5, 2.5, "2022/23"),
        ((None, 16.0, 15.0), 15.0, -1.0, "2023/24"),
        ((None, None, 15.0), 15.0, None, ""),
        ((15.0, 16.0, None), None, None, ""),
        ((0.0, 16.0, 0.0), 0.0, 0.0, "2022/23"),
    ],
)
def test_a_change_is_between_published_years_only(
    values: tuple[float | None, ...], value: float | None, change: float | None, since: str
) -> None:
    supply = read_teacher_supply([(900101, with_ratio(*values))], load_teacher_supply())
    figure = supply.schools[0].figure("workforce.pupil_teacher_ratio")
    assert figure is not None
    assert (figure.value, figure.change, figure.since_label) == (value, change, since)


def test_what_no_file_has_is_not_held_and_a_file_that_has_it_changes_that() -> None:
    titles = [row.title for row in load_teacher_supply().measure]
    empty_supply = read_teacher_supply([(1, with_ratio(None, None, None))], load_teacher_supply())
    assert [row.title for row in empty_supply.not_held] == titles
    assert empty_supply.measures == ()
    vacancies = with_ratio(1.0, 2.0, 3.0, id="workforce.vacancies")
    supply = read_teacher_supply([(1, vacancies)], load_teacher_supply())
    assert supply.measures == (("workforce.vacancies", "Teacher posts that are vacant"),)
    assert "Teacher posts that are vacant" not in {row.title for row in supply.not_held}


def test_a_file_of_a_place_with_a_measure_twice_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "teacher_supply"
    folder.mkdir()
    row = '[[measure]]\nid = "a"\ntitle = "A"\nreason = "None."\n'
    head = 'title = "Ours"\n[source]\ntitle = "Ours"\nyear = 2026\nverified = false\n'
    (folder / "default.toml").write_text(head + row + row, encoding="utf-8")
    with pytest.raises(DefinitionError, match="ids given twice: a"):
        load_teacher_supply(tmp_path)
