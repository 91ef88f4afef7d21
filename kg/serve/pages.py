"""The pages of the site: templates, filled in with everything escaped."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from kg.export.html.legend import load_legend
from kg.rdf import PREFIXES
from kg.report import Card, Neighbour
from kg.serve.nodes import to_link, to_path
from kg.sparql import Iri, shortened

EDITOR = resources.files("kg.serve").joinpath("assets", "editor.js")
_SHOWN = 50  # neighbours of a kind that a page lists
_FILES = {"site.css": "text/css", "site.js": "text/javascript", "query.js": "text/javascript"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Group:
    """The neighbours of a card that one relation leads to; ``left`` are not shown."""

    heading: str
    neighbours: Sequence[Neighbour]
    left: int


def rendered(template: str, status: int = 200, **told: Any) -> Response:
    """A page as an answer, with the policy that lets only its own scripts run."""
    nonce = secrets.token_urlsafe(16)
    text = _environment().get_template(template).render(nonce=nonce, **told)
    headers = {"Content-Security-Policy": _POLICY.format(nonce=nonce)}
    return HTMLResponse(text, status, headers)


def static(name: str) -> Response | None:
    """A file of the site's own; None where there is none of the name."""
    if name == "editor.js" and EDITOR.is_file():
        return _sent(EDITOR.read_bytes(), "text/javascript")
    if name not in _FILES:
        return None
    file = resources.files("kg.serve").joinpath("static", name)
    return _sent(file.read_bytes(), _FILES[name])


def groups(card: Card, limit: int | None = _SHOWN) -> list[Group]:
    """The neighbours of a card by relation, in the card's order."""
    said = load_legend().predicates
    found = []
    for (predicate, outgoing), each in groupby(
        card.neighbours, lambda neighbour: (neighbour.predicate, neighbour.outgoing)
    ):
        around = list(each)
        told = said[predicate.value]
        heading = told["forward"] if outgoing else told["backward"]
        shown = around if limit is None else around[:limit]
        found.append(Group(heading, shown, len(around) - len(shown)))
    return found


def to_cells(answer: dict[str, Any], base_iri: str) -> tuple[list[str], list[list[Any]]]:
    """The columns and cells of an answer in JSON, IRIs of nodes with where they lead."""
    columns = answer["head"].get("vars", [])
    rows = answer["results"]["bindings"]
    return columns, [[_cell(row.get(column), base_iri) for column in columns] for row in rows]


def words() -> str:
    """What the editor completes, as JSON: keywords, and terms with known prefixes."""
    known = (
        *("SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "BIND", "VALUES"),
        *("GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET", "CONSTRUCT", "DESCRIBE", "ASK"),
        *("COUNT", "SAMPLE", "GROUP_CONCAT", "REGEX", "CONTAINS", "LCASE", "STR", "GRAPH"),
    )
    return json.dumps([*known, *(f"{prefix}:" for prefix in PREFIXES)])


def _cell(term: dict[str, str] | None, base_iri: str) -> dict[str, str | None]:
    if term is None:
        return {"text": "", "link": None}
    value = term["value"]
    if term["type"] != "uri":
        return {"text": value, "link": None}
    return {"text": str(shortened(Iri(value), base_iri)), "link": to_link(value, base_iri)}


def _sent(content: bytes, media: str) -> Response:
    headers = {"Cache-Control": "no-cache"}
    return Response(content, headers=headers, media_type=f"{media}; charset=utf-8")


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


@cache
def _environment() -> Environment:
    loader = PackageLoader("kg.serve")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.globals.update(path=to_path, is_web=_is_web, has_editor=EDITOR.is_file())
    return made
