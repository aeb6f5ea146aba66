import type { Outgoing } from '../kit/sender.js';

/** Waits at a gate that opens when the fault has struck: a turn that is running all the while. */
export const gateOf = (cell: string): string => `${cell}-gate`;

/**
 * Messages that between them pass every fault point: stored, rung for, claimed, renewed (a turn longer
 * than a third of a lease), asked of a model, done with a tool, postponed, committed, expired behind a
 * slow one, and one that still runs when its process is told to stop.
 */
export function composeWorkload(cell: string): readonly (readonly Outgoing[])[] {
  const talks = [
    [say('echo', { delayMs: 1_500 }), say('echo', {}, { timeout: '300ms' }), say('echo')],
    [say('chain'), say('effect')],
    [say('flaky'), say('echo')],
    [say('tooled')],
    [say('gate', { gate: gateOf(cell) })],
  ];
  return talks.map((talk, index) => {
    const conversation = `${cell}-${String(index)}`;
    return talk.map((said, at) => {
      const number = at + 1;
      return { ...said, conversation, number, mark: `${conversation}.${String(number)}` };
    });
  });
}

function say(
  capability: string,
  content: Outgoing['content'] = {},
  more: Outgoing['more'] = {},
): Pick<Outgoing, 'capability' | 'content' | 'more'> {
  return { capability, content, more };
}
