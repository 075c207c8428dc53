"""``check``, ``new``, ``diff``, ``example`` and ``schema``."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from cli_process import too_wide

from stocktake.examples import example_plan


@pytest.mark.slow
def test_check_shows_a_matrix_and_sentences(stocktake) -> None:
    result = stocktake("check", "blackpool", "--as-of", "2026-11-22")
    assert result.code == 0
    assert too_wide(result.out) == []
    for target in ("ks2-rwm-top-half", "ncs-540", "secondary-exclusions-halved"):
        assert f"\n{target} " in result.out
    assert "What the plan does not yet answer\n- " in result.out
    assert "All 14 targets have no owner" in result.out


@pytest.mark.slow
def test_check_as_json_counts_what_the_text_counts(stocktake) -> None:
    check = json.loads(stocktake("check", "blackpool", "--as-of", "2026-11-22", "--json").out)
    assert check["plan"]["id"] == "blackpool-2017-20"
    assert check["counts"]["target"]["total"] == 14


def test_a_new_plan_reads_back_and_is_judged(stocktake, tmp_path: Path) -> None:
    out = tmp_path / "plan.toml"
    result = stocktake(
        "new", "--place", "hull", "--first", "2026/27", "--last", "202829", "--out", out
    )
    assert (result.code, result.err) == (0, "")
    plan = tomllib.loads(out.read_text("utf-8"))
    assert plan["place"]["id"] == "la-810"
    assert plan["period"] == {"first": "202627", "last": "202829"}
    assert stocktake("judge", out).code == 0
    again = stocktake("new", "--place", "hull", "--out", out)
    assert again.code == 2
    assert "exists already" in again.err


def test_a_new_plan_of_a_place_with_figures_says_them(at_desk) -> None:
    with_figures = at_desk("new", "--place", "la-890", "--first", "202627", "--last", "202829")
    without = at_desk(
        "new", "--place", "la-890", "--first", "202627", "--last", "202829", "--warehouse", "none"
    )
    assert with_figures.code == without.code == 0
    assert tomllib.loads(with_figures.out)["place"]["id"] == "la-890"
    assert with_figures.out != without.out


def test_a_new_plan_for_no_known_place(stocktake) -> None:
    result = stocktake("new", "--place", "la-898")
    assert result.code == 2
    assert result.err.startswith("unknown place 'la-898'")


def test_an_abolished_authority_is_no_place_to_plan_for(stocktake) -> None:
    result = stocktake("new", "--place", "cumbria", "--first", "202627")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "Cumbria is no place to plan for\n"
        "  la-909: ended on 2023-03-31; expected one of la-942, la-943\n"
    )


def test_the_example_is_copied_to_be_changed(stocktake, tmp_path: Path) -> None:
    assert (
        stocktake("example", "blackpool", "--out", "mine").out
        == f"Written: {Path('mine/plan.toml')}\n"
    )
    shipped = example_plan("blackpool").parent
    copies = [path for path in (tmp_path / "mine").rglob("*") if path.is_file()]
    assert tmp_path / "mine/programmes/headstart.toml" in copies
    for path in copies:
        assert path.read_bytes() == (shipped / path.relative_to(tmp_path / "mine")).read_bytes()
    again = stocktake("example", "blackpool", "--out", "mine")
    assert (again.code, again.out) == (2, "")
    assert "mine: exists already" in again.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.slow
def test_a_borough_of_pupils_is_invented(stocktake, tmp_path: Path) -> None:
    result = stocktake("example", "borough", "--out", "eastmere")
    assert result.code == 0, result.err
    assert "none of them real" in result.out
    assert (tmp_path / "eastmere" / "pupils.csv").exists()
    assert (tmp_path / "eastmere" / "marks" / "202425.parquet").exists()
    assert (tmp_path / "eastmere" / "truth.toml").exists()
    again = stocktake("example", "borough", "--out", "eastmere")
    assert (again.code, again.out) == (2, "")
    assert "eastmere: exists already" in again.err


@pytest.mark.slow
def test_files_of_schools_are_invented_and_ready_to_look_at(stocktake, tmp_path: Path) -> None:
    result = stocktake("example", "schools", "--out", "anyland")
    assert result.code == 0, result.err
    assert "none of them real" in result.out
    assert (tmp_path / "anyland" / "sources" / "2024-25_invented_ks4final.csv").exists()
    at = ("--warehouse", "anyland/warehouse", "--definitions", "anyland/definitions")
    profile = stocktake("schools", "profile", "900033", *at)
    assert profile.code == 0, profile.err
    assert "Eastmere" in profile.out
    again = stocktake("example", "schools", "--out", "anyland")
    assert (again.code, again.out) == (2, "")


@pytest.mark.slow
def test_pupils_are_invented_beside_a_country(stocktake, tmp_path: Path) -> None:
    result = stocktake("example", "country", "--out", "anywhere", "--pupils", "1500")
    assert result.code == 0, result.err
    assert "1,500 pupils, none of them real" in result.out
    assert (tmp_path / "anywhere" / "plan.toml").exists()
    for table in ("pupils", "attendance_terms", "assessments", "entries"):
        assert list((tmp_path / "anywhere" / "pupils" / table).rglob("*.parquet"))


def test_pupils_are_asked_for_beside_a_country_only(stocktake, tmp_path: Path) -> None:
    result = stocktake("example", "blackpool", "--out", "mine", "--pupils", "10")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "nothing was written\n"
        "  --pupils: has no meaning for blackpool; expected the example country\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_later_version_that_weakens_a_target_is_told(stocktake, tmp_path: Path) -> None:
    stocktake("example", "blackpool", "--out", "mine")
    plan = tmp_path / "mine" / "plan.toml"
    text = plan.read_text("utf-8")
    changed_text = text.replace("level = 540", "level = 500", 1)
    assert changed_text != text
    plan.write_text(changed_text, "utf-8")
    result = stocktake("diff", "blackpool", "mine")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "540" in result.out
    assert "500" in result.out


@pytest.mark.slow
def test_the_schema_is_a_json_schema_that_the_example_satisfies(stocktake) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(stocktake("schema", "plan").out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    plan = tomllib.loads(example_plan("blackpool").read_text("utf-8"))
    # TOML has dates and JSON has none: an editor sees a date as it is typed.
    as_typed = json.loads(json.dumps(plan, default=str))
    jsonschema.validate(as_typed, schema)


TEN_FAULTS = """
id = "bad"
titel = "A title with a slip"
vision = "v"

[place]
id = "la-890"

[period]
first = "autumn 2017"
last = "201920"

[[priority]]
id = "p"
title = "P"
why = "w"

[[target]]
id = "a"
title = "A"
words = "w"
kind = "positoin"

[[target]]
id = "b"
title = "B"
words = "w"
kind = "level"
level = "lots"
due = "soon"
prioritty = "p"

[[claim]]
id = "c"
words = "w"
kind = "rumour"
source_page = "eight"

[[risk]]
id = "r"
"""


def test_a_plan_with_ten_faults_is_told_all_of_them(stocktake, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(TEN_FAULTS, "utf-8")
    for command in (
        ["judge", "plan.toml"],
        ["check", "plan.toml"],
        ["diff", "plan.toml", "blackpool"],
    ):
        result = stocktake(*command)
        assert (result.code, result.out) == (2, "")
        assert too_wide(result.err) == []
        message = " ".join(result.err.split())
        assert "Traceback" not in message
        for key_path in (
            "titel",
            "title",
            "period.first",
            "target[0].kind",
            "target[1].level",
            "target[1].due",
            "target[1].prioritty",
            "claim[0].kind",
            "claim[0].source_page",
            "risk[0].words",
        ):
            assert f"plan.toml: {key_path}" in message, key_path


def test_names_that_do_not_exist_come_with_the_nearest(stocktake, tmp_path: Path) -> None:
    text = example_plan("blackpool").read_text("utf-8").replace('figures = "figures.csv"\n', "")
    assert 'indicator = "progress-8"' in text
    text = text.replace('indicator = "progress-8"', 'indicator = "progres-8"', 1)
    (tmp_path / "plan.toml").write_text(text, "utf-8")
    result = stocktake("judge", "plan.toml")
    assert result.code == 2
    message = " ".join(result.err.split())
    assert "no indicator 'progres-8'; did you mean 'progress-8'?" in message


def test_a_syntax_error_has_its_line_and_column(stocktake, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('id = "a"\ntitle = \n', "utf-8")
    result = stocktake("judge", "plan.toml")
    assert result.code == 2
    assert "at line 2, column 9" in " ".join(result.err.split())


NO_DIRECTION = """
id = "elsewhere"
title = "Elsewhere"
vision = "v"
[place]
id = "la-350"
[period]
first = "202425"
last = "202627"
[[priority]]
id = "p"
title = "P"
why = "w"
[[target]]
id = "t"
title = "T"
words = "w"
kind = "position"
due = "202627"
indicator = "{indicator}"
among = "england"
within = "top_half"
priority = "p"
"""


def test_a_position_on_an_indicator_without_direction_is_refused(stocktake, tmp_path: Path) -> None:
    from stocktake.statistics.indicators import load_indicators

    aimless = next(
        name for name, entry in load_indicators().items() if entry.value.better == "neither"
    )
    (tmp_path / "plan.toml").write_text(NO_DIRECTION.format(indicator=aimless), "utf-8")
    result = stocktake("judge", "plan.toml")
    assert result.code == 2
    assert f"{aimless!r} has no better direction" in " ".join(result.err.split())


def test_a_plan_that_is_nowhere(stocktake) -> None:
    result = stocktake("judge", "blackpol")
    assert (result.code, result.out) == (2, "")
    assert "did you mean 'blackpool'?" in " ".join(result.err.split())
