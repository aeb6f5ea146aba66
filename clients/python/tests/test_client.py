"""What the client does when the way to the server, or the server, is not well."""

import time
import unittest
from typing import Any, List

import aiohttp

from caxton import CaxtonClient, CaxtonError, MessageFailedError

from .scripted_server import ScriptedServer, answer_json, frame, hang_up, refuse, stream

AGENT = {"name": "A", "capabilities": ["a"], "system_prompt": "Be."}
ACCEPTED = {"message_id": "msg-1", "conversation_id": "c", "routed_to": "A", "status": "delivered"}
REPLY = {"id": "msg-2", "performative": "inform", "sender": "A", "content": {"text": "Done"}}


class ClientTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.server = await self.enterAsync(ScriptedServer())
        self.client = await self.enterAsync(CaxtonClient(f"{self.server.url}/", "cxk", attempts=3))

    async def enterAsync(self, context: Any) -> Any:
        value = await context.__aenter__()
        self.addAsyncCleanup(context.__aexit__, None, None, None)
        return value

    def keys(self) -> List[Any]:
        return [request.headers.get("Idempotency-Key") for request in self.server.received]

    async def test_sends_what_changes_something_again_under_one_key(self) -> None:
        self.server.will(hang_up, refuse(503, "UNAVAILABLE"), answer_json({"agent_id": "A"}, 201))
        self.assertEqual(await self.client.deploy_agent(AGENT), {"agent_id": "A"})
        first, second, third = self.keys()
        self.assertTrue(first)
        self.assertEqual((second, third), (first, first))
        self.assertEqual(self.server.received[0].headers["X-API-Key"], "cxk")
        self.assertEqual(self.server.bodies[2], AGENT)

    async def test_passes_on_how_many_webhooks_led_to_a_message(self) -> None:
        self.server.will(answer_json(ACCEPTED))
        await self.client.send_message("a", {}, hop=3)
        self.assertEqual(self.server.received[0].headers["Caxton-Hop"], "3")
        self.assertTrue(self.keys()[0])

    async def test_passes_it_on_also_when_it_waits_for_the_reply(self) -> None:
        self.server.will(answer_json({**ACCEPTED, "status": "completed", "reply": REPLY}))
        self.assertEqual(await self.client.send_and_wait("a", {}, hop="2"), REPLY)
        self.assertEqual(self.server.received[0].headers["Caxton-Hop"], "2")
        self.assertNotIn("hop", self.server.bodies[0])

    async def test_does_not_do_again_what_has_no_key_unless_it_was_refused_at_the_door(self) -> None:
        self.server.will(hang_up)
        with self.assertRaises(CaxtonError) as caught:
            await self.client.call("POST", "/api/v1/keys", json={"name": "k"})
        self.assertEqual(caught.exception.code, "CONNECTION_FAILED")
        self.server.will(refuse(429, "RATE_LIMITED", {"Retry-After": "0"}), answer_json({"id": "k"}, 201))
        self.assertEqual(await self.client.call("POST", "/api/v1/keys", json={}), {"id": "k"})
        self.assertEqual(len(self.server.received), 3)

    async def test_waits_for_the_last_message_however_many_pages_came_before(self) -> None:
        old = {"id": "msg-0", "sender": "A"}
        page = {"messages": [{"id": "msg-1", "sender": "api_client"}, old], "next_cursor": "n1"}
        asked = {"messages": [{"id": "msg-3", "sender": "api_client"}]}
        self.server.will(answer_json(page), answer_json(asked))
        self.server.will(answer_json({"messages": asked["messages"] + [REPLY]}))
        self.assertEqual(await self.client.wait_for_response("c"), REPLY)
        queries = [dict(request.query) for request in self.server.received]
        self.assertEqual([query.get("cursor") for query in queries], [None, "n1", "n1"])

    async def test_does_not_come_back_sooner_than_retry_after_says(self) -> None:
        self.server.will(refuse(503, "UNAVAILABLE", {"Retry-After": "1"}), answer_json({"agents": []}))
        began = time.monotonic()
        await self.client.call("GET", "/api/v1/agents")
        self.assertGreaterEqual(time.monotonic() - began, 1.0)

    async def test_asks_with_true_and_false_and_leaves_out_what_is_not_said(self) -> None:
        self.server.will(answer_json({"agents": []}))
        params = {"strict": True, "force": False, "limit": 2, "cursor": None}
        await self.client.call("GET", "/api/v1/agents", params=params)
        self.assertEqual(
            dict(self.server.received[0].query), {"strict": "true", "force": "false", "limit": "2"}
        )

    async def test_tells_what_was_wrong(self) -> None:
        errors = [{"field": "capabilities[0]", "rule": "pattern", "message": "must be kebab-case"}]
        self.server.will(refuse(422, "INVALID_AGENT_CONFIGURATION", errors=errors, suggestion="Do."))
        with self.assertRaises(aiohttp.ClientError) as caught:
            await self.client.deploy_agent(AGENT)
        error = caught.exception
        assert isinstance(error, CaxtonError)
        self.assertEqual((error.code, error.status), ("INVALID_AGENT_CONFIGURATION", 422))
        self.assertEqual((error.fields, error.suggestion), (errors, "Do."))
        self.assertEqual(error.request_id, "req-1")

    async def test_does_not_carry_the_key_to_where_a_redirect_points(self) -> None:
        self.server.will(refuse(302, "X", {"Location": f"{self.server.url}/x"}))
        with self.assertRaises(CaxtonError):
            await self.client.call("GET", "/api/v1/agents")
        self.assertEqual(len(self.server.received), 1)

    async def test_gives_up_after_so_many_attempts_with_the_last_error(self) -> None:
        self.server.will(hang_up, hang_up, refuse(500, "INTERNAL_ERROR"))
        with self.assertRaises(CaxtonError) as caught:
            await self.client.get_conversation("c/1")
        self.assertEqual(caught.exception.code, "INTERNAL_ERROR")
        self.assertEqual(self.server.received[0].raw_path, "/api/v1/conversations/c%2F1/messages")

    async def test_waits_for_a_reply_under_one_key_over_a_broken_connection(self) -> None:
        self.server.will(
            answer_json({**ACCEPTED, "reply": None}),
            hang_up,
            answer_json({**ACCEPTED, "status": "completed", "reply": REPLY}),
        )
        self.assertEqual(await self.client.send_and_wait("a", {"request": "Go"}), REPLY)
        self.assertEqual(len(set(self.keys())), 1)
        self.assertEqual(len({body["conversation_id"] for body in self.server.bodies}), 1)

    async def test_tells_why_a_message_failed(self) -> None:
        failure = {**REPLY, "performative": "failure", "content": {"code": "TURN_TIMEOUT", "reason": "R"}}
        self.server.will(answer_json({**ACCEPTED, "status": "failed", "reply": failure}))
        with self.assertRaises(MessageFailedError) as caught:
            await self.client.send_and_wait("a", {})
        self.assertEqual((caught.exception.code, caught.exception.message), ("TURN_TIMEOUT", "R"))

    async def test_says_that_no_reply_came_in_time(self) -> None:
        self.server.will(*[answer_json({**ACCEPTED, "status": "waiting", "reply": None})] * 3)
        with self.assertRaises(TimeoutError):
            await self.client.send_and_wait("a", {}, timeout=1.0)

    async def test_follows_over_breaks_and_gives_nothing_twice(self) -> None:
        one, two, end = frame(1, "message.accepted"), frame(2, "x"), frame(4, "conversation.completed")
        live = frame(None, "turn.started")
        self.server.will(
            stream(one, cut=True),
            hang_up,
            stream(f"{one}{two}{live}id: 3\n: told above\n\n"),
            stream(end),
        )
        seen = [(e.get("id"), e["type"]) async for e in self.client.follow("c/1")]
        expected = [(1, "message.accepted"), (2, "x"), (None, "turn.started")]
        self.assertEqual(seen, [*expected, (4, "conversation.completed")])
        asked = [request.headers["Last-Event-ID"] for request in self.server.received]
        self.assertEqual(asked, ["0", "1", "1", "3"])

    async def test_stops_following_what_is_known_to_the_end_or_is_not_there(self) -> None:
        self.server.will(stream(""), answer_json({"pending": 0}))
        self.assertEqual([e async for e in self.client.follow("c", after=4)], [])
        self.server.will(refuse(404, "CONVERSATION_NOT_FOUND"))
        with self.assertRaises(CaxtonError) as caught:
            [e async for e in self.client.follow("c")]
        self.assertEqual(caught.exception.status, 404)

    async def test_says_that_it_was_not_opened(self) -> None:
        with self.assertRaises(RuntimeError):
            await CaxtonClient(self.server.url).get_conversation("c")
