"""What one asks a graph without a query language: a card, a search, the counts."""

from kg.report.card import Card, Fact, Neighbour, Support, card
from kg.report.names import Named
from kg.report.review import Question, Side, review
from kg.report.search import Hit, search
from kg.report.stats import Stats, stats

__all__ = [
    "Card",
    "Fact",
    "Hit",
    "Named",
    "Neighbour",
    "Question",
    "Side",
    "Stats",
    "Support",
    "card",
    "review",
    "search",
    "stats",
]
