"""The joins that other graph builders get wrong, each with the reason for what is right."""

import pytest

from kg.model import Annotation, Predicate, Reason
from kg.resolve import Resolution, resolve
from tests.builders import Named, addresses, annotated, evaluates_on, introduces, paper, uses


def read(id: str, abstract: str, *named: Named) -> Annotation:
    return annotated(paper(f"Paper {id}", abstract, id=id), *named)


def means(found: Resolution, *papers: str) -> list[str | None]:
    return [found.entity_of(paper, 0) for paper in papers]


def reasons(found: Resolution, entity: str) -> set[Reason]:
    return {merge.reason for merge in found.merges() if merge.entity == entity}


def variants(found: Resolution) -> set[tuple[str, str]]:
    return {
        (each.subject, each.object)
        for each in found.relations()
        if each.predicate is Predicate.VARIANT_OF
    }


PLAN, POLICY, MATRIX = (
    "Meta Plan Optimization",
    "Meta Policy Optimization",
    "matrix product operator",
)


def test_mpo_is_three_things() -> None:
    # Three long forms, no majority: each paper means its own, and who says no more is left alone.
    found = resolve(
        [
            read("a", f"We propose {PLAN} (MPO).", introduces("MPO", PLAN)),
            read("b", f"We propose {POLICY} (MPO).", introduces("MPO", POLICY)),
            read("c", f"A {MATRIX} (MPO) is used.", uses("MPO", MATRIX)),
            read("d", "We use MPO.", uses("MPO")),
            read("e", f"We use {POLICY}.", uses(POLICY)),
        ]
    )
    a, b, c, d, e = means(found, "a", "b", "c", "d", "e")
    assert len({a, b, c, d}) == 4
    assert e == b
    assert {doubt.reason for doubt in found.doubts} >= {Reason.ABBREVIATION}


def test_a_disputed_short_form_goes_by_its_company() -> None:
    # Paper d names the agents and the planning benchmark that only the first sense stands beside.
    company = (uses("WebShopper"), evaluates_on("ALFWorld"))
    found = resolve(
        [
            read("a", f"{PLAN} (MPO). WebShopper. ALFWorld.", introduces("MPO", PLAN), *company),
            read("b", f"{POLICY} (MPO). PPO.", introduces("MPO", POLICY), uses("PPO")),
            read("d", "MPO beats it. WebShopper. ALFWorld.", uses("MPO"), *company),
        ]
    )
    assert means(found, "d") == means(found, "a") != means(found, "b")


def test_two_smarts_stay_two() -> None:
    # Both papers introduce it: the same name is no reason to join contributions.
    found = resolve(
        [
            read("a", "We propose SMART.", introduces("SMART")),
            read("b", "We present SMART.", introduces("SMART")),
            read("c", "We compare with SMART.", uses("SMART")),
        ]
    )
    assert means(found, "a", "b", "c") == ["method/smart/a", "method/smart/b", "method/smart"]
    assert {doubt.reason for doubt in found.doubts} == {Reason.HOMONYM}


def test_mind_and_mind_are_told_by_their_spelling() -> None:
    # One form without case; who uses the one spelling means the paper that coined it.
    found = resolve(
        [
            read("a", "We propose MinD.", introduces("MinD")),
            read("b", "We propose MIND.", introduces("MIND")),
            read("c", "We build on MIND.", uses("MIND")),
        ]
    )
    assert means(found, "a", "b", "c") == ["method/mind/a", "method/mind/b", "method/mind/b"]


def test_meta_prompting_by_different_authors_stays_two() -> None:
    found = resolve(
        [
            read("a", "We introduce Meta Prompting.", introduces("Meta Prompting")),
            read("b", "Our meta-prompting helps.", introduces("meta-prompting")),
        ]
    )
    a, b = means(found, "a", "b")
    assert a != b


def test_meta_prompting_is_one_where_one_paper_only_uses_it() -> None:
    found = resolve(
        [
            read("a", "We introduce Meta Prompting.", introduces("Meta Prompting")),
            read("b", "We use meta-prompting.", uses("meta-prompting")),
        ]
    )
    assert means(found, "a") == means(found, "b")


PRESENTED = [
    "This paper explores Meta Prompting, a novel technique.",
    "In this paper we present Meta Prompting.",
]


@pytest.mark.parametrize("wording", PRESENTED)
def test_who_calls_it_new_does_not_only_use_it(wording: str) -> None:
    # The reading says "used", the paper's own title and words that it is the paper's: abstain.
    own = annotated(paper("Meta Prompting for All", wording, id="b"), uses("Meta Prompting"))
    one = read("a", "We introduce Meta Prompting.", introduces("Meta Prompting"))
    a, b = means(resolve([one, own]), "a", "b")
    assert (a, b) == ("method/metaprompting/a", "method/metaprompting")


def test_a_name_in_the_title_alone_claims_nothing() -> None:
    own = annotated(paper("PPO for All", "We use PPO, a method.", id="b"), uses("PPO"))
    one = read("a", "We introduce PPO.", introduces("PPO"))
    assert len({*means(resolve([one, own]), "a", "b")}) == 1


def test_what_all_papers_only_use_is_one_thing_though_two_call_it_new() -> None:
    found = resolve(
        [
            annotated(paper(f"ABC for {x}", "ABC, a new idea.", id=x), uses("ABC"))
            for x in ("x", "y")
        ]
    )
    assert len({*means(found, "x", "y")}) == 1


def test_deep_rl_is_a_variant_of_rl_and_not_rl() -> None:
    found = resolve(
        [
            read("a", "Deep RL works.", uses("Deep RL")),
            read("b", "We use deep reinforcement learning.", uses("deep reinforcement learning")),
            read("c", "Reinforcement learning (RL).", uses("RL", "Reinforcement learning")),
        ]
    )
    a, b, c = means(found, "a", "b", "c")
    assert a == b != c
    assert (a, c) in variants(found)
    assert reasons(found, str(a)) & {Reason.SPELLING, Reason.LEXICON}


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("GPT-4 (Omni)", "GPT-4o", uses),
        ("AI2 Reasoning Challenge", "ARC-C", evaluates_on),
        ("brute-force search", "exhaustive search", uses),
        ("hyper-parameter optimisation", "Hyperparameter Optimization", addresses),
        ("OpenAI o1-preview", "o1-preview", uses),
        ("GSM8K dataset", "GSM8K", evaluates_on),
        ("Markov decision processes", "Markov decision process", uses),
        (r"G\"odel Machine", "Godel Machine", uses),
    ],
)
def test_two_names_of_one_thing(one: str, other: str, label: object) -> None:
    assert callable(label)
    found = resolve(
        [read("a", f"It is {one}.", label(one)), read("b", f"It is {other}.", label(other))]
    )
    (first, second) = means(found, "a", "b")
    assert first == second
    assert reasons(found, str(first))


def test_versions_stay_apart_and_know_their_family() -> None:
    models = ["GPT-4", "GPT-4o", "GPT-4-Turbo"]
    found = resolve([read(name, f"We ask {name}.", uses(name)) for name in models])
    four, omni, turbo = means(found, *models)
    assert len({four, omni, turbo}) == 3
    assert variants(found) == {(omni, four), (turbo, four)}


def test_sizes_stay_apart_and_know_their_family() -> None:
    models = ["Qwen2.5", "Qwen2.5-7B", "Qwen2.5-7B-Instruct"]
    found = resolve([read(name, f"We ask {name}.", uses(name)) for name in models])
    family, size, tuned = means(found, *models)
    assert variants(found) == {(size, family), (tuned, size)}


def test_grpo_is_one_although_one_paper_defines_it_oddly() -> None:
    # The lexicon and the majority know what it stands for; one changed word is a slip of the pen.
    usual, odd = "Group Relative Policy Optimization", "Group Relative Preference Optimization"
    found = resolve(
        [
            read("a", f"{usual} (GRPO).", uses("GRPO", usual)),
            read("b", f"{odd} (GRPO).", uses("GRPO", odd)),
            read("c", "We train with GRPO.", uses("GRPO")),
        ]
    )
    assert means(found, "a", "b", "c") == ["method/grpo"] * 3
    assert Reason.MAJORITY in reasons(found, "method/grpo")


def test_a_letter_too_many_makes_no_other_word() -> None:
    usual, odd = "convolutional neural network", "convolutional neutral network"
    found = resolve(
        [
            read("a", f"A {usual} (CNN).", uses("CNN", usual)),
            read("b", f"A {odd} (CNN).", uses("CNN", odd)),
            read("c", f"The {usual} (CNN).", uses("CNN", usual)),
        ]
    )
    assert len({*means(found, "a", "b", "c")}) == 1


def test_an_own_definition_is_no_slip() -> None:
    usual, own = "Group Relative Policy Optimization", "Group Robust Policy Optimization"
    found = resolve(
        [
            read("a", f"{usual} (GRPO).", uses("GRPO", usual)),
            read("b", f"We propose {own} (GRPO).", introduces("GRPO", own)),
            read("c", "We train with GRPO.", uses("GRPO")),
        ]
    )
    a, b, c = means(found, "a", "b", "c")
    assert a == c != b


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supervised learning", "semi-supervised learning"),
        ("supervised learning", "self-supervised learning"),
        ("convex optimization", "non-convex optimization"),
    ],
)
def test_a_hyphen_can_turn_the_meaning(one: str, other: str) -> None:
    found = resolve([read("a", f"It is {one}.", uses(one)), read("b", f"{other}.", uses(other))])
    first, second = means(found, "a", "b")
    assert first != second
    assert variants(found) == set()


def test_a_name_that_all_use_is_not_split_by_papers_said_to_introduce_it() -> None:
    # Reading errs: of many papers on a method a few seem to introduce it.
    users = [read(f"u{n}", "We use Foobar.", uses("Foobar")) for n in range(8)]
    claims = [read(f"c{n}", "We propose Foobar.", introduces("Foobar")) for n in range(2)]
    found = resolve([*users, *claims])
    assert means(found, "u0", "c0", "c1") == ["method/foobar"] * 3


def test_one_definition_is_enough_where_the_lexicon_knows_no_other() -> None:
    # The lexicon lists SVHN without its long form: that is no vote against the paper that has it.
    long = "Street View House Numbers"
    found = resolve(
        [
            read("a", f"{long} (SVHN).", evaluates_on("SVHN", long)),
            read("b", "On SVHN.", evaluates_on("SVHN")),
        ]
    )
    assert means(found, "a", "b") == ["benchmark/svhn"] * 2
