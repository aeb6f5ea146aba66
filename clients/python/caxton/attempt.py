"""One request, and what goes wrong with it."""

import asyncio
import json
from typing import Any, Mapping

import aiohttp

from .errors import CaxtonError, refusal_of


async def attempt(
    session: aiohttp.ClientSession, method: str, url: str, within: float, **given: Any
) -> Any:
    """Sends a request once and gives the JSON of its answer. Raises CaxtonError for whatever goes wrong."""
    try:
        timeout = aiohttp.ClientTimeout(total=within)
        async with session.request(
            method, url, timeout=timeout, allow_redirects=False, **given
        ) as response:
            text = await response.text()
            return _read(response.status, response.headers, text)
    except asyncio.TimeoutError as error:
        raise CaxtonError("TIMED_OUT", f"{url} did not answer within {within:.1f} s") from error
    except CaxtonError:
        raise
    except aiohttp.ClientError as error:
        raise CaxtonError("CONNECTION_FAILED", f"{url} cannot be reached: {error}") from error


def _read(status: int, headers: Mapping[str, str], text: str) -> Any:
    if not 200 <= status < 300:
        raise refusal_of(status, headers, text)
    try:
        return json.loads(text)
    except ValueError:
        message = "The server answered something that is not JSON"
        raise CaxtonError("UNEXPECTED_ANSWER", message, status=status) from None
