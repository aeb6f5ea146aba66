import { EventEmitter, once } from 'node:events';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { client } from '../messaging.fixture.js';
import { SharedLooks } from './shared-looks.js';

describe(SharedLooks.name, () => {
  let opened: MigratedDatabase;
  const gate = new EventEmitter();
  const asked: string[][] = [];

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => opened.close());

  function openLooks(): SharedLooks<string, string> {
    return new SharedLooks(opened.database, async (_tx, questions) => {
      asked.push([...questions]);
      if (questions.includes('refused')) throw new Error('No.');
      if (questions.includes('slow')) await once(gate, 'open');
      return questions.map((question) => `answer to ${question}`);
    });
  }

  const named = (question: string): { name: string; question: string } => ({
    name: question,
    question,
  });

  it('asks once for all who look at the same time, and for equal questions only one', async () => {
    const looks = openLooks();
    const answers = await Promise.all(
      ['a', 'b', 'a'].map((question) => looks.look(client, named(question))),
    );
    expect(answers).toEqual(['answer to a', 'answer to b', 'answer to a']);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('asks again for those who come while it asks, because something may have happened since', async () => {
    const looks = openLooks();
    const first = looks.look(client, named('slow'));
    await new Promise((resolve) => gate.once('newListener', resolve));
    const others = ['slow', 'late'].map((question) => looks.look(client, named(question)));
    expect(asked).toEqual([['slow']]);
    gate.once('newListener', () => setImmediate(() => gate.emit('open')));
    gate.emit('open');
    expect(await Promise.all([first, ...others])).toEqual([
      'answer to slow',
      'answer to slow',
      'answer to late',
    ]);
    expect(asked).toEqual([['slow'], ['slow', 'late']]);
  });

  it('keeps workspaces apart', async () => {
    const looks = openLooks();
    const other = { ...client, workspace: 'other' };
    await Promise.all([looks.look(client, named('a')), looks.look(other, named('a'))]);
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('tells all who shared a statement that it failed, and goes on with the next', async () => {
    const looks = openLooks();
    const outcomes = await Promise.allSettled(
      ['a', 'refused'].map((question) => looks.look(client, named(question))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await looks.look(client, named('a'))).toBe('answer to a');
  });
});
