"""What the linear weights say of a candidate, and how it counts beside what the network says.

The network reads context, the weights remember words and lexicon; they err on different things. So
their log probabilities are added, the weights' by a share (a product of experts, Hinton 2002). Of
an n-gram that no rule proposed the weights know nothing: there the network alone is believed, by as
much as both elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.entities import find_apart, leading_rule
from kg.nlp.features import Candidate, Context, describe
from kg.nlp.roles import TABLES, role_features, to_group
from kg.nlp.weights import read_weights

Floats = NDArray[np.float32]
_LEAST = 1e-4
_LEAST_OF_NETWORK = 1e-7
_KNOWN = 1.65
"""How much likelier the lexicon makes a class, chosen by likelihood on papers held out."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What linear weights and lexicon make of one candidate, as the rules alone proposed it.

    ``classes`` are weights to be multiplied with probabilities, and need not add up to 1.
    """

    candidate: Candidate
    context: Context
    classes: Mapping[str, float]

    def roles(self, name: str) -> Mapping[str, float]:
        """The probability of each role, were the candidate of this class; empty for a task."""
        label, _, kind = name.partition("/")
        if label not in TABLES:
            return {}
        features = role_features(self.candidate, self.context, label, kind)
        return read_weights(TABLES[label]).probabilities(features)


def find_opinions(found: Mapping[str, Candidate], context: Context) -> dict[str, Opinion]:
    """What the weights make of the candidates of the rules, by key.

    Call it before n-grams are added to the candidates: the weights know only what rules propose.
    """
    weights = read_weights("entity-weights")
    opinions = {}
    for key, candidate in found.items():
        rule = leading_rule(candidate.rules)
        group = to_group(key, find_apart(candidate.places), rule, context)
        classes = weights.probabilities(describe(candidate, context))
        if "lexicon" in candidate.rules:
            classes |= {name: classes[name] * _KNOWN for name in candidate.known.keys() & classes}
        opinions[key] = Opinion(group, context, classes)
    return opinions


def mix_classes(
    probabilities: Floats,
    candidates: Sequence[Candidate],
    opinions: Mapping[str, Opinion],
    classes: Sequence[str],
    share: float,
    temperature: float = 1.0,
) -> Floats:
    """The probabilities of the classes of each candidate, network and weights together.

    Args:
        probabilities: the network's, shape ``(candidates, classes)``.
        candidates: what they are of.
        opinions: of those that rules proposed, by key.
        classes: the classes in the network's order.
        share: what the weights count; 0 leaves them out.
        temperature: what the sums are divided by, so that a score is a probability (Guo et al.
            2017).
    """
    logs = np.log(np.maximum(probabilities.astype(np.float64), _LEAST_OF_NETWORK))
    ruled = np.array([candidate.key in opinions for candidate in candidates], dtype=bool)
    told = (opinions[one.key].classes for one in candidates if one.key in opinions)
    said = np.array([[each.get(name, 0.0) for name in classes] for each in told])
    logs[ruled] += share * np.log(np.maximum(said.reshape(-1, len(classes)), _LEAST))
    logs[~ruled] *= 1 + share
    logs /= temperature
    powers = np.exp(logs - logs.max(axis=1, keepdims=True))
    mixed: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return mixed


def mix_roles(
    scores: Mapping[str, float], opinion: Opinion | None, name: str, share: float
) -> dict[str, float]:
    """The scores of the roles that a class may have: log probabilities, and the weights' beside.

    Args:
        scores: the network's logits of these roles.
        opinion: what the weights make of the candidate, if rules proposed it.
        name: the class.
        share: what the weights count.
    """
    top = max(scores.values())
    total = np.log(sum(np.exp(score - top) for score in scores.values())) + top
    said = opinion.roles(name) if opinion and share else {}
    return {
        role: float(score - total + share * np.log(max(said.get(role, 0.0), _LEAST)))
        for role, score in scores.items()
    }
