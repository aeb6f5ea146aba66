"""The client of one Caxton server."""

import asyncio
import random
import time
import uuid
from typing import Any, AsyncIterator, Dict, Mapping, Optional, Union, cast
from urllib.parse import quote

import aiohttp

from .attempt import attempt
from .errors import CaxtonError
from .following import SILENCE, Followed, follow
from .repetition import may_repeat, pause_after
from .waiting import held_by, wait_for_reply
from .wire import AgentDeployed, Conversation, ConversationEvent, Message, MessageAccepted

#: Doing these twice does no more than doing them once.
REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE"})


class CaxtonClient:
    """Calls one server. Use it with `async with`, or give it a session of your own."""

    def __init__(
        self,
        base_url: str,
        api_key: Optional[str] = None,
        *,
        token: Optional[str] = None,
        session: Optional[aiohttp.ClientSession] = None,
        timeout: float = 60.0,
        attempt_timeout: float = 15.0,
        attempts: int = 5,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.api_key = api_key
        self.token = token
        self.session: Any = session
        self.timeout = timeout
        self.attempt_timeout = attempt_timeout
        self.attempts = attempts
        self._owns_session = session is None

    async def __aenter__(self) -> "CaxtonClient":
        if self.session is None:
            self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        if self.session is not None and self._owns_session:
            await self.session.close()
            self.session = None

    async def deploy_agent(
        self, config: Mapping[str, Any], *, idempotency_key: Optional[str] = None
    ) -> AgentDeployed:
        """Deploys a configuration agent."""
        answer = await self.call(
            "POST", "/api/v1/agents", json=config, idempotency_key=idempotency_key or _new_key()
        )
        return cast(AgentDeployed, answer)

    async def send_message(
        self,
        capability: str,
        content: Mapping[str, Any],
        conversation_id: Optional[str] = None,
        *,
        performative: str = "request",
        idempotency_key: Optional[str] = None,
        hop: Union[int, str, None] = None,
        **fields: Any,
    ) -> MessageAccepted:
        """Sends a message to a capability. Sent again under one key until it is known to be stored.

        `hop` is the header Caxton-Hop of the webhook because of which it is sent, so that circles end.
        """
        message = self._message(
            capability, content, conversation_id, {"performative": performative, **fields}
        )
        key = idempotency_key or _new_key()
        answer = await self.call(
            "POST", "/api/v1/messages", json=message, idempotency_key=key, headers=_hop_header(hop)
        )
        return cast(MessageAccepted, answer)

    async def send_and_wait(
        self,
        capability: str,
        content: Mapping[str, Any],
        conversation_id: Optional[str] = None,
        *,
        timeout: float = 300.0,
        hop: Union[int, str, None] = None,
        **fields: Any,
    ) -> Message:
        """Sends a message and gives the reply to it.

        `hop` is the header Caxton-Hop of the webhook because of which it is sent, so that circles end.
        Raises MessageFailedError when it failed, TimeoutError when no reply came in time.
        """
        key = fields.pop("idempotency_key", None) or _new_key()
        message = self._message(capability, content, conversation_id, fields)
        headers = _hop_header(hop)

        async def send(held: Mapping[str, Any], within: float) -> MessageAccepted:
            answer = await self.call(
                "POST",
                "/api/v1/messages",
                json=held,
                idempotency_key=key,
                headers=headers,
                timeout=within,
            )
            return cast(MessageAccepted, answer)

        return await wait_for_reply(send, message, timeout)

    async def get_conversation(
        self, conversation_id: str, *, cursor: Optional[str] = None
    ) -> Conversation:
        """The messages of a conversation, page by page from the first on; `cursor` is a next_cursor."""
        path = f"/api/v1/conversations/{quote(conversation_id, safe='')}/messages"
        params = {} if cursor is None else {"cursor": cursor}
        return cast(Conversation, await self.call("GET", path, params=params))

    async def wait_for_response(self, conversation_id: str, timeout: float = 30) -> Message:
        """Waits until the last message of a conversation is not a client's, and gives it."""
        until = time.monotonic() + timeout
        pause = 0.1
        cursor: Optional[str] = None
        while time.monotonic() < until:
            page = await self.get_conversation(conversation_id, cursor=cursor)
            messages = page["messages"]
            # What was read of pages before the last one does not change any more.
            if "next_cursor" in page:
                cursor = page["next_cursor"]
                continue
            has_come = len(messages) > 1 or (cursor is not None and len(messages) > 0)
            if has_come and messages[-1]["sender"] != "api_client":
                return messages[-1]
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 1.5)
        raise TimeoutError("No response received within timeout period")

    def follow(
        self,
        conversation_id: str,
        *,
        after: int = 0,
        keep_open: bool = False,
        attempts: int = 10,
        silence: float = SILENCE,
    ) -> AsyncIterator[ConversationEvent]:
        """The events of a conversation as they happen, over any break, until nothing is pending."""
        path = f"/api/v1/conversations/{quote(conversation_id, safe='')}"

        async def is_over() -> bool:
            found = await self.call("GET", path, params={"limit": 1})
            return bool(found["pending"] == 0)

        followed = Followed(
            self._opened(),
            f"{self.base_url}{path}",
            self._headers,
            is_over,
            keep_open,
            attempts,
            silence,
        )
        return follow(followed, after)

    async def call(
        self, method: str, path: str, *, idempotency_key: Optional[str] = None, **given: Any
    ) -> Any:
        """Any operation of the API by its path, such as `call("GET", "/api/v1/agents")`.

        `json` and `params` as aiohttp takes them, but that `True` and `False` may stand in a query and what
        is `None` is left out; `timeout` is how many seconds the call may take, its repetitions included. A
        POST is tried again only under an `idempotency_key`.
        """
        headers = dict(given.pop("headers", {}))
        if isinstance(given.get("params"), Mapping):
            given["params"] = _as_query(given["params"])
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        return await self._make_request(method, f"{self.base_url}{path}", headers=headers, **given)

    async def _make_request(self, method: str, url: str, **kwargs: Any) -> Any:
        """Every call of this class goes through here: a place for subclasses to watch them."""
        headers = {**self._headers(), **kwargs.pop("headers", {})}
        held = held_by(kwargs.get("json"))
        until = time.monotonic() + kwargs.pop("timeout", self.timeout) + held
        is_repeatable = method in REPEATABLE or "Idempotency-Key" in headers
        count = 0
        while True:
            count += 1
            within = min(until - time.monotonic(), self.attempt_timeout + held)
            try:
                return await attempt(
                    self._opened(), method, url, max(0.05, within), headers=headers, **kwargs
                )
            except CaxtonError as error:
                pause = pause_after(error, count, random.random())
                is_late = time.monotonic() + pause > until
                if count >= self.attempts or is_late or not may_repeat(error, is_repeatable):
                    raise
            await asyncio.sleep(pause)

    def _message(
        self,
        capability: str,
        content: Mapping[str, Any],
        conversation_id: Optional[str],
        fields: Mapping[str, Any],
    ) -> Dict[str, Any]:
        return {
            "capability": capability,
            "performative": "request",
            "content": content,
            "conversation_id": conversation_id or self._generate_conversation_id(),
            **fields,
        }

    def _opened(self) -> aiohttp.ClientSession:
        if self.session is None:
            raise RuntimeError("Open the client first: async with CaxtonClient(...) as client")
        return cast(aiohttp.ClientSession, self.session)

    def _headers(self) -> Dict[str, str]:
        if self.api_key:
            return {"X-API-Key": self.api_key}
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _generate_conversation_id(self) -> str:
        return f"conv-{int(time.time())}-{uuid.uuid4().hex[:12]}"


def _as_query(params: Mapping[str, Any]) -> Dict[str, Any]:
    """A query as the API reads it: `true` and `false` in small letters."""
    there = {name: value for name, value in params.items() if value is not None}
    return {
        name: str(value).lower() if isinstance(value, bool) else value for name, value in there.items()
    }


def _hop_header(hop: Union[int, str, None]) -> Dict[str, str]:
    return {} if hop is None else {"Caxton-Hop": str(hop)}


def _new_key() -> str:
    return uuid.uuid4().hex
