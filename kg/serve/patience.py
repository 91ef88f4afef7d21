"""How long the server waits for a client: who sends or reads too slowly loses the connection."""

from asyncio import TimerHandle, Transport
from heapq import nsmallest

from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """HTTP/1.1 of uvicorn, with an end to its patience.

    A connection is late while its client owes something: the head of a request, the rest of a body,
    the reading of an answer. One that stays late is closed, for bodies by who reads them, and where
    connections run out, the one that is late for longest goes in favour of the new one.

    Attributes:
        patience: seconds in which a head must have come, or some of an answer must have been read.
        most: connections, from which on those that are late are closed for new ones.
        late_since: since when something is owed; None: it is the server's turn.
    """

    patience: float
    most: int
    late_since: float | None = None
    _timer: TimerHandle | None = None
    _unread = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wait for the first head; make room where there are too many connections."""
        super().connection_made(transport)
        self._wait()
        self._make_room()

    def handle_events(self) -> None:
        """Stop waiting once the head is there."""
        super().handle_events()
        if self._is_answering():
            since = self.late_since
            self._stop()
            if self.cycle.more_body:  # whoever reads it counts the time
                self.late_since = since

    def on_response_complete(self) -> None:
        """Wait for the next head, unless it came already."""
        self._wait()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """The client has read; wait for the next head, if the answer was whole."""
        super().resume_writing()
        if self._is_answering():
            self._stop()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is owed any more."""
        self._stop()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._stop()
        self.late_since = self.loop.time()
        self._arm()

    def _arm(self) -> None:
        self._unread = self.transport.get_write_buffer_size()
        self._timer = self.loop.call_later(self.patience, self._lose_patience)

    def _stop(self) -> None:
        self.late_since = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _lose_patience(self) -> None:
        if self.transport.get_write_buffer_size() < self._unread:
            self._arm()  # it reads, if slowly
        else:
            self.transport.abort()

    def _make_room(self) -> None:
        """Close those that are late for longest, as many as there are too many connections."""
        others = [each for each in self.connections - {self} if isinstance(each, PatientProtocol)]
        late = [(each.late_since, each) for each in others if each.late_since is not None]
        many = max(len(self.connections) - self.most, 0)
        for _, each in nsmallest(many, late, key=lambda pair: pair[0]):
            each._stop()
            each.transport.abort()
            self.connections.discard(each)  # it is counted no more


def make_protocol(seconds: float, connections: int) -> type[PatientProtocol]:
    """The protocol of a server that waits this long, and prefers to have so many connections.

    Where no client is late there may be more.
    """

    class Protocol(PatientProtocol):
        patience = seconds
        most = connections

    return Protocol
