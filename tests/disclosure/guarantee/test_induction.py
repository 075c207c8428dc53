"""Where the guarantee does not hold today, the record lists what is not promised."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from plain_insider import derive, too_near
from school_worlds import World, world

from stocktake.disclosure import (
    Disclosure,
    PlannedTable,
    Record,
    Register,
    Structure,
    Table,
    load_policies,
    load_policy,
    release,
    release_plan,
    verify_register,
)
from stocktake.disclosure.declarations import Chance
from stocktake.standards.errors import InputError, StocktakeError, StoreError, UsageError

DAY = date(2025, 1, 31)
QUESTION = "relation all = disadvantaged + other"
LetOut = Callable[..., Disclosure]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register")


@pytest.fixture
def let_out(register: Register) -> LetOut:
    def let_out_table(planned: PlannedTable, **more):
        defaults = {"policy": "stocktake_default", "requested_by": "data-lead", "as_of": DAY}
        return release(
            planned.table,
            planned.structure,
            register=register,
            name=planned.name,
            **(defaults | more),
        )

    return let_out_table


def forget_figures(register: Register) -> None:
    """Make the register one of an earlier version: no sealed figures, no new keys in records."""
    from stocktake.disclosure.register_files import digest

    previous = ""
    for record in register.records():
        folder = register.folder / record.id
        for name in ("figures.sealed", "proofs.sealed"):
            (folder / name).unlink()
        content = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        new = ("figures_kept", "zeros", "proof", "not_promised", "corrects", "plan", "notices")
        content = {name: value for name, value in content.items() if name not in new}
        text = json.dumps(content | {"previous_sha256": previous}, sort_keys=True)
        (folder / "record.json").write_text(text, encoding="utf-8")
        previous = digest(text.encode("utf-8"))


SMALL = World(
    tuple(f"school-{number}" for number in range(5)),
    {
        (f"school-{number}", sex, population): count
        for number, (disadvantaged, rest) in enumerate(
            [(23, 51), (4, 38), (31, 77), (47, 62), (18, 29)]
        )
        for sex, half in (("Boys", 0), ("Girls", 1))
        for population, total in (("disadvantaged", disadvantaged), ("other", rest))
        for count in [total // 2 if half else total - total // 2]
    },
)


def test_nothing_is_claimed_about_contributors_of_an_earlier_version(
    register: Register, let_out: LetOut
) -> None:
    let_out(SMALL.table("disadvantaged"))
    forget_figures(register)
    assert register.releases()[0].true_table is None
    disclosure = let_out(SMALL.table("all"))
    assert disclosure.record.proof is not None
    first = register.records()[0].id
    assert disclosure.record.proof.contributors == (
        f"nothing is claimed about contributors: the figures of {first} were not kept"
    )
    outsider = derive([disclosure], SMALL.truth, "")
    assert too_near(outsider, SMALL.truth) == []


def test_figures_that_were_not_kept_can_be_worked_out_again(
    register: Register, let_out: LetOut
) -> None:
    first = let_out(SMALL.table("disadvantaged"))
    forget_figures(register)

    def recompute(record: Record) -> Table:
        planned = SMALL.table("disadvantaged")
        return Table(planned.table, planned.structure, record.id)

    def recompute_wrongly(record: Record) -> Table:
        planned = SMALL.table("all")
        return Table(planned.table, planned.structure, record.id)

    with pytest.raises(InputError, match="these are not the figures of disadvantaged/"):
        let_out(SMALL.table("other"), recompute=recompute_wrongly)
    disclosures = [first, let_out(SMALL.table("all"), recompute=recompute)]
    disclosures.append(let_out(SMALL.table("other"), recompute=recompute))
    assert disclosures[-1].record.proof is not None
    assert disclosures[-1].record.proof.contributors == "each by its own figures, over all releases"
    for attacker in ("", *SMALL.schools):
        assert too_near(derive(disclosures, SMALL.truth, attacker), SMALL.truth) == []


def test_what_a_stricter_policy_would_have_hidden_is_listed(let_out: LetOut) -> None:
    """Seven pupils were printed when the threshold was six."""
    lax = load_policy("stocktake_default").model_copy(update={"threshold": 4})
    strict = load_policy("stocktake_default")
    policies = {"lax": lax, "strict": strict}
    let_out(SMALL.table("disadvantaged"), policy="lax", policies=policies)
    disclosure = let_out(SMALL.table("other"), policy="strict", policies=policies)
    assert disclosure.record.not_promised == ("n of disadvantaged in school-1, 202324",)
    assert any("uncovered by what is out already" in notice for notice in disclosure.record.notices)


def test_what_a_late_relation_uncovers_is_listed(register: Register, let_out: LetOut) -> None:
    """Disadvantaged were hidden in one release; others and all then went out as strangers."""

    def unrelated(population: str) -> PlannedTable:
        planned = SMALL.table(population)
        # Asked about it, somebody said that the figures only happen to add up.
        chance = Chance(question=QUESTION, reason="the two groups were thought to overlap")
        structure = planned.structure.model_copy(update={"relation": (), "chance": (chance,)})
        return PlannedTable(planned.table, structure, planned.name)

    for population in ("disadvantaged", "other", "all"):
        let_out(unrelated(population))
    by_sex = SMALL.table("other", by_sex=True)
    disclosure = let_out(by_sex)
    assert "n of disadvantaged in school-1, 202324" in disclosure.record.not_promised
    assert len(register.records()) == 4


def test_proofs_that_were_changed_do_not_add_up(register: Register, let_out: LetOut) -> None:
    policies = load_policies()
    first = let_out(SMALL.table("disadvantaged"))
    let_out(SMALL.table("all"))
    second = let_out(SMALL.table("other"))
    [verified] = verify_register(register, policies)
    assert verified.tables_count > 0
    path = register.folder / second.record.id / "proofs.sealed"
    proofs = path.read_bytes()
    path.unlink()
    with pytest.raises(StoreError, match="the register's proofs do not hold"):
        verify_register(register, policies)
    path.write_bytes((register.folder / first.record.id / "proofs.sealed").read_bytes())
    with pytest.raises(StoreError, match="sealed figures cannot be read"):
        verify_register(register, policies)
    path.write_bytes(proofs)
    assert verify_register(register, policies) == (verified,)


def test_a_write_that_is_cut_off_leaves_no_release(
    register: Register, let_out: LetOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stocktake.disclosure import register as register_module

    let_out(SMALL.table("disadvantaged"))
    write_whole = register_module.write_whole
    for cut in range(1, 6):
        calls = 0

        def cut_off(path: Path, data: bytes) -> None:
            nonlocal calls
            calls += 1
            if calls == cut:  # noqa: B023
                raise OSError(28, "No space left on device")
            write_whole(path, data)

        monkeypatch.setattr(register_module, "write_whole", cut_off)
        with pytest.raises(StoreError, match="the register cannot be written to"):
            let_out(SMALL.table("all"))
        monkeypatch.setattr(register_module, "write_whole", write_whole)
        assert len(register.records()) == 1
    let_out(SMALL.table("all"))
    assert len(register.records()) == 2


def test_a_register_of_an_earlier_version_takes_further_releases(tmp_path: Path) -> None:
    stored = Path(__file__).parents[2] / "fixtures" / "stored"
    copy = Register(tmp_path / "register")
    shutil.copytree(stored / "register", copy.folder)
    first = copy.releases()[0]
    frame = first.table.frame.filter(pl.col("place") == "la-890")
    shape = json.loads(json.dumps(first.record.structure))
    shape["dimension"] = [d for d in shape["dimension"] if d["id"] != "place"]
    structure = Structure.model_validate(shape | {"place": "la-890", "publisher": ""})
    disclosure = release(
        frame.drop("place"), structure, "stocktake_default", copy, "data-lead", DAY, name="la"
    )
    assert disclosure.record.number == 3
    assert disclosure.record.proof is not None
    assert copy.records()[-1].attacked_with == tuple(r.id for r in copy.records()[:2])


def test_a_plan_needs_names_and_a_policy_that_hides(register: Register) -> None:
    planned = SMALL.table("all")
    with pytest.raises(UsageError, match="each with its own name"):
        release_plan([planned, planned], "stocktake_default", register, "data-lead", DAY)
    rules = load_policy("stocktake_default").model_copy(
        update={"method": "round", "rounding_base": 5}
    )
    with pytest.raises(UsageError, match="a plan is for policies that hide"):
        release_plan([planned], "five", register, "data-lead", DAY, policies={"five": rules})
    assert register.records() == ()


def test_what_hangs_together_beyond_the_limit_is_refused_as_unproved(
    let_out: LetOut, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stocktake.disclosure import proof_limits

    monkeypatch.setattr(proof_limits, "CELLS_LIMIT", 3)
    with pytest.raises(StocktakeError, match="the table is unproved"):
        let_out(world(1).table("all"))
    assert register.records() == ()


def test_a_proof_that_takes_too_long_is_given_up(
    let_out: LetOut, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stocktake.disclosure import proof_limits

    monkeypatch.setattr(proof_limits, "WORK_LIMIT", 1)
    with pytest.raises(StocktakeError) as refusal:
        let_out(SMALL.table("disadvantaged", by_sex=True))
    assert str(refusal.value).splitlines() == [
        "the table is unproved",
        "  its proof takes longer; expected about ten minutes of one core; "
        "release it in parts that share nothing, or with fewer items",
    ]
    assert register.records() == ()


def test_no_proof_makes_a_figure_less_than_zero(register: Register, let_out: LetOut) -> None:
    """A zero that is hidden may be more, never less."""
    counts = {
        (f"school-{number}", sex, population): count
        for number, (boys, girls) in enumerate([(0, 11), (6, 4), (0, 0)])
        for sex, count_of_sex in (("Boys", boys), ("Girls", girls))
        for population, count in (("disadvantaged", count_of_sex), ("other", 16))
    }
    invented_world = World(("school-0", "school-1", "school-2"), counts)
    policies = {"zeros": load_policy("ons_ten")}
    disclosure = let_out(
        invented_world.table("disadvantaged", by_sex=True), policy="zeros", policies=policies
    )
    assert disclosure.record.hidden_count > 0
    for item in derive([disclosure], invented_world.truth, "", least=0.0):
        assert item.high > item.low
    verify_register(register, policies)


def test_a_zero_that_gives_something_away_is_hidden_too(
    register: Register, let_out: LetOut
) -> None:
    """All pupils of a school were hidden, its others printed: a zero beside them says how many."""
    counts = {
        ("school-0", "Boys", "disadvantaged"): 0,
        ("school-0", "Girls", "disadvantaged"): 0,
        ("school-0", "Boys", "other"): 4,
        ("school-0", "Girls", "other"): 12,
        ("school-1", "Boys", "disadvantaged"): 5,
        ("school-1", "Girls", "disadvantaged"): 2,
        ("school-1", "Boys", "other"): 19,
        ("school-1", "Girls", "other"): 15,
    }
    invented_world = World(("school-0", "school-1"), counts)
    disclosures = [
        let_out(planned)
        for planned in (
            invented_world.table("other"),
            invented_world.table("all", by_sex=True),
            invented_world.table("all"),
            invented_world.table("disadvantaged", by_sex=True),
            invented_world.table("disadvantaged"),
        )
    ]
    assert [item.record.not_promised for item in disclosures] == [()] * 5
    exact = [
        item.cell
        for item in derive(disclosures, invented_world.truth, "", least=0.0)
        if item.low == item.high
    ]
    assert exact == []
    verify_register(register, load_policies())
