"""How kinds of node look and what predicates are called: ``legend.json``, checked when loaded."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import KnowledgeError
from kg.graph import TYPES
from kg.model import Predicate

_FILE = "legend.json"
_KIND = {"one", "many", "shape", "light", "dark"}
_PREDICATE = {"forward", "backward", "light", "dark"}


@dataclass(frozen=True, slots=True)
class Legend:
    """The two tables, in the order in which they are to be shown."""

    kinds: dict[str, dict[str, str]]
    predicates: dict[str, dict[str, str]]


@cache
def load_legend() -> Legend:
    """The legend of the page.

    Raises:
        KnowledgeError: a type of node or a predicate is missing, unknown, or not told of in full.
    """
    held = json.loads(resources.files(__package__).joinpath(_FILE).read_text("utf-8"))
    return make_legend(held)


def make_legend(held: dict[str, Any]) -> Legend:
    """A legend from what its file holds; raises as :func:`load_legend` does."""
    _check("kinds", held["kinds"], TYPES, _KIND)
    _check("predicates", held["predicates"], tuple(Predicate), _PREDICATE)
    return Legend(held["kinds"], held["predicates"])


def _check(
    part: str, table: dict[str, dict[str, str]], names: tuple[str, ...], fields: set[str]
) -> None:
    if list(table) != [str(name) for name in names]:
        raise KnowledgeError(f"{part}: expected {', '.join(names)}, in this order", _FILE)
    for name, told in table.items():
        if told.keys() != fields:
            raise KnowledgeError(f"{part}: {name}: expected {', '.join(sorted(fields))}", _FILE)
