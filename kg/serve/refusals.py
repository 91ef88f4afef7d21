"""Why a request is refused: a status, a code that stays the same, and one line of words."""

from collections.abc import Mapping
from types import MappingProxyType

from kg.errors import QueryError

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "malformed-request": 400,
        "malformed": 400,
        "unauthorized": 401,
        "refused": 403,
        "read-only": 403,
        "foreign-origin": 403,
        "not-found": 404,
        "wrong-method": 405,
        "no-such-form": 406,
        "slow-request": 408,
        "too-large": 413,
        "too-long": 413,
        "wrong-media-type": 415,
        "wrong-host": 421,
        "failed": 500,
        "busy": 503,
        "time-limit": 504,
    }
)
"""The codes that an error can have, each with the status it is sent with."""


class RefusedError(Exception):
    """A request that is not answered.

    Args:
        code: one of :data:`STATUS`.
        message: one line that says what to do.
        headers: what HTTP wants to be said beside it.
    """

    def __init__(self, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = STATUS[code]
        self.message = message
        self.headers = dict(headers or {})

    def to_json(self) -> dict[str, dict[str, str]]:
        """The body of the answer."""
        return {"error": {"code": self.code, "message": self.message}}


def to_refusal(error: QueryError) -> RefusedError:
    """The refusal that a query meets; those who came too many may come again."""
    headers = {"Retry-After": "1"} if error.fault.value == "busy" else {}
    return RefusedError(error.fault.value, str(error), headers)
