"""The page of target kinds: what each means, from the classes that decide it."""

from __future__ import annotations

from generators.docstrings import opening, parameters
from generators.markdown import sentence, table
from stocktake.targets.kinds import KINDS, BaseTarget

HEAD = """# Kinds of target

A target's `kind` says what has to be true of its figures. Each kind is one class in one file; this
page is written from their own words. The boundaries are exact: `at_least` and `at_most` include the
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
        (
            f"[`{kind}`](#{kind})",
            ", ".join(f"`{key}`" for key in needed_keys(model)) or "nothing more",
        )
        for kind, model in KINDS.items()
    ]
    return (
        HEAD
        + table(["Kind", "Keys it cannot do without"], rows)
        + "".join(_kind(kind, model) for kind, model in KINDS.items())
    )


def needed_keys(model: type[BaseTarget]) -> list[str]:
    """The keys of a kind's own that a plan must write."""
    return [
        name
        for name, field in model.model_fields.items()
        if field.is_required() and name not in BaseTarget.model_fields
    ]


def _kind(kind: str, model: type[BaseTarget]) -> str:
    lines = [f"\n## {kind} {{: #{kind} }}\n", opening(model)]
    keys = {name: words for name, words in parameters(model).items() if name in model.model_fields}
    if keys:
        lines.append("")
        lines += [f"- `{name}`: {sentence(words)}" for name, words in keys.items()]
    lines.append(f'\n```toml\nkind = "{kind}"\n{EXAMPLES[kind]}\n```\n')
    return "\n".join(lines)
