"""Resolution: what mentions mean across papers, and the relations and results that follow.

>>> resolution = resolve(annotations, decisions, links)  # doctest: +SKIP
>>> resolution.entity_of("some-paper", 0)  # doctest: +SKIP
'method/maml'
"""

from kg.resolve.decisions import Decision, Verb, to_decision, to_decisions
from kg.resolve.given import DECISIONS_FILE, Given, find_given
from kg.resolve.links import Link, to_links
from kg.resolve.repositories import repositories_of
from kg.resolve.resolution import Place, Resolution, resolve
from kg.resolve.ties import ties_in, ties_of_decisions

__all__ = [
    "DECISIONS_FILE",
    "Decision",
    "Given",
    "Link",
    "Place",
    "Resolution",
    "Verb",
    "find_given",
    "repositories_of",
    "resolve",
    "ties_in",
    "ties_of_decisions",
    "to_decision",
    "to_decisions",
    "to_links",
]
