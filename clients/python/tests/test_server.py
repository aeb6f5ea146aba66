"""Against the server that CAXTON_URL names, with the key in CAXTON_API_KEY; it has a capability `echo`."""

import os
import unittest
from typing import Any

from caxton import CaxtonClient, CaxtonError

URL = os.environ.get("CAXTON_URL", "")
KEY = os.environ.get("CAXTON_API_KEY")


@unittest.skipUnless(URL, "no server: set CAXTON_URL")
class ServerTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.client = await CaxtonClient(URL, KEY).__aenter__()
        self.addAsyncCleanup(self.client.__aexit__, None, None, None)

    async def test_deploys_sends_and_waits_as_the_quick_start_does(self) -> None:
        deployed = await self.client.deploy_agent(
            {
                "name": "PythonProcessor",
                "capabilities": ["python-processing"],
                "system_prompt": "Process and analyze data efficiently...",
            }
        )
        self.assertEqual(deployed["agent_id"], "PythonProcessor")
        sent = await self.client.send_message("python-processing", {"data": "sample data"})
        reply = await self.client.wait_for_response(sent["conversation_id"])
        self.assertEqual(reply["sender"], "PythonProcessor")

    async def test_sends_and_waits_for_the_reply(self) -> None:
        reply = await self.client.send_and_wait("echo", {"text": "Grüße", "delayMs": 300})
        self.assertEqual(reply["content"], {"said": {"text": "Grüße"}})

    async def test_follows_a_conversation_to_its_end(self) -> None:
        sent = await self.client.send_message("echo", {"text": "hi", "delayMs": 300})
        events = [event async for event in self.client.follow(sent["conversation_id"])]
        names = [event["type"] for event in events]
        self.assertEqual((names[0], names[-1]), ("message.accepted", "conversation.completed"))
        self.assertIn("message.replied", names)
        again = self.client.follow(sent["conversation_id"], after=events[-1]["id"])
        self.assertEqual([event async for event in again], [])

    async def test_stores_a_message_once_under_one_key(self) -> None:
        given: Any = {"idempotency_key": "python-once", "conversation_id": "python once/1"}
        first = await self.client.send_message("echo", {"text": "hi"}, **given)
        second = await self.client.send_message("echo", {"text": "hi"}, **given)
        self.assertEqual(second["message_id"], first["message_id"])

    async def test_tells_what_was_wrong(self) -> None:
        with self.assertRaises(CaxtonError) as caught:
            await self.client.send_message("nonexistent-capability", {})
        error = caught.exception
        self.assertEqual((error.code, error.status), ("INVALID_CAPABILITY", 404))
        self.assertIn("echo", error.details["available_capabilities"])
        self.assertTrue(error.request_id)

    async def test_reaches_every_operation_by_its_path(self) -> None:
        agents = await self.client.call("GET", "/api/v1/agents", params={"limit": 1})
        self.assertEqual(len(agents["agents"]), 1)
