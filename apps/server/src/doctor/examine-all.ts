import type { Env } from '#platform';
import { examineDatabase } from './examine-database.js';
import { examineDirectory } from './examine-directory.js';
import { examineKeys } from './examine-keys.js';
import { examineModel } from './examine-model.js';
import { examinePort, isServed } from './examine-port.js';
import { examineRedis } from './examine-redis.js';
import { error, ok, type Finding } from './finding.js';
import { countProcesses } from '../processes/count-processes.js';
import { NeedsSharedDatabase } from '../processes/needs-shared-database.errors.js';

/** All at once: none waits for another, and each has a patience of its own. */
export async function examineAll(env: Env): Promise<Finding[]> {
  const served = await isServed(env);
  const { CAXTON_DATABASE_URL: database, CAXTON_REDIS_URL: redis } = env;
  const isDatabase = database === undefined;
  const none = Promise.resolve([]);
  const found = await Promise.all<Finding | Finding[]>([
    examinePort(env.CAXTON_PORT, env, served),
    examinePort(env.CAXTON_METRICS_PORT, env, served),
    examineDirectory(env.CAXTON_DATA_DIR, { isServed: served, isDatabase }),
    database === undefined ? none : examineDatabase(database, env),
    redis === undefined ? none : examineRedis(redis),
    examineModel(env),
  ]);
  return [examineProcesses(env), ...found.flat(), examineKeys(env)];
}

function examineProcesses(env: Env): Finding {
  try {
    countProcesses(env);
    return ok('settings', 'The settings can be read, and go together.');
  } catch (failure) {
    if (!(failure instanceof NeedsSharedDatabase)) throw failure;
    const [message = '', remedy = ''] = failure.message.split('\n');
    return error('settings', message, remedy);
  }
}
