"""What the scores of results are held to: the least of each, and how much of one counts."""

from functools import cache
from pathlib import Path

from kg.model import Kind, Role
from kg.nlp.knowledge import FOLDER, read_scores

UNBOUND = "unbound"
"""The role that stands for no method."""
_SCORED = ("result", "method", "benchmark", "baseline", "whole")
_DOUBTED = (Role.USED.value, Role.COMPARED.value, Role.MENTIONED.value, UNBOUND, Kind.CONCEPT.value)


@cache
def read_result_thresholds(path: Path = FOLDER / "result-thresholds.tsv") -> dict[str, float]:
    """The least score of a number, of what it is bound to, and of the whole.

    What is bound by less than that stays unbound; a whole that is less sure is not given.

    Raises:
        KnowledgeError: a score is missing or none.
    """
    return read_scores(path, _SCORED)


@cache
def read_trust(path: Path = FOLDER / "result-trust.tsv") -> dict[str, float]:
    """How much of its score counts where weights bound a number to a method of a role or a kind.

    Of what is bound to others, all counts; ``UNBOUND`` stands for no method.

    Raises:
        KnowledgeError: a role is unknown or missing, or what counts is no share.
    """
    return read_scores(path, _DOUBTED)
