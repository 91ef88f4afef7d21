"""What the scores of results are held to: the least of each, and how much of one counts."""

from functools import cache

from kg.model import Role
from kg.nlp.knowledge import FOLDER, read_rows

UNBOUND = "unbound"
"""The role that stands for no method."""


@cache
def read_result_thresholds() -> dict[str, float]:
    """The least score of a number, of what it is bound to, and of the whole.

    What is bound by less than that stays unbound; a whole that is less sure is not given.
    """
    rows = read_rows(FOLDER / "result-thresholds.tsv", columns=2)
    return {name: float(value) for _, (name, value) in rows}


@cache
def read_trust() -> dict[str, float]:
    """How much of its score counts where weights bound a number to a method of a role, or to none.

    Of what is bound to others, all counts; ``UNBOUND`` stands for no method.
    """
    rows = read_rows(FOLDER / "result-trust.tsv", columns=2)
    return {
        role if role == UNBOUND else Role(role).value: float(value) for _, (role, value) in rows
    }
