"""Learning from plain papers: a first network, mixed with rules and lexicon, says what they hold.

What it says is kept as probabilities, not as decisions (Hinton, Vinyals and Dean 2015): a second
network that learns from them and from the annotated papers has seen more of the field, and makes
part of the lexicon's knowledge its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch

from kg.nlp.mixing import mix_classes, mix_roles
from kg.nlp.roles import ALLOWED
from kg.train.config import Mix
from kg.train.examples import CLASSES, ROLES, Example, Floats, to_batch
from kg.train.network import ReaderNetwork

_BATCH = 8


def label_softly(
    network: ReaderNetwork, examples: Sequence[Example], mix: Mix
) -> Iterator[Example]:
    """The examples with what the network and the linear weights say as what is to be learnt."""
    network.eval()
    for start in range(0, len(examples), _BATCH):
        some = examples[start : start + _BATCH]
        with torch.inference_mode():
            classes, roles = network(to_batch(some))
        before = np.cumsum([0, *(len(example.candidates) for example in some)])
        for example, low, high in zip(some, before, before[1:], strict=False):
            said = torch.softmax(classes[low:high], dim=1).numpy()
            yield _labelled(example, said, roles[low:high].numpy(), mix)


def _labelled(example: Example, classes: Floats, roles: Floats, mix: Mix) -> Example:
    mixed = mix_classes(classes, example.candidates, example.opinions, CLASSES, mix.classes)
    told = np.zeros((len(mixed), len(ROLES)), dtype=np.float32)
    for i, (candidate, row) in enumerate(zip(example.candidates, mixed, strict=True)):
        name = CLASSES[int(row.argmax())]
        allowed = ALLOWED.get(name.partition("/")[0], ())
        if len(allowed) > 1:
            scores = {role: float(roles[i, ROLES.index(role)]) for role in allowed}
            opinion = example.opinions.get(candidate.key)
            logs = mix_roles(scores, opinion, name, mix.roles)
            powers = {role: float(np.exp(log - max(logs.values()))) for role, log in logs.items()}
            for role, power in powers.items():
                told[i, ROLES.index(role)] = power / sum(powers.values())
    return replace(example, classes=mixed, roles=told)
