"""When a call is made again, and after how long."""

from typing import Optional

from .errors import CaxtonError

#: Seconds, before the first repetition and at most, unless the server asks for more.
FIRST, LONGEST = 0.2, 8.0

PASSING = frozenset({408, 429, 500, 502, 503, 504})


def full_jitter(attempt: int, chance: float) -> float:
    """A moment by chance up to a bound that doubles: who failed together does not come back together."""
    return chance * min(LONGEST, FIRST * 2.0 ** (attempt - 1))


def pause_after(error: Optional[BaseException], attempt: int, chance: float) -> float:
    """Seconds to wait after a failed attempt, never less than the server asked for."""
    asked = error.retry_after if isinstance(error, CaxtonError) else None
    return (asked or 0.0) + full_jitter(attempt, chance)


def may_pass(error: BaseException) -> bool:
    """Whether the same call may go well later."""
    if not isinstance(error, CaxtonError):
        return False
    if error.code in ("CONNECTION_FAILED", "TIMED_OUT", "IDEMPOTENCY_IN_PROGRESS"):
        return True
    return error.status in PASSING


def may_repeat(error: BaseException, is_repeatable: bool) -> bool:
    """429 is said at the door, before anything was done: then everything may be tried again."""
    if not may_pass(error):
        return False
    return is_repeatable or (isinstance(error, CaxtonError) and error.status == 429)
