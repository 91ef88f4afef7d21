"""``kg query``."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from cli.console import clean, is_terminal, note, show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir, PasswordFile, TokenFile, User
from kg.errors import MissingValueError, QueryError, SourceError
from kg.settings import BASE_IRI

if TYPE_CHECKING:
    from kg.sparql import QueryPool, Term, Value, Written
    from kg.sparql.remote import Remote

Format = Literal["table", "markdown", "csv", "tsv", "json", "xml", "ttl", "nt", "rdf", "jsonld"]

_SHOWN = ("json", "nt")  # what a table is made of
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
    user: User = None,
    password_file: PasswordFile = None,
    token_file: TokenFile = None,
    form: Annotated[
        Optional[Format],  # noqa: UP045
        typer.Option("--format", help="[default: table on a terminal, tsv or nt elsewhere]"),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", metavar="SECONDS", min=0.1, help="Give up after this long."),
    ] = 60,
) -> None:
    """Ask the graph in SPARQL.

    The prefixes dc, dcat, dcterms, kg, mls, oa, owl, prov, rdf, rdfs, schema, skos, void and xsd
    are known. Named queries, with the values they need, are shown by --list. Queries only read, and
    have no network where the system allows to take it from them. What SELECT and ASK find comes as
    csv, tsv, json or xml, what CONSTRUCT and DESCRIBE find as ttl, nt, rdf or jsonld, and both as a
    table, plain or in Markdown.

    Example:
        kg query "SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name } LIMIT 5"
        kg query "DESCRIBE ?m { ?m skos:prefLabel 'PPO' }" --format ttl
        kg query --name methods-of-benchmark --set benchmark=ImageNet
        kg query --list
        kg query --name most-used-methods --endpoint http://127.0.0.1:7878/query
        kg query "ASK {}" --endpoint https://kg.example/sparql --user me --password-file password
    """
    if listed:
        _list()
        return
    if (text is None) == (name is None):
        raise typer.BadParameter("give a query or --name, one of the two; --list shows the names")
    who = (user, password_file, token_file)
    if endpoint is None and any(each is not None for each in who):
        raise typer.BadParameter("--user, --password-file and --token-file go with --endpoint")
    given = dict(_pair(value) for value in values or ())
    wanted = (form,) if form else ("tsv", "nt")
    form = form or ("table" if is_terminal() else "tsv")
    forms = _SHOWN if form in ("table", "markdown") else wanted
    if endpoint is not None:
        from kg.sparql.remote import make_remote

        remote = make_remote(endpoint, *who, time_limit)
        words, terms = _words(text, name, given, BASE_IRI)
        _show(_asked(remote, words, terms, forms), BASE_IRI, form)
        return
    with _asking(graph, time_limit) as pool:
        words, terms = _words(text, name, given, pool.base_iri)
        _show(pool.run(words, values=terms, forms=forms), pool.base_iri, form)


def _asked(
    remote: "Remote", words: str, terms: "dict[str, Term]", forms: tuple[str, ...]
) -> "Written":
    from kg.sparql.parameters import bound
    from kg.sparql.remote import ask

    found = ask(remote, bound(words, terms), forms)
    if not found.complete:
        note("kg: the store cut the answer short")
    return found


def _asking(graph: Path, seconds: float) -> "QueryPool":
    from kg.knowledge_graph import load
    from kg.sparql import Limits, QueryPool

    with load(graph) as built:
        path = built.store.path
    limits = Limits(seconds=seconds, rows=None, size=None, memory=None)
    place = path.with_name("store")
    return QueryPool(place, processes=1, spares=0, limits=limits, fallback=path)


def _words(
    text: str | None, name: str | None, given: dict[str, str], base_iri: str
) -> "tuple[str, dict[str, Term]]":
    from kg.sparql import guessed, named_query

    if name is not None:
        named = named_query(name)
        try:
            return named.text, named.values(given, base_iri)
        except MissingValueError as error:
            said = f"query {name} needs --set {error.parameter}=…: {error.description}"
            raise QueryError(said) from error
    return _read(text or ""), {key: guessed(value, base_iri) for key, value in given.items()}


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


def _show(written: "Written", base_iri: str, form: Format) -> None:
    if form in ("table", "markdown"):
        _show_answer(written, base_iri, form)
    else:
        _write(written.data)


def _show_answer(written: "Written", base_iri: str, form: Format) -> None:
    from kg.sparql import read_answer, shortened

    answer = read_answer(written)
    if answer.boolean is not None:
        show("true" if answer.boolean else "false")
        return
    columns, rows = answer.variables, answer.rows
    if answer.triples is not None:
        columns, rows = ("subject", "predicate", "object"), answer.triples
    cells = [[_cell(shortened(value, base_iri)) for value in row] for row in rows]
    if form == "table":
        show_table(columns, cells, paged=True)
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
