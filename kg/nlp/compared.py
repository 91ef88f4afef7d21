"""Compared: what plain words tell a change to be over: "3% over A", "beats A by 3%"."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from kg.model import Kind, Label, Mention
from kg.nlp.around import KEPT, find_bracket, find_chain, find_number_before, word_at, words_at
from kg.nlp.items import Item, Sentence
from kg.nlp.numbers import Number

NOBODY = -1
_METHOD = Label.METHOD.value
_OVER = frozenset(("over", "than", "against", "versus", "vs"))
_COMPARING = ("compar", "relative", "respect", "contrast", "superior")
_BEATING = ("outperform", "out-perform", "surpass", "exceed", "beat")
_BETTERING = ("improv", "enhanc", "boost", "accelerat")
_STOPS = (
    frozenset(("on", "in", "for", "of", "by", "from", "at", "using", "via", "through", "while"))
    | {"which", "that", "as", "whereas", "but", ";", ":", "is", "are", "when", "if", "under"}
    | {"where", "we", "our", "achieving", "without", "."}
)
_JOINS = frozenset((",", "and", "or", "&", "/"))
_BREAKS = frozenset((";", ":", "while", "whereas", "but", "which", "where", "when"))
_SET_NOUNS = frozenset(
    ("methods", "approaches", "solutions", "baselines", "techniques", "strategies", "models")
) | {"algorithms", "counterparts", "systems", "frameworks", "variants", "schemes"}
_OPENING = 3
_OPENED = frozenset((":", ";", "that", "when", "while"))
_FAR = 16
_MOST = 8
_NOTHING = range(0), -1
_KNOWN = frozenset((_METHOD, Label.BENCHMARK.value, "our", "ours", "we", "former", "latter"))
_TOPS = frozenset(("most", "best", "fastest"))
_OTHERS = frozenset(
    ("existing", "previous", "prior", "current", "other", "recent", "alternative", "art", "sota")
)
_REACH = 30
_WITH = frozenset(("with", "from", "using", "by"))
_SCORES = frozenset(("that", "those", "METRIC", "performance", "speed", "version"))
_NOUNS = frozenset(("method", "model", "approach", "baseline", "framework", "algorithm"))


def find_compared(sentence: Sentence, place: int) -> int | None:
    """The group of the name that words tell a change to be over.

    ``NOBODY`` where they tell that it has no name, or one that was not found; else None.
    """
    for told in (_find_bracketed(sentence, place), _find_second(sentence, place)):
        if told is not None:
            return told
    cue = _find_cue(sentence, place)
    if cue is None:
        return None
    if cue not in find_governed(sentence):
        return NOBODY
    return _choose(sentence, place, cue)


def is_modifier(sentence: Sentence, group: int) -> bool:
    """Whether a sentence names a technique only for what others are like: "A-based methods"."""
    places = sentence.groups.get(group, ())
    return bool(places) and all(_modifies(sentence, at) for at in places)


def _modifies(sentence: Sentence, at: int) -> bool:
    """Whether a noun for a set of methods follows on the name of a technique."""
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    words = words_at(sentence, at + 1, at + 6)
    is_based = "based" in words[:2]
    of_set = not _SET_NOUNS.isdisjoint(words if is_based else words[:1])
    return mention.kind is Kind.CONCEPT and of_set


def _find_cue(sentence: Sentence, place: int) -> int | None:
    """The place of the word that says what a number is over; what is bettered comes last."""
    before = _find_before(sentence, place)
    governed = find_governed(sentence)
    if before is not None and (before not in governed or governed[before][0] != "better"):
        return before
    others = (_find_behind(sentence, place), _find_opening(sentence, place))
    return next((cue for cue in others if cue is not None), before)


@lru_cache(maxsize=KEPT)
def find_governed(sentence: Sentence) -> dict[int, tuple[str, list[int]]]:
    """The words that govern names, by place, with what they tell and the places of the names."""
    found: dict[int, tuple[str, list[int]]] = {}
    for at in sentence.labels.get(Label.METHOD, ()):
        if cue := _find_governor(sentence, at):
            found.setdefault(cue[0], (cue[1], []))[1].append(at)
    return found


def _find_governor(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """The place of the word that governs a name, with what it tells."""
    items = sentence.items
    depth = 0
    for i in range(at - 1, max(-1, at - 1 - _FAR), -1):
        word = items[i].word
        depth += (word == ")") - (word == "(")
        if word == _METHOD or depth > 0 or (word == "(" and depth == 0):
            continue
        if said := _says(sentence, i):
            return i, said
        if _is_of_score(sentence, i):
            continue
        if _ends(sentence, i) or word in ("to", "with"):
            return None
        if word in _JOINS and word_at(sentence, i - 1) not in (_METHOD, ",", ")"):
            return None
    return None


def _ends(sentence: Sentence, i: int) -> bool:
    """Whether a word or number ends what is named; the "of" in "state-of-the-art" does not."""
    item = sentence.items[i]
    is_inner = word_at(sentence, i - 1) == "-"
    return isinstance(item.thing, Number) or (item.word in _STOPS and not is_inner)


def _is_of_score(sentence: Sentence, i: int) -> bool:
    """Whether a word belongs to "the accuracy of" or "that of"."""
    of = i if word_at(sentence, i) == "of" else i + 1
    return word_at(sentence, of) == "of" and word_at(sentence, of - 1) in _SCORES


def _says(sentence: Sentence, i: int) -> str:
    """What a word says of the names that it governs."""
    word = word_at(sentence, i)
    if word in _OVER:
        return "over"
    if word == "to" and word_at(sentence, i - 1) in ("improvement", "improvements"):
        return "over"
    if word in ("to", "with"):
        return "over" if word_at(sentence, i - 1).startswith(_COMPARING) else ""
    if word.startswith(_BEATING):
        return "beat"
    is_verb = word.startswith(_BETTERING) and not word.endswith(("ment", "ments", "ed"))
    return "better" if is_verb else ""


def _find_behind(sentence: Sentence, place: int) -> int | None:
    """The place of a comparing word behind a number and the few numbers listed with it."""
    governed = find_governed(sentence)
    items = sentence.items
    shared = False
    for i in range(find_chain(sentence, place)[-1] + 1, min(len(items), place + _REACH)):
        word = items[i].word
        if said := _says(sentence, i):
            if said != "over":
                return None
            if isinstance(items[min(i + 1, len(items) - 1)].thing, Number):
                continue  # "for more than 90% of", "over 5 datasets"
            return i if i in governed or _is_unknown(sentence, i) else None
        if word in _BREAKS or word == "(" or word == _METHOD:
            return None
        if word == "," and not word_at(sentence, i + 1).startswith(_COMPARING):
            return None
        if isinstance(items[i].thing, Number) and not shared:
            return None
        shared = shared or word == "and"
    return None


def _is_unknown(sentence: Sentence, cue: int) -> bool:
    """Whether what a comparing word is followed by was not found, or has no name."""
    words = words_at(sentence, cue + 1, cue + _FAR)
    return _KNOWN.isdisjoint(words)


def _find_before(sentence: Sentence, place: int) -> int | None:
    """The place of a word of beating or bettering before a number that says by how much."""
    governed = find_governed(sentence)
    items = sentence.items
    first = find_chain(sentence, place)[0]
    by = False
    for i in range(first - 1, max(-1, first - _REACH), -1):
        word = items[i].word
        if i in governed:
            numbers = any(isinstance(item.thing, Number) for item in items[max(0, i - 3) : i])
            return i if by and not numbers else None
        if word == "by":
            by = True
        if by and _says(sentence, i) == "beat" and _is_nameless(sentence, i, first):
            return i
        if word in _BREAKS or isinstance(items[i].thing, Number) or _says(sentence, i):
            return None
    return None


def _is_nameless(sentence: Sentence, cue: int, first: int) -> bool:
    """Whether what is beaten was not found, or is but so many others."""
    words = words_at(sentence, cue + 1, first)
    return _KNOWN.isdisjoint(words) and not _SET_NOUNS.isdisjoint(words)


def _find_bracketed(sentence: Sentence, place: int) -> int | None:
    """The name that a number stands in brackets behind: "better than A (+3%)"."""
    at = find_bracket(sentence, place) - 1
    return _group(sentence, at) if at >= 0 and at in _find_others(sentence) else None


@lru_cache(maxsize=KEPT)
def _find_others(sentence: Sentence) -> frozenset[int]:
    """The places of the names that something is over."""
    governed = find_governed(sentence).values()
    return frozenset(at for said, places in governed if said != "better" for at in places)


def _find_second(sentence: Sentence, place: int) -> int | None:
    """What a further number is over: B in "beats A by 3% and B by 5%"."""
    part, before = _find_part(sentence, place)
    if not part or not _is_in_row(sentence, before):
        return None
    at = _find_name(sentence, part)
    return NOBODY if at is None else _group(sentence, at)


def _is_in_row(sentence: Sentence, place: int) -> bool:
    """Whether a number is one of a row by which something is better, from the first on."""
    for _ in range(_MOST):
        if _find_before(sentence, place) is not None:
            return True
        part, place = _find_part(sentence, place)
        if not part:
            break
    return False


def _find_part(sentence: Sentence, place: int) -> tuple[range, int]:
    """What a further number is over as a part of the sentence, with the number before it."""
    items = sentence.items
    first = find_chain(sentence, place)[0]
    by = next((i for i in range(first - 1, max(0, first - 6), -1) if items[i].word == "by"), -1)
    join = next((i for i in range(by - 1, max(0, by - 8), -1) if items[i].word in _JOINS), -1)
    before = find_number_before(sentence, join) if join > 0 else None
    part = range(join + 1, by)
    if before is None or before < join - 8:
        return _NOTHING
    if any(_says(sentence, i) or items[i].word in _STOPS for i in part):
        return _NOTHING
    named = any(_is_named(sentence, i) or items[i].word in _SET_NOUNS for i in part)
    return (part, before) if named else _NOTHING


def _find_opening(sentence: Sentence, place: int) -> int | None:
    """The place of the comparing word that a sentence opens with: "Compared to A, B is"."""
    opening = _find_comparing(sentence)
    return opening if opening is not None and opening < place else None


@lru_cache(maxsize=KEPT)
def _find_comparing(sentence: Sentence) -> int | None:
    governed = [i for i, (said, _) in find_governed(sentence).items() if said != "better"]
    if len(governed) != 1:
        return None
    opens = governed[0] <= _OPENING or word_at(sentence, governed[0] - 2) in _OPENED
    compares = word_at(sentence, governed[0] - 1).startswith(_COMPARING)
    return governed[0] if opens and compares else None


def _choose(sentence: Sentence, place: int, cue: int) -> int | None:
    """Which of the names that a word governs belongs to a number."""
    chain = find_chain(sentence, place)
    if len(chain) > 1 and (listed := _find_objects(sentence, cue, len(chain))):
        at = listed[chain.index(place)]
        return NOBODY if at is None else _group(sentence, at)
    _, places = find_governed(sentence)[cue]
    if len(places) > 1 and _begins_anew(sentence, places[-1]):
        places = places[:-1]
    distinct = {_group(sentence, at) for at in places}
    if len(distinct) > 1 or _is_own(sentence, min(distinct), cue):
        return None
    return _judge(sentence, cue, places)


@lru_cache(maxsize=KEPT)
def _is_own(sentence: Sentence, group: int, cue: int) -> bool:
    """Whether a name is that of the paper's own: "our A beats the A of others"."""
    before = (word_at(sentence, i - 1) for i in sentence.groups[group] if i < cue)
    return any(word in ("our", "proposed") for word in before)


def _begins_anew(sentence: Sentence, at: int) -> bool:
    """Whether a name is in no list with those before it: "Compared to A, B is 3% better"."""
    return word_at(sentence, at - 1) == "," and word_at(sentence, at + 1) not in _JOINS


@lru_cache(maxsize=KEPT)
def _find_objects(sentence: Sentence, cue: int, count: int) -> list[int | None]:
    """The places of so many names listed behind a word, None for one not found; else nothing."""
    parts: list[list[int]] = [[]]
    depth, last = 0, -1
    for i, item in enumerate(sentence.items[cue + 1 :], cue + 1):
        depth += (item.word == "(") - (item.word == ")")
        if depth or item.word == ")":
            continue
        if item.word in _JOINS:
            if parts[-1]:
                parts.append([])
            last = len(parts) if item.word == "and" else last
        elif _ends(sentence, i) or item.word == "respectively":
            break
        else:
            parts[-1].append(i)
    parts = [part for part in parts if part]
    named = all(any(_is_named(sentence, i) for i in part) for part in parts[:count])
    whole = len(parts) == count or (len(parts) > count and last == count)
    return [_find_name(sentence, part) for part in parts[:count]] if named and whole else []


def _is_named(sentence: Sentence, i: int) -> bool:
    item = sentence.items[i]
    return item.word == _METHOD or (item.thing is None and (item.named or item.capital))


def _find_name(sentence: Sentence, part: Sequence[int]) -> int | None:
    """The place of the one name that a part of a list is, if it was found whole."""
    named = [i for i in part if _is_named(sentence, i)]
    if len(named) != 1 or word_at(sentence, named[0]) != _METHOD:
        return None
    mention = sentence.items[named[0]].thing
    assert isinstance(mention, Mention)
    of_set = not _SET_NOUNS.isdisjoint(words_at(sentence, named[0], part[-1] + 1))
    return None if of_set and mention.kind is Kind.CONCEPT else named[0]


def _group(sentence: Sentence, at: int) -> int:
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    return mention.group


def _judge(sentence: Sentence, cue: int, places: Sequence[int]) -> int | None:
    """A name, unless it is but a part of what a number is over."""
    at, last = places[0], places[-1]
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    before = sentence.items[at - 1]
    if before.thing is None and (before.named or before.capital):
        return NOBODY
    if _is_of_others(sentence, cue, at, mention):
        return NOBODY
    after = _find_end(sentence, last)
    if word_at(sentence, last + 1) == "-":
        words = words_at(sentence, last + 1, last + 6)
        return NOBODY if not _SET_NOUNS.isdisjoint(words) else None
    of_set = not _SET_NOUNS.isdisjoint(words_at(sentence, last + 1, last + 3))
    if of_set or _goes_on(sentence, after):
        return None
    return mention.group


def _is_of_others(sentence: Sentence, cue: int, at: int, mention: Mention) -> bool:
    """Whether a name says only what others are like: "existing caching methods"."""
    words = words_at(sentence, cue + 1, at)
    others = not _OTHERS.isdisjoint(words)
    if others and mention.text.lower().split()[-1] in _SET_NOUNS:
        return True
    behind = list(takewhile(lambda word: word not in _STOPS, words_at(sentence, at + 1, at + 5)))
    of_set = not _SET_NOUNS.isdisjoint(behind if others else behind[:1])
    return mention.kind is Kind.CONCEPT and (of_set or not _TOPS.isdisjoint(words))


def _find_end(sentence: Sentence, at: int) -> int:
    """The place behind a name, and behind what stands in brackets or as its noun on it."""
    items = sentence.items
    i = at + 1
    if word_at(sentence, i) in _NOUNS:
        i += 1
    if word_at(sentence, i) == "(":
        i = next((j + 1 for j in range(i, len(items)) if items[j].word == ")"), len(items))
    return i


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether more is named behind a name: "A with B", "A, C" where C was not found."""
    if word_at(sentence, at) in _WITH:
        behind = takewhile(_is_no_number, sentence.items[at + 1 : at + 4])
        if any(item.word == _METHOD for item in behind):
            return True
    at += word_at(sentence, at) in _JOINS
    at += word_at(sentence, at) in _JOINS
    item = sentence.items[at] if at < len(sentence.items) else None
    return item is not None and item.thing is None and (item.named or item.capital)


def _is_no_number(item: Item) -> bool:
    return not isinstance(item.thing, Number)
