"""The normal form of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.surface import best_name, folded, normal_form, plain


@pytest.mark.parametrize(
    "forms",
    [
        ("SWE-bench", "SWE-Bench", "swe bench", "the SWE-bench benchmark"),
        ("MS COCO", "MS-COCO", "ms coco dataset"),
        ("policy gradient", "Policy gradients", "policy-gradient methods"),
        ("Erdős", "Erdős"),
        ("C++", "c++"),
    ],
)
def test_spellings_of_one_name_meet(forms: tuple[str, ...]) -> None:
    assert len({normal_form(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("GPT-4", "GPT-4o"), ("C", "C++"), ("A*", "A"), ("Qwen2", "Qwen2.5")]
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_a_generic_head_alone_is_kept() -> None:
    assert normal_form("framework") == "framework"


def test_a_name_without_letter_or_digit_has_an_empty_form() -> None:
    assert normal_form("---") == ""


def test_plain_takes_latex_away() -> None:
    assert plain('Schr\\"{o}dinger') == "Schrodinger"
    assert plain("\\textsc{Bert}") == "Bert"
    assert plain("$\\alpha$-\\textbf{Net}") == "-Net"


@given(st.text())
def test_the_form_of_a_form_has_no_spaces_or_capitals(name: str) -> None:
    form = normal_form(name)
    assert form == form.casefold()
    assert not any(character.isspace() for character in form)


def test_a_proper_name_goes_before_a_description() -> None:
    assert best_name({"reinforcement learner": 9, "PPO": 1}) == "PPO"


def test_the_usual_form_goes_before_the_rare_and_the_long() -> None:
    assert best_name({"MS-COCO": 1, "MS COCO": 3}) == "MS COCO"
    assert best_name({"ImageNet": 2, "ImageNet-1K": 2}) == "ImageNet-1K"


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 9), min_size=1))
def test_the_best_name_does_not_depend_on_order(forms: dict[str, int]) -> None:
    assert best_name(forms) == best_name(dict(reversed(forms.items())))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Éclair", "eclair"),
        ("ﬁne", "fine"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("²", "2"),
    ],
)
def test_folding_takes_case_accents_and_ligatures_away(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
