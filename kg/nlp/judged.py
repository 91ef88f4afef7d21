"""Judged: a candidate with what it was judged to be, between weights or model and the choosing."""

from dataclasses import dataclass

from kg.model import Kind, Label
from kg.nlp.features import Candidate

METHOD = f"{Label.METHOD.value}/{Kind.NAMED.value}"
BENCHMARK = f"{Label.BENCHMARK.value}/{Kind.NAMED.value}"
NAMED = (METHOD, BENCHMARK)
"""The classes of what has a name of its own."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its class (``METHOD/named``) and how sure that is.

    ``named`` is how likely each class of :data:`NAMED` is, whatever the class.
    """

    candidate: Candidate
    label: str
    score: float
    named: tuple[float, float] = (0.0, 0.0)
