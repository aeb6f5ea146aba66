import { frame, queryFrame } from './frame.js';
import { FrameReader } from './frame-reader.js';
import { ProtocolViolation } from './wire.errors.js';

const generous = 1_000_000;

function readAll(reader: FrameReader): string[] {
  const types: string[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) types.push(next.type);
  return types;
}

describe(FrameReader, () => {
  it('gives every message of a chunk in its order', () => {
    const reader = new FrameReader(generous);
    reader.push(
      Buffer.concat([frame('P', 'name', 'select 1'), frame('S'), queryFrame('select 2')]),
    );

    expect(readAll(reader)).toEqual(['P', 'S', 'Q']);
  });

  it('puts a message together however it was cut', () => {
    const message = queryFrame('select 1');
    const reader = new FrameReader(generous);
    for (const byte of message.subarray(0, -1)) {
      reader.push(Buffer.from([byte]));
      expect(reader.next()).toBeUndefined();
    }
    reader.push(message.subarray(-1));

    expect(reader.next()).toEqual({ type: 'Q', bytes: message });
    expect(reader.next()).toBeUndefined();
  });

  it('joins a large message once, not once per chunk', () => {
    const message = queryFrame('x'.repeat(8_000_000));
    const reader = new FrameReader(message.length + 1);
    const begun = performance.now();
    for (let from = 0; from < message.length; from += 1_000) {
      reader.push(message.subarray(from, from + 1_000));
      reader.next();
    }

    // Joining at every chunk would copy 32 GB.
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('keeps what follows a message for the next one', () => {
    const reader = new FrameReader(generous);
    const second = queryFrame('second');
    reader.push(Buffer.concat([queryFrame('first'), second.subarray(0, 7)]));
    expect(readAll(reader)).toEqual(['Q']);
    reader.push(second.subarray(7));

    expect(reader.next()?.bytes).toEqual(second);
  });

  it('refuses a message that is too long before it has come', () => {
    const reader = new FrameReader(100);
    reader.push(queryFrame('x'.repeat(200)).subarray(0, 5));

    expect(() => reader.next()).toThrow(ProtocolViolation);
  });

  it('refuses a length that cannot be', () => {
    const reader = new FrameReader(generous);
    reader.push(Buffer.from([0x51, 0, 0, 0, 3]));

    expect(() => reader.next()).toThrow('invalid length of message');
  });

  it('refuses a startup packet that is no startup packet', () => {
    const reader = new FrameReader(generous);
    reader.push(Buffer.from('GET / HTTP/1.1\r\n\r\n'));

    expect(() => reader.nextStartup()).toThrow('invalid length of startup packet');
  });

  it('gives the body of a startup packet without its length', () => {
    const reader = new FrameReader(generous);
    reader.push(Buffer.from([0, 0, 0, 8, 4, 210, 22]));
    expect(reader.nextStartup()).toBeUndefined();
    reader.push(Buffer.from([47]));

    expect(reader.nextStartup()).toEqual(Buffer.from([4, 210, 22, 47]));
  });
});
