"""Following a conversation over any break of the connection."""

import asyncio
import json
import random
from dataclasses import dataclass
from typing import Any, AsyncIterator, Callable, Dict, Optional

import aiohttp

from .errors import CaxtonError, refusal_of
from .event_stream import Frame, FrameReader
from .repetition import may_pass, pause_after
from .wire import ConversationEvent

#: The server lets a comment come every 15 seconds: a stream that is silent for longer is dead.
SILENCE = 45.0


@dataclass
class Position:
    """How far somebody has read in a conversation, whichever stream it came over."""

    last: int
    latest: Optional[str] = None
    came: bool = False
    retry: float = 0.0

    def take(self, frame: Frame) -> Optional[ConversationEvent]:
        """The event in a frame; None in one that is a number, a wish, a sign of life or known already."""
        self.retry = self.retry if frame.retry is None else frame.retry
        if frame.name == "error":
            told = refusal_of(503, {}, frame.data or "")
            raise told
        if frame.name == "lagged":
            return None
        if frame.id is not None:
            if int(frame.id) <= self.last:
                return None
            self.last = int(frame.id)
        if frame.data is None:
            return None
        self.came = True
        self.latest = frame.name
        event: ConversationEvent = json.loads(frame.data)
        return event


@dataclass
class Followed:
    """What is followed, and how."""

    session: aiohttp.ClientSession
    url: str
    headers: Callable[[], Dict[str, str]]
    #: Whether nothing in the conversation is pending.
    is_over: Callable[[], Any]
    keep_open: bool = False
    attempts: int = 10
    silence: float = SILENCE


async def follow(followed: Followed, after: int) -> AsyncIterator[ConversationEvent]:
    """The events of a conversation as they happen, until nothing in it is pending."""
    position = Position(after)
    fruitless = 0
    while True:
        fruitless += 1
        before, position.came = position.last, False
        broken: Optional[CaxtonError] = None
        try:
            async for frame in _frames(followed, position.last):
                event = position.take(frame)
                if event is not None:
                    yield event
        except CaxtonError as error:
            broken = error
        fruitless = 0 if position.last > before else fruitless
        if broken is None and await _is_over(followed, position):
            return
        if broken is not None and (fruitless >= followed.attempts or not may_pass(broken)):
            raise broken
        pause = pause_after(broken, max(1, fruitless), random.random())
        await asyncio.sleep(pause + position.retry * random.random())


async def _is_over(followed: Followed, position: Position) -> bool:
    """Streams end also because a process stops, or after an hour; only a completed conversation is over."""
    if followed.keep_open:
        return False
    if position.latest == "conversation.completed":
        return True
    return not position.came and bool(await followed.is_over())


async def _frames(followed: Followed, last: int) -> AsyncIterator[Frame]:
    headers = {**followed.headers(), "Accept": "text/event-stream", "Last-Event-ID": str(last)}
    params = {"follow": "true", **({"keep_open": "true"} if followed.keep_open else {})}
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=15, sock_read=followed.silence)
    reader = FrameReader()
    try:
        async with followed.session.get(
            followed.url, headers=headers, params=params, timeout=timeout, allow_redirects=False
        ) as response:
            if response.status != 200:
                raise refusal_of(response.status, response.headers, await response.text())
            async for piece in response.content.iter_any():
                for frame in reader.take(piece):
                    yield frame
    except asyncio.TimeoutError as error:
        raise CaxtonError("TIMED_OUT", "Nothing comes over the stream any more") from error
    except CaxtonError:
        raise
    except aiohttp.ClientError as error:
        raise CaxtonError("CONNECTION_FAILED", f"The stream broke: {error}") from error
