"""What calls raise."""

import json
from typing import Any, Dict, List, Mapping, Optional

import aiohttp

from .retry_after import parse_retry_after
from .wire import Message, MessageAccepted


class CaxtonError(aiohttp.ClientError):
    """A call did not go well. An aiohttp.ClientError, so that programs which catch that go on working."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 0,
        details: Optional[Mapping[str, Any]] = None,
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        #: Of the HTTP answer; 0 when there was none.
        self.status = status
        self.details: Mapping[str, Any] = details or {}
        #: Under which the server's log tells more.
        self.request_id = request_id
        #: After how many seconds the server asked to come back.
        self.retry_after = retry_after

    @property
    def fields(self) -> List[Dict[str, Any]]:
        """Each bad field of the request: field, rule, message, allowed."""
        errors = self.details.get("errors")
        return errors if isinstance(errors, list) else []

    @property
    def suggestion(self) -> Optional[str]:
        """What to do about it."""
        return self.details.get("suggestion")


class MessageFailedError(CaxtonError):
    """The answer to a message is that it failed; `code` says why (docs/failures.md)."""

    def __init__(self, accepted: MessageAccepted, reply: Message) -> None:
        content = reply["content"]
        code = str(content.get("code", "MESSAGE_FAILED"))
        super().__init__(code, str(content.get("reason", "The message failed.")), details=content)
        self.accepted = accepted
        self.reply = reply


class WebhookVerificationError(CaxtonError):
    """What came in was not sent by the server, or not just now: answer it with 401."""

    def __init__(self, message: str) -> None:
        super().__init__("BAD_SIGNATURE", message)


def refusal_of(status: int, headers: Mapping[str, str], text: str) -> CaxtonError:
    """The error that an answer other than 2xx tells of; also when it is not Caxton that answered."""
    known: Dict[str, Any] = {
        "status": status,
        "request_id": headers.get("X-Request-Id"),
        "retry_after": parse_retry_after(headers.get("Retry-After")),
    }
    try:
        error = json.loads(text)["error"]
        code, message = error["code"], error["message"]
    except (ValueError, KeyError, TypeError):
        told = f"The server answered with {status}"
        return CaxtonError("UNEXPECTED_ANSWER", told, details={"answer": text[:1000]}, **known)
    known["request_id"] = error.get("request_id", known["request_id"])
    return CaxtonError(code, message, details=error.get("details"), **known)
