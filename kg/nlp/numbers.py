"""Numbers: where a text gives one, in which unit, and from what it rose or fell.

A number here may be a result; whether it is one, its words must say (``kg.nlp.results``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

PERCENT, TIMES, POINTS = "%", "x", "points"

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
# "sim" and "approx" are commands that lost their backslash.
_BEFORE = (
    r"(?:(?<=\bsim)|(?<=\bapprox)|(?<=\bby)|(?<=\bthan)|(?<=\bnear-)|(?<=\d[xX\u00d7][-\u2013])"
    r"|(?<![\w@#^.])(?<![A-Za-z][-\u2010\u2011\u2013/.])(?<!\d-)(?<!\\)(?<![_^]\{)(?<![_^]\{-)"
    r"(?<!\d[Ee][-+]))"
)
# Units that may stand right behind a number, without a space.
_GLUED = (
    r"(?:[mn\u03bc\u00b5]?s|msec|[mcnk\u03bc\u00b5u]?m|[kMG]?Hz|fps|FPS|dB|deg|k?g|[mk]?[NWJ]|Nm|k?Pa"
    r"|[KMG]B|h|\u00c5|rad|mph|m?AP|mIoU)(?!\w)"
)
_POINTS = (
    r"(?:[\s$~-]*\\?%)?[\s-]+(?:(?:absolute|percentage|percent|accuracy|mean|avg\.?"
    r"|[A-Z][\w@.-]+)[\s-]+){0,2}(?:points?|pts?|pp|p\.p\.)(?!\w)|\s?(?:pp|pts?)(?!\w)"
)
_PERCENT = r"[\s${}~]*\\?%|[\s-]*per\s?cent(?!\w)"
_TIMES = (
    r"[\s${}~]*\\times(?![A-Za-z])(?!\s*\$?\d)|[\s$]*[\u00d7\u2715](?!\s*\d)|[xX](?![A-Za-z0-9])"
    r"|[xX](?=(?:fast|slow|less|fewer|more|small|larg|low|high|better|speed))"
    r"|\s+[xX](?=[\s,.;)])(?!\s*\d)|[\s-]*(?:times|folds?)(?!\w|\s\d)|[\s$]*\bimes(?!\w)(?![\s$]*\d)"
)
_BY = r"(?:[\s$]*(?:\u00d7|\\?times)[\s$]*|[\s$]+x[\s$]+|x)"
_TEN = r"10(?:\^|\s?[-\u2013\u2212]?\s?\d)"
_NONE = rf"(?!{_BY}{_TEN}|(?!{_GLUED}|plusmn)[\w]|\.\d|[-\u2010\u2011][A-Za-z]|,\d{{3}}|\^)"
_DASH = r"(?:\s?(?:-{1,3}|[\u2013\u2014\u2212\u223c\uff5e~])\s?)"
_NUMBER = re.compile(
    rf"{_BEFORE}(?P<digits>{_DIGITS})(?:{_DASH}(?P<last>{_DIGITS}))?(?:\+(?![-/]))?"
    rf"(?:(?P<points>{_POINTS})|(?P<percent>{_PERCENT})|(?P<times>{_TIMES})|{_NONE})"
)
_FACTORED = re.compile(rf"\d{_BY}$")
_POWER = re.compile(_TEN)
_ABOUT = (
    r"(?:(?:a (?:maximum|minimum|peak) of|(?:less|more|fewer|greater) than|at (?:least|most)"
    r"|below|above|under|as (?:high|low|much) as|up to|about|approximately|around|over|nearly"
    r"|almost|only|just|an? (?:average|impressive) (?:of )?)\s*)?[~$+\s]*"
)
_TO = re.compile(
    rf"[\s${{}}]*(?:-?\s*to|-{{1,3}}|[\u2013\u2014\u2212\u223c\uff5e~]|\\sim)[\s}}]*{_ABOUT}$"
)
_AND = re.compile(rf"[\s$]*(?:and|to)\s*{_ABOUT}$")
_ARROW = re.compile(r"[\s$]*(?:→|->|=>|\\(?:right)?arrow|\\to)[\s$]*$")
_FAR_TO = re.compile(rf"(?:[^.;\d]|(?<=\bF)\d|(?<=[A-Za-z]-)\d){{0,60}}?\bto\s+{_ABOUT}$")
_VERSUS = re.compile(r"[\s,($]*(?i:v\.?s\.?|versus)\\?[\s\w]{0,40}?[\s~$]$")
_THEN = re.compile(
    r"\)?(?:\s(?:on|for|in)\s[^.;,\d]{1,40}?)?\)?(?:,\s(?:and\s)?|\sand\s)(?:[A-Z][\w-]*\s\()?"
)
_LATER_FROM = re.compile(r"[\s,($]*(?:up |down |improved |increased |reduced )?from\s*[~$]*$")
_THEN_TO = re.compile(r"[\s${}~]*(?:\\?%|[A-Za-z]{1,4})?\s+to\s+[~$]*\d")
# "from", "from roughly", "from an accuracy of"; but "from a range of 2 to 5" is one.
_OF = r"(?:(?:an?|the|its)\s(?!(?:wide )?range)(?:[A-Za-z][\w-]*\s){1,6}of\s+|roughly\s+)?"
_FROM = re.compile(rf"\bfrom\s+{_OF}{_ABOUT}$")
_FACTOR = re.compile(rf"\bfactors? (?:of|up to)\s+{_ABOUT}$")
_RANGING = re.compile(rf"\b(?:rang|var[iy]|span|differ)\w*\s+from\s+{_ABOUT}$")
_BETWEEN = re.compile(r"\bbetween\s+[~$]*$")
_SIGNED = re.compile(r"\+\s*$")
_LISTED = re.compile(r"[\s$]*(?:,|/|,?\s*(?:and|or)|\u00b1|\+/?-|\\pm|plusmn)\s*[~$+\s]*$")
_THEN_LAST = re.compile(r"\s*,?\s+and\s+\d")
_UNIT_WORD = re.compile(r"\s?[A-Za-z\u00b5\u03bc\u00b0]{1,4}(?![\w/])")
_REACH = 80
_MOST = 1e15
_CITED = re.compile(r"\[\d+(?:\s*[,-]\s*\d+)*\]")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, with its bounds; ``stop`` is where its unit ends."""

    start: int
    end: int
    stop: int
    value: str
    low: float
    high: float
    unit: str | None = None
    from_value: str | None = None


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """The numbers between two places of a text, ranges and changes as one each."""
    end = len(text) if end is None else end
    cited = [match.span() for match in _CITED.finditer(text, start, end)]
    found = [n for n in _single(text, start, end) if not _within(n, cited)]
    return _share_units(_combine(found, text), text)


def _is_factor(text: str, start: int) -> bool:
    return _FACTOR.search(text, max(0, start - _REACH), start) is not None


def _is_power(text: str, start: int) -> bool:
    """Whether a power of ten begins there, the factor of another number: "1.2 x 10-3"."""
    factor = _FACTORED.search(text, max(0, start - _REACH), start)
    return factor is not None and _POWER.match(text, factor.end()) is not None


def _within(number: Number, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= number.start and number.end <= end for start, end in spans)


def _single(text: str, start: int, end: int) -> list[Number]:
    matches = _NUMBER.finditer(text, start, end)
    found = [_to_number(match) for match in matches if not _is_power(text, match.start("digits"))]
    found = [
        replace(n, unit=TIMES) if n.unit is None and _is_factor(text, n.start) else n for n in found
    ]
    return [n for n in found if n.high < _MOST and (n.unit or not _YEAR.fullmatch(n.value))]


def _to_number(match: re.Match[str]) -> Number:
    first, last = match["digits"], match["last"]
    low, high = (float(digits.replace(",", "")) for digits in (first, last or first))
    units = (("points", POINTS), ("percent", PERCENT), ("times", TIMES))
    unit = next((unit for name, unit in units if match[name]), None)
    value = f"{first}-{last}" if last else first
    end = match.end("last" if last else "digits")
    return Number(
        match.start("digits"), end, match.end(), value, min(low, high), max(low, high), unit
    )


def _combine(numbers: Sequence[Number], text: str) -> list[Number]:
    """Two numbers that are one range, or one change from the first to the second."""
    kept: list[Number] = []
    for number in numbers:
        joined = _join(kept[-1], number, text) if kept else None
        if joined and "-" in joined.value and _is_listed_change(kept, text):
            joined = _change(kept[-1], number, number)
        if joined:
            kept[-1] = joined
        else:
            kept.append(number)
    return kept


def _join(one: Number, other: Number, text: str) -> Number | None:
    between = _between(one, other, text)
    before = text[max(0, one.start - _REACH) : one.start]
    if len(between) > _REACH or "-" in one.value or one.from_value:
        return None
    if one.unit and other.unit and one.unit != other.unit:
        return None
    if _SIGNED.search(before) and _SIGNED.search(between):
        return _range(one, other) if _FAR_TO.match(between) else None
    if _RANGING.search(before) and _FAR_TO.match(between):
        return _range(one, other)
    if _ARROW.match(between) or (_FROM.search(before) and _FAR_TO.match(between)):
        return _change(one, other, other)
    later = _LATER_FROM.match(between) and not _THEN_TO.match(text, other.end)
    if later or _VERSUS.match(between):
        return _change(other, one, other)
    if one.low > other.low and " to " in between and _TO.match(between):
        return _change(one, other, other)
    if between.isspace() and other.unit and not _THEN_LAST.match(text, other.stop):
        return _range(one, other)  # "2.7x 3.4x" is a range that lost its tilde
    if _TO.match(between) or (_BETWEEN.search(before) and _AND.match(between)):
        return _range(one, other)
    return None


def _is_listed_change(kept: Sequence[Number], text: str) -> bool:
    """Whether the last number follows a change: "from 80% to 85% for foos and 78% to 84%"."""
    if len(kept) < 2 or kept[-2].from_value is None or kept[-1].from_value is not None:
        return False
    return _THEN.fullmatch(text[kept[-2].stop : kept[-1].start]) is not None


def _between(one: Number, other: Number, text: str) -> str:
    """What stands between two numbers, without a word that both have for a unit: "2 dB to 3 dB"."""
    between = text[one.stop : other.start]
    word = _UNIT_WORD.match(between)
    both = word and re.match(rf"\s?{re.escape(word[0].strip())}(?![\w/])", text[other.stop :])
    return between[word.end() :] if word and both else between


def _range(one: Number, other: Number) -> Number | None:
    if one.low > other.low or "-" in other.value:
        return None
    value = f"{one.value}-{other.value}"
    unit = other.unit or one.unit
    return Number(one.start, other.end, other.stop, value, one.low, other.high, unit)


def _change(start: Number, aim: Number, last: Number) -> Number:
    unit = aim.unit or start.unit
    return replace(aim, stop=last.stop, unit=unit, from_value=start.value)


def _share_units(numbers: Sequence[Number], text: str) -> list[Number]:
    """In "2, 4 and 3%" each number has the unit of the last."""
    shared: list[Number] = []
    for number in reversed(numbers):
        after = shared[-1] if shared else None
        listed = after and _LISTED.match(text[number.stop : after.start])
        if listed and after and after.unit and not number.unit and not after.from_value:
            shared.append(replace(number, unit=after.unit))
        else:
            shared.append(number)
    return shared[::-1]
