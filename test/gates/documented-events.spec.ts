import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conversationEvent, webhookEvents } from '#protocol';
import { repository } from './run-tool.js';

const read = (page: string): string => readFileSync(join(repository, 'docs', page), 'utf8');

const namesIn = (page: string): Set<string> =>
  new Set(page.match(/(?<=`)[a-z]+\.[a-z_]+(?=`)/g) ?? []);

describe('the events that the pages name', () => {
  it('are all those that a webhook can be told, in the table of the webhooks', () => {
    const table = read('webhooks.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const named = namesIn(table.join('\n'));
    expect(webhookEvents.filter((event) => !named.has(event))).toEqual([]);
  });

  it('are all those that a follower of a conversation sees', () => {
    const { options } = conversationEvent.shape.type;
    const named = namesIn(read('webhooks.md') + read('http-api.md'));
    expect(options.filter((type) => !named.has(type))).toEqual([]);
  });

  it('are events that there are', () => {
    const known = new Set<string>([...webhookEvents, ...conversationEvent.shape.type.options]);
    const table = read('webhooks.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const strange = [...namesIn(table.join('\n'))].filter((name) => !known.has(name));
    expect(strange).toEqual([]);
  });
});
