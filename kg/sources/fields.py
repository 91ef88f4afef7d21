"""The fields of a JSON object or a CSV row as a record."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from kg.sources.dates import from_stated
from kg.sources.identity import to_arxiv, to_doi
from kg.sources.record import Report, SourceRecord, clean

_YEAR = re.compile(r"([12]\d{3})(?:\.0)?", re.ASCII)  # a table with gaps makes floats of years
_AND = re.compile(r"\s+and\s+")
_BETWEEN_LINKS = re.compile(r"[\s;]+")


class FieldError(ValueError):
    """A field whose value makes no sense."""


def from_fields(fields: Mapping[str, Any], line: int, report: Report) -> SourceRecord | None:
    """The record that the fields state, or None where title, abstract or id make no sense.

    What is wrong is reported; another field that makes no sense is left out.
    """
    try:
        return _to_record(fields, line, _Optional(fields, line, report))
    except FieldError as error:
        report(str(error), line)
        return None


class _Optional:
    """The fields that a record can be without."""

    def __init__(self, fields: Mapping[str, Any], line: int, report: Report) -> None:
        self._fields = fields
        self._line = line
        self._report = report

    def get(self, name: str, to: Callable[[str, Any], Any], *, empty: Any = None) -> Any:
        """The field as ``to`` understands it; ``empty`` where it is missing or makes no sense."""
        try:
            found = to(name, self._fields.get(name))
        except FieldError as error:
            self._report(f"{error}: left out", self._line)
            return empty
        return empty if found is None else found


def _to_record(fields: Mapping[str, Any], line: int, optional: _Optional) -> SourceRecord:
    title = _to_text("title", fields.get("title"))
    if not title.strip():
        raise FieldError("no title")
    return SourceRecord(
        line=line,
        title=title,
        abstract=_to_text("abstract", fields.get("abstract")),
        id=_to_name("id", fields.get("id")),
        published=optional.get("published", _to_date) or optional.get("year", _to_year),
        venue=optional.get("venue", _to_name),
        url=optional.get("url", _to_name),
        authors=optional.get("authors", _to_authors, empty=()),
        author_count=optional.get("author_count", _to_count),
        code_links=_to_links(optional),
        doi=optional.get("doi", _to_doi),
        arxiv=optional.get("arxiv_id", _to_arxiv) or optional.get("arxiv", _to_arxiv),
    )


def _to_links(optional: _Optional) -> tuple[str, ...]:
    links = [
        link for name in ("github", "code_links") for link in optional.get(name, _to_list, empty=())
    ]
    return tuple(dict.fromkeys(links))


def _to_text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(f"the {name} is no text: {_shown(value)}")
    return clean(value)


def _to_name(name: str, value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(_to_text(name, value).split()) or None


def _to_date(name: str, value: Any) -> str | None:
    text = _to_name(name, value)
    found = from_stated(text) if text else None
    if text and found is None:
        raise FieldError(f"{name} is no date: {_shown(value)}")
    return found


def _to_year(name: str, value: Any) -> str | None:
    text = _to_name(name, str(value) if isinstance(value, float) else value)
    match = _YEAR.fullmatch(text) if text else None
    if text and match is None:
        raise FieldError(f"{name} is no year: {_shown(value)}")
    return match[1] if match else None


def _to_count(name: str, value: Any) -> int | None:
    text = _to_name(name, value)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < len("1000000")):
        raise FieldError(f"{name} is no count: {_shown(value)}")
    return int(text)


def _to_authors(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        named = [one.get("name") if isinstance(one, dict) else one for one in value]
        return tuple(author for one in named if (author := _to_name(name, one)))
    text = " ".join(_to_text(name, value).split())
    parts = text.split(";") if ";" in text else _AND.split(text)
    return tuple(author for part in parts if (author := part.strip(" ,")))


def _to_list(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(link for one in value if (link := _to_name(name, one)))
    return tuple(filter(None, _BETWEEN_LINKS.split(_to_name(name, value) or "")))


def _to_doi(name: str, value: Any) -> str | None:
    return _to_key(name, value, to_doi)


def _to_arxiv(name: str, value: Any) -> str | None:
    return _to_key(name, value, to_arxiv)


def _to_key(name: str, value: Any, to: Callable[[str], str | None]) -> str | None:
    text = _to_name(name, value)
    found = to(text) if text else None
    if text and found is None:
        raise FieldError(f"{name} makes no sense: {_shown(value)}")
    return found


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
