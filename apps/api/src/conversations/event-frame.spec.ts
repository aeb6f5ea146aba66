import fc from 'fast-check';
import type { ConversationEvent } from '#protocol';
import { frameOf, retryFrame } from './event-frame.js';

const event: ConversationEvent = {
  id: 3,
  type: 'message.replied',
  conversation_id: 'conv-001',
  at: '2025-09-10T15:35:30.000Z',
  data: { text: 'two\nlines' },
};

describe(frameOf, () => {
  it('writes an event of the log with its number', () => {
    expect(frameOf(event)).toBe(
      'id: 3\nevent: message.replied\ndata: {"id":3,"type":"message.replied","conversation_id":"conv-001",' +
        '"at":"2025-09-10T15:35:30.000Z","data":{"text":"two\\nlines"}}\n\n',
    );
  });

  it('writes a live event without a number, so that nobody resumes after it', () => {
    const { id: _id, ...live } = event;
    expect(frameOf(live)).toMatch(/^event: message\.replied\ndata: /);
  });

  it('writes an event that was told live by its number only', () => {
    expect(frameOf({ ...event, told_live: true })).toBe('id: 3\n: message.replied, told above\n\n');
  });

  it('writes an event that was told live as its number, without data that a reader would act on twice', () => {
    expect(frameOf({ ...event, told_live: true })).toBe('id: 3\n: message.replied, told above\n\n');
  });

  it('is one frame of one data line, whatever the event says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const frame = frameOf({ ...event, data: { text } });
        expect(frame.split('\n')).toHaveLength(5);
        expect(frame).not.toMatch(/\r/);
      }),
    );
  });
});

describe(retryFrame, () => {
  it.each([
    [0, 'retry: 1000\n\n'],
    [0.5, 'retry: 2000\n\n'],
    [0.9999, 'retry: 2999\n\n'],
  ])('spreads the return of readers over two seconds (%d)', (random, frame) => {
    expect(retryFrame(random)).toBe(frame);
  });
});
