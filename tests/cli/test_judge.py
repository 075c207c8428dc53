"""``judge`` and ``explain``: the embedded example, and the same plan on all authorities."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_process import command, environment, process, too_wide
from which_files import FILES

JUDGE = ("judge", "blackpool", "--at", "202021", "--as-of", "2026-11-22")

TOP = ["contract", "plan", "place", "at", "as_of", "targets"]
TARGET = [
    "id",
    "title",
    "kind",
    "status",
    "reason",
    "due",
    "judged_at",
    "sentence",
    "indicator",
    "group",
    "value",
    "unit",
    "decimal_places",
    "period",
    "required",
    "required_is",
    "comparator",
    "rank",
    "n",
    "rank_interval",
    "baseline",
    "distance",
    "distance_children",
    "proxy",
    "comparability",
    "evidence",
    "watch",
    "readings",
    "trajectory",
    "sources",
    "released",
    "parts",
]
INNER = {
    "comparator": ["name", "value"],
    "baseline": ["period", "value"],
    "comparability": ["reason", "flatters"],
    "evidence": ["period", "value", "rank", "n"],
    "sources": ["release", "sha256", "locator"],
}
STATUSES = {
    "met",
    "not_met",
    "on_track",
    "off_track",
    "not_yet_due",
    "awaiting_figures",
    "cannot_tell",
}
REASONS = {
    None,
    "not_published",
    "suppressed",
    "not_comparable",
    "no_local_data",
    "no_indicator",
    "proxy",
    "parts",
}
IDS = [
    "english-maths-interventions",
    "leaders-cpd",
    "ks2-rwm-top-half",
    "progress8-top-half-region",
    "english-maths-gcse-two-thirds",
    "secondary-exclusions-halved",
    "secondary-persistent-absence-below-national",
    "resilience-improves-each-year",
    "sustained-destination-top-half",
    "disadvantaged-he-top-half",
    "employer-encounters-46000",
    "employer-encounters-14000",
    "four-experiences-each",
    "ncs-540",
]
EXPECTED_RANKS = {
    "suspensions": ("not_met", 140, 150),
    "permanent-exclusions": ("not_met", 136, 150),
    "english-maths-gcse-two-thirds": ("not_met", 150, 151),
    "secondary-persistent-absence-below-national": ("not_met", 134, 150),
    "sustained-destination-top-half": ("not_met", 150, 151),
    "he-by-19-fsm": ("met", 72, 151),
}
"""Status, rank and n that the published figures give."""


def targets_by_id(targets: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Targets and parts by id."""
    by_id = {}
    for target in targets:
        by_id |= {target["id"]: target, **targets_by_id(target["parts"])}
    return by_id


@pytest.fixture
def embedded(stocktake) -> dict[str, Any]:
    return json.loads(stocktake(*JUDGE, "--format", "json").out)


@pytest.fixture
def loaded_judgement(at_desk) -> dict[str, Any]:
    return json.loads(at_desk(*JUDGE, "--format", "json").out)


@pytest.fixture(params=["embedded", *FILES])
def judgement(
    request: pytest.FixtureRequest, stocktake, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    if request.param != "embedded":
        monkeypatch.chdir(request.getfixturevalue(f"{request.param}_desk"))
    return json.loads(stocktake(*JUDGE, "--format", "json").out)


@pytest.mark.slow
def test_the_contract_key_by_key(judgement: dict[str, Any]) -> None:
    assert list(judgement) == TOP
    assert list(judgement["plan"]) == ["id", "title", "version"]
    assert judgement["place"] == {"id": "la-890", "name": "Blackpool"}
    assert (judgement["at"], judgement["as_of"]) == ("202021", "2026-11-22")
    assert [target["id"] for target in judgement["targets"]] == IDS
    for target in targets_by_id(judgement["targets"]).values():
        assert list(target) == TARGET
        assert target["status"] in STATUSES
        assert target["reason"] in REASONS
        # A reason is given where, and only where, it cannot be told.
        assert (target["reason"] is not None) == (target["status"] == "cannot_tell")
        assert target["sentence"].strip()
        for key, keys in INNER.items():
            values = target[key] if isinstance(target[key], list) else [target[key]]
            assert all(list(value) == keys for value in values if value is not None)
        for key in ("due", "judged_at", "period"):
            assert target[key] is None or (isinstance(target[key], str) and target[key].isdigit())
        for key in ("value", "required", "distance", "distance_children"):
            assert target[key] is None or isinstance(target[key], int | float)


@pytest.mark.slow
def test_the_parts_that_the_plan_promises(judgement: dict[str, Any]) -> None:
    targets = targets_by_id(judgement["targets"])
    parts = [part["id"] for part in targets["secondary-exclusions-halved"]["parts"]]
    assert parts == ["suspensions", "permanent-exclusions"]
    assert targets["suspensions"]["baseline"]["period"] == "201516"
    he = targets["disadvantaged-he-top-half"]
    assert (he["status"], he["reason"]) == ("cannot_tell", "proxy")
    assert [part["id"] for part in he["parts"]] == ["he-by-19-fsm"]


@pytest.mark.parametrize("target", EXPECTED_RANKS)
def test_status_rank_and_n(target: str, judgement: dict[str, Any]) -> None:
    verdict = targets_by_id(judgement["targets"])[target]
    assert (verdict["status"], verdict["rank"], verdict["n"]) == EXPECTED_RANKS[target]


def test_embedded_and_loaded_agree(
    embedded: dict[str, Any], loaded_judgement: dict[str, Any]
) -> None:
    quoted_targets, published = (
        targets_by_id(embedded["targets"]),
        targets_by_id(loaded_judgement["targets"]),
    )
    assert list(quoted_targets) == list(published)
    for name, short in quoted_targets.items():
        full = published[name]
        for key in ("status", "reason", "due", "judged_at", "period", "rank", "n"):
            assert short[key] == full[key], (name, key)
        if short["value"] is not None:
            places = len(f"{short['value']!r}".partition(".")[2])
            assert round(full["value"], places) == pytest.approx(short["value"]), name
        assert len(short["evidence"]) == len(full["evidence"])
        for one, second in zip(short["evidence"], full["evidence"], strict=True):
            assert (one["period"], one["rank"], one["n"]) == (
                second["period"],
                second["rank"],
                second["n"],
            )


def test_sources_lead_to_the_row_of_the_file(loaded_judgement: dict[str, Any], desk: Path) -> None:
    import polars as pl

    target = targets_by_id(loaded_judgement["targets"])["english-maths-gcse-two-thirds"]
    source = target["sources"][0]
    file, _, row = source["locator"].partition(", row ")
    file_row = pl.read_parquet(desk / file).row(int(row) - 1, named=True)
    assert file_row["LA Number"] == 890
    assert float(file_row["Values"]) == target["value"]


def test_text_says_the_figure_and_fits(at_desk) -> None:
    result = at_desk(*JUDGE)
    assert result.code == 0
    assert result.err == ""
    assert too_wide(result.out) == []
    assert "\x1b" not in result.out
    assert not [line for line in result.out.splitlines() if line != line.rstrip()]
    assert "14 targets: 4 not met, 10 cannot tell." in result.out
    assert "150 of 151" in result.out
    assert "57.5%" in result.out


def test_without_a_store_the_plans_own_figures_are_used_and_that_is_said_aside(stocktake) -> None:
    result = stocktake(*JUDGE, "--format", "json")
    assert result.code == 0
    json.loads(result.out)
    assert result.err == (
        "No releases in warehouse: judged on the figures that the plan itself carries.\n"
    )


def test_before_the_first_release_it_awaits_figures_and_says_from_when(at_desk) -> None:
    early_judgement = json.loads(
        at_desk(
            "judge", "blackpool", "--at", "202021", "--as-of", "2022-01-01", "--format", "json"
        ).out
    )
    target = targets_by_id(early_judgement["targets"])["english-maths-gcse-two-thirds"]
    assert (target["status"], target["reason"]) == ("awaiting_figures", None)
    assert "2 December 2025" in target["sentence"]


@pytest.mark.slow
def test_a_plan_is_a_file_a_folder_or_a_name(stocktake) -> None:
    stocktake("example", "blackpool", "--out", "mine")
    by_name = stocktake(*JUDGE, "--format", "json").out
    for plan_name in ("mine", "mine/plan.toml"):
        again = stocktake("judge", plan_name, *JUDGE[2:], "--format", "json").out
        assert again == by_name


@pytest.mark.slow
def test_text_goes_to_a_file_whole_and_never_over_another(stocktake, tmp_path: Path) -> None:
    out = tmp_path / "verdicts.txt"
    result = stocktake(*JUDGE)
    assert stocktake(*JUDGE, "--out", out).out == ""
    assert out.read_text("utf-8") == result.out
    again = stocktake(*JUDGE, "--out", out)
    assert (again.code, again.out) == (2, "")
    assert "exists already; name another, or give --force" in again.err
    assert stocktake(*JUDGE, "--out", out, "--force").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["verdicts.txt"]


def test_a_folder_that_is_not_there_is_no_place_to_write(stocktake, tmp_path: Path) -> None:
    result = stocktake(*JUDGE, "--out", tmp_path / "none" / "verdicts.txt")
    assert result.code == 2
    assert "No such file or directory" in result.err


def test_public_text_is_refused_with_what_to_do(stocktake) -> None:
    result = stocktake(*JUDGE, "--public")
    assert (result.code, result.out) == (2, "")
    assert result.err == "--public makes a report: add --format html, pdf or xlsx\n"


def test_explain_goes_down_to_the_row(at_desk) -> None:
    result = at_desk("explain", "blackpool", "suspensions", *JUDGE[2:])
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "bds_long_2026-04-08.parquet, row " in result.out
    assert "Sources\n" in result.out


def test_explain_names_the_nearest_target(stocktake) -> None:
    result = stocktake("explain", "blackpool", "suspension", *JUDGE[2:])
    assert result.code == 2
    assert "the plan has no target 'suspension'; did you mean 'suspensions'?" in result.err


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal needs a POSIX system")
class TestInATerminal:
    """What a person sees who does not redirect the output."""

    def run_in_terminal(self, folder: Path, *arguments: str, **more: str) -> tuple[int, str]:
        import pty

        reading_end, writing_end = pty.openpty()
        child = subprocess.Popen(
            command(*arguments),
            cwd=folder,
            env=environment(TERM="xterm-256color", **more),
            stdout=writing_end,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing_end)
        chunks = []
        while True:
            try:
                chunk = os.read(reading_end, 65536)
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        os.close(reading_end)
        return child.wait(), b"".join(chunks).decode()

    @pytest.mark.slow
    def test_colour_repeats_what_the_words_say(self, tmp_path: Path) -> None:
        import re

        code, coloured = self.run_in_terminal(tmp_path, *JUDGE)
        assert code == 0
        assert "\x1b[" in coloured
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured).replace("\r\n", "\n")
        assert too_wide(bare) == []
        piped = process(*JUDGE, folder=tmp_path).stdout.decode()
        assert [line.rstrip() for line in bare.splitlines()] == piped.splitlines()

    @pytest.mark.slow
    def test_no_color_is_respected(self, tmp_path: Path) -> None:
        _, text = self.run_in_terminal(tmp_path, *JUDGE, NO_COLOR="1")
        assert "\x1b" not in text

    @pytest.mark.slow
    @pytest.mark.parametrize("form", ["pdf", "xlsx"])
    def test_bytes_are_not_written_to_a_terminal(self, form: str, tmp_path: Path) -> None:
        code, text = self.run_in_terminal(tmp_path, *JUDGE, "--format", form)
        assert (code, text) == (2, "")


@pytest.mark.slow
def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    result = process(*JUDGE, folder=tmp_path, PYTHONIOENCODING="cp1252", LC_ALL="C")
    assert result.returncode == 0
    assert "─" in result.stdout.decode("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="closing a pipe early is told otherwise there")
def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path) -> None:
    child = subprocess.Popen(
        command("judge", "blackpool", "--at", "202021", "--format", "json"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    child.stdout.close()  # before a word is written
    assert child.wait() == 0
    assert b"Traceback" not in child.stderr.read()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "beginning"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("xlsx", b"PK")]
)
def test_the_report_goes_to_a_file_or_a_pipe(form: str, beginning: bytes, tmp_path: Path) -> None:
    piped = process(*JUDGE, "--format", form, folder=tmp_path)
    assert piped.returncode == 0, piped.stderr.decode()
    assert piped.stdout[: len(beginning)].lower() == beginning.lower()
    out = tmp_path / f"report.{form}"
    result = process(*JUDGE, "--format", form, "--out", out, folder=tmp_path)
    assert (result.returncode, result.stdout) == (0, b"")
    assert out.read_bytes()[: len(beginning)].lower() == beginning.lower()
