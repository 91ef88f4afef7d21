"""Conditions: numbers that say under which a result was reached, not what was reached."""

from kg.nlp.amounts import ABOUT
from kg.nlp.around import CLAUSE, cue_word, find_chain, word_at, words_at
from kg.nlp.changes import tell_by_words
from kg.nlp.items import Sentence
from kg.nlp.numbers import PERCENT, TIMES, Number

_NEAR = 5
_FAR = 12
_SIGNS = frozenset(("=", "<", ">", "\u2264", "\u2265", "\\leq", "\\geq", "\\le", "\\ge", ":", ";"))
_SET = (["learning", "rate"], ["batch", "size"], ["weight", "decay"])
_TO = frozenset(("of", "=", "is", "to"))
_PARAMETERS = frozenset(
    ("p", "n", "k", "epsilon", "\\epsilon", "\u03b5", "\\alpha", "\\beta", "\\lambda", "\\delta")
)
_POINTERS = frozenset(("at", "@", "under"))
_DRAWN = frozenset(("=", ">", "\u2265", "of"))
_OVERLAPS = frozenset(("iou", "tiou", "overlap"))
_PLACES = frozenset(
    ("distance", "distances", "altitude", "altitudes", "height", "heights", "angle", "angles")
) | {"radius", "ranges", "wind", "winds", "gusts"}
_FROM = frozenset(("at", "from", "over", "within", "for", "under", "in", "against"))
_ABOUT = frozenset(("of", "up", "to", "about", "approximately", "around"))
_DISTURBED = ("nois", "mismatch", "perturb", "corrupt", "mask", "outlier", "occlu", "missing")
_HARSH = frozenset(("level", "levels", "rate", "rates", "ratio", "ratios"))
_UNDER = frozenset(("at", "under", "with", "for", "to"))
_WHEN = frozenset(("when", "if", "where", "though"))
_CHANGES = frozenset(("more", "less", "fast"))
_CONFIDENCE = frozenset(("confidence", "ci", "cis", "credible"))
_REPEATS = frozenset(("trials", "runs", "seeds", "repetitions", "participants", "subjects"))
_RATERS = frozenset(("annotator", "annotators", "rater", "raters", "coder", "coders"))
_DEVIATION = ["standard", "deviation"]
_POINTS_OF = frozenset(("precision", "recall", "fpr", "far", "specificity", "sensitivity", "rate"))
_IF = frozenset(("when", "if", "once", "whenever", "unless", "until"))
_COMPARED = frozenset(("smaller", "larger", "lower", "higher", "greater", "fewer", "below", "than"))
_IS = frozenset(("is", "are", "was", "were", "exceeds", "exceed", "reaches"))
_LEVELS = frozenset(("sparsity", "sparsities", "density", "densities", "budget", "budgets"))
_AT = frozenset(("at", "with", "for", "under", "in", "and"))
_NO_LEVEL = ("achiev", "reach", "obtain", "attain", "reduc", "increas", "improv")
_BESIDE = frozenset(("of", "(", "as", "low", "high", "is"))


def is_condition(sentence: Sentence, place: int) -> bool:
    """Whether a number is a setting, a threshold, a spread: "IoU = 0.5", "at 95% confidence"."""
    return (
        _is_parameter(sentence, place)
        or _is_threshold(sentence, place)
        or _is_place(sentence, place)
        or _is_disturbance(sentence, place)
        or _is_spread(sentence, place)
        or _is_count(sentence, place)
        or _is_agreement(sentence, place)
        or _is_point(sentence, place)
        or _is_item(sentence, place)
        or _is_case(sentence, place)
        or _is_level(sentence, place)
        or _is_span(sentence, place)
    )


def _is_parameter(sentence: Sentence, place: int) -> bool:
    """Whether a number is what was set: "p < 0.05", "a learning rate of 0.01"."""
    if words_at(sentence, place - 3, place - 1) in _SET and word_at(sentence, place - 1) in _TO:
        return True
    at = place - 1
    while at > place - 3 and word_at(sentence, at) in _SIGNS:
        at -= 1
    return at < place - 1 and word_at(sentence, at) in _PARAMETERS


def _is_threshold(sentence: Sentence, place: int) -> bool:
    """Whether a number is where a line was drawn: "at IoU = 0.5", "an IoU threshold of 0.5"."""
    if sentence.items[place].word == TIMES:
        return False
    before = [item.said for item in sentence.items[max(0, place - 4) : place]]
    if any(word.startswith("threshold") for word in before[-3:]):
        return not any(map(cue_word, before[-2:]))
    if before[-1:] == ["at"] and word_at(sentence, place + 1) == "overlap":
        return True
    named = max((i for i, word in enumerate(before) if word in _OVERLAPS), default=None)
    if named is None or _POINTERS.isdisjoint(before[:named]):
        return False
    return _DRAWN.issuperset(before[named + 1 :])


def _is_place(sentence: Sentence, place: int) -> bool:
    """Whether a number says where something was tried: "from a distance of 80 cm"."""
    before = [item.said for item in sentence.items[max(0, place - 8) : place]]
    while before and before[-1] in _ABOUT:
        before.pop()
    is_place = not _PLACES.isdisjoint(before[-1:]) and word_at(sentence, place - 1) in _ABOUT
    return is_place and not _FROM.isdisjoint(before[-4:-1])


def _is_disturbance(sentence: Sentence, place: int) -> bool:
    """Whether a number says how much was disturbed: "under 40% noise", "a noise level of 40%"."""
    if sentence.items[place].word != PERCENT:
        return False
    chain = find_chain(sentence, place)
    before = [item.said for item in sentence.items[max(0, chain[0] - _NEAR) : chain[0]]]
    after = [item.word for item in sentence.items[chain[-1] + 1 : chain[-1] + _NEAR + 2]]
    if "METRIC" in after[1:2]:  # "to 34.6% mask AP"
        return False
    for starts, reach in ((_UNDER, 2), (_WHEN, _NEAR + 1)):
        disturbed = any(word.startswith(_DISTURBED) for word in after[:reach])
        if disturbed and not starts.isdisjoint(before[-2:]):
            return True
    at = max((i for i, word in enumerate(before) if word.startswith(_DISTURBED)), default=-1)
    is_level = at >= 0 and not _HARSH.isdisjoint(before[at + 1 : at + 3])
    return is_level and not any(cue_word(word) in _CHANGES for word in before)


def _is_spread(sentence: Sentence, place: int) -> bool:
    """Whether a number is how far others are spread, or how sure they are."""
    before = words_at(sentence, place - 3, place)
    after = words_at(sentence, place + 1, place + 5)
    in_unit = sentence.items[place].word == "NUMBER" and after[1:3] == _DEVIATION
    if before[-3:-1] == _DEVIATION or after[:2] == _DEVIATION or in_unit:
        return True
    return sentence.items[place].word == PERCENT and not _CONFIDENCE.isdisjoint(after[:1])


def _is_count(sentence: Sentence, place: int) -> bool:
    """Whether a number says how often something was tried, or by how many."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    whole = number.unit is None and number.value.replace(",", "").isdigit()
    return whole and not _REPEATS.isdisjoint(words_at(sentence, place + 1, place + 3))


def _is_agreement(sentence: Sentence, place: int) -> bool:
    """Whether a number says how much those who annotated a set agree."""
    near = [item.said for item in sentence.items[max(0, place - 8) : place + _NEAR]]
    told = "agreement" in near or "kappa" in near or "\u03ba" in near
    return told and not _RATERS.isdisjoint(sentence.words)


def _is_point(sentence: Sentence, place: int) -> bool:
    """Whether a number is the point of a curve at which others are told: "at a 1% reject rate"."""
    before = words_at(sentence, place - 2, place)
    said = [item.said.partition("@")[0] for item in sentence.items[place + 1 : place + 3]]
    if before[-1:] == ["@"]:
        return not _POINTS_OF.isdisjoint(said[:1])
    if "at" not in before or before[-1] not in ("at", "a", "an"):
        return False
    others = any(other.unit and at != place for at, other in sentence.numbers)
    named = bool(sentence.metrics) and sentence.metrics[0][0] < place - 1
    return (others or named) and not _POINTS_OF.isdisjoint(said)


def _is_item(sentence: Sentence, place: int) -> bool:
    """Whether a number in brackets counts up: "it (1) improves foos and (2) walks"."""
    if not _is_digit(sentence, place):
        return False
    if word_at(sentence, place - 2) not in ("METRIC", "METHOD", "BENCHMARK"):
        return True
    digits = {number.high for at, number in sentence.numbers if _is_digit(sentence, at)}
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    return not digits.isdisjoint((number.high - 1, number.high + 1))


def _is_digit(sentence: Sentence, place: int) -> bool:
    """Whether a single digit stands alone in brackets."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    bare = number.unit is None and number.value.isdigit() and len(number.value) == 1
    return bare and word_at(sentence, place - 1) == "(" and word_at(sentence, place + 1) == ")"


def _is_case(sentence: Sentence, place: int) -> bool:
    """Whether a number says when something holds: "when the overlap is smaller than 50%"."""
    first = find_chain(sentence, place)[0]
    before = words_at(sentence, first - _FAR, first)
    at = max((i for i, word in enumerate(before) if word in _IF), default=len(before))
    near = before[at:]
    while near and (near[-1] in _COMPARED or near[-1] in ABOUT):
        near.pop()
    return len(near) > 2 and near[-1] in _IS and CLAUSE.isdisjoint(near)


def _is_level(sentence: Sentence, place: int) -> bool:
    """Whether a number says how much was left: "at a density of 30%", "for sparsity as low as"."""
    if sentence.items[place].word != PERCENT:
        return False
    chain = find_chain(sentence, place)
    before = [item.said for item in sentence.items[max(0, chain[0] - _FAR) : chain[0]]]
    after = [item.said for item in sentence.items[chain[-1] + 1 : chain[-1] + 3]]
    if not _AT.isdisjoint(before[-1:]) and not _LEVELS.isdisjoint(after):
        return True
    while before and (before[-1] in _BESIDE or before[-1] in ABOUT):
        before.pop()
    if _LEVELS.isdisjoint(before[-1:]) or _AT.isdisjoint(before[-_NEAR:]):
        return False
    return not any(word.startswith(_NO_LEVEL) for word in before[-_NEAR:])


def _is_span(sentence: Sentence, place: int) -> bool:
    """Whether a number is all that may be set, from nought on: "between 0% and 90%"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    from_nought = number.low == 0 < number.high and number.unit == PERCENT
    return from_nought and tell_by_words(sentence, place) is None
