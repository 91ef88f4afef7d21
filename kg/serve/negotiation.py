"""Which form of an answer a client wants, by its ``Accept`` header."""

import re
from collections.abc import Iterator, Sequence

Offered = Sequence[tuple[str, str]]
"""Media type and the form it stands for, in the order of our preference."""

RESULTS: Offered = (
    ("application/sparql-results+json", "json"),
    ("application/json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
)
TRIPLES: Offered = (
    ("text/turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("application/ld+json", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/json", "jsonld"),
    ("application/xml", "rdf"),
    ("text/xml", "rdf"),
    ("text/plain", "nt"),
)
PAGE: Offered = (("text/html", "html"), ("application/xhtml+xml", "html"))

_PARTS = 64  # parts of a header that are looked at
_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*")


def negotiated(accept: str | None, offered: Offered) -> str | None:
    """The form that suits a client best, the first where several do; None where none does.

    Args:
        accept: the value of its ``Accept`` header; without one anything suits.
        offered: what there is.
    """
    wanted = list(_ranges(accept)) if accept and accept.strip() else [("*/*", 1.0)]
    weighed = [(_weight(media, wanted), form) for media, form in offered]
    best = max(weight for weight, _ in weighed)
    return next(form for weight, form in weighed if weight == best) if best else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(",")[:_PARTS]:
        media, *parameters = part.lower().split(";")
        weights = [found[1] for each in parameters if (found := _WEIGHT.fullmatch(each))]
        yield media.strip(), float(weights[0]) if weights else 1.0


def _weight(media: str, wanted: Sequence[tuple[str, float]]) -> float:
    """The weight of the most exact range that covers a media type."""
    for covering in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [weight for each, weight in wanted if each == covering]
        if found:
            return max(found)
    return 0.0
