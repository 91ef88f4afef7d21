"""Dates as papers carry them, cut to what is known: ``2023-05-25``, ``2023``, ``--05-28``."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PRINTED = re.compile(
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
    r" (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?(?: \d[\d.,]*k?)?",  # the last: a count of comments
    re.IGNORECASE | re.ASCII,
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII)
_NO_YEAR = re.compile(r"--(\d\d)-(\d\d)", re.ASCII)
_LEAP_YEAR = 2000
_LEAP_CYCLE = 8  # years between leap days, at most


def from_printed(text: str) -> str | None:
    """The date that a listing page prints, such as ``May 25, 2023`` or ``May 28 3``, else None."""
    match = _PRINTED.fullmatch(text.strip())
    if match is None:
        return None
    month, day = _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
    if match["year"] is None:
        return f"--{month:02}-{day:02}" if _exists(_LEAP_YEAR, month, day) else None
    year = int(match["year"])
    return f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else None


def from_stated(text: str) -> str | None:
    """The date that a record states: ISO 8601, whole or cut, or as printed; else None."""
    text = text.strip()
    if match := _NO_YEAR.fullmatch(text):
        return text if _exists(_LEAP_YEAR, int(match[1]), int(match[2])) else None
    match = _ISO.fullmatch(text)
    if match is None:
        return from_printed(text)
    known = [part for part in match.groups() if part is not None]
    year, month, day = (int(part) for part in [*known, "1", "1"][:3])
    return "-".join(known) if _exists(year, month, day) else None


def with_year(published: str, captured: date) -> str:
    """A date without a year as the latest such day that is not after the capture; others as is."""
    match = _NO_YEAR.fullmatch(published)
    if match is None:
        return published
    month, day = int(match[1]), int(match[2])
    for year in range(captured.year, max(captured.year - _LEAP_CYCLE - 1, 0), -1):
        if _exists(year, month, day) and (found := date(year, month, day)) <= captured:
            return found.isoformat()
    return published


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
