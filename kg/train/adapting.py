"""Adapting the encoder to the field: masked words in unlabelled abstracts, before any annotation.

Whole words are masked (Devlin et al. 2019, and the note on whole-word masking of their release);
texts are packed end to end so that no piece is wasted.
"""

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from kg.model import Paper
from kg.nlp.encoder import BEGIN, BREAK, MASK, find_mark
from kg.train.config import Adapt

_MASKED, _AS_MASK, _AS_OTHER = 0.18, 0.85, 0.08
_WARM = 100
_TOLD = 50
_FIRST_WORD = 1000  # before it stand marks and letters, in the vocabulary of BERT


def adapt(
    encoder: Any,
    tokenizer: Tokenizer,
    texts: Iterable[str],
    settings: Adapt,
    seed: int,
    tell: Callable[[str], None],
) -> int:
    """Train an encoder in place to fill in masked words; how many steps the texts sufficed for."""
    torch.manual_seed(seed)
    width, vocabulary = encoder.config.hidden_size, encoder.config.vocab_size
    head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
    bias = nn.Parameter(torch.zeros(vocabulary))
    parameters = [*encoder.parameters(), *head.parameters(), bias]
    optimizer = torch.optim.AdamW(parameters, lr=settings.rate, betas=(0.9, 0.98))
    begins = torch.tensor(
        [not (tokenizer.id_to_token(i) or "").startswith("##") for i in range(vocabulary)]
    )
    marks, mask = _marks(tokenizer), find_mark(tokenizer, MASK)
    encoder.train()
    steps, losses = 0, 0.0
    for ids in _batches(tokenizer, texts, settings):
        if steps == settings.steps:
            break
        for group in optimizer.param_groups:
            left = max(0.02, 1 - steps / settings.steps)
            group["lr"] = settings.rate * min(1, (steps + 1) / _WARM) * left
        chosen = choose_words(ids, begins, marks)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = head(encoder(_masked(ids, chosen, mask, vocabulary)).last_hidden_state[chosen])
            logits = hidden @ encoder.embeddings.word_embeddings.weight.T + bias
        loss = cross_entropy(logits.float(), ids[chosen])
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        steps, losses = steps + 1, losses + loss.item()
        if steps % _TOLD == 0:
            tell(f"adapting, step {steps} of {settings.steps}: loss {losses / _TOLD:.3f}")
            losses = 0.0
    return steps


def _marks(tokenizer: Tokenizer) -> tuple[int, int]:
    """What begins and what ends a text."""
    return find_mark(tokenizer, BEGIN), find_mark(tokenizer, BREAK)


def choose_words(ids: Tensor, begins: Tensor, marks: tuple[int, int]) -> Tensor:
    """Which pieces to mask: all of about one word in six, no mark."""
    word = begins[ids].cumsum(1)
    picked = torch.rand(ids.shape[0], ids.shape[1] + 1) < _MASKED
    return picked.gather(1, word) & (ids != marks[0]) & (ids != marks[1])


def _masked(ids: Tensor, chosen: Tensor, mask: int, vocabulary: int) -> Tensor:
    chance = torch.rand(ids.shape)
    shown = ids.masked_fill(chosen & (chance < _AS_MASK), mask)
    other = chosen & (chance > 1 - _AS_OTHER)
    shown[other] = torch.randint(min(_FIRST_WORD, vocabulary // 2), vocabulary, (int(other.sum()),))
    return shown


def _batches(tokenizer: Tokenizer, texts: Iterable[str], settings: Adapt) -> Iterator[Tensor]:
    begin, end = _marks(tokenizer)
    rows: list[list[int]] = []
    waiting: list[int] = []
    for text in texts:
        waiting += [*tokenizer.encode(text, add_special_tokens=False).ids, end]
        while len(waiting) >= settings.length - 1:
            rows.append([begin, *waiting[: settings.length - 1]])
            waiting = waiting[settings.length - 1 :]
            if len(rows) == settings.batch:
                yield torch.tensor(rows)
                rows = []


def shuffled(papers: Iterable[Paper], seed: int) -> list[Paper]:
    """The papers in an order that only their texts and the seed decide."""
    ordered = sorted(papers, key=lambda paper: paper.text)
    Random(seed).shuffle(ordered)  # noqa: S311  no secret
    return ordered
