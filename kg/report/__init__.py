"""What one asks a graph without a query language: a card, a search, leaderboards, a diff."""

from kg.report.boards import to_csv, to_evaluation_tables
from kg.report.card import Card, Fact, Neighbour, Support, card
from kg.report.compare import Comparison, compare
from kg.report.diff import Diff, diff
from kg.report.leaderboard import Leaderboard, Row, leaderboard, leaderboards
from kg.report.names import Named
from kg.report.review import Question, Side, review
from kg.report.search import Hit, search
from kg.report.stats import Stats, stats

__all__ = [
    "Card",
    "Comparison",
    "Diff",
    "Fact",
    "Hit",
    "Leaderboard",
    "Named",
    "Neighbour",
    "Question",
    "Row",
    "Side",
    "Stats",
    "Support",
    "card",
    "compare",
    "diff",
    "leaderboard",
    "leaderboards",
    "review",
    "search",
    "stats",
    "to_csv",
    "to_evaluation_tables",
]
