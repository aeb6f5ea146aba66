/**
 * The environment of a process whose clock is wrong by so much (`+1h`, `-90m`). Its monotonic clock
 * stays right, as it does on a machine whose time is set.
 */
export function skewedClock(library: string, offset: string): Record<string, string> {
  return {
    LD_PRELOAD: library,
    FAKETIME: offset,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_NO_CACHE: '1',
  };
}
