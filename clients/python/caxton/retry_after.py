"""The header Retry-After."""

import time
from email.utils import parsedate_to_datetime
from typing import Optional


def parse_retry_after(text: Optional[str], now: Optional[float] = None) -> Optional[float]:
    """Seconds to wait by Retry-After, which names seconds or a date; None when it names neither."""
    if text is None:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError):
        return None
    return max(0.0, at - (time.time() if now is None else now))
