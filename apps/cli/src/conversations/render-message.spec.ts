import type { Message } from '#client';
import { renderContent, renderMessage } from './render-message.js';

describe(renderContent, () => {
  it.each([
    [{ text: 'Two\nlines' }, 'Two\nlines\n'],
    [{ n: 1 }, '{\n  "n": 1\n}\n'],
    [{ a: 'x', b: 'y' }, '{\n  "a": "x",\n  "b": "y"\n}\n'],
    [{ text: '\u001b[2Jgone' }, '\u{fffd}[2Jgone\n'],
  ])('shows %j', (content, text) => {
    expect(renderContent(content)).toBe(text);
  });
});

it('shows who said something to whom', () => {
  const message = {
    ...{ timestamp: '2026-01-01T00:00:00Z', sender: 'api_client', routed_to: 'A' },
    ...{ performative: 'request', status: 'completed', content: { request: 'Go' } },
  } as unknown as Message;
  expect(renderMessage(message)).toBe(
    '2026-01-01T00:00:00Z  api_client → A  request  completed\n    Go\n',
  );
});
