import pytest

from kg.model import Annotation, Label
from kg.resolve import Resolution, resolve
from kg.resolve.spelling import abbreviates
from tests.builders import annotated, evaluates_on, introduces, mentions, paper, uses


def read(id: str, abstract: str, *words: str, introduced: bool = False) -> Annotation:
    thing = introduces(*words) if introduced else uses(*words)
    return annotated(paper(f"Paper {id}", abstract, id=id), thing)


def ids(resolution: Resolution, *papers: str) -> list[str | None]:
    return [resolution.entity_of(paper, 0) for paper in papers]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("MAML", "Model-Agnostic Meta-Learning"),
        ("CNNs", "convolutional neural networks"),
        ("RoBERTa", "Robustly optimized BERT approach"),
        ("ALE", "Arcade Learning Environment"),
    ],
)
def test_abbreviates(short: str, long: str) -> None:
    assert abbreviates(short, long)
    assert not abbreviates(long, short)


@pytest.mark.parametrize(
    ("short", "long"),
    [("GPT-4", "GPT-4o"), ("PPO", "group relative policy optimization"), ("", "x"), ("DQN", "DQN")],
)
def test_does_not_abbreviate(short: str, long: str) -> None:
    assert not abbreviates(short, long)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("few-shot learning", "Few-Shot Learning"),
        ("GSM8K", "GSM8k dataset"),
        ("MAML", "MAML algorithm"),
        ("Monte-Carlo tree search", "Monte Carlo Tree Search"),
        ("vision transformers", "vision transformer"),
        ("generative adversarial nets", "Generative Adversarial Network"),
    ],
)
def test_spellings_of_a_name_meet(one: str, other: str) -> None:
    found = resolve([read("a", f"Uses {one}.", one), read("b", f"Uses {other}.", other)])
    first, second = ids(found, "a", "b")
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-4", "GPT-4o"),
        ("Qwen2.5", "Qwen2.5-7B"),
        ("reinforcement learning", "deep reinforcement learning"),
        ("C", "C++"),
        ("pre-training", "pre-trained language models"),
    ],
)
def test_different_things_stay_apart(one: str, other: str) -> None:
    found = resolve([read("a", f"Uses {one}.", one), read("b", f"Uses {other} too.", other)])
    first, second = ids(found, "a", "b")
    assert first != second


def test_labels_stay_apart() -> None:
    both = paper("Paper a", "Uses Go on Go.", id="a")
    found = resolve([annotated(both, uses("Go"), evaluates_on("Go"))])
    assert [found.entity_of("a", 0), found.entity_of("a", 1)] == ["method/go", "benchmark/go"]


def test_an_abbreviation_joins_across_papers() -> None:
    found = resolve(
        [
            read("a", "Uses Model-Agnostic Meta-Learning (MAML).", "Model-Agnostic Meta-Learning"),
            read(
                "b", "MAML (Model-Agnostic Meta-Learning).", "MAML", "Model-Agnostic Meta-Learning"
            ),
            read("c", "Uses MAML.", "MAML"),
        ]
    )
    assert ids(found, "a", "b", "c") == ["method/maml"] * 3
    (entity,) = found.entities
    assert (entity.name, entity.aliases) == ("MAML", ("MAML", "Model-Agnostic Meta-Learning"))


def test_a_short_form_of_two_long_forms_says_nothing() -> None:
    plan, policy = "Meta Plan Optimization", "Meta Policy Optimization"
    found = resolve(
        [
            read("a", f"{plan} (MPO) is new.", plan, "MPO", introduced=True),
            read("b", f"{policy} (MPO) is new.", policy, "MPO", introduced=True),
            read("c", "It uses MPO.", "MPO"),
            read("d", f"It uses {plan}.", plan),
        ]
    )
    assert ids(found, "a", "b", "c", "d") == [
        "method/mpo/a",
        "method/mpo/b",
        "method/mpo",
        "method/mpo/a",
    ]


def test_homonyms_that_nobody_introduces_are_told_by_their_long_forms() -> None:
    plan, policy = "Meta Plan Optimization", "Meta Policy Optimization"
    found = resolve(
        [
            read("a", f"{plan} (MPO).", plan, "MPO"),
            read("b", f"{policy} (MPO).", policy, "MPO"),
            read("c", "MPO.", "MPO"),
        ]
    )
    assert ids(found, "a", "b", "c") == [
        "method/mpo/metaplanoptimization",
        "method/mpo/metapolicyoptimization",
        "method/mpo",
    ]


def test_the_usual_spelling_is_the_name() -> None:
    forms = ["MILP models", "MILP", "Mixed-Integer Linear Programming"]
    found = resolve([read("a", f"{'. '.join(forms)}.", *forms)])
    assert [entity.name for entity in found.entities] == ["MILP"]


def test_small_words_make_no_other_long_form() -> None:
    one = "Reinforcement Learning from Human Feedback"
    other = "Reinforcement Learning with Human Feedback"
    found = resolve(
        [
            read("a", f"{one} (RLHF).", one, "RLHF"),
            read("b", f"{other} (RLHF).", other, "RLHF"),
            read("c", "RLHF.", "RLHF"),
        ]
    )
    assert ids(found, "a", "b", "c") == ["method/rlhf"] * 3


def test_contributions_of_one_name_stay_apart() -> None:
    found = resolve(
        [
            read("a", "We propose SMART.", "SMART", introduced=True),
            read("b", "SMART is our method.", "SMART", introduced=True),
            read("c", "We compare with SMART.", "SMART"),
        ]
    )
    assert ids(found, "a", "b", "c") == ["method/smart/a", "method/smart/b", "method/smart"]


def test_who_uses_a_contribution_means_it() -> None:
    found = resolve(
        [
            read("a", "We propose MAML. It is good.", "MAML", introduced=True),
            read("b", "We use MAML.", "MAML"),
        ]
    )
    assert ids(found, "a", "b") == ["method/maml"] * 2
    (entity,) = found.entities
    assert entity.description is not None
    assert (entity.description.paper, entity.description.sentence) == ("a", (9, 25))


def test_forms_that_a_paper_names_side_by_side_are_two() -> None:
    side_by_side = paper("Paper b", "Claude Sonnet beats Sonnet.", id="b")
    found = resolve(
        [
            read("a", "Claude Sonnet, or Sonnet.", "Claude Sonnet", "Sonnet"),
            annotated(side_by_side, mentions("Claude Sonnet"), mentions("Sonnet")),
        ]
    )
    assert found.entity_of("b", 0) != found.entity_of("b", 1)


def test_titles_do_not_name() -> None:
    title = paper("META-TRAINING Works", "We use meta-training.", id="a")
    found = resolve([annotated(title, uses("META-TRAINING", "meta-training"))])
    (entity,) = found.entities
    assert (entity.name, entity.aliases) == ("meta-training", ("META-TRAINING", "meta-training"))


def test_a_metric_is_no_entity() -> None:
    scored = paper("Paper a", "It has an accuracy of 5.", id="a")
    found = resolve([annotated(scored, mentions("accuracy", label=Label.METRIC))])
    assert found.entities == []
    assert found.entity_of("a", 0) is None
