"""``kg query``."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from cli.console import clean, is_terminal, show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir
from kg.errors import QueryError, SourceError

if TYPE_CHECKING:
    from kg.sparql import Answer, Value

Format = Literal["table", "csv", "tsv", "json", "xml", "markdown"]

_MARKED = re.compile(r"([\\|<>\[\]`*_])")
_ESCAPED = r"\\\1"


def query(
    text: Annotated[
        Optional[str],  # noqa: UP045  typer reads it at run time on 3.11
        typer.Argument(
            metavar="TEXT|FILE|-", help="A SPARQL query, a file that holds one, or - to read it."
        ),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--name", metavar="NAME", help="Ask one of the named queries."),
    ] = None,
    values: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--set", metavar="KEY=VALUE", help="Give the variable ?KEY a value."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
    endpoint: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--endpoint", metavar="URL", help="Ask the store there, not a built graph."),
    ] = None,
    form: Annotated[
        Optional[Format],  # noqa: UP045
        typer.Option("--format", help="[default: table on a terminal, tsv elsewhere]"),
    ] = None,
) -> None:
    """Ask the graph in SPARQL.

    The prefixes kg, schema, skos, dcterms, dc, oa, prov, rdf, rdfs, owl, void and xsd are known.
    Named queries, with the values they need, are shown by --list. Queries can only read.

    Example:
        kg query "SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name } LIMIT 5"
        kg query --name methods-of-benchmark --set benchmark=ImageNet
        kg query --list
        kg query --name most-used-methods --endpoint http://127.0.0.1:7878/query
    """
    if listed:
        _list()
        return
    if (text is None) == (name is None):
        raise typer.BadParameter("give a query or --name, one of the two; --list shows the names")
    given = dict(_pair(value) for value in values or ())
    chosen = form or ("table" if is_terminal() else "tsv")
    if endpoint is None:
        _ask(graph, text, name, given, chosen)
    else:
        _ask_there(endpoint, text, name, given, chosen)


def _ask(
    graph: Path, text: str | None, name: str | None, given: dict[str, str], form: Format
) -> None:
    from kg.knowledge_graph import load as open_graph
    from kg.sparql import guessed, load, named_query, serialize
    from kg.sparql import query as ask

    with open_graph(graph) as built:
        triples = load(built.store)
    if name is not None:
        named = named_query(name)
        words, terms = named.text, named.values(given, triples.base_iri)
    else:
        words = _read(text or "")
        terms = {key: guessed(value, triples.base_iri) for key, value in given.items()}
    if form in ("table", "markdown"):
        _show_answer(ask(triples, words, terms), triples.base_iri, form)
    else:
        _write(serialize(triples, words, form, terms))


def _ask_there(
    url: str, text: str | None, name: str | None, given: dict[str, str], form: Format
) -> None:
    from kg.settings import BASE_IRI
    from kg.sparql import guessed, named_query
    from kg.sparql.parameters import bound
    from kg.sparql.remote import Remote, ask, fetch

    if name is not None:
        named = named_query(name)
        asked = bound(named.text, named.values(given, BASE_IRI))
    else:
        terms = {key: guessed(value, BASE_IRI) for key, value in given.items()}
        asked = bound(_read(text or ""), terms)
    remote = Remote(url)
    if form in ("table", "markdown"):
        _show_answer(ask(remote, asked), BASE_IRI, form)
    else:
        _write(fetch(remote, asked, form))


def _list() -> None:
    from kg.sparql import named_queries

    rows = [
        (query.name, " ".join(parameter.name for parameter in query.parameters), query.title)
        for query in named_queries().values()
    ]
    if is_terminal():
        show_table(["name", "--set", "what it answers"], rows)
        return
    for row in rows:
        show("\t".join(row))


def _pair(value: str) -> tuple[str, str]:
    key, equals, held = value.partition("=")
    if not equals:
        raise typer.BadParameter(f"--set wants KEY=VALUE, not {value!r}")
    return key.lstrip("?$"), held


def _read(text: str) -> str:
    if text == "-":
        if sys.stdin is None:
            raise SourceError("standard input is closed", text)
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if "{" in text:
        return text
    path = Path(text)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        return _decoded(path.read_bytes(), str(path))
    return text


def _decoded(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{source}: not UTF-8 (byte {error.start})") from error


def _write(data: bytes) -> None:
    data = data if data.endswith(b"\n") else data + b"\n"
    if is_terminal():
        sys.stdout.write(clean(data.decode()))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _show_answer(answer: "Answer", base_iri: str, form: Format) -> None:
    from kg.sparql import shortened

    if answer.boolean is not None:
        show("true" if answer.boolean else "false")
        return
    columns, rows = answer.variables, answer.rows
    if answer.triples is not None:
        columns, rows = ("subject", "predicate", "object"), answer.triples
    cells = [[_cell(shortened(value, base_iri)) for value in row] for row in rows]
    if form == "table":
        show_table(columns, cells)
    else:
        _show_markdown(columns, cells)


def _cell(value: "Value") -> "Value":
    return str(value).lower() if isinstance(value, bool) else value


def _show_markdown(columns: tuple[str, ...], rows: list[list["Value"]]) -> None:
    show(f"| {' | '.join(columns)} |")
    show(f"|{' --- |' * len(columns)}")
    for row in rows:
        cells = ("" if value is None else " ".join(str(value).split()) for value in row)
        show(f"| {' | '.join(_MARKED.sub(_ESCAPED, cell) for cell in cells)} |")
