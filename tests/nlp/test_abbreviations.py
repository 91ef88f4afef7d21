"""Abbreviations, and the definitions they come from."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.abbreviations import find_abbreviations, find_places
from kg.nlp.definitions import find_definitions, match_letters
from kg.nlp.tokenizer import make_tokenizer


def _pairs(text: str) -> list[tuple[str, str]]:
    found = find_definitions(text)
    return [(text[slice(*each.short)], text[slice(*each.long)]) for each in found]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We use Proximal Policy Optimization (PPO).", "PPO", "Proximal Policy Optimization"),
        ("large language models (LLMs)", "LLMs", "large language models"),
        ("convolutional neural network (CNNs)", "CNNs", "convolutional neural network"),
        ("a mixture of experts (MoE) layer", "MoE", "mixture of experts"),
        (
            "A Robustly optimized BERT approach (RoBERTa)",
            "RoBERTa",
            "Robustly optimized BERT approach",
        ),
        ("hyperparameter optimization (HPO)", "HPO", "hyperparameter optimization"),
        ("Low-Rank Adaptation (LoRA; Hu et al.)", "LoRA", "Low-Rank Adaptation"),
        ("in-context learning (ICL)", "ICL", "in-context learning"),
        (
            "Generative Pre-trained Transformer 4 (GPT-4)",
            "GPT-4",
            "Generative Pre-trained Transformer 4",
        ),
        ("the RObust Multi-modal Estimator (ROME)", "ROME", "RObust Multi-modal Estimator"),
        ("We train LoRA (Low-Rank Adaptation) here", "LoRA", "Low-Rank Adaptation"),
        ("with TORE (TOken REcycling)", "TORE", "TOken REcycling"),
        ("Meta Reinforcement Tuning, or MRT, works", "MRT", "Meta Reinforcement Tuning"),
        ("Meta Reinforcement Tuning, dubbed MRT, works", "MRT", "Meta Reinforcement Tuning"),
        (
            "We propose MRT, short for Meta Reinforcement Tuning.",
            "MRT",
            "Meta Reinforcement Tuning",
        ),
        ("MRT: Meta Reinforcement Tuning for us\n\nText", "MRT", "Meta Reinforcement Tuning"),
        ('Darwin G\\"odel Machine: Open-Ended\n\nThe DGM grows', "DGM", 'Darwin G\\"odel Machine'),
        ("Prompting [chain of thought (CoT)]", "CoT", "chain of thought"),
        ("``Tree of Thoughts'' (\\textsc{ToT})", "ToT", "Tree of Thoughts"),
    ],
)
def test_a_definition(text: str, short: str, long: str) -> None:
    assert _pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "three models (GPT-4, PPO) are",
        "optimizers (e.g., Adam and SGD) and (i.e. two)",
        "as shown before (Figure 3) and (2020)",
        "language models trained with lots of data (LM2X)",
        "MAML: a fast method\n\nWe evaluate on ImageNet (ILSVRC).",
        "FOR: nothing follows\n\n()",
    ],
)
def test_what_is_no_definition(text: str) -> None:
    assert _pairs(text) == []


def test_letters_match_from_the_right() -> None:
    text = "proximal policy optimization"
    assert match_letters("PPO", text, 0, len(text), initials=True) == 0
    assert match_letters("PPO", text, 0, len(text), initials=False) == text.index("policy")
    assert match_letters("PPX", text, 0, len(text), initials=False) is None


def test_places_stand_by_themselves() -> None:
    assert list(find_places("CNN", "CNN CNNs CNN-2 aCNN (CNN)s CNNsx")) == [0, 4, 21]


def test_all_places_of_a_pair_share_its_short_form() -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    text = "Tuning CNNs\n\nConvolutional neural networks (CNNs) win. A CNN is no neural network."
    doc = find_abbreviations(nlp.make_doc(text))
    assert [(span.text, span.label_, span.id_) for span in doc.spans["abbreviations"]] == [
        ("CNNs", "short", "CNN"),
        ("Convolutional neural networks", "long", "CNN"),
        ("CNNs", "short", "CNN"),
        ("CNN", "short", "CNN"),
    ]


_PARTS = st.sampled_from(
    [
        "(",
        ")",
        "[",
        "]",
        " ",
        "PPO",
        "CNNs",
        "Proximal",
        "Policy",
        "Optimization",
        ", or ",
        ": ",
        "\n\n",
        "dubbed ",
        "short for ",
        "a",
        "$",
        "\\textsc{",
        "}",
        "e.g.",
        ";",
        "-",
        "İ",
        "ß",
    ]
)


@given(st.lists(_PARTS, max_size=14).map("".join) | st.text())
def test_definitions_are_places_of_the_text(text: str) -> None:
    for definition in find_definitions(text):
        for start, end in definition:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
