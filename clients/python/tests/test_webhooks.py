"""What webhooks bring is taken only when the server signed it."""

import base64
import hashlib
import hmac
import json
import unittest
from typing import Dict

from caxton import WebhookVerificationError, verify_webhook

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes, yes").decode()
OTHER = "whsec_" + base64.b64encode(b"another one").decode()
PAYLOAD = {"type": "message.response", "data": {"text": "Grün"}}
BODY = json.dumps(PAYLOAD, ensure_ascii=False)
NOW = 1757519400.0


def signed_with(*secrets: str) -> Dict[str, str]:
    signatures = []
    for secret in secrets:
        key = base64.b64decode(secret[len("whsec_") :])
        content = f"msg_1.{int(NOW)}.{BODY}".encode()
        digest = hmac.new(key, content, hashlib.sha256).digest()
        signatures.append("v1," + base64.b64encode(digest).decode())
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(int(NOW)),
        "Webhook-Signature": " ".join(signatures),
    }


class WebhooksTest(unittest.TestCase):
    def test_gives_what_was_signed_with_the_secret_as_text_or_as_bytes(self) -> None:
        for body in (BODY, BODY.encode()):
            self.assertEqual(verify_webhook(body, signed_with(SECRET), SECRET, now=NOW), PAYLOAD)

    def test_takes_one_of_several_secrets_and_signatures(self) -> None:
        both = signed_with(OTHER, SECRET)
        self.assertEqual(verify_webhook(BODY, both, SECRET, now=NOW), PAYLOAD)
        self.assertEqual(verify_webhook(BODY, signed_with(SECRET), [OTHER, SECRET], now=NOW), PAYLOAD)

    def test_refuses_everything_else(self) -> None:
        headers = signed_with(SECRET)
        cases = [
            (BODY, signed_with(OTHER), NOW),
            (BODY + " ", headers, NOW),
            (BODY, {**headers, "Webhook-Id": "msg_2"}, NOW),
            (BODY, {**headers, "Webhook-Timestamp": str(int(NOW) + 1)}, NOW),
            (BODY, {**headers, "Webhook-Timestamp": "now"}, NOW),
            (BODY, {**headers, "Webhook-Signature": "v2,aa"}, NOW),
            (BODY, {**headers, "Webhook-Signature": "v1,§"}, NOW),
            (BODY, {"Webhook-Id": "msg_1"}, NOW),
            (BODY, headers, NOW + 301),
            (BODY, headers, NOW - 301),
        ]
        for body, given, now in cases:
            with self.subTest(given=given, now=now), self.assertRaises(WebhookVerificationError):
                verify_webhook(body, given, SECRET, now=now)

    def test_says_that_a_secret_is_none(self) -> None:
        with self.assertRaises(ValueError):
            verify_webhook(BODY, signed_with(SECRET), "whsec_§", now=NOW)
