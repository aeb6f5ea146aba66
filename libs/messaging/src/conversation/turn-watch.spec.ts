import type { ConversationEvent } from '#protocol';
import type { LiveEvent } from './announce.js';
import { TurnWatch } from './turn-watch.js';

function event(
  second: number,
  type: ConversationEvent['type'],
  extra: Partial<ConversationEvent> = {},
): ConversationEvent {
  const at = `2025-09-10T15:35:${String(second).padStart(2, '0')}.000Z`;
  return { type, conversation_id: 'conv-001', at, data: {}, ...extra };
}

const started: LiveEvent = event(2, 'turn.started', { data: { turn: 'turn-1' } });
const delta: LiveEvent = event(3, 'message.delta', { data: { turn: 'turn-1', text: 'th' } });
const accepted = event(1, 'message.accepted', { id: 1 });
const logged = event(2, 'turn.started', { id: 2, data: { turn: 'turn-1' } });
const replied = event(4, 'message.replied', { id: 3 });

describe(TurnWatch, () => {
  it('puts what is heard live after what the log says happened before', () => {
    const watch = new TurnWatch();
    watch.hear(started);
    watch.hear(delta);
    expect(watch.tell([accepted])).toEqual([accepted, started, delta]);
  });

  it('tells what was told live once more by its number only, so that numbers have no gap', () => {
    const watch = new TurnWatch();
    watch.hear(started);
    watch.tell([accepted]);
    expect(watch.tell([logged, replied])).toEqual([{ ...logged, told_live: true }, replied]);
  });

  it('leaves to the log what the log tells already', () => {
    const watch = new TurnWatch();
    watch.hear(started);
    watch.hear(delta);
    expect(watch.tell([accepted, logged, replied])).toEqual([accepted, logged, replied]);
  });

  it('tells a live event once, however often it is heard', () => {
    const watch = new TurnWatch();
    watch.hear(started);
    watch.hear(started);
    expect(watch.tell([])).toEqual([started]);
    watch.hear(started);
    expect(watch.tell([])).toEqual([]);
  });
});
