import fc from 'fast-check';
import { FrameReader, type EventFrame } from './event-frame.js';

const readPieces = (...pieces: readonly string[]): EventFrame[] => {
  const reader = new FrameReader();
  return pieces.flatMap((piece) => [...reader.take(piece)]);
};

const text = [
  'retry: 1500\n\n',
  ': heartbeat\n\n',
  'id: 7\nevent: message.replied\ndata: {"a":\ndata:1}\n\n',
  'id: 8\n: told above\n\n',
  'data\n\n',
  'retry: soon\nunknown: x\ndata:  two\n\n',
].join('');

const frames = [
  { retryMs: 1_500 },
  {},
  { id: '7', name: 'message.replied', data: '{"a":\n1}' },
  { id: '8' },
  { data: '' },
  { data: ' two' },
];

describe(FrameReader, () => {
  it('reads frames as the standard writes them', () => {
    expect(readPieces(text)).toEqual(frames);
  });

  it('reads the same however the text is cut and its lines are ended', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(2 * text.length)),
        (lineEnd, cuts) => {
          const whole = text.replaceAll('\n', lineEnd);
          const places = [0, ...cuts.filter((at) => at < whole.length), whole.length];
          const sorted = places.sort((a, b) => a - b);
          const pieces = sorted.slice(1).map((at, index) => whole.slice(sorted[index], at));
          expect(readPieces(...pieces)).toEqual(frames);
        },
      ),
    );
  });

  it('keeps a frame back until it is whole', () => {
    expect(readPieces('data: half')).toEqual([]);
    expect(readPieces('data: half\n')).toEqual([]);
  });
});
