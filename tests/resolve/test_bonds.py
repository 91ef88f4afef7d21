from kg.model import Label, Reason
from kg.resolve.bonds import Bond, Joined
from kg.resolve.lexicon import Key


def key(name: str) -> Key:
    return (Label.METHOD, name)


def bond(one: str, other: str, confidence: float = 0.9) -> Bond:
    return Bond(key(one), key(other), Reason.SPELLING, "", 0, confidence)


def test_a_set_is_known_by_its_least_key() -> None:
    joined = Joined([bond("c", "b"), bond("b", "a")])
    assert {joined.root(key(name)) for name in "abc"} == {key("a")}
    assert joined.root(key("z")) == key("z")


def test_what_is_kept_apart_stays_apart_through_others() -> None:
    joined = Joined([bond("a", "b"), bond("b", "c", 0.5), bond("c", "d")], [(key("a"), key("d"))])
    assert joined.root(key("a")) != joined.root(key("d"))
    assert joined.refused == [bond("b", "c", 0.5)]


def test_the_order_of_bonds_does_not_matter() -> None:
    bonds = [bond("a", "b", 0.7), bond("b", "c", 0.8), bond("c", "d", 0.9)]
    apart = [(key("a"), key("c"))]
    forth, back = Joined(bonds, apart), Joined(reversed(bonds), apart)
    assert [forth.root(key(n)) for n in "abcd"] == [back.root(key(n)) for n in "abcd"]
