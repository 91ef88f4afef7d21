"""What must hold of any collection."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Annotation, Role
from kg.resolve import Resolution, resolve
from tests.builders import annotated, introduces, paper, uses

WORDS = ["SMART", "MPO", "Meta Plan Optimization", "Meta Policy Optimization", "MAML", "maml"]


@st.composite
def readings(draw: st.DrawFn) -> list[Annotation]:
    collection = []
    for number in range(draw(st.integers(1, 5))):
        groups = draw(
            st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), max_size=3)
        )
        contributed = draw(st.lists(st.booleans(), min_size=3, max_size=3))
        named = [
            introduces(*words) if own else uses(*words)
            for own, words in zip(contributed, groups, strict=False)
        ]
        collection.append(annotated(paper("T", ". ".join(WORDS), id=f"p{number}"), *named))
    return collection


def everything(found: Resolution, read: list[Annotation]) -> object:
    meant = {
        (annotation.paper.id, mention.group): found.entity_of(annotation.paper.id, mention.group)
        for annotation in read
        for mention in annotation.mentions
    }
    return found.entities, list(found.relations()), list(found.results()), meant


@given(readings().flatmap(lambda read: st.tuples(st.just(read), st.permutations(read))))
def test_the_order_of_papers_does_not_matter(
    orders: tuple[list[Annotation], list[Annotation]],
) -> None:
    read, other = orders
    assert everything(resolve(read), read) == everything(resolve(other), read)


@given(readings())
def test_every_mention_means_an_entity_and_every_entity_is_mentioned(
    read: list[Annotation],
) -> None:
    found = resolve(read)
    meant = {
        found.entity_of(annotation.paper.id, mention.group)
        for annotation in read
        for mention in annotation.mentions
    }
    ids = [entity.id for entity in found.entities]
    assert sorted(set(ids)) == ids
    assert meant == set(ids)


@given(readings())
def test_contributions_of_different_papers_are_different(read: list[Annotation]) -> None:
    found = resolve(read)
    owners: dict[str, set[str]] = {}
    users: dict[str, set[str]] = {}
    for annotation in read:
        for mention in annotation.mentions:
            id = str(found.entity_of(annotation.paper.id, mention.group))
            by_role = owners if mention.role is Role.INTRODUCED else users
            by_role.setdefault(id, set()).add(annotation.paper.id)
    # A name that others use as often as papers claim it, or that three claim, is nobody's own.
    assert all(
        len(papers) != 2 or len(users.get(id, set()) - papers) >= len(papers)
        for id, papers in owners.items()
    )


@given(readings(), st.data())
def test_how_a_collection_grew_does_not_matter(read: list[Annotation], data: st.DataObject) -> None:
    # A resolution is made of the readings alone: those of ten builds are those of one.
    cuts = sorted(data.draw(st.lists(st.integers(0, len(read)), max_size=9)))
    grown: list[Annotation] = []
    for start, end in zip([0, *cuts], [*cuts, len(read)], strict=True):
        grown = [*read[start:end], *grown]
        resolve(grown)
    assert everything(resolve(grown), read) == everything(resolve(read), read)


@given(readings())
def test_every_name_of_a_thing_is_joined_to_the_others_by_reasons(read: list[Annotation]) -> None:
    found = resolve(read)
    merges = list(found.merges())
    for entity in found.entities:
        told = [merge for merge in merges if merge.entity == entity.id]
        reached = {entity.name}
        for _ in entity.aliases:
            reached |= {
                name
                for merge in told
                for name in (merge.name, merge.other)
                if {merge.name, merge.other} & reached
            }
        assert reached >= set(entity.aliases)
