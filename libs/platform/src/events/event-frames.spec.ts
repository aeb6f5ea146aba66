import fc from 'fast-check';
import type { JsonValue } from '#protocol';
import { encodeEvent, groupEvents, readFrame, writeFrame } from './event-frames.js';

const maxBytes = 7_900;
const json = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<JsonValue>;
const events = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 200 }), json));

describe('frames of events', () => {
  it('carry every event unchanged and in order', () => {
    fc.assert(
      fc.property(events, (published) => {
        const encoded = published.map(([topic, event]) => encodeEvent(topic, event, Infinity));
        const frames = groupEvents(encoded, maxBytes).map((group, n) => writeFrame('me', n, group));
        const arrived = frames.flatMap((text) => readFrame(text)?.events ?? []);
        expect(JSON.stringify(arrived)).toBe(JSON.stringify(published));
      }),
    );
  });

  it('are never larger than the bridge takes, whatever is said in which script', () => {
    const sizes = fc.array(fc.nat({ max: 12_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(sizes, fc.constantFrom('x', 'ß', '漢', '😀', '"', '\u0000'), (lengths, sign) => {
        const encoded = lengths.map((length) => encodeEvent('t', sign.repeat(length), maxBytes));
        for (const group of groupEvents(encoded, maxBytes)) {
          const frame = writeFrame('00000000-0000-0000-0000-000000000000', 1e15, group);
          expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(maxBytes);
        }
      }),
    );
  });

  it('are few: what fits together travels together', () => {
    const encoded = Array.from({ length: 1_000 }, (_, n) => encodeEvent('t', n, maxBytes));
    const bytes = encoded.join(',').length;
    expect(groupEvents(encoded, maxBytes)).toHaveLength(Math.ceil(bytes / (maxBytes - 128)));
  });

  it('hold a sign to look in place of an event that is too large', () => {
    const frame = writeFrame('me', 0, [encodeEvent('topic', 'x'.repeat(9_000), maxBytes)]);
    expect(readFrame(frame)?.events).toEqual([['topic', null]]);
  });

  it('may hold nothing', () => {
    expect(groupEvents([], maxBytes)).toEqual([]);
    expect(readFrame(writeFrame('me', 7, []))).toEqual({ origin: 'me', number: 7, events: [] });
  });

  it.each([
    ['no JSON', 'hello'],
    ['another shape', '{"from":"me"}'],
    ['no number', '["me","0",[]]'],
    ['no origin', '[1,0,[]]'],
    ['no events', '["me",0]'],
    ['an event without a topic', '["me",0,[[1,2]]]'],
    ['an event of three parts', '["me",0,[["t",1,2]]]'],
    ['nothing', ''],
  ])('are not read from what somebody else wrote: %s', (_kind, text) => {
    expect(readFrame(text)).toBeUndefined();
  });
});
