import { errorAnswer, parameterAnswer, readyAnswer } from './answers.js';
import { channelOf, readEngineOutput, readParameters, readRows, sentBy } from './engine-output.js';
import { frame } from './frame.js';

const notification = frame('A', Buffer.from([0, 0, 0, 42]), 'news', 'hello');
const done = (tag: string): Buffer => frame('C', tag);

describe(readEngineOutput, () => {
  it('gives the client all but the notifications', () => {
    const bytes = Buffer.concat([done('NOTIFY'), notification, readyAnswer('I')]);

    const output = readEngineOutput(bytes);

    expect(output.forClient).toEqual(Buffer.concat([done('NOTIFY'), readyAnswer('I')]));
    expect(output.notifications.map(channelOf)).toEqual(['news']);
  });

  it('passes bytes on uncopied when there is nothing to take out', () => {
    const bytes = Buffer.concat([done('SELECT 1'), readyAnswer('I')]);

    expect(readEngineOutput(bytes).forClient).toBe(bytes);
  });

  it.each(['I', 'T', 'E'] as const)('says that the session is at %s', (readiness) => {
    expect(readEngineOutput(readyAnswer(readiness)).readiness).toBe(readiness);
  });

  it('says nothing of readiness before Sync', () => {
    expect(readEngineOutput(frame('1')).readiness).toBeUndefined();
  });

  it('tells the first error', () => {
    const fault = { sqlState: '42P01', message: 'relation "x" does not exist' };
    const another = errorAnswer({ sqlState: '25P02', message: 'aborted' });
    const bytes = Buffer.concat([done('SELECT 1'), errorAnswer(fault), another, readyAnswer('I')]);

    expect(readEngineOutput(bytes).fault).toEqual(fault);
  });

  it('tells a transaction that was given up', () => {
    const bytes = Buffer.concat([done('ROLLBACK'), readyAnswer('I')]);

    expect(readEngineOutput(bytes).isRolledBack).toBe(true);
    expect(readEngineOutput(readyAnswer('I')).isRolledBack).toBe(false);
  });

  it('keeps the request for COPY data from a client that has it already', () => {
    const bytes = Buffer.concat([frame('G', Buffer.from([0, 0, 1, 0, 0])), done('COPY 1')]);

    expect(readEngineOutput(bytes, true).forClient).toEqual(done('COPY 1'));
    expect(readEngineOutput(bytes).forClient).toBe(bytes);
  });
});

describe(sentBy, () => {
  it('names the session and leaves the rest', () => {
    expect(sentBy(notification, 7)).toEqual(frame('A', Buffer.from([0, 0, 0, 7]), 'news', 'hello'));
  });
});

describe(readRows, () => {
  it('reads texts and nulls', () => {
    const row = Buffer.concat([
      Buffer.from([0, 2, 0, 0, 0, 2]),
      Buffer.from('hi'),
      Buffer.from([255, 255, 255, 255]),
    ]);

    expect(readRows(Buffer.concat([frame('T'), frame('D', row), done('SELECT 1')]))).toEqual([
      ['hi', ''],
    ]);
  });
});

describe(readParameters, () => {
  it('reads what is reported at the start', () => {
    const bytes = Buffer.concat([parameterAnswer('TimeZone', 'UTC'), readyAnswer('I')]);

    expect([...readParameters(bytes)]).toEqual([['TimeZone', 'UTC']]);
  });
});
