import { readFileSync } from 'node:fs';
import { ServerUnderTest, type Ended } from '../support/server-under-test.js';

/** A record of an export, as it stands in the file. */
export type MovedRecord = Readonly<Record<string, unknown>>;

/** Runs a command of `caxton memory` to its end. */
export function runMemory(...command: string[]): Promise<Ended> {
  return ServerUnderTest.launch({ command: ['memory', ...command] }).end();
}

/** The records of a file of JSON Lines, but for its head and its end, in the order of their ids. */
export function readRecords(file: string): MovedRecord[] {
  const idOf = ({ entity_id, relation_id }: MovedRecord): string =>
    String(entity_id ?? relation_id);
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as MovedRecord)
    .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** An export of so many entities with vectors of the model, as lines. */
export function* composeExport(
  count: number,
  model: string,
  dimensions = 384,
): Generator<string, void> {
  yield '{"record":"export_metadata","version":"1.0"}\n';
  for (let n = 0; n < count; n += 1) {
    const embedding = Array.from(
      { length: dimensions },
      (_value, at) => Math.round(1e6 * Math.sin(n * 7 + at * (n % 13))) / 2e7 + 1e-3,
    );
    yield `${JSON.stringify({
      record: 'entity',
      entity_name: `entity_${String(n)}`,
      entity_type: 'insight',
      observations: [`What is known of number ${String(n)} in some more words`],
      embeddings: [{ model, chunk: 0, embedding }],
    })}\n`;
  }
  yield `{"record":"end","entities":${String(count)},"relations":0}\n`;
}
