"""What tells that two records are the same paper: ids, DOIs, arXiv ids, else titles."""

import re
from urllib.parse import unquote

from kg.ids import slug
from kg.sources.record import SourceRecord

_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:https?://(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?"
    r"(\d{4}\.\d{4,5}|[a-z][a-z.\-]*/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)
_ARXIV_DOI = "10.48550/arxiv."


def to_doi(text: str) -> str | None:
    """The DOI in lower case, from the bare form, ``doi:`` or a doi.org address; else None."""
    match = _DOI.fullmatch(unquote(text.strip()))
    return match[1].lower().rstrip(".,;") if match else None


def to_arxiv(text: str) -> str | None:
    """The arXiv id without its version, from the bare form, ``arXiv:`` or an address; else None."""
    match = _ARXIV.fullmatch(re.split("[?#]", text.strip(), maxsplit=1)[0])
    return match[1].lower() if match else None


def identity_keys(record: SourceRecord) -> tuple[str, ...]:
    """What the record is known by other than its title; two that share one are the same paper."""
    url = record.url or ""
    in_url = "://" in url
    dois = {record.doi, to_doi(url) if in_url else None} - {None}
    arxivs = {record.arxiv, to_arxiv(url) if in_url else None} - {None}
    arxivs |= {
        to_arxiv(doi.removeprefix(_ARXIV_DOI)) for doi in dois if doi and doi.startswith(_ARXIV_DOI)
    } - {None}
    keys = [] if record.id is None else [f"id:{record.id}"]
    return (*keys, *sorted(f"doi:{doi}" for doi in dois), *sorted(f"arxiv:{id}" for id in arxivs))


def title_key(title: str) -> str:
    """The uncut slug of a title; of one mostly in other letters than a-z, the title itself."""
    key = slug(title)
    if title.isascii() and key:
        return key
    latin = sum(character.isalnum() for character in key)
    if 2 * latin >= sum(character.isalnum() for character in title) and latin:
        return key
    return " ".join(title.casefold().split())
