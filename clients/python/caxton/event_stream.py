"""Server-Sent Events."""

import codecs
import re
from dataclasses import dataclass
from typing import Iterator, List, Optional

_LINE_END = re.compile(r"\r\n|\n|\r(?!\Z)")


@dataclass
class Frame:
    """One frame of a stream; without data it is a number, a wish or a sign of life."""

    id: Optional[str] = None
    name: Optional[str] = None
    data: Optional[str] = None
    #: After how many seconds to come back when the stream breaks.
    retry: Optional[float] = None


class FrameReader:
    """Puts frames together out of bytes that come in pieces."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""
        self._lines: List[str] = []

    def take(self, piece: bytes) -> Iterator[Frame]:
        """The frames that a piece completes."""
        *lines, self._rest = _LINE_END.split(self._rest + self._decoder.decode(piece))
        for line in lines:
            if line:
                self._lines.append(line)
            elif self._lines:
                yield _frame_of(self._lines)
                self._lines = []


def _frame_of(lines: List[str]) -> Frame:
    frame = Frame()
    data: List[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "data":
            data.append(value)
        elif name == "id":
            frame.id = value
        elif name == "event":
            frame.name = value
        elif name == "retry" and value.isdigit():
            frame.retry = int(value) / 1000
    if data:
        frame.data = "\n".join(data)
    return frame
