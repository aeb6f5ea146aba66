import { frame, queryFrame, syncFrame, type Frame } from '../wire/frame.js';
import { FrameReader } from '../wire/frame-reader.js';
import type { Batch, Work } from './batch.js';
import { BatchCollector } from './batch-collector.js';

const session = 7;
const noParameters = Buffer.from([0, 0]);
const parse = (name: string, sql: string): Buffer => frame('P', name, sql, noParameters);
const bind = (name: string): Buffer => frame('B', '', name, Buffer.alloc(6));
const execute = frame('E', '', Buffer.alloc(4));
const describeStatement = (name: string): Buffer => frame('D', Buffer.from('S'), name);
const closeStatement = (name: string): Buffer => frame('C', Buffer.from('S'), name);
const flush = frame('H');

function read(bytes: Buffer): Frame[] {
  const reader = new FrameReader(10_000_000);
  reader.push(bytes);
  const frames: Frame[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) frames.push(next);
  return frames;
}

function collect(collector: BatchCollector, ...messages: readonly Buffer[]): Work[] {
  const works = read(Buffer.concat(messages)).map((message) => collector.take(message));
  return works.filter((work) => work !== undefined);
}

function batchOf(...messages: readonly Buffer[]): Batch {
  const [work] = collect(new BatchCollector(session, 10_000_000), ...messages);
  if (work?.kind !== 'batch') throw new Error('no batch came of it');
  return work;
}

describe(BatchCollector, () => {
  it('passes a simple query on as it came', () => {
    const query = queryFrame('select 1');

    expect(batchOf(query)).toMatchObject({ bytes: query, isComplete: true, notes: [] });
  });

  it('keeps everything up to Sync together', () => {
    const messages = [parse('', 'select 1'), bind(''), execute, syncFrame];

    expect(batchOf(...messages).bytes).toEqual(Buffer.concat(messages));
  });

  it('ends a batch at Flush, which leaves the query open', () => {
    expect(batchOf(parse('', 'select 1'), flush).isComplete).toBe(false);
  });

  it('gives named statements a name of the connection', () => {
    const batch = batchOf(
      parse('find', 'select 1'),
      describeStatement('find'),
      bind('find'),
      execute,
      closeStatement('find'),
      syncFrame,
    );

    expect(batch.bytes).toEqual(
      Buffer.concat([
        parse('c7_find', 'select 1'),
        describeStatement('c7_find'),
        bind('c7_find'),
        execute,
        closeStatement('c7_find'),
        syncFrame,
      ]),
    );
  });

  it('knows which statements a batch leaves behind and which it removes', () => {
    const batch = batchOf(
      closeStatement('a'),
      parse('a', ''),
      parse('b', ''),
      closeStatement('b'),
      syncFrame,
    );

    expect([...batch.prepares]).toEqual(['c7_a', 'c7_b']);
    expect([...batch.closes]).toEqual(['c7_b']);
  });

  it('leaves portals alone', () => {
    const messages = [
      frame('D', Buffer.from('P'), 'p'),
      frame('C', Buffer.from('P'), 'p'),
      syncFrame,
    ];

    expect(batchOf(...messages).bytes).toEqual(Buffer.concat(messages));
  });

  it('knows what a batch does with the unnamed statement', () => {
    expect(batchOf(parse('', 'select 1'), bind(''), execute, syncFrame)).toMatchObject({
      borrowsUnnamed: false,
      unnamed: parse('', 'select 1'),
    });
    expect(batchOf(bind(''), execute, syncFrame)).toMatchObject({
      borrowsUnnamed: true,
      unnamed: undefined,
    });
    expect(batchOf(queryFrame('select 1')).unnamed).toBeNull();
    expect(batchOf(closeStatement(''), syncFrame).unnamed).toBeNull();
  });

  it('notes what a statement does when it is bound, not when it is parsed', () => {
    const collector = new BatchCollector(session, 10_000_000);
    const [prepared] = collect(collector, parse('ears', 'listen a'), syncFrame);
    const [bound] = collect(collector, bind('ears'), execute, syncFrame);

    expect(prepared).toMatchObject({ notes: [] });
    expect(bound).toMatchObject({ notes: [{ kind: 'listen', channel: 'a' }] });
  });

  it('rewrites what would hit the neighbours, prepared or not', () => {
    expect(batchOf(queryFrame('unlisten *')).bytes).toEqual(queryFrame('unlisten "caxton nobody"'));
    expect(batchOf(parse('', 'unlisten *'), syncFrame).bytes).toEqual(
      Buffer.concat([parse('', 'unlisten "caxton nobody"'), syncFrame]),
    );
  });

  it('asks for the data of COPY, then sends all of it at once', () => {
    const query = queryFrame('copy t from stdin');
    const data = [frame('d', Buffer.from('1\n')), frame('d', Buffer.from('2\n')), frame('c')];
    const works = collect(
      new BatchCollector(session, 10_000_000),
      query,
      flush,
      ...data,
      syncFrame,
    );

    expect(works).toEqual([
      { kind: 'copy-in', isBinary: false },
      expect.objectContaining({ bytes: Buffer.concat([query, ...data]), copies: true }),
      expect.objectContaining({ bytes: syncFrame, copies: false }),
    ]);
  });

  it('passes over data of a COPY that has failed', () => {
    expect(
      batchOf(frame('d', Buffer.from('1\n')), frame('c'), queryFrame('select 1')).bytes,
    ).toEqual(queryFrame('select 1'));
  });

  it.each([
    ['a message that does not exist', [frame('z')]],
    ['a query in the middle of COPY', [queryFrame('copy t from stdin'), queryFrame('select 1')]],
  ])('refuses %s, which would make the engine spin', (_what, messages) => {
    expect(() => collect(new BatchCollector(session, 10_000_000), ...messages)).toThrow(/message/);
  });

  it('refuses a batch that would not fit into the engine', () => {
    const collector = new BatchCollector(session, 1_000);
    const half = parse('', `select '${'x'.repeat(600)}'`);

    expect(() => collect(collector, half, half)).toThrow('longer than 1000 bytes');
  });
});
