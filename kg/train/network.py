"""The network that is trained: an encoder, and on it the judging of candidates.

What :mod:`kg.nlp.reader` computes with numpy from the exported parts is written here with torch;
a test holds the two equal.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from kg.nlp.reader import WIDEST
from kg.train.config import Network
from kg.train.examples import CLASSES, ROLES, Batch

_LOWEST = -1e4


class EncoderParts(nn.Module):
    """The encoder with what it says of each piece, as beginning, end, inside, and of the text."""

    def __init__(self, source: str | Path, sizes: Network) -> None:
        """Load the encoder; the rest begins at random."""
        super().__init__()
        settings = {"attention_probs_dropout_prob": 0.0, "add_pooling_layer": False}
        self.encoder = AutoModel.from_pretrained(source, **settings)
        width = self.encoder.config.hidden_size
        self.places = nn.Linear(width, 3 * sizes.places)
        self.text = nn.Linear(width, sizes.text)

    def forward(self, ids: Tensor, attention: Tensor) -> tuple[Tensor, Tensor]:
        """Of each piece, shape ``(texts, pieces, 3 * places)``; of each text, ``(texts, text)``."""
        on_cpu = ids.device.type == "cpu"
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=self.training or not on_cpu):
            hidden = self.encoder(ids, attention_mask=attention).last_hidden_state
        return self.places(hidden.float()), torch.relu(self.text(hidden[:, 0].float()))


class Head(nn.Module):
    """From the row of a candidate to its classes and roles."""

    def __init__(self, signals: int, sizes: Network) -> None:
        """Begin at random."""
        super().__init__()
        self.seen = 2 * sizes.places + sizes.text
        self.signals = nn.Linear(signals, sizes.signals)
        self.hidden = nn.Linear(self.seen + sizes.signals, sizes.hidden)
        self.role_hidden = nn.Linear(self.seen + sizes.signals, sizes.role_hidden)
        self.classes = nn.Linear(sizes.hidden, len(CLASSES))
        self.roles = nn.Linear(sizes.role_hidden, len(ROLES))
        self.drop = nn.Dropout(sizes.dropout)

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of classes and roles of each row."""
        signals = torch.relu(self.signals(rows[:, self.seen :]))
        joined = self.drop(torch.cat([rows[:, : self.seen], signals], dim=1))
        hidden = self.drop(torch.relu(self.hidden(joined)))
        role_hidden = self.drop(torch.relu(self.role_hidden(joined)))
        return self.classes(hidden), self.roles(role_hidden)


class ReaderNetwork(nn.Module):
    """The whole."""

    def __init__(self, source: str | Path, signals: int, sizes: Network) -> None:
        """Load the encoder; the rest begins at random."""
        super().__init__()
        self.parts = EncoderParts(source, sizes)
        self.widths = nn.Embedding(WIDEST + 1, sizes.places)
        self.head = Head(signals, sizes)
        self.drop = nn.Dropout(sizes.dropout)
        nn.init.zeros_(self.widths.weight)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The logits of classes and roles of each candidate of a batch."""
        pieces, texts = self.parts(batch.ids, batch.attention)
        found: tuple[Tensor, Tensor] = self.head(self.rows(pieces.flatten(0, 1), texts, batch))
        return found

    def rows(self, pieces: Tensor, texts: Tensor, batch: Batch) -> Tensor:
        """What is said of each candidate, one row each."""
        start, end, inner = pieces.chunk(3, dim=1)
        sums = torch.cat([inner.new_zeros(1, inner.shape[1]), inner.cumsum(0)])
        length = (batch.last + 1 - batch.first).unsqueeze(1)
        mean = (sums[batch.last + 1] - sums[batch.first]) / length
        found = start[batch.first] + end[batch.last] + mean + self.widths(batch.width)
        found = self.drop(torch.relu(found))
        owner = batch.owner.unsqueeze(1).expand_as(found)
        shape = (len(batch.text), found.shape[1])
        greatest = found.new_full(shape, _LOWEST).scatter_reduce(0, owner, found, "amax")
        counts = torch.bincount(batch.owner, minlength=shape[0]).unsqueeze(1)
        average = found.new_zeros(shape).scatter_add(0, owner, found) / counts
        return torch.cat([greatest, average, texts[batch.text], batch.signals], dim=1)


def frozen(network: ReaderNetwork) -> Sequence[nn.Parameter]:
    """Freeze the vectors of the word pieces; what remains to be trained in the encoder."""
    network.parts.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
    return [p for p in network.parts.encoder.parameters() if p.requires_grad]
