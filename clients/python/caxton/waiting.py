"""Waiting for the reply to a message."""

import asyncio
import time
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional

from .errors import CaxtonError, MessageFailedError
from .repetition import full_jitter
from .wire import Message, MessageAccepted

#: What lies between us and the server may end requests that take longer.
LONGEST_HOLD = 20.0

#: Seconds that asking takes, beside waiting.
GRACE = 5.0

SETTLED = frozenset({"completed", "failed", "expired", "cancelled"})

#: Sends a message, held by the server as it says; how many seconds that may take, beside being held.
Send = Callable[[Mapping[str, Any], float], Awaitable[MessageAccepted]]


async def wait_for_reply(send: Send, message: Dict[str, Any], timeout: float) -> Message:
    """Has the server hold a message, sent under one key again and again, until the reply is there."""
    until = time.monotonic() + timeout
    pauses = 2
    while True:
        left = max(0.001, until - time.monotonic())
        hold = min(LONGEST_HOLD, left)
        held_until = time.monotonic() + hold
        held = {**message, "wait": f"{int(hold * 1000) + 1}ms"}
        accepted = await send(held, left - hold + GRACE)
        reply = _reply_in(accepted)
        if reply is not None:
            return reply
        now = time.monotonic()
        if now >= until:
            raise TimeoutError(f"No reply to {accepted['message_id']} came within {timeout:g} s")
        pauses += 1
        # Answered sooner than asked: people have to decide, which takes them longer than this.
        if now < held_until:
            await asyncio.sleep(min(full_jitter(pauses, 1.0), until - now))


def _reply_in(accepted: MessageAccepted) -> Optional[Message]:
    reply = accepted.get("reply")
    if reply is not None and reply["performative"] == "failure":
        raise MessageFailedError(accepted, reply)
    if reply is None and accepted["status"] in SETTLED:
        told = f"{accepted['message_id']} is {accepted['status']} and has no reply"
        raise CaxtonError("NO_REPLY", told, details=accepted)
    return reply


def held_by(body: Any) -> float:
    """How long the server was asked to hold its answer: by `send_and_wait`, which says it in ms."""
    wait = body.get("wait") if isinstance(body, dict) else None
    if wait is True:
        return 300.0
    if not isinstance(wait, str):
        return 0.0
    for unit, seconds in (("ms", 0.001), ("s", 1.0), ("m", 60.0)):
        number = wait[: -len(unit)]
        if wait.endswith(unit) and number.replace(".", "", 1).isdigit():
            return min(300.0, float(number) * seconds)
    return 300.0
