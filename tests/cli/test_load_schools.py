"""``load FILE``: a published file about schools is known by its header, from the shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli_process import CommandResult
from school_files import main_measures, provisional, provisional_row

from stocktake.statistics.store import Warehouse

Command = Callable[..., CommandResult]


def write_main(path: Path, year: int = 2018, shift: float = 0.0) -> Path:
    rows = [
        [100_001 + n, 90, 40, 50, 0.1, round(30 + n * 0.7 + shift * (n % 7), 1), 43.0, None, year]
        for n in range(30)
    ]
    return main_measures(path, *rows)


def test_a_file_needs_no_name_of_a_command(stocktake: Command, tmp_path: Path) -> None:
    provisional(tmp_path / "ks4.csv", provisional_row(100001, 45.7), provisional_row(100002, "NE"))
    for first, word in (("ks4.csv", "Kept"), ("schools", "Already held")):
        arguments = [first] if first != "schools" else ["schools", "ks4.csv"]
        result = stocktake("load", *arguments, "--year", "2017-18")
        assert result.code == 0, result.err
        (release,) = Warehouse(tmp_path / "warehouse").releases()
        assert result.out == f"{word}: {release.id}\n  2 schools, 2017/18, 0 notes\n"


def test_options_may_stand_before_the_file(stocktake: Command, tmp_path: Path) -> None:
    write_main(tmp_path / "a.csv")
    result = stocktake("load", "schools", "--notes", "--published", "2019-01-24", "a.csv")
    assert result.code == 0
    assert "30 schools, 2017/18, 1 note\n" in result.out
    assert "what the department marked NE, SUPP or NP" in result.out
    assert "school-ks4_main_measures-201718/2019-01-24-" in result.out


def test_the_faults_of_all_files_come_at_the_end(stocktake: Command, tmp_path: Path) -> None:
    write_main(tmp_path / "good.csv")
    (tmp_path / "beds.csv").write_text("Town,Beds\nAshby,3\n")
    provisional(tmp_path / "ks4.csv", provisional_row(100001, 45.7))
    result = stocktake("load", "beds.csv", "good.csv", "ks4.csv", "absent.csv")
    assert result.code == 3
    assert result.out.startswith("Kept: school-ks4_main_measures-201718/")
    assert result.err.startswith("3 of 4 files were not loaded\n  beds.csv: has the columns Town")
    assert "ks4.csv: does not say which academic year it is about" in result.err
    assert "absent.csv: No such file or directory" in result.err
    assert len(Warehouse(tmp_path / "warehouse").releases()) == 1


def test_a_year_repeated_under_another_is_refused(stocktake: Command, tmp_path: Path) -> None:
    write_main(tmp_path / "a.csv", 2017)
    write_main(tmp_path / "b.csv", 2019)
    write_main(tmp_path / "c.csv", 2019, shift=0.5)
    assert stocktake("load", "a.csv").code == 0
    result = stocktake("load", "b.csv")
    assert result.code == 3
    assert result.err.startswith("b.csv repeats another year\n")
    assert stocktake("load", "c.csv").code == 0


def test_a_few_schools_do_not_take_the_place_of_many(stocktake: Command, tmp_path: Path) -> None:
    write_main(tmp_path / "a.csv")
    main_measures(tmp_path / "b.csv", [100_001, 90, 40, 50, 0.1, 44.0, 43.0, None, 2018])
    assert stocktake("load", "a.csv").code == 0
    (release,) = Warehouse(tmp_path / "warehouse").release_names()
    result = stocktake("load", "b.csv")
    assert result.code == 4
    assert " ".join(result.err.split()) == (
        f"b.csv would replace a larger table b.csv: has 1 school, and {release} has 30; expected a "
        "table of all schools, since one release of a kind and year is used; load the whole "
        "table, or give --supersedes if this one is right"
    )
    assert stocktake("load", "b.csv", "--supersedes").code == 0


def test_registers_and_links_come_the_same_way(stocktake: Command, tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text(
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        "100001,100002,Invented Academy,Successor,01-09-2017\n"
    )
    result = stocktake("load", "links.csv")
    assert result.code == 0, result.err
    assert "1 in school links" in result.out


def test_the_kinds_are_listed(stocktake: Command) -> None:
    result = stocktake("load", "schools", "--kinds")
    assert result.code == 0
    assert "ks4_provisional" in result.out
    assert "exclusions_by_school" in result.out


def test_nothing_to_load_is_said(stocktake: Command) -> None:
    result = stocktake("load", "schools")
    assert result.code == 2
    assert "give a FILE, or --kinds" in result.err
    assert "No such command 'laitt'" in stocktake("load", "laitt").err
