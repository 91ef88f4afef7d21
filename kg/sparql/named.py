"""The queries that come with paper-kg: ``queries/*.rq``, each checked when loaded.

A query begins with comments that say what it is::

    # title: Methods of a benchmark
    # description: The methods measured on a benchmark, and in how many papers.
    # parameter benchmark (name): any name of the benchmark; for example GSM8K
    # parameter least (integer, default 1): the least number of papers
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.errors import KnowledgeError, MissingValueError, QueryError
from kg.sparql.guard import checked
from kg.sparql.parameters import Parameter, ParameterKind, Term, bound, is_number, to_term

_FOLDER = "kg/sparql/queries"
_FIELD = re.compile(r"# (title|description|parameter)\b ?([^:]*): (.+)")
_PARAMETER = re.compile(r"(?P<name>\w+) \((?P<kind>\w+)(?:, default (?P<default>[^)]+))?\)")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, and the variables that the user gives values."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def values(self, given: Mapping[str, str], base_iri: str) -> dict[str, Literal | NamedNode]:
        """The terms of its parameters.

        Args:
            given: parameter to value, as the user wrote them.
            base_iri: what stands before the id of every node.

        Raises:
            QueryError: a parameter is unknown, missing, or has a value of another kind.
        """
        names = [parameter.name for parameter in self.parameters]
        if unknown := sorted(given.keys() - set(names)):
            known = f"; it has {', '.join(names)}" if names else ""
            raise QueryError(f"query {self.name} has no parameter {unknown[0]!r}{known}")
        return {
            p.name: self._value(p, given.get(p.name, p.default), base_iri) for p in self.parameters
        }

    def _value(self, parameter: Parameter, value: str | None, base_iri: str) -> Literal | NamedNode:
        if value is None:
            raise MissingValueError(self.name, parameter.name, parameter.description)
        term = to_term(value, parameter.kind, base_iri)
        if parameter.kind is ParameterKind.INTEGER and not is_number(term):
            raise QueryError(f"{value!r} is below 0")
        return term


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All named queries, by name.

    Raises:
        KnowledgeError: a file breaks the rules of its header, or its query may not be run.
    """
    files = resources.files("kg.sparql").joinpath("queries").iterdir()
    texts = {file.name: file.read_text("utf-8") for file in files if file.name.endswith(".rq")}
    found = [to_named_query(name.removesuffix(".rq"), texts[name]) for name in sorted(texts)]
    return MappingProxyType({query.name: query for query in found})


def named_query(name: str) -> NamedQuery:
    """The query of this name.

    Raises:
        QueryError: there is none; says which there are.
    """
    queries = named_queries()
    if name not in queries:
        raise QueryError(f"there is no query {name!r}; there are {', '.join(queries)}")
    return queries[name]


def to_named_query(name: str, text: str) -> NamedQuery:
    """The named query in the text of a file.

    Raises:
        KnowledgeError: the header or the query breaks the rules.
    """
    path = f"{_FOLDER}/{name}.rq"
    fields = list(_fields(path, text))
    titles = [value for key, _, value in fields if key == "title"]
    descriptions = [value for key, _, value in fields if key == "description"]
    if len(titles) != 1 or len(descriptions) != 1:
        raise KnowledgeError("needs one title and one description", path, 1)
    parameters = tuple(value for *_, value in fields if isinstance(value, Parameter))
    try:
        _check(text, parameters)
    except QueryError as error:
        raise KnowledgeError(str(error), path) from error
    return NamedQuery(name, str(titles[0]), str(descriptions[0]), parameters, text)


def _check(text: str, parameters: Iterable[Parameter]) -> None:
    """Judge a query with its numbers as they are by default, which is how it is mostly asked."""
    numbers: dict[str, Term] = {}
    others: dict[str, Term] = {}
    for each in parameters:
        if each.kind is ParameterKind.INTEGER:
            numbers[each.name] = to_term(each.default or "1", each.kind, "")
        else:
            others[each.name] = Literal("")
    bound(checked(bound(text, numbers)), others)


def _fields(path: str, text: str) -> Iterator[tuple[str, int, str | Parameter]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#"):
            return
        field = _FIELD.fullmatch(line)
        if field is None:
            raise KnowledgeError(f"no title, description or parameter: {line!r}", path, number)
        key, head, value = field.groups()
        yield key, number, _parameter(path, number, head, value) if key == "parameter" else value


def _parameter(path: str, number: int, head: str, description: str) -> Parameter:
    found = _PARAMETER.fullmatch(head)
    if found is None or found["kind"] not in set(ParameterKind):
        raise KnowledgeError(f"no parameter: {head!r}", path, number)
    kind = ParameterKind(found["kind"])
    return Parameter(found["name"], kind, description, found["default"])
