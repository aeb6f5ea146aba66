import type { Env } from '#platform';
import { explainStartFailure } from '../explain-start-failure.js';
import { askDatabase } from './ask-database.js';
import { error, type Finding } from './finding.js';
import { judgeClock } from './judge-clock.js';
import { judgeDatabase } from './judge-database.js';

/** Looks at the Postgres that is to remember. */
export async function examineDatabase(url: string, env: Env): Promise<Finding[]> {
  try {
    const { facts, clock } = await askDatabase(url);
    return [...judgeDatabase(facts), judgeClock(clock)];
  } catch (failure) {
    const told = explainStartFailure(failure, { command: 'caxton server start', env });
    const [message = '', remedy] = (told ?? String(failure)).split('\n');
    return [error('database', message, remedy ?? 'Correct CAXTON_DATABASE_URL.')];
  }
}
