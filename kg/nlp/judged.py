"""Judged: a candidate with what it was judged to be, between weights or model and the choosing."""

from dataclasses import dataclass

from kg.nlp.features import Candidate


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its class (``METHOD/named``) and how sure that is."""

    candidate: Candidate
    label: str
    score: float
