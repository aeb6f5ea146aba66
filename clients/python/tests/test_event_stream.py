"""Server-Sent Events, as the server writes them and however the network cuts them."""

import unittest

from caxton.event_stream import Frame, FrameReader

TEXT = (
    "retry: 1500\n\n"
    ": heartbeat\n\n"
    'id: 7\nevent: message.replied\ndata: {"a":\ndata:"ü"}\n\n'
    "id: 8\n: told above\n\n"
    "data\n\n"
)
FRAMES = [
    Frame(retry=1.5),
    Frame(),
    Frame(id="7", name="message.replied", data='{"a":\n"ü"}'),
    Frame(id="8"),
    Frame(data=""),
]


class EventStreamTest(unittest.TestCase):
    def test_reads_the_same_however_the_bytes_are_cut_and_the_lines_are_ended(self) -> None:
        for ending in ("\n", "\r\n"):
            whole = TEXT.replace("\n", ending).encode()
            for size in range(1, len(whole) + 1):
                reader = FrameReader()
                pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
                frames = [frame for piece in pieces for frame in reader.take(piece)]
                self.assertEqual(frames, FRAMES, (ending, size))

    def test_keeps_a_frame_back_until_it_is_whole(self) -> None:
        self.assertEqual(list(FrameReader().take(b"data: half\n")), [])
