import { tellFailure } from '../run/tell-failure.js';
import { harmlessJson, printable } from './printable.js';

const commands = '\u001b]0;title\u0007\u001b[2J\u009b2J\u202e\u{e0041}';

describe('what others wrote, on a terminal', () => {
  it('is text, and no command', () => {
    expect(printable(`two\nlines\tand ${commands}!`)).toBe(
      'two\nlines\tand \u{fffd}]0;title\u{fffd}\u{fffd}[2J\u{fffd}2J\u{fffd}\u{fffd}!',
    );
  });

  it('is the same to programs, and no command in JSON either', () => {
    const json = harmlessJson(JSON.stringify({ said: commands }, null, 2));
    expect(json).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(JSON.parse(json)).toEqual({ said: commands });
  });

  it('is no command in what a server refuses with', () => {
    const told = {
      ...{ ending: 'denied' as const, code: 'FORBIDDEN', message: commands, remedy: commands },
      ...{ fields: [{ field: commands, message: commands }], request_id: commands },
    };
    for (const isJson of [true, false])
      expect(tellFailure(told, isJson)).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });
});
