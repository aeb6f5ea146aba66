import { ProtocolError } from '#protocol';
import {
  isConversationId,
  isCount,
  isMessageId,
  isPlaceInTime,
  readCursor,
  writeCursor,
} from './cursor.js';

describe(readCursor, () => {
  const ofConversations = [isPlaceInTime, isConversationId];
  const ofDeadLetters = [isCount, isMessageId];

  it.each([
    [ofConversations, ['2026-11-25 08:00:00.123456+00', 'conv 1']],
    [ofConversations, ['2026-11-25 08:00:00+05:30', 'ü']],
    [ofDeadLetters, ['1764057600123456', 'msg-1']],
    [[isCount], ['0']],
  ])('gives the place that was written, %#', (parts, place) => {
    expect(readCursor(writeCursor(place), parts)).toEqual(place);
  });

  it.each([
    [ofConversations, ['1', 'a']],
    [ofConversations, ['NaN', 'a']],
    [ofConversations, ['2026-02-30 08:00:00+00', 'a']],
    [ofConversations, ['0000-01-01 08:00:00+00', 'a']],
    [ofConversations, ['2026-11-25 08:00:00+00', '\u0000']],
    [ofDeadLetters, ['1', '\u0000']],
    [ofDeadLetters, ['1e5', 'a']],
    [ofDeadLetters, ['-1', 'a']],
    [ofDeadLetters, ['1', 'a', 'b']],
    [[isCount], ['NaN']],
    [[isCount], ['']],
  ])('refuses a place that this server never writes, %#: %j %j', (parts, place) => {
    expect(() => readCursor(writeCursor(place), parts)).toThrow(ProtocolError);
  });
});
