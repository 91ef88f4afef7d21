"""Standing: how a thing stands among its rivals in the whole paper, as names of features."""

from collections.abc import Iterator
from functools import lru_cache

from kg.nlp.around import KEPT
from kg.nlp.items import Sentence
from kg.nlp.subjects import Rivals, Subject

_SETS = frozenset(
    ("datasets", "benchmarks", "tasks", "corpora", "environments", "languages", "domains")
)
_CLOSE = 400  # how many characters before a sentence a name may stand to be still near


@lru_cache(maxsize=KEPT)
def describe_standing(subject: Subject, rivals: Rivals) -> tuple[str, ...]:
    """The features of a thing among all of its label, wherever a number stands."""
    return tuple(_find_standing(subject, rivals))


def _find_standing(subject: Subject, rivals: Rivals) -> Iterator[str]:
    alike = [other for other in rivals if other.role is subject.role]
    yield f"rank={min(alike.index(subject), 3)}"
    yield f"alike={min(len(alike), 3)}"
    yield f"rivals={min(len(rivals), 4)}"
    yield f"mentions={min(len(subject.mentions), 3)}"
    named = [o for o in alike if o.mentions[0].kind.value == "named"]
    yield f"only-named={named == [subject]}"
    most = max(len(other.mentions) for other in alike)
    yield f"most={len(subject.mentions) == most}"
    yield f"titled={subject.titled}"
    yield f"sure={_sure(subject)}"
    yield f"surest={_sure(subject) == max(map(_sure, alike))}"
    formed = sum(other.formed for other in alike)
    yield f"form={subject.formed}&{min(formed, 2)}"
    yield f"form={subject.formed}&titled={subject.titled}"


def _sure(subject: Subject) -> int:
    """How sure it is that there is such a thing, in steps."""
    score = max(mention.score for mention in subject.mentions)
    return sum(score >= bound for bound in (0.4, 0.6, 0.8, 0.95))


@lru_cache(maxsize=KEPT)
def describe_elsewhere(sentence: Sentence, subject: Subject, rivals: Rivals) -> tuple[str, ...]:
    """The features of a thing that a sentence with numbers does not name."""
    return tuple(_find_elsewhere(sentence, subject, rivals))


def _find_elsewhere(sentence: Sentence, subject: Subject, rivals: Rivals) -> Iterator[str]:
    start = sentence.span[0]
    yield f"title={subject.mentions[0].start < rivals[0].mentions[0].start + 1}"
    before = [_last_before(other, start) for other in rivals]
    mine = _last_before(subject, start)
    yield f"latest={mine == max(before) and mine >= 0}"
    yield f"lines={min(max(0, start - mine) // 150, 5) if mine >= 0 else 'later'}"
    alike = [_last_before(o, start) for o in rivals if o.role is subject.role]
    yield f"latest-alike={mine == max(alike) and mine >= 0}"
    several = not _SETS.isdisjoint(sentence.words)
    yield f"several={several}&{min(len(alike), 2)}"
    near = sum(start - _CLOSE < m.start <= start for m in subject.mentions)
    named = any(other.group in sentence.groups for other in rivals)
    yield f"near={min(near, 2)}&{named}&{min(len(alike), 2)}"


def _last_before(subject: Subject, place: int) -> int:
    """Where the last mention before a place begins; -1 for none."""
    return max((m.start for m in subject.mentions if m.start < place), default=-1)
