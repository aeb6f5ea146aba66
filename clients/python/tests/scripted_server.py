"""A server on this machine that answers one request after another as it was told."""

import json
from typing import Any, Awaitable, Callable, Dict, List, Optional

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ScriptedServer:
    """Answers what is not scripted with 418, so that a test which asks too much fails."""

    def __init__(self) -> None:
        self.received: List[web.Request] = []
        self.bodies: List[Any] = []
        self.script: List[Answer] = []
        self.url = ""
        self._runner: Optional[web.AppRunner] = None

    async def __aenter__(self) -> "ScriptedServer":
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, shutdown_timeout=0.1)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: Any) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def will(self, *answers: Answer) -> None:
        """The present script goes on with these."""
        self.script.extend(answers)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self.received.append(request)
        self.bodies.append(await request.json() if request.can_read_body else None)
        answer = self.script.pop(0) if self.script else refuse(418, "NOT_SCRIPTED")
        return await answer(request)


def answer_json(body: Any, status: int = 200) -> Answer:
    """Answers with JSON."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return answer


def refuse(
    status: int, code: str, headers: Optional[Dict[str, str]] = None, **details: Any
) -> Answer:
    """Refuses as Caxton refuses."""

    async def answer(_: web.Request) -> web.StreamResponse:
        error = {"code": code, "message": f"It is {code}.", "details": details, "request_id": "req-1"}
        return web.json_response({"error": error}, status=status, headers=headers)

    return answer


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Hangs up without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def stream(text: str, cut: bool = False) -> Answer:
    """Sends a stream and then ends it, or cuts it."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(f"retry: 10\n\n{text}".encode())
        if cut:
            return await hang_up(request)
        await response.write_eof()
        return response

    return answer


def frame(number: Optional[int], kind: str) -> str:
    """A frame as the server writes it."""
    told: Dict[str, Any] = {"type": kind, "conversation_id": "c", "at": "", "data": {}}
    if number is None:
        return f"event: {kind}\ndata: {json.dumps(told)}\n\n"
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps({**told, 'id': number})}\n\n"
