import { systemCaller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import type { CandidateFact } from '../gate/judge-fact.js';
import { aMemory, aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { storeTurn, type TurnMemories } from '../turn/store-turn.js';
import type { Lesson } from './lesson.js';
import { LessonBook } from './lesson-book.js';

const rules = { excluded: [], maxEntries: undefined };

function aFact(content: string, change: Partial<CandidateFact> = {}): CandidateFact {
  return { subject: 'Acme', type: 'customer', content, confidence: 0.9, ...change };
}

const prefers = (content: string): CandidateFact => aFact(content, { predicate: 'prefers' });

describeWith(['postgres'], LessonBook.name, () => {
  let test: TestMemory;
  let count = 0;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    await test.memory.clear(client, 'workspace');
    for (const lesson of await test.lessons.take(100)) await test.lessons.drop(lesson);
  });

  const commit = (change: Partial<TurnMemories> = {}): Promise<void> =>
    test.database.transaction(client, (tx) =>
      storeTurn(tx, {
        place: 'workspace',
        source: { by: 'DataAnalyzer', messageId: `msg-${String((count += 1))}` },
        notes: [],
        used: { entities: [], relations: [] },
        ...change,
      }),
    );

  const teach = (): Promise<void> =>
    commit({
      lesson: {
        ...{ place: 'workspace', messageId: `msg-l${String((count += 1))}`, agentId: 'agt-1' },
        ...{
          agentName: 'DataAnalyzer',
          agentVersion: 1,
          conversationId: 'conv-1',
          isTainted: false,
        },
        said: { sender: 'api_client', performative: 'inform', asked: {}, answered: {} },
      },
    });

  const takeOne = async (): Promise<Lesson> => {
    await teach();
    const [lesson] = await test.lessons.take(1);
    if (lesson === undefined) throw new Error('There was no lesson.');
    return lesson;
  };

  const factsOf = async (name: string): Promise<string[] | undefined> => {
    const found = await test.view.entity(client, ['workspace'], name);
    return found?.observations.map(({ content, state }) => `${state}: ${content}`);
  };

  it('learns a fact with the message that it comes from, and is done with the lesson', async () => {
    const lesson = await takeOne();
    const learned = await test.lessons.learn(lesson, [aFact('Acme pays late')], rules);
    expect(learned).toEqual({ entities: ['acme'], refused: [] });
    const found = await test.view.entity(client, ['workspace'], 'acme');
    expect(found?.observations).toMatchObject([
      {
        content: 'Acme pays late',
        source_message_id: lesson.messageId,
        created_by: 'DataAnalyzer',
      },
    ]);
    expect(await test.lessons.take(10)).toEqual([]);
  });

  it('learns nothing twice: who lost the lesson meanwhile writes nothing', async () => {
    const lesson = await takeOne();
    await test.lessons.learn(lesson, [aFact('Acme pays late')], rules);
    const again = await test.lessons.learn(lesson, [aFact('Acme pays twice')], rules);
    expect(again).toBeUndefined();
    expect(await factsOf('acme')).toEqual(['current: Acme pays late']);
  });

  it('leaves the lesson of a process that died to the next, when its lease is over', async () => {
    const lesson = await takeOne();
    expect(await test.lessons.take(1)).toEqual([]);
    await test.database.transaction(systemCaller, (tx) =>
      tx.rows({
        name: 'test.expire',
        text: `update memory_lessons set lease_until = clock_timestamp() - interval '1 ms'`,
      }),
    );
    const [next] = await test.lessons.take(1);
    expect(next).toMatchObject({ messageId: lesson.messageId, attempts: 2 });
    await expect(test.lessons.learn(lesson, [aFact('Acme pays late')], rules)).resolves.toBe(
      undefined,
    );
    expect(await factsOf('acme')).toBeUndefined();
  });

  it('gives no lesson out that was put off', async () => {
    await test.lessons.postpone(await takeOne(), 60_000, 'the model is away');
    expect(await test.lessons.take(1)).toEqual([]);
  });

  it('lets the later of two lessons stand, whichever is learned last', async () => {
    await teach();
    await teach();
    const [first, second] = await test.lessons.take(2);
    if (first === undefined || second === undefined) throw new Error('There were no lessons.');
    await test.lessons.learn(second, [prefers('Acme prefers the phone')], rules);
    await test.lessons.learn(first, [prefers('Acme prefers email')], rules);
    expect(await factsOf('acme')).toEqual([
      'current: Acme prefers the phone',
      'superseded: Acme prefers email',
    ]);
  });

  it('keeps for people, out of every answer, what is not to be decided by a machine', async () => {
    const doubtful = aFact('Acme may move to Leeds', { confidence: 0.4 });
    await test.lessons.learn(await takeOne(), [doubtful, aFact('Acme pays late')], rules);
    expect(await factsOf('acme')).toEqual([
      'review: Acme may move to Leeds',
      'current: Acme pays late',
    ]);
    const { entities } = await test.memory.recall(client, aQuery('Acme', { mode: 'keyword' }));
    expect(entities.map(({ content }) => content)).toEqual(['Acme pays late']);
    const [row] = await test.database.read(client, (tx) =>
      tx.rows({
        name: 'test.review',
        text: `select review_reason from memory_observations where state = 'review'`,
      }),
    );
    expect(row).toEqual({ review_reason: 'it is not sure' });
  });

  it('does not learn under another name what it knows in other words', async () => {
    await test.memory.remember(
      client,
      'workspace',
      [aMemory('seasons', 'Sales are highest in the warm season')],
      { by: 'api_client' },
    );
    const same = aFact('Sales are highest in the warm season!', { subject: 'sales rhythm' });
    const other = aFact('Few sales are made before noon', { subject: 'sales trough' });
    const learned = await test.lessons.learn(await takeOne(), [same, other], rules);
    expect(learned?.entities).toEqual(['sales_trough']);
  });

  describe('of what is asked for again in other words', () => {
    const found = (wording: string, figure: string): CandidateFact[] => [
      aFact(`Analysis of ${wording}: the peak lies in July`, {
        ...{ subject: `${wording} analysis`, type: 'analysis_pattern' },
        predicate: 'findings_in_sales_csv',
      }),
      aFact(`Growth of ${wording}: ${figure} a year`, {
        ...{ subject: `${wording} growth`, type: 'insight', confidence: 0.85 },
        predicate: 'findings_in_sales_csv',
      }),
    ];
    const learn = async (facts: readonly CandidateFact[]): Promise<readonly string[]> =>
      (await test.lessons.learn(await takeOne(), facts, rules))?.entities ?? [];
    const count = async (): Promise<number> =>
      (await test.view.overview(client, ['workspace'], 0)).entities;

    it('confirms the findings that it knows in the same data, and stores none twice', async () => {
      const names = ['q3_sales_trends_analysis', 'q3_sales_trends_growth'];
      expect(await learn(found('Q3 sales trends', '7.6 %'))).toEqual(names);
      expect(await learn(found('how the quarter went', '7.6 %'))).toEqual(names);
      expect(await learn(found('development of our sales', '7.6 %'))).toEqual(names);
      expect(await count()).toBe(2);
      expect(await factsOf('q3_sales_trends_growth')).toEqual([
        'current: Growth of Q3 sales trends: 7.6 % a year',
      ]);
      const known = await test.view.entity(client, ['workspace'], 'q3_sales_trends_growth');
      expect(known?.entity).toMatchObject({ version: 3, type: 'insight' });
    });

    it('keeps another figure as a fact of its own', async () => {
      await learn(found('Q3 sales trends', '7.6 %'));
      expect(await learn(found('the quarter', '7.7 %'))).toEqual([
        'q3_sales_trends_analysis',
        'quarter_growth',
      ]);
      expect(await factsOf('q3_sales_trends_growth')).toEqual([
        'current: Growth of Q3 sales trends: 7.6 % a year',
      ]);
    });

    it('replaces what the same name says otherwise, also when another name knows it already', async () => {
      await learn(found('Q3 sales trends', '7.6 %'));
      await learn(found('the quarter', '7.7 %'));
      await learn(found('Q3 sales trends', '7.7 %'));
      expect(await factsOf('q3_sales_trends_growth')).toEqual([
        'superseded: Growth of Q3 sales trends: 7.6 % a year',
        'current: Growth of Q3 sales trends: 7.7 % a year',
      ]);
    });

    it('leaves the confidence of what a client said, and keeps apart what is said of two', async () => {
      const ships = { content: 'Acme ships to Norway', predicate: 'ships_to' };
      const memory = { name: 'acme_inc', type: 'supplier', observations: [ships] };
      await test.memory.remember(client, 'workspace', [memory], { by: 'api_client' });
      const [acme, globex] = ['Acme', 'Globex'].map((subject) =>
        aFact(`${subject} ships to Norway`, { subject, predicate: 'ships_to' }),
      );
      if (acme === undefined || globex === undefined) throw new Error('There are two.');
      expect(await learn([acme, globex])).toEqual(['acme_inc', 'globex']);
      const known = await test.view.entity(client, ['workspace'], 'acme_inc');
      expect(known?.entity).toMatchObject({ confidence: 1, type: 'supplier' });
    });

    it('looks only where it learns', async () => {
      const memories = { name: 'private', type: 'insight' };
      const fact = { content: 'Growth of x: 7.6 % a year', predicate: 'findings_in_sales_csv' };
      await test.memory.remember(client, 'agent:A', [{ ...memories, observations: [fact] }], {
        by: 'api_client',
      });
      expect(await learn(found('the quarter', '7.6 %'))).toContain('quarter_growth');
      await test.memory.clear(client, 'agent:A');
    });

    it('takes lessons that are learned in the same moment one after the other', async () => {
      const wordings = ['Q3 sales trends', 'the quarter', 'our sales', 'seasons of sales'];
      for (const _each of wordings) await teach();
      const lessons = await test.lessons.take(wordings.length);
      await Promise.all(
        lessons.map((lesson, index) =>
          test.lessons.learn(lesson, found(wordings[index] ?? '', '7.6 %'), rules),
        ),
      );
      expect(lessons).toHaveLength(4);
      expect(await count()).toBe(2);
    });
  });

  it('learns nothing new beyond the limit of the agent, and more of what it knows', async () => {
    const limited = { ...rules, maxEntries: 1 };
    await test.lessons.learn(await takeOne(), [aFact('Acme pays late')], limited);
    const facts = [aFact('Acme buys on Fridays'), aFact('Globex pays late', { subject: 'Globex' })];
    await test.lessons.learn(await takeOne(), facts, limited);
    expect(await factsOf('acme')).toHaveLength(2);
    expect(await factsOf('globex')).toBeUndefined();
  });

  it('writes what a turn noted and used with its commit, or nothing of it', async () => {
    const notes = [{ kind: 'remember' as const, memory: aMemory('bolt', 'The price is 5') }];
    const failing = test.database.transaction(client, async (tx) => {
      await storeTurn(tx, {
        ...{ place: 'workspace', notes, used: { entities: ['ent-1'], relations: [] } },
        source: { by: 'DataAnalyzer', messageId: 'msg-f' },
      });
      throw new Error('the fence');
    });
    await expect(failing).rejects.toThrow('the fence');
    expect(await factsOf('bolt')).toBeUndefined();
    await commit({
      notes,
      used: { entities: ['ent-1', 'ent-1'], relations: [] },
      source: { by: 'DataAnalyzer', messageId: 'msg-u' },
    });
    expect(await factsOf('bolt')).toEqual(['current: The price is 5']);
    const uses = await test.database.read(client, (tx) =>
      tx.rows({ name: 'test.uses', text: `select entity_id, message_id from memory_uses` }),
    );
    expect(uses).toEqual([{ entity_id: 'ent-1', message_id: 'msg-u' }]);
  });
});
