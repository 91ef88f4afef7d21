"""The reading model: which candidates are named things, and what the paper does with each.

All places of a candidate are judged together, with what the rules saw of it, so that one thing is
one decision. Rules and lexicon propose as they do without a model; every n-gram beside them may be
found by the model alone, and then the rule of its mentions is ``model``.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.model import Label, Role
from kg.nlp.candidates import find_candidates
from kg.nlp.contributions import CONCEPT, Chosen, Proposed, add_contribution
from kg.nlp.encoder import Encoded, Encoder, load_session
from kg.nlp.entities import choose, overrule, set_mentions, to_mentions
from kg.nlp.features import Candidate, find_context
from kg.nlp.judged import METHOD, NAMED, Judged
from kg.nlp.mixing import Opinion, find_opinions, mix_classes, mix_roles
from kg.nlp.models import SHIPPED
from kg.nlp.ngrams import RULE, add_ngrams
from kg.nlp.reader_settings import ReaderSettings, read_settings
from kg.nlp.signals import PLACES, find_signals, make_surroundings, to_matrix
from kg.nlp.title_names import is_own

WIDEST = 8
MODEL = "model"
"""The rule of a mention that no rule proposed."""
Floats = NDArray[np.float32]


class Reader:
    """The encoder, the judging of candidates on top of it, and their settings."""

    def __init__(self, folder: Path) -> None:
        """Load a model.

        Raises:
            ModelError: a file is missing, damaged, or of another version of the rules.
        """
        self.settings = read_settings(folder / "reader.toml")
        self.encoder = Encoder(folder)
        self.head = load_session(folder / "head.onnx")
        try:
            self.widths = np.load(folder / "widths.npy", allow_pickle=False)
            self._try()
        except Exception as error:
            reason = str(error).strip().partition("\n")[0]
            raise ModelError(f"{folder}: its files do not go together: {reason}") from error

    def _try(self) -> None:
        """Judge one candidate of a text of one word, so that a broken model is refused at once."""
        candidate = Candidate("word", [(0, 1)])
        classes, roles = self.judge(["word"], [candidate], to_matrix([0]))
        wanted = (1, len(self.settings.classes)), (1, len(self.settings.roles))
        if (classes.shape, roles.shape) != wanted:
            raise ValueError("the head has other classes or roles than the settings")

    def judge(
        self, texts: Sequence[str], candidates: Sequence[Candidate], signals: Floats
    ) -> tuple[Floats, Floats]:
        """The probabilities of each candidate's classes and the scores of its roles.

        Args:
            texts: the words of the paper.
            candidates: what may be named in it, each with a place at least.
            signals: a row for each of them.
        """
        encoded = self.encoder.encode(texts)
        pooled = pool(encoded, candidates, self.widths)
        whole = np.broadcast_to(encoded.whole, (len(candidates), encoded.whole.shape[-1]))
        rows = np.concatenate([pooled, whole, signals], axis=1)
        classes, roles = self.head.run(None, {"rows": rows})
        return classes, roles


def pool(encoded: Encoded, candidates: Sequence[Candidate], widths: Floats) -> Floats:
    """What the encoder says of each candidate: the greatest and the mean over its places.

    Of a place it is taken what the encoder says of the first piece as a beginning, of the last as
    an end, of all between on the mean, and what its width adds.
    """
    places = [candidate.places[:PLACES] for candidate in candidates]
    spans = np.array([place for each in places for place in each], dtype=np.int64)
    begins, ends = encoded.first[spans[:, 0]], encoded.last[spans[:, 1] - 1]
    third = encoded.pieces.shape[1] // 3
    start, end, inner = (encoded.pieces[:, i * third : (i + 1) * third] for i in range(3))
    sums = np.concatenate([np.zeros((1, third), np.float32), inner.cumsum(0, dtype=np.float32)])
    length = (ends + 1 - begins)[:, None].astype(np.float32)
    mean = (sums[ends + 1] - sums[begins]) / length
    width = widths[np.minimum(spans[:, 1] - spans[:, 0], WIDEST)]
    found = np.maximum(start[begins] + end[ends] + mean + width, 0)
    counts = np.array([len(each) for each in places])
    offsets = np.concatenate([[0], counts.cumsum()[:-1]])
    greatest = np.maximum.reduceat(found, offsets)
    average = np.add.reduceat(found, offsets) / counts[:, None].astype(np.float32)
    return np.concatenate([greatest, average], axis=1)


@cache
def load_reader(folder: Path) -> Reader:
    """The model in a folder, loaded once in a process."""
    return Reader(folder)


class EntityReader:
    """Finds entities and their roles with a reading model."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Set the span group ``mentions`` to the named things, each with its role."""
        context = find_context(doc)
        words = context.words
        found = find_candidates(doc, words)
        opinions = find_opinions(found, context)
        candidates = list(add_ngrams(found, doc, words).values())
        if not candidates:
            set_mentions(doc, [])
            return doc
        around = make_surroundings(context)
        signals = to_matrix([find_signals(one, context, around) for one in candidates])
        settings = self.reader.settings
        classes, roles = self.reader.judge(words.texts, candidates, signals)
        mixed = to_probabilities(classes, candidates, opinions, settings)
        chosen = choose_things(doc, candidates, mixed, roles, opinions, settings)
        proposed = to_proposed(candidates, mixed, roles, settings)
        chosen = add_contribution(chosen, proposed, context)
        spans = [span for one, role in chosen for span in to_mentions(doc, one, role)]
        for span in spans:
            if span.kb_id_ == RULE:
                span.kb_id_ = MODEL
        set_mentions(doc, spans)
        return doc


@Language.factory("kg_reader", assigns=["doc.spans"], default_config={"folder": str(SHIPPED)})
def make_entity_reader(nlp: Language, name: str, folder: str) -> EntityReader:
    """The component that finds entities and roles with the reading model in a folder."""
    return EntityReader(load_reader(Path(folder)))


def choose_things(
    doc: Doc,
    candidates: Sequence[Candidate],
    mixed: Floats,
    roles: Floats,
    opinions: Mapping[str, Opinion],
    settings: ReaderSettings,
) -> list[Chosen]:
    """The candidates that count, each with its role.

    Args:
        doc: the document.
        candidates: what may be named in it.
        mixed: the probabilities of their classes, shape ``(candidates, classes)``.
        roles: the scores of their roles, shape ``(candidates, roles)``.
        opinions: what the linear weights make of those that rules proposed, by key.
        settings: of the model.
    """
    context, thresholds = find_context(doc), dict(settings.thresholds)
    judged = overrule(to_judged(candidates, mixed, settings.classes), doc, thresholds)
    row = {one.key: i for i, one in enumerate(candidates)}
    chosen = []
    for one in choose(judged, thresholds):
        key = one.candidate.key
        role = find_role(one.label, roles[row[key]], opinions.get(key), settings)
        own = one.label in NAMED and is_own(one.candidate.places, context)
        chosen.append((one, Role.INTRODUCED.value if own else role))
    return chosen


def to_probabilities(
    classes: Floats,
    candidates: Sequence[Candidate],
    opinions: Mapping[str, Opinion],
    settings: ReaderSettings,
) -> Floats:
    """The probabilities of each candidate's classes, network and weights together."""
    told = (settings.classes, settings.class_share, settings.temperature)
    return mix_classes(classes, candidates, opinions, *told)


def to_judged(candidates: Sequence[Candidate], mixed: Floats, names: Sequence[str]) -> list[Judged]:
    """The likeliest class other than none of each candidate, with its probability.

    Args:
        candidates: what was judged.
        mixed: the probabilities of its classes, shape ``(candidates, classes)``.
        names: the classes in their order.
    """
    method, benchmark = map(names.index, NAMED)
    judged = []
    for candidate, row in zip(candidates, mixed.tolist(), strict=True):
        scores = [round(score, 3) for score in row]
        best = max(range(1, len(scores)), key=lambda i: (scores[i], names[i]))
        named = scores[method], scores[benchmark]
        judged.append(Judged(candidate, names[best], scores[best], named))
    return judged


def to_proposed(
    candidates: Sequence[Candidate], mixed: Floats, roles: Floats, settings: ReaderSettings
) -> Iterator[Proposed]:
    """Each candidate as what the paper may introduce.

    Args:
        candidates: what was judged.
        mixed: the probabilities of their classes, shape ``(candidates, classes)``.
        roles: the scores of their roles, shape ``(candidates, roles)``.
        settings: of the model.
    """
    names = settings.classes
    allowed = [settings.roles.index(role) for role in settings.allowed[Label.METHOD.value]]
    own = settings.allowed[Label.METHOD.value].index(Role.INTRODUCED.value)
    powers = np.exp(roles[:, allowed] - roles[:, allowed].max(axis=1, keepdims=True))
    owned = (powers[:, own] / powers.sum(axis=1)).tolist()
    for candidate, row, likely in zip(candidates, mixed.tolist(), owned, strict=True):
        said = dict(zip(names, row, strict=True))
        method = said[METHOD] + said.get(CONCEPT, 0.0)
        other = max(said[name] for name in names[1:] if name not in (METHOD, CONCEPT))
        yield Proposed(candidate, method, other, likely)


def find_role(name: str, scores: Floats, opinion: Opinion | None, settings: ReaderSettings) -> str:
    """The likeliest of the roles that a class may have."""
    allowed = settings.allowed[name.partition("/")[0]]
    if len(allowed) == 1:
        return allowed[0]
    told = dict(zip(settings.roles, map(float, scores), strict=True))
    mixed = mix_roles({role: told[role] for role in allowed}, opinion, name, settings.role_share)
    return max(allowed, key=lambda role: (round(mixed[role], 3), role))
