"""Groups: forms of one thing meet, numbers count up, the strongest role is the group's."""

from kg.nlp.groups import group_key, strongest
from tests.nlp.reader import annotated


def test_spellings_share_a_key() -> None:
    keys = {group_key(form, {}) for form in ("diffusion model", "Diffusion Models", "diffusion")}
    assert keys == {"diffusion"}


def test_a_pair_shares_its_key() -> None:
    assert group_key("WGO", {"wgo": "wobblygait"}) == "wobblygait"


def test_the_strongest_role() -> None:
    assert strongest(["mentioned", "introduced", "used"]) == "introduced"
    assert strongest(["mentioned", "evaluated"]) == "evaluated"


def test_groups_count_up_in_order_of_first_mention() -> None:
    doc = annotated("FROBOT", "We propose FROBOT. FROBOT beats PPO and MAML on MuJoCo.")
    numbers = list(dict.fromkeys(int(span.id_) for span in doc.spans["mentions"]))
    assert numbers == list(range(len(numbers)))
