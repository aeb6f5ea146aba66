"""Checks what webhooks bring: Standard Webhooks, as the server signs."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from typing import Any, Dict, Mapping, Optional, Sequence, Union

from .errors import WebhookVerificationError


def verify_webhook(
    body: Union[str, bytes],
    headers: Mapping[str, str],
    secret: Union[str, Sequence[str]],
    *,
    tolerance: float = 300,
    now: Optional[float] = None,
) -> Dict[str, Any]:
    """What came in, when it was signed with the secret (or one of them) and lately.

    The body must be as it came, byte for byte. Raises WebhookVerificationError otherwise.
    """
    found = {name.lower(): value for name, value in headers.items()}
    try:
        identity = found["webhook-id"]
        timestamp = found["webhook-timestamp"]
        signatures = found["webhook-signature"]
        age = (time.time() if now is None else now) - float(timestamp)
    except KeyError as error:
        raise WebhookVerificationError(f"The webhook lacks the header {error}") from None
    except ValueError:
        raise WebhookVerificationError("The time of the webhook is none") from None
    if not abs(age) <= tolerance:
        raise WebhookVerificationError("The webhook was signed too long ago, or ahead of time")
    content = body.encode() if isinstance(body, str) else body
    signed = f"{identity}.{timestamp}.".encode() + content
    secrets = [secret] if isinstance(secret, str) else secret
    due = [_sign(one, signed) for one in secrets]
    given = [part[3:] for part in signatures.split(" ") if part.startswith("v1,")]
    if not any([hmac.compare_digest(x.encode(), y.encode()) for x in due for y in given]):
        raise WebhookVerificationError("The webhook bears no signature made with the secret")
    payload: Dict[str, Any] = json.loads(content)
    return payload


def _sign(secret: str, signed: bytes) -> str:
    text = secret[len("whsec_"):] if secret.startswith("whsec_") else secret
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("The secret of a webhook is whsec_ and Base64") from None
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
