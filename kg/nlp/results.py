"""Results: which numbers a paper reports, of which kind, and what they belong to.

Whether a number is a result, and what a result belongs to, linear weights decide that were fitted
on annotated papers; a number that nothing binds is kept, unbound.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import prod

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Label, Link, LinkKind, Mention, Reported, ResultKind
from kg.model import Span as Offsets
from kg.nlp.annotate import keep_mentions, to_sentences
from kg.nlp.asides import is_aside, is_share
from kg.nlp.compared import find_compared, find_rival, is_over_unknown
from kg.nlp.conditions import is_condition
from kg.nlp.doers import find_doer
from kg.nlp.items import NOBODY, Sentence, find_sentences
from kg.nlp.kinds import describe_kind, tell_kind
from kg.nlp.lists import find_beside, find_bracketed
from kg.nlp.measured import find_metric
from kg.nlp.number_features import describe_number
from kg.nlp.numbers import POINTS, TIMES, Number
from kg.nlp.opponents import is_helped, is_modifier
from kg.nlp.pair_features import describe_none, describe_pair, is_apart
from kg.nlp.result_settings import UNBOUND, read_result_thresholds, read_trust
from kg.nlp.sets import OTHER, find_set
from kg.nlp.speeds import may_be_speedup
from kg.nlp.strangers import find_strangers, is_left_out, is_of_others, is_on_other_set
from kg.nlp.subjects import Rivals, Subject, find_subjects, find_things, find_title_end
from kg.nlp.weights import read_weights
from kg.nlp.words import to_text

NUMBERS = "result-weights"
KINDS = "result-kind-weights"
YES, NO = "yes", "no"
SPEEDUP = ResultKind.SPEEDUP.value
TOLD = 0.97  # how often the kind is right that the words beside a number tell
BESIDE = 0.92  # how often, of benchmarks listed as numbers are, that of the same place is meant
DONE = 0.95  # how often the number is of the method that does what it measures
HELD = 0.5  # how much it counts how sure the baseline of a change is, as an exponent
RULED_OUT = 0.8  # how often a change has no baseline whose likeliest one was ruled out
_DIGIT = re.compile(r"\d")
PAIRS = {
    "method": "result-method-weights",
    "benchmark": "result-benchmark-weights",
    "baseline": "result-baseline-weights",
}
LABELS = {"method": Label.METHOD, "benchmark": Label.BENCHMARK, "baseline": Label.METHOD}


def judge_kind(sentence: Sentence, place: int) -> tuple[str, float]:
    """The kind that the words beside a result tell, else the likeliest, and how likely it is."""
    if told := tell_kind(sentence, place):
        return told, TOLD
    probabilities = read_weights(KINDS).probabilities(describe_kind(sentence, place))
    possible = [name for name in probabilities if may_be(name, sentence, place)]
    kind = max(possible, key=lambda name: (probabilities[name], name))
    return kind, round(probabilities[kind], 3)


def may_be(kind: str, sentence: Sentence, place: int) -> bool:
    """Whether a number may be of a kind: what is so many times or points more is no score."""
    if kind == SPEEDUP:
        return may_be_speedup(sentence, place)
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    is_change = number.unit in (TIMES, POINTS) and not number.from_value
    return not (kind == ResultKind.ABSOLUTE.value and is_change)


def find_reported(
    text: str, spans: Sequence[Offsets], mentions: Sequence[Mention], links: Sequence[Link]
) -> list[Reported]:
    """The results of a text, in order.

    Args:
        text: title and abstract.
        spans: its sentences; the first is the title, where it has one.
        mentions: the things it names, each with its group.
        links: its links, in which no number counts.
    """
    mentions = find_things(mentions)
    title = find_title_end(text)
    subjects = {label: find_subjects(mentions, label, title) for label in LABELS.values()}
    found = []
    for sentence in find_sentences(text, spans, mentions, links):
        for place, number in sentence.numbers:
            score = judge_number(sentence, place, len(spans) - 1)
            if score < read_result_thresholds()["result"]:
                continue
            kind, sure = judge_kind(sentence, place)
            bound = bind(sentence, place, kind, subjects)
            metric = find_metric(text, sentence, place)
            found.append(_to_reported(sentence, number, kind, score * sure, metric, bound))
    return [one for one in found if one.score >= read_result_thresholds()["whole"]]


def judge_number(sentence: Sentence, place: int, last: int) -> float:
    """How likely the number at a place is a result; ``last`` is the number of the last sentence."""
    if any(each(sentence, place) for each in (is_share, is_aside, is_condition)):
        return 0.0
    return _likely(describe_number(sentence, place, last), NUMBERS)


Bound = dict[str, tuple[int, float]]
Option = tuple[int, list[str]]


def bind(sentence: Sentence, place: int, kind: str, subjects: Mapping[Label, Rivals]) -> Bound:
    """For each of method, benchmark and baseline the likeliest group, or none if that is likelier.

    A slot that is left empty has the group ``NOBODY``.
    """
    is_score = kind == ResultKind.ABSOLUTE.value
    told = find_rival(sentence, place) if is_score else find_compared(sentence, place)
    bound = _weigh(sentence, place, kind, subjects, NOBODY if told is None else told)
    if is_score:
        bound["baseline"] = (NOBODY, RULED_OUT) if told is None else (told, BESIDE)
    else:
        bound["baseline"] = _over(sentence, place, told, bound["baseline"])
    bound["method"] = _by(sentence, place, told, bound["method"])
    bound["benchmark"] = _on(sentence, place, bound["benchmark"])
    listed = _find_listed(sentence, place, is_score=is_score)
    if listed is not None:
        bound["method" if is_score else "baseline"] = listed, BESIDE
    elif is_score and is_of_others(sentence, place):
        bound["method"] = NOBODY, BESIDE
    if bound["baseline"][0] == bound["method"][0]:
        bound["baseline"] = NOBODY, RULED_OUT
    return bound


def _weigh(
    sentence: Sentence, place: int, kind: str, subjects: Mapping[Label, Rivals], other: int
) -> Bound:
    """What weights alone bind a number to; its method is not the ``other`` it is compared with."""
    options = {
        label: find_options(sentence, place, kind, rivals, label)
        for label, rivals in subjects.items()
    }
    bound: Bound = {}
    taken = {"method": other}
    for slot, label in LABELS.items():
        bound[slot] = _choose(slot, without(taken.get(slot, NOBODY), options[label]))
        taken["baseline"] = bound["method"][0]
    bound["method"] = _trust(bound["method"], subjects[LABELS["method"]])
    return bound


def _by(
    sentence: Sentence, place: int, told: int | None, likeliest: tuple[int, float]
) -> tuple[int, float]:
    """The method that does what a number measures, else the likeliest, unless it is left out."""
    doer = find_doer(sentence, place)
    if doer is not None and doer != told:
        return doer, DONE
    return (NOBODY, OTHER) if is_left_out(sentence, place, likeliest[0]) else likeliest


def _find_listed(sentence: Sentence, place: int, *, is_score: bool) -> int | None:
    """The method that is listed as a number is, or that a score in brackets stands behind."""
    listed = find_beside(sentence, place, LABELS["method"])
    if listed is None and is_score:
        return find_bracketed(sentence, place, LABELS["method"])
    return listed


def _on(sentence: Sentence, place: int, likeliest: tuple[int, float]) -> tuple[int, float]:
    """The benchmark that words put a number on, or lists beside it; else the likeliest."""
    told = find_set(sentence, place)
    if told is not None:
        return told
    if is_on_other_set(sentence, place):
        return NOBODY, OTHER
    beside = find_beside(sentence, place, LABELS["benchmark"])
    return likeliest if beside is None else (beside, BESIDE)


def _over(
    sentence: Sentence, place: int, told: int | None, likeliest: tuple[int, float]
) -> tuple[int, float]:
    """What words tell a change to be over, else the likeliest, unless it can be no baseline."""
    if told == NOBODY and is_over_unknown(sentence, place):
        return NOBODY, OTHER
    if told is not None:
        return told, BESIDE
    group = likeliest[0]
    places = sentence.groups.get(group, ())
    apart = bool(places) and all(is_apart(sentence, place, at) for at in places)
    other = apart or is_modifier(sentence, group) or is_helped(sentence, group)
    return (NOBODY, RULED_OUT) if other else likeliest


def _trust(chosen: tuple[int, float], rivals: Sequence[Subject]) -> tuple[int, float]:
    """What was chosen, with less of its score where it is none or unnamed, or only used."""
    group, score = chosen
    one = next((one for one in rivals if one.group == group), None)
    told = (UNBOUND,) if one is None else (one.role.value, one.kind.value)
    return group, round(score * prod(read_trust().get(each, 1.0) for each in told), 3)


def _choose(slot: str, options: Sequence[Option]) -> tuple[int, float]:
    """The likeliest option with how likely it is; nobody where that is too little."""
    shares = read_weights(PAIRS[slot]).choose([features for _, features in options])
    scored = ((round(p, 3), -group) for p, (group, _) in zip(shares, options, strict=True))
    score, group = max(scored)
    sure = score >= read_result_thresholds()[slot]
    return (-group, score) if sure else (NOBODY, round(1 - score, 3))


def find_options(
    sentence: Sentence, place: int, kind: str, rivals: Rivals, label: Label
) -> list[Option]:
    """What a number may belong to: nobody, or one of the rivals."""
    told = (rivals, list(find_strangers(sentence, place, label)))
    nobody = (NOBODY, describe_none(sentence, place, kind, *told))
    pairs = ((one.group, describe_pair(sentence, place, kind, one, *told)) for one in rivals)
    return [nobody, *pairs]


def without(taken: int, options: Sequence[Option]) -> list[Option]:
    """The options but the group that is taken, which may be nobody."""
    return [option for option in options if option[0] != taken or taken == NOBODY]


def _likely(features: Sequence[str], table: str) -> float:
    return round(read_weights(table).probabilities(features)[YES], 3)


def _to_reported(
    sentence: Sentence, number: Number, kind: str, score: float, metric: str | None, bound: Bound
) -> Reported:
    groups = {slot: group for slot, (group, _) in bound.items() if group != NOBODY}
    sure = bound["method"][1] * bound["benchmark"][1]
    if kind != ResultKind.ABSOLUTE.value:
        sure *= bound["baseline"][1] ** HELD
    return Reported(
        start=number.start,
        end=number.end,
        value=number.value,
        low=number.low,
        high=number.high,
        unit=number.unit,
        metric=metric,
        kind=ResultKind(kind),
        from_value=number.from_value,
        method=groups.get("method"),
        benchmark=groups.get("benchmark"),
        baseline=groups.get("baseline"),
        rule=_rule(sentence, groups),
        score=round(score * sure, 3),
    )


def _rule(sentence: Sentence, groups: dict[str, int]) -> str:
    bound = [groups[slot] for slot in ("method", "benchmark") if slot in groups]
    here = {mention.group for _, mention in sentence.mentions}
    if not bound:
        return "result-unbound"
    return "result-sentence" if here.issuperset(bound) else "result-paper"


def _links(doc: Doc) -> Iterator[Link]:
    for span in doc.spans.get("links", []):
        yield Link(span.start_char, span.end_char, span.kb_id_, LinkKind(span.label_))


@Language.component("kg_results", assigns=["doc._.reported"], requires=["doc.spans"])
def find_results(doc: Doc) -> Doc:
    """Set ``doc._.reported``, plain data: what is bound is no one span's."""
    text = to_text(doc)
    doc._.reported = []
    if _DIGIT.search(text):
        mentions = keep_mentions(doc, text)
        doc._.reported = find_reported(text, to_sentences(doc), mentions, list(_links(doc)))
    return doc
