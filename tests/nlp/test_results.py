"""Results: what a text reports, through the shipped pipeline and with names that are given."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.model import Annotation, Kind, Reported, ResultKind
from kg.nlp import read
from kg.nlp.around import read_result_cues
from kg.nlp.result_settings import UNBOUND, read_result_thresholds, read_trust
from kg.nlp.results import find_reported
from kg.nlp.subjects import find_title_end
from tests.builders import annotated, compares_with, evaluates_on, introduces, paper
from tests.nlp.costs import count_calls

TITLE = "Gadget: better agents"


def reported(abstract: str, *, title: str = TITLE) -> list[Reported]:
    names = [introduces("Gadget")]
    names += [evaluates_on(n) for n in ("SWE-bench", "GSM8K", "MATH") if n in abstract]
    names += [compares_with("ReAct")] if "ReAct" in abstract else []
    gold = annotated(paper(title, abstract), *names)
    return find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)


def groups(found: Annotation) -> dict[str, int]:
    return {mention.text: mention.group for mention in found.mentions}


def test_the_headline_number() -> None:
    (result,) = reported("Gadget increases performance on SWE-bench from 20.0% to 50.0%.")
    assert (result.value, result.from_value, result.unit) == ("50.0", "20.0", "%")
    assert (result.method, result.benchmark, result.kind) == (0, 1, ResultKind.ABSOLUTE)
    assert result.rule == "result-sentence"


def test_each_score_belongs_to_the_benchmark_it_stands_on() -> None:
    one, other = reported("Gadget achieves an accuracy of 84.1% on GSM8K and 32.5% on MATH.")
    assert (one.value, one.benchmark, one.metric) == ("84.1", 1, "accuracy")
    assert (other.value, other.benchmark, other.metric) == ("32.5", 2, "accuracy")
    assert one.method == other.method == 0


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("outperforms the baseline by 3.1%", ResultKind.GAIN),
        ("obtains a 5.0% improvement", ResultKind.GAIN),
        ("reduces the inference cost by 40%", ResultKind.REDUCTION),
        ("uses 35% fewer tokens", ResultKind.REDUCTION),
        ("is 2-3x faster", ResultKind.SPEEDUP),
        ("reaches an accuracy of 91.2%", ResultKind.ABSOLUTE),
        ("is better than the state of the art by 7.7%", ResultKind.GAIN),
        ("shows an absolute reduction in error rate of 0.9%", ResultKind.REDUCTION),
        ("raises throughput by 3.2x", ResultKind.SPEEDUP),
        ("needs 14 times fewer training steps", ResultKind.SPEEDUP),
        ("brings up to 33% speedup", ResultKind.SPEEDUP),
        ("can speed up inference by a factor of 3.9x", ResultKind.SPEEDUP),
        ("changes the error (-4.5%)", ResultKind.REDUCTION),
        ("exceeds the best baseline up to 8.62%", ResultKind.GAIN),
        ("shows improvements in the RMS values ranging from 21% to 35%", ResultKind.GAIN),
        ("brings 10+ points of absolute improvement", ResultKind.GAIN),
        ("reduces more than 50% of the cost", ResultKind.REDUCTION),
        ("achieves more than 90% accuracy", ResultKind.ABSOLUTE),
        ("reaches a 10x compression ratio", ResultKind.REDUCTION),
        ("is as good at a fraction of the cost, with 5.9x fewer parameters", ResultKind.REDUCTION),
        ("is as good with only a 1% performance drop", ResultKind.REDUCTION),
        ("suffers an average accuracy loss of 0.3%", ResultKind.REDUCTION),
        ("sees a drop as high as 9.5 points", ResultKind.REDUCTION),
        ("has an average reduction of errors that is around 81%", ResultKind.REDUCTION),
        ("is as good with less than 40% of the computation cost", ResultKind.REDUCTION),
        ("outperforms others by more than a factor of 10", ResultKind.GAIN),
        ("outperforms the baseline with a 10% margin", ResultKind.GAIN),
        ("shows boosts in performance (at least 7%)", ResultKind.GAIN),
        ("improves performance significantly (2-7%)", ResultKind.GAIN),
        ("is up to 60% stiffer than others", ResultKind.GAIN),
        ("runs at 2.6x speed", ResultKind.SPEEDUP),
        ("shows up to 10x improvement in run-time", ResultKind.SPEEDUP),
        ("can reduce the energetic cost of walking up to 50%", ResultKind.REDUCTION),
        ("is faster: the removal is accelerated over 50%", ResultKind.SPEEDUP),
        ("needs a 40 times speed up", ResultKind.SPEEDUP),
        ("surpasses distilled models with 95.0 pass@1 accuracy", ResultKind.ABSOLUTE),
        ("reduces errors, with a win-rate of 64.4%", ResultKind.ABSOLUTE),
        ("has inference speeds of 32fps", ResultKind.ABSOLUTE),
    ],
)
def test_kinds(words: str, kind: ResultKind) -> None:
    (result,) = reported(f"Experiments show that our method Gadget {words} on GSM8K.")
    assert result.kind is kind


def test_numbers_given_in_the_same_way_are_of_one_kind() -> None:
    found = reported("Our Gadget brings a gain of 5.5% on GSM8K and 3.5% on MATH.")
    assert [result.kind for result in found] == [ResultKind.GAIN] * 2
    found = reported("Gadget outperforms ReAct by 5% on GSM8K (47.16 F1) and 1.3% on MATH (48 F1).")
    kinds = {result.value: result.kind for result in found}
    assert (kinds["5"], kinds["1.3"]) == (ResultKind.GAIN, ResultKind.GAIN)
    found = reported("Gadget shows 6.1 points (accuracy) and 7.7 points (F1) gain on GSM8K.")
    assert [result.kind for result in found] == [ResultKind.GAIN] * 2


def test_benchmarks_listed_as_the_numbers_are_go_together() -> None:
    words = "On SWE-bench, GSM8K and MATH, Gadget reaches 98.2% (+3.3%), 93.9% (+0.2%), 81% (+1%)."
    found = reported(words)
    assert [result.benchmark for result in found] == [1, 1, 2, 2, 3, 3]
    assert [result.kind.value for result in found] == ["absolute", "gain"] * 3


def test_names_that_stand_amid_the_numbers_are_no_list_of_theirs() -> None:
    words = "Gadget gains 5.2% on GSM8K and MATH, and 7.4% over the best on all of them."
    one, other = reported(words)
    assert (one.benchmark, other.benchmark) != (1, 2)
    one, other = reported("Gadget gains 5.1% on GSM8K and 7.2% on MATH over others.")
    assert (one.benchmark, other.benchmark) == (1, 2)
    words = "On GSM8K and MATH, Gadget shows a 10x reduction of its cost and at last a 2x speedup."
    one, other = reported(words)
    assert (one.benchmark, other.benchmark) != (1, 2)


def test_methods_listed_as_the_numbers_are_go_together() -> None:
    names = [introduces("Gadget"), compares_with("ReAct"), compares_with("ATR")]
    text = "Gadget reaches 77.0%, higher than 62.8% and 64.4% by ReAct and ATR, respectively."
    gold = annotated(paper(TITLE, text), *names)
    found = find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert [result.method for result in found] == [0, 1, 2]
    text = "Gadget outperforms ReAct and ATR by 2.1% and 3.4%, respectively."
    gold = annotated(paper(TITLE, text), *names)
    found = find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert [(result.method, result.baseline) for result in found] == [(0, 1), (0, 2)]


def test_what_plain_words_tell_a_change_to_be_over_is_its_baseline() -> None:
    (result,) = reported("Gadget outperforms ReAct on GSM8K by 3.1%.")
    assert (result.method, result.baseline) == (0, 2)
    (result,) = reported("ReAct is good, and we gain 3.1% on GSM8K over Parallel ReAct.")
    assert result.baseline is None
    gold = annotated(paper("Agents", "We get a 3x speedup over ReAct."), compares_with("ReAct"))
    (result,) = find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert (result.method, result.baseline) == (None, 0)


def test_what_a_number_is_compared_to_is_no_score_of_the_method() -> None:
    one, other = reported("Gadget achieves a 92.4% rate on GSM8K, compared to 88.1% before.")
    assert (one.method, other.method) == (0, None)


def test_a_score_in_brackets_belongs_to_the_name_before_it() -> None:
    words = "Gadget achieves 42.7% accuracy on GSM8K, higher than ReAct (2.9%)."
    one, other = reported(words)
    assert (one.method, other.method) == (0, 2)
    words = "Gadget achieves 42.7% accuracy on GSM8K, an improvement over ReAct (+2.9%)."
    one, other = reported(words)
    assert (other.kind, other.method) == (ResultKind.GAIN, 0)


def test_a_score_is_of_what_achieves_it() -> None:
    words = "With Gadget as its teacher, ReAct achieves an accuracy of 84.1% on GSM8K."
    (result,) = reported(words)
    assert (result.method, result.benchmark) == (2, 1)


@pytest.mark.parametrize("others", ["existing detectors", "prior work on MATH", "humans"])
def test_a_score_in_brackets_behind_others_is_theirs(others: str) -> None:
    words = f"Gadget achieves 92.4% accuracy, and surpasses {others} (only 77.9%)."
    one, other = reported(words)
    assert (one.method, other.value, other.method) == (0, "77.9", None)


@pytest.mark.parametrize("others", ["a baseline without it", "the next best", "previous work"])
def test_a_score_that_others_achieved_is_theirs(others: str) -> None:
    words = f"Gadget achieves 92.4% accuracy, beating the 77.9% achieved by {others}."
    one, other = reported(words)
    assert (one.method, other.value, other.method) == (0, "77.9", None)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("97.3% accuracy on GSM8K and 97.5% accuracy on the Mac-Morpho corpus", "GSM8K"),
        ("53.6% and 50.3% mAP on VOC 2007 and 2012, respectively", "VOC 2007"),
        ("gains on GSM8K (+6.2 mAP) and STPLS3D (+11.2 mAP)", "GSM8K"),
    ],
)
def test_a_benchmark_whose_name_was_not_found_is_no_other(words: str, name: str) -> None:
    gold = annotated(
        paper(TITLE, f"Gadget obtains {words}."), introduces("Gadget"), evaluates_on(name)
    )
    found = find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert found[0].benchmark == 1
    assert [result.benchmark for result in found[1:]] in ([], [None])


def test_what_is_less_sure_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "Gadget achieves an accuracy of 84.1% on GSM8K, and the others 32.5%."
    everything = reported(words)
    least = max(result.score for result in everything)
    known = {**read_result_thresholds(), "whole": least}
    monkeypatch.setattr("kg.nlp.results.read_result_thresholds", lambda: known)
    assert reported(words) == [result for result in everything if result.score >= least]
    assert len(reported(words)) < len(everything)


def test_a_number_of_what_is_only_used_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = annotated(paper(TITLE, "84.1% accuracy is what ReAct has."), compares_with("ReAct"))
    told = (gold.paper.text, gold.sentences, gold.mentions, gold.links)
    known = {**read_result_thresholds(), "whole": 0.0}
    monkeypatch.setattr("kg.nlp.results.read_result_thresholds", lambda: known)
    (less,) = find_reported(*told)
    assert less.method == 0
    monkeypatch.setattr("kg.nlp.results.read_trust", dict)
    (all_of_it,) = find_reported(*told)
    assert less.score == pytest.approx(read_trust()["compared"] * all_of_it.score, abs=2e-3)


def test_an_unsure_baseline_makes_a_change_less_sure_but_no_score(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = "Gadget achieves 84.1% on GSM8K. Gadget improves over ReAct by 5.2%."
    score, gain = reported(words)
    monkeypatch.setattr("kg.nlp.results.HELD", 0.0)
    same, surer = reported(words)
    assert (gain.kind, surer.baseline) == (ResultKind.GAIN, gain.baseline)
    assert score.score == same.score
    assert gain.score < surer.score


def test_a_method_without_a_name_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    told = paper("Agents", "Early exit: it achieves 84.1% accuracy on GSM8K.")
    gold = annotated(
        told, replace(introduces("Early exit"), kind=Kind.CONCEPT), evaluates_on("GSM8K")
    )
    read = (gold.paper.text, gold.sentences, gold.mentions, gold.links)
    (less,) = find_reported(*read)
    monkeypatch.setattr("kg.nlp.results.read_trust", dict)
    (all_of_it,) = find_reported(*read)
    assert less.method == all_of_it.method is not None
    assert less.score == pytest.approx(read_trust()["concept"] * all_of_it.score, abs=2e-3)


def test_a_number_of_no_method_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = annotated(paper("Agents", "It reaches 84.1% accuracy on GSM8K."), evaluates_on("GSM8K"))
    told = (gold.paper.text, gold.sentences, gold.mentions, gold.links)
    (less,) = find_reported(*told)
    assert (less.method, less.benchmark) == (None, 0)
    monkeypatch.setattr("kg.nlp.results.read_trust", dict)
    (all_of_it,) = find_reported(*told)
    assert less.score == pytest.approx(read_trust()[UNBOUND] * all_of_it.score, abs=2e-3)


def test_a_metric_belongs_to_the_number_it_stands_at() -> None:
    words = (
        "Gadget brings a 70% perplexity reduction and an 8.7% gain, with a precision of 5% on MATH."
    )
    first, second, third = reported(words)
    assert (first.metric, second.metric, third.metric) == ("perplexity", None, "precision")


def test_what_is_bound_from_the_paper_says_so() -> None:
    (result,) = reported("We present Gadget. Our method achieves an accuracy of 91.2% on GSM8K.")
    assert (result.method, result.rule) == (0, "result-paper")


def test_a_number_that_nothing_binds_is_kept_unbound() -> None:
    gold = annotated(paper("A study", "Accuracy improves by 12.5% on average."))
    (result,) = find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert (result.method, result.benchmark, result.rule) == (None, None, "result-unbound")


@pytest.mark.parametrize(
    "sentence",
    [
        "We collect 1,000 questions from 12 domains.",
        "We train models with 7B parameters on 64 GPUs for 3 days.",
        "We use a learning rate of 0.001 and a batch size of 32.",
        "See https://github.com/x/gadget-2.0 and Section 4.",
        "Gadget runs at a resolution of 320 x 320.",
        "Gadget has 10.7 billion parameters.",
        "Gadget beats 10x larger models.",
        "Gadget was given 40 times the number of objects.",
        "Gadget reaches the best 0-1 loss.",
        "Gadget beats a 100x larger, text-to-text approach.",
        "Gadget surpasses networks that are 4X deeper models.",
        "Gadget works as well with 1/10 of the parameters.",
        "Gadget earns at least 1/1.19 times the optimal profit.",
        "Gadget reaches the accuracy of others using just 10% of the image pixels.",
    ],
)
def test_counts_sizes_and_settings_are_no_results(sentence: str) -> None:
    assert reported(f"We present Gadget. {sentence}") == []


def test_a_number_in_a_name_is_no_result() -> None:
    gold = annotated(
        paper(TITLE, "Gadget reaches the best results on ActivityNet 1.3 (36.6% average mAP)."),
        introduces("Gadget"),
        evaluates_on("ActivityNet"),
    )
    found = find_reported(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert [result.value for result in found] == ["36.6"]


def test_what_only_goes_with_a_number_is_no_result() -> None:
    words = (
        "Gadget reaches an accuracy of 95.6 ± 0.06% and a recall of 80% at 100% precision on MATH."
    )
    assert [result.value for result in reported(words)] == ["95.6", "80"]
    (result,) = reported("Gadget reaches an accuracy of 95.6% +- 0.06% on MATH.")
    assert result.value == "95.6"
    (result,) = reported("Gadget gains 9.3% on GSM8K with only 25% and 22% of the labeled data.")
    assert result.value == "9.3"
    (result,) = reported("Gadget surpasses ReAct by 9.3% under 10% data settings on GSM8K.")
    assert result.value == "9.3"
    (result,) = reported("Gadget has 97.1% accuracy with p = 0.001 in 10-fold cross validation.")
    assert result.value == "97.1"
    (result,) = reported("Gadget reaches an accuracy of 42.1% (chance is 20%) on GSM8K.")
    assert result.value == "42.1"


@pytest.mark.parametrize("title", ["/10 steps to Gadget", "/10", "Gadget in 1/"])
def test_a_slash_at_an_edge_makes_no_fraction(title: str) -> None:
    (result,) = reported("Gadget achieves an accuracy of 84.1% on GSM8K.", title=title)
    assert result.value == "84.1"


def test_the_pipeline_carries_results_out_of_the_document() -> None:
    text = "We propose Gadget. Gadget achieves an accuracy of 84.1% on GSM8K, a 5.0% improvement."
    (found,) = read([paper(TITLE, text)])
    score, gain = found.reported
    assert (score.value, score.kind, score.metric) == ("84.1", ResultKind.ABSOLUTE, "accuracy")
    assert (gain.value, gain.kind) == ("5.0", ResultKind.GAIN)
    assert (score.method, score.benchmark) == (groups(found)["Gadget"], groups(found)["GSM8K"])
    assert 0 < score.score <= 1


def test_a_number_costs_little_more_in_a_sentence_of_many() -> None:
    few, many = (calls_to_read(numbers) for numbers in (100, 400))
    assert many < 10 * few  # 16 or more where each looks at all others


def calls_to_read(numbers: int) -> int:
    """How many functions are called to read a sentence with so many numbers, names and metrics."""
    told = (f"{i % 97}.{i % 7}% accuracy on GSM8K" for i in range(numbers))
    gold = annotated(
        paper(TITLE, f"Gadget reaches {', '.join(told)}."),
        introduces("Gadget"),
        evaluates_on("GSM8K"),
    )
    read = (gold.paper.text, gold.sentences, gold.mentions, gold.links)
    return count_calls(lambda: find_reported(*read), found=numbers)


def test_a_bad_cue_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cues.tsv"
    file.write_text("more\timprov\nodd\tword\n", "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_result_cues(file)
    assert caught.value.line == 2


def test_a_paper_without_a_title_has_no_titled_things() -> None:
    text = "\n\nGadget achieves an accuracy of 84.1% on GSM8K."
    assert find_title_end(text) == 0
    assert find_title_end(f"Gadget: a tool{text}") == len("Gadget: a tool")
