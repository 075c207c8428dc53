"""The page of target kinds: what each means, from the functions that decide it."""

from __future__ import annotations

from generators.docstrings import opening, parameters
from generators.markdown import sentence, table
from stocktake.targets.kinds import KINDS, qualitative
from stocktake.targets.parts import combine_parts
from stocktake.targets.schema import KINDS as NAMES
from stocktake.targets.schema import NEEDS

HEAD = """# Kinds of target

A target's `kind` says what has to be true of its figures. Each kind is one function; this page is
written from their own words. The boundaries are exact: `at_least` and `at_most` include the
level, `above` and `below` do not; `top_half` is a rank of at most n/2. Figures that agree to six
decimal places count as equal.

What a special year, a due date or a reading does to the answer is the same for every kind: see
[verdicts](../methods/verdicts.md) and [comparability](../methods/comparability.md).

"""

EXAMPLES = {
    "level": 'comparison = "at_least"\nlevel = "2/3"',
    "position": 'within = "top_half"\namong = "region"',
    "relation": 'comparison = "below"\ncomparator = "england"',
    "change": 'baseline = "201516"\nchange = { to_share = "1/2" }',
    "improvement_each_year": 'baseline = "201617"',
    "cumulative_count": "level = 46000\ndue_date = 2018-07-31",
    "coverage": 'of = "all"',
    "share_reaching_count": "reach = 4\nlevel = 100",
    "members_changing_state": "level = 25\nof = 50",
    "gap_closed": 'baseline = "201617"\nclose = { to = "england", by_share = "1/2" }',
    "qualitative": 'descriptor = [\n  { level = 1, words = "drafted" },\n'
    '  { level = 2, words = "in use in every school" },\n]',
    "all_of": '[[target.part]]\nid = "suspensions"\ntitle = "Suspensions halved"\nkind = "change"',
    "any_of": '[[target.part]]\nid = "first-way"\ntitle = "One way to keep it"\nkind = "level"',
}
"""The keys that make each kind, as a plan writes them."""


def page() -> str:
    """The page."""
    rows = [
        (f"[`{kind}`](#{kind})", ", ".join(f"`{key}`" for key in NEEDS[kind]) or "nothing more")
        for kind in NAMES
    ]
    return (
        HEAD
        + table(["Kind", "Keys it cannot do without"], rows)
        + "".join(_kind(kind) for kind in NAMES)
    )


def _kind(kind: str) -> str:
    function = {**KINDS, "qualitative": qualitative}.get(kind, combine_parts)
    lines = [f"\n## {kind} {{: #{kind} }}\n", opening(function)]
    meaning = parameters(function).get("target") if function is not combine_parts else None
    if meaning:
        lines.append(f"\nFrom the plan: {sentence(meaning[0].lower() + meaning[1:])}")
    lines.append(f'\n```toml\nkind = "{kind}"\n{EXAMPLES[kind]}\n```\n')
    return "\n".join(lines)
