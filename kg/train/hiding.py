"""Hiding names while training, so that what stands around a name is learnt and not only the name.

The names of the training papers are known after one epoch, those of tomorrow's papers never are.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from kg.train.examples import Example


def hide_names(example: Example, mask: int, share: float, random: Random) -> Example:
    """An example with the pieces of some of its names masked, at all places of each.

    Args:
        example: a paper with its candidates.
        mask: the id of the piece that stands for a hidden one.
        share: of the candidates that are something, how many are hidden, 0 to 1.
        random: what they are drawn from.
    """
    named = (example.classes.argmax(axis=1) > 0).nonzero()[0].tolist()
    hidden = {owner for owner in named if random.random() < share}
    if not hidden:
        return example
    ids = list(example.ids)
    places: Sequence[tuple[int, int, int]] = list(
        zip(example.owner.tolist(), example.first.tolist(), example.last.tolist(), strict=True)
    )
    for owner, first, last in places:
        if owner in hidden:
            ids[first : last + 1] = [mask] * (last + 1 - first)
    return replace(example, ids=ids)
