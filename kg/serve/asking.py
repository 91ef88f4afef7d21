"""What the application asks its data through: a pool of readers, or one process that writes."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from kg.sparql.forms import Written
from kg.sparql.parameters import Term


class Askable(Protocol):
    """Answers queries, each within limits; may be asked in many threads."""

    @property
    def nets(self) -> tuple[str, ...]:
        """What keeps its processes from the network; empty: nothing."""
        ...

    def run(
        self,
        text: str,
        *,
        values: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        forms: Sequence[str] = ("json", "ttl"),
        base: str | None = None,
    ) -> Written:
        """The answer to a query.

        Raises:
            QueryError: whose ``fault`` says why there is none.
        """
        ...

    def close(self) -> None:
        """Let what runs finish, then end its processes."""
        ...
