import { error, ok, type Finding } from './finding.js';

/** What Redis says of itself in its answer to INFO: `name:value` lines. */
function readInfo(info: string): ReadonlyMap<string, string> {
  const lines = info.matchAll(/^([a-z][\w-]*):([^\r\n]*)/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** Whether bells can be entrusted to a Redis: one that may drop keys loses locks of queues. */
export function judgeRedis(info: string): Finding[] {
  const fields = readInfo(info);
  const version = fields.get('redis_version') ?? 'of an unknown version';
  const found = [judgePolicy(fields.get('maxmemory_policy')), judgeRole(fields.get('role'))];
  return [ok('redis', `Redis ${version} answers.`), ...found.flatMap((finding) => finding ?? [])];
}

function judgePolicy(policy: string | undefined): Finding | undefined {
  if (policy === undefined || policy === 'noeviction') return undefined;
  return error(
    'redis',
    `Redis may drop keys of queues when its memory is full: its maxmemory-policy is ${policy}.`,
    'Run `redis-cli config set maxmemory-policy noeviction`, and write it into redis.conf; a managed Redis has it among its parameters.',
  );
}

function judgeRole(role: string | undefined): Finding | undefined {
  if (role === undefined || role === 'master') return undefined;
  return error(
    'redis',
    'This Redis is a replica, and takes no writes.',
    'Let CAXTON_REDIS_URL name the primary.',
  );
}
