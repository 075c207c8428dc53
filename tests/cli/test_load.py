"""``load``: what is kept, what is recognised again, and every bad file told from the shell."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from cli_process import command, environment, process, too_wide

from stocktake.sources.lait_dictionary import COLUMNS
from stocktake.statistics.store import Warehouse

GOOD = [("KS2", "2025", 890, "55"), ("KS2", "2025", 970, "63")]
HEADS = ["Short Desc", "Years", "LA Number", "Values"]
META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,"
    "filter_grouping_column\nsex,Filter,Sex,,,,,\npupil_count,Indicator,Pupils,,,0,,\n"
)
EES_HEADS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,sex,pupil_count\n"
)
NATION = "201617,Academic year,National,E92000001,England,,,,,,Total,100\n"
RETURN_HEADS = "indicator,date,school_urn,value,source,returned_by,returned_on\n"


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small long file with its dictionary."""
    lines = [
        ",".join(COLUMNS),
        "Key Stage 2,Expected standard,KS2,High,%,About,How,,0,Academic Year,NA",
    ]
    (tmp_path / "dictionary.csv").write_text("\r\n".join(lines), "utf-8")

    def write(rows: object = GOOD, heads: object = HEADS, name: str = "long.parquet") -> Path:
        path = tmp_path / name
        pl.DataFrame(rows, schema=heads, orient="row").write_parquet(path)
        return path

    return write


LOAD = ("load", "lait", "long.parquet", "--dictionary", "dictionary.csv")


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a store that counts, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for release in Warehouse(folder).releases()
        for path in release.folder.iterdir()
    }


@pytest.fixture
def stocked(small, stocktake, tmp_path: Path) -> Iterator[Path]:
    """A store with one release; whatever the test loads, it must stay as it was."""
    small()
    assert stocktake(*LOAD, "--published", "2026-04-08").code == 0
    before = read_files(tmp_path / "warehouse")
    assert before
    yield tmp_path / "warehouse"
    assert read_files(tmp_path / "warehouse") == before
    leftover = [path.name for path in (tmp_path / "warehouse").rglob(".incoming-*")]
    assert leftover == []


def test_what_was_kept_is_said_and_the_same_file_is_recognised(small, stocktake) -> None:
    small()
    first = stocktake(*LOAD)
    assert first.code == 0
    kept_line, counts = first.out.splitlines()
    assert kept_line.startswith("Kept: lait/")
    assert counts.startswith("  1 series, 2 observations, ")
    again = stocktake(*LOAD)
    assert again.code == 0
    assert again.out.splitlines()[0] == kept_line.replace("Kept", "Already held")


@pytest.mark.parametrize(
    "published", [[], ["--published", "2026-04-08"]], ids=["no date", "published"]
)
def test_the_same_files_by_other_names_are_recognised(
    published: list[str], small, stocktake, tmp_path: Path
) -> None:
    small()
    kept_line = stocktake(*LOAD, *published).out.splitlines()[0]
    before = read_files(tmp_path / "warehouse")
    # In the order of their names, the other way round.
    (tmp_path / "long.parquet").rename(tmp_path / "a.parquet")
    (tmp_path / "dictionary.csv").rename(tmp_path / "z.csv")
    again = stocktake("load", "lait", "a.parquet", "--dictionary", "z.csv", *published)
    assert again.code == 0
    assert again.out.splitlines()[0] == kept_line.replace("Kept", "Already held")
    assert read_files(tmp_path / "warehouse") == before


def test_a_strict_refusal_does_not_say_that_figures_were_kept(small, stocktake, tmp_path) -> None:
    small([("KS2", "2025", 890, "250"), ("KS2", "2024", 890, "-99"), *GOOD[1:]])
    strict = stocktake(*LOAD, "--strict")
    assert strict.code == 3
    message = " ".join(strict.err.split())
    assert "has implausible figures: 2 fault(s)" in message
    assert "'250' is more than 100% (implausible)" in message
    assert "kept" not in message
    assert not (tmp_path / "warehouse").exists()
    notes = stocktake(*LOAD, "--notes")
    assert " ".join(notes.out.split()).count("kept as missing (x)") == 2


def test_a_parquet_file_cut_short(stocked, small, stocktake) -> None:
    path = small([*GOOD, ("KS2", "2025", 891, "60")])
    path.write_bytes(path.read_bytes()[:-20])
    result = stocktake(*LOAD)
    assert (result.code, result.out) == (3, "")
    assert "is a Parquet file cut short; fetch the file again" in " ".join(result.err.split())


@pytest.mark.slow
def test_the_wrong_file(stocked, stocktake, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for load in (
        ("lait", "picture.png", "--dictionary", "dictionary.csv"),
        ("neighbours", "picture.png", "--vintage", "2021"),
        ("ees", "picture.png"),
        ("local", "picture.png"),
        ("lait", "nowhere.parquet", "--dictionary", "dictionary.csv"),
    ):
        result = stocktake("load", *load)
        assert (result.code, result.out) == (3, ""), load
        assert load[1] in result.err
        assert "Traceback" not in result.err
        assert too_wide(result.err) == []


def test_the_long_file_and_the_dictionary_swapped(stocked, small, stocktake) -> None:
    small()
    result = stocktake("load", "lait", "dictionary.csv", "--dictionary", "long.parquet")
    assert (result.code, result.out) == (3, "")


def test_changed_columns_come_with_the_nearest(stocked, small, stocktake) -> None:
    small(GOOD, ["Short Desc", "Year", "LA Number", "Values"])
    result = stocktake(*LOAD)
    assert (result.code, result.out) == (3, "")
    assert "no column 'Years'; did you mean 'Year'?" in result.err


def test_an_unknown_period_label(stocked, small, stocktake) -> None:
    small([*GOOD, ("KS2", "Tuesday", 890, "55")])
    result = stocktake(*LOAD)
    assert (result.code, result.out) == (3, "")
    assert "'Tuesday'" in result.err


def test_duplicate_rows_that_contradict_each_other(stocked, small, stocktake) -> None:
    small([*GOOD, ("KS2", "2025", 890, "56")])
    result = stocktake(*LOAD)
    assert (result.code, result.out) == (3, "")
    assert "890" in result.err or "Blackpool" in result.err or "la-890" in result.err


def test_a_code_that_no_authority_has(stocked, small, stocktake) -> None:
    small([*GOOD, ("KS2", "2025", 999, "56")])
    result = stocktake(*LOAD)
    assert (result.code, result.out) == (3, "")
    assert "999" in result.err


def test_an_abolished_authority_keeps_its_figures_and_is_counted_once(small, stocktake) -> None:
    # Cumbria ended on 31 March 2023; a file that still lists it is read as it stands.
    small(
        [*GOOD, ("KS2", "2025", 909, "58"), ("KS2", "2025", 942, "58"), ("KS2", "2025", 943, "59")]
    )
    assert stocktake(*LOAD).code == 0
    import json

    comparison = json.loads(stocktake("compare", "lait:KS2", "--place", "la-890", "--json").out)
    assert comparison["periods"][0]["n"] == 3  # Blackpool, Cumberland, Westmorland and Furness


def test_two_releases_of_one_date(stocked, small, stocktake) -> None:
    small([*GOOD, ("KS2", "2024", 890, "50")])
    result = stocktake(*LOAD, "--published", "2026-04-08")
    assert (result.code, result.out) == (4, "")
    message = " ".join(result.err.split())
    assert "lait already holds a release of 2026-04-08" in message
    assert "give --supersedes if the producer replaced the file" in message


def test_a_replaced_file_is_kept_beside_the_first_when_that_is_said(small, stocktake) -> None:
    small()
    stocktake(*LOAD, "--published", "2026-04-08")
    small([*GOOD, ("KS2", "2024", 890, "50")])
    assert stocktake(*LOAD, "--published", "2026-04-08", "--supersedes").code == 0
    assert len(stocktake("releases").out.splitlines()) == 2 + 2


def test_a_day_that_is_no_day(stocktake, small) -> None:
    small()
    result = stocktake(*LOAD, "--published", "yesterday")
    assert (result.code, result.out) == (2, "")
    assert "'yesterday' is no day such as 2026-04-08" in result.err


class TestTheOpenDataStandard:
    def files(self, folder: Path, *rows: str) -> None:
        (folder / "made.csv").write_text(EES_HEADS + "".join(rows), "utf-8")
        (folder / "made.meta.csv").write_text(META, "utf-8")

    def test_a_file_is_kept(self, stocktake, tmp_path: Path) -> None:
        self.files(tmp_path, NATION)
        result = stocktake("load", "ees", "made.csv")
        assert result.code == 0
        assert result.out.startswith("Kept: ees-made/")

    def test_duplicate_rows(self, stocked, stocktake, tmp_path: Path) -> None:
        self.files(tmp_path, NATION, NATION.replace(",100", ",101"))
        result = stocktake("load", "ees", "made.csv")
        assert (result.code, result.out) == (3, "")
        assert "made.csv" in result.err

    def test_a_period_that_is_no_period(self, stocked, stocktake, tmp_path: Path) -> None:
        self.files(tmp_path, NATION.replace("201617", "201619"))
        result = stocktake("load", "ees", "made.csv")
        assert (result.code, result.out) == (3, "")
        assert "201619" in result.err

    @pytest.mark.parametrize("name", ["absence_by_term.zip", "exclusions_by_reason.zip"])
    def test_real_files_load_with_notes(self, name: str, desk: Path, stocktake) -> None:
        result = stocktake("load", "ees", desk / name, "--notes")
        assert result.code == 0
        assert too_wide(result.out) == []
        count = int(result.out.splitlines()[1].split()[4])
        assert count > 0
        assert len(result.out.splitlines()) >= 2 + count

    def test_strict_refuses_what_the_screener_would(self, desk: Path, stocktake) -> None:
        result = stocktake("load", "ees", desk / "level_2_3_sfla.zip", "--strict")
        assert (result.code, result.out) == (3, "")


class TestLocalReturns:
    row = "local:encounters,2018-03-31,{urn},{value},register,careers lead,2018-04-09\n"

    def test_a_school_twice(self, stocked, stocktake, tmp_path: Path) -> None:
        rows = self.row.format(urn=119754, value=10) + self.row.format(urn=119754, value=12)
        (tmp_path / "march.csv").write_text(RETURN_HEADS + rows, "utf-8")
        result = stocktake("load", "local", "march.csv")
        assert (result.code, result.out) == (3, "")
        message = " ".join(result.err.split())
        assert "march.csv: row 3: school-119754 is returned twice" in message
        assert "first in row 2; expected once; delete one of the two" in message

    def test_an_indicator_that_the_plan_does_not_declare(
        self, stocked, stocktake, tmp_path: Path
    ) -> None:
        (tmp_path / "march.csv").write_text(
            RETURN_HEADS + self.row.format(urn=119754, value=10), "utf-8"
        )
        result = stocktake("load", "local", "march.csv", "--plan", "blackpool")
        assert (result.code, result.out) == (3, "")
        assert "local:encounters" in result.err

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["return.csv", "return.xlsx"])
    def test_from_template_to_verdict(self, name: str, stocktake, tmp_path: Path) -> None:
        template_result = stocktake("load", "local", "--template", name, "--plan", "blackpool")
        assert template_result.code == 0
        assert template_result.out.startswith(f"Written: {name}\n")
        assert too_wide(template_result.out) == []
        again = stocktake("load", "local", "--template", name, "--plan", "blackpool")
        assert (again.code, again.out) == (2, "")
        (tmp_path / "filled.csv").write_text(
            "indicator,time_period,place,value,cumulative,source,returned_by,returned_on\n"
            "local:ncs,202021,la-890,600,yes,register,programme lead,2021-09-01\n",
            "utf-8",
        )
        local_id = "local:" + _ncs()
        text = (tmp_path / "filled.csv").read_text("utf-8").replace("local:ncs", local_id)
        (tmp_path / "filled.csv").write_text(text, "utf-8")
        load_result = stocktake(
            "load", "local", "filled.csv", "--plan", "blackpool", "--name", "careers"
        )
        assert load_result.code == 0, load_result.err
        assert load_result.out.startswith("Kept: local-careers/")
        judgement = stocktake("judge", "blackpool", "--at", "202021", "--format", "json").out
        import json

        target = next(t for t in json.loads(judgement)["targets"] if t["id"] == "ncs-540")
        assert target["value"] == 600
        assert target["sources"][0]["release"].startswith("local-careers/")

    def test_neither_a_file_nor_a_template(self, stocktake) -> None:
        result = stocktake("load", "local")
        assert (result.code, result.err) == (2, "give either a filled-in FILE or --template FILE\n")


def _ncs() -> str:
    from stocktake.examples import example_plan
    from stocktake.plan.read import read_plan

    plan = read_plan(example_plan("blackpool")).plan
    target = next(target for target in plan.target if target.id == "ncs-540")
    return str(target.indicator).removeprefix("local:")


class TestInterrupted:
    """A load that does not get to its end leaves the store as it was."""

    @pytest.mark.slow
    def test_killed_in_the_middle(self, desk: Path, tmp_path: Path) -> None:
        folder = tmp_path / "warehouse"
        load = ("load", "lait", desk / "bds_long_2026-04-08.parquet")
        load += ("--dictionary", desk / "lait_data_dictionary.csv", "--warehouse", folder)
        for _ in range(5):  # the process may be done before it is seen to write
            if self._killed_while_writing(folder, load):
                break
            shutil.rmtree(folder, ignore_errors=True)
        else:
            pytest.fail("the load was done each time before it could be killed")
        assert Warehouse(folder).releases() == []
        listing = process("releases", folder=tmp_path)
        assert (listing.returncode, listing.stdout[:12]) == (0, b"No releases ")
        again = process(*load, folder=tmp_path)
        assert (again.returncode, again.stdout[:10]) == (0, b"Kept: lait")

    def _killed_while_writing(self, folder: Path, load: tuple[object, ...]) -> bool:
        child = subprocess.Popen(
            command(*load),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while child.poll() is None and not list(folder.glob("lait/.incoming-*/*")):
            time.sleep(0.001)
        child.kill()
        child.wait()
        return bool(list(folder.glob("lait/.incoming-*")))

    @pytest.mark.skipif(sys.platform != "linux", reason="a small disk is made with tmpfs, on Linux")
    def test_a_full_disk(self, desk: Path, tmp_path: Path, stocktake) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a small file system to fill needs root")
        try:
            store = ("--warehouse", disk / "warehouse")
            first = ("load", "neighbours", desk / "sn_april_2021.xlsx", "--vintage", "2021", *store)
            assert stocktake(*first).code == 0
            before = read_files(disk / "warehouse")
            result = stocktake(
                "load",
                "lait",
                desk / "bds_long_2026-04-08.parquet",
                "--dictionary",
                desk / "lait_data_dictionary.csv",
                *store,
            )
            assert (result.code, result.out) == (4, "")
            message = " ".join(result.err.split())
            assert "No space left on device" in message
            assert "nothing was kept; make room or name another --warehouse" in message
            assert read_files(disk / "warehouse") == before
            assert list(disk.rglob(".incoming-*")) == []
            out = stocktake("judge", "blackpool", *store, "--out", disk / "v.txt")
            assert out.code == 0
        finally:
            subprocess.run(["umount", str(disk)], check=False)

    def test_a_store_that_is_damaged_says_which_release(self, small, stocktake, tmp_path) -> None:
        small()
        stocktake(*LOAD)
        release = Warehouse(tmp_path / "warehouse").releases()[0]
        (release.folder / "release.toml").write_text("damaged", "utf-8")
        result = stocktake("releases")
        assert (result.code, result.out) == (4, "")
        assert "is damaged" in result.err
