import { setTimeout as delay } from 'node:timers/promises';
import type { Trouble } from '../kit/linked-pair.js';
import type { PostgresEnd } from '../kit/own-postgres.js';
import { endSessions, lockTables } from '../kit/postgres-faults.js';
import {
  flushed,
  gone,
  hung,
  outOfMemory,
  readOnly,
  withoutReplicas,
  type RedisFault,
} from '../kit/redis-faults.js';
import type { FaultKind } from './blow.js';
import type { Site } from './site.js';

const holding =
  (
    strike: (site: Site) => Promise<unknown> | undefined,
    heal: (site: Site) => Promise<unknown> | undefined,
  ): FaultKind['strike'] =>
  async (site, { holdMs }) => {
    await strike(site);
    await delay(holdMs);
    await heal(site);
  };

const redisBy = ({ strike, heal }: RedisFault): FaultKind['strike'] =>
  holding(
    ({ redis }) => strike(redis),
    ({ redis }) => heal(redis),
  );

const restarts = (how: PostgresEnd): FaultKind['strike'] =>
  holding(
    ({ postgres }) => postgres.end(how),
    ({ postgres }) => postgres.start(),
  );

const troubles = (trouble: Trouble): FaultKind['strike'] =>
  holding(
    ({ toPostgres, toRedis }) => {
      for (const link of [toPostgres, toRedis]) link.worsen(trouble);
      return undefined;
    },
    ({ toPostgres, toRedis }) => {
      for (const link of [toPostgres, toRedis]) link.worsen({});
      return undefined;
    },
  );

const freezesPostgres = holding(
  ({ postgres }) => {
    postgres.freeze();
    return undefined;
  },
  ({ postgres }) => {
    postgres.thaw();
    return undefined;
  },
);

const cutsWires = holding(
  ({ toPostgres, toRedis }) => Promise.all([toPostgres.cut(), toRedis.cut()]),
  ({ toPostgres, toRedis }) => Promise.all([toPostgres.mend(), toRedis.mend()]),
);

const swallows = holding(
  ({ toPostgres, toRedis }) => {
    for (const link of [toPostgres, toRedis]) link.freeze();
    return undefined;
  },
  ({ toPostgres, toRedis }) => {
    for (const link of [toPostgres, toRedis]) link.thaw();
    return undefined;
  },
);

const locks: FaultKind['strike'] = async ({ postgres }, { holdMs }) => {
  const unlock = await lockTables(postgres.url, 'conversations', 'mailboxes');
  await delay(holdMs);
  await unlock();
};

/** What happens to Redis, to Postgres, and on the way to them. */
export const groundFaults: readonly FaultKind[] = [
  ...(
    [
      ['redis-flushed', flushed, 0, 0],
      ['redis-killed', gone, 500, 3_000],
      ['redis-hung', hung, 1_000, 5_000],
      ['redis-read-only', readOnly, 1_000, 4_000],
      ['redis-without-replicas', withoutReplicas, 1_000, 4_000],
      ['redis-out-of-memory', outOfMemory, 1_000, 4_000],
    ] as const
  ).map(([kind, fault, least, most]): FaultKind => {
    const holds = [least, most] as const;
    return { kind, targets: ['redis'], weight: 4, holds, strike: redisBy(fault) };
  }),
  ...(
    [
      ['postgres-restarted', restarts('fast'), 3, 0, 800],
      ['postgres-stopped-at-once', restarts('immediate'), 2, 0, 800],
      ['postgres-killed', restarts('kill'), 2, 0, 800],
      ['postgres-hung', freezesPostgres, 2, 500, 2_500],
      ['postgres-locked', locks, 3, 500, 3_000],
      [
        'postgres-sessions-ended',
        async ({ postgres }: Site) => {
          await endSessions(postgres.url);
        },
        ...([3, 0, 0] as const),
      ],
    ] as const
  ).map(([kind, strike, weight, least, most]): FaultKind => {
    return { kind, targets: ['postgres'], weight, holds: [least, most], strike };
  }),
  ...(
    [
      ['wires-cut', cutsWires, 500, 3_000],
      ['wires-swallow', swallows, 1_000, 6_000],
      ['wires-delay', troubles({ delayMs: 60 }), 2_000, 5_000],
      ['wires-throttle', troubles({ bytesPerSecond: 60_000 }), 2_000, 5_000],
      ['wires-lose-commits', troubles({ loseAnswerTo: 'database.commit' }), 500, 2_000],
      ['wires-reset', troubles({ resetAfterBytes: 20_000 }), 1_000, 3_000],
    ] as const
  ).map(([kind, strike, least, most]): FaultKind => {
    return { kind, targets: ['wires'], weight: 3, holds: [least, most], strike };
  }),
];
