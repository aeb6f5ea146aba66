"""When a call is made again, and after how long."""

import unittest

from caxton import CaxtonError
from caxton.repetition import full_jitter, may_repeat, pause_after
from caxton.retry_after import parse_retry_after
from caxton.waiting import held_by

NOW = 1757519400.0  # 2025-09-10T15:50:00Z


class RepetitionTest(unittest.TestCase):
    def test_waits_up_to_a_bound_that_doubles_up_to_eight_seconds(self) -> None:
        self.assertEqual([full_jitter(n, 1.0) for n in (1, 2, 6, 9)], [0.2, 0.4, 6.4, 8.0])
        self.assertEqual(full_jitter(9, 0.0), 0.0)

    def test_never_waits_less_than_the_server_asked_for(self) -> None:
        self.assertEqual(pause_after(CaxtonError("X", "", retry_after=3.0), 1, 0.0), 3.0)

    def test_repeats_what_passes_and_is_safe_to_repeat(self) -> None:
        for status in (408, 429, 500, 502, 503, 504):
            self.assertTrue(may_repeat(CaxtonError("X", "", status=status), True))
        for status in (400, 401, 403, 404, 409, 422):
            self.assertFalse(may_repeat(CaxtonError("X", "", status=status), True))
        self.assertFalse(may_repeat(CaxtonError("CONNECTION_FAILED", ""), False))
        self.assertTrue(may_repeat(CaxtonError("RATE_LIMITED", "", status=429), False))

    def test_reads_retry_after_as_seconds_or_as_a_date(self) -> None:
        self.assertEqual(parse_retry_after("2"), 2.0)
        self.assertEqual(parse_retry_after("Wed, 10 Sep 2025 15:50:07 GMT", NOW), 7.0)
        self.assertEqual(parse_retry_after("Wed, 10 Sep 2025 15:00:00 GMT", NOW), 0.0)
        self.assertIsNone(parse_retry_after("soon"))
        self.assertIsNone(parse_retry_after(None))

    def test_knows_for_how_long_the_server_was_asked_to_hold_an_answer(self) -> None:
        waits = [True, "200ms", "1.5s", "2m", "2h", "1m30s", False, None]
        seconds = [300.0, 0.2, 1.5, 120.0, 300.0, 300.0, 0.0, 0.0]
        self.assertEqual([held_by({"wait": wait}) for wait in waits], seconds)
        self.assertEqual(held_by(None), 0.0)
