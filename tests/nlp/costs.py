"""What reading costs, counted in calls: the same on a busy machine."""

import sys
from collections import Counter
from collections.abc import Callable, Sized


def count_calls(run: Callable[[], Sized], *, found: int) -> int:
    """How many functions are called while something runs that has to find so many things."""
    events: Counter[str] = Counter()
    sys.setprofile(lambda _frame, event, _told: events.update([event]))
    try:
        result = run()
    finally:
        sys.setprofile(None)
    assert len(result) == found
    return events["call"]
