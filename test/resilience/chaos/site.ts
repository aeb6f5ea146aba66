import { mkdirSync, rmSync } from 'node:fs';
import { armedFlags, armingSettings } from '../kit/arm.js';
import { Cluster } from '../kit/cluster.js';
import { FaultyLink } from '../kit/faulty-link.js';
import { OwnPostgres } from '../kit/own-postgres.js';
import { OwnRedis } from '../kit/own-redis.js';
import { Receiver } from '../kit/receiver.js';

/** These reach Postgres and Redis by wires that can be troubled, as if they were on another host. */
const faraway: ReadonlySet<string> = new Set(['api-2', 'worker-3']);

/** Everything that a chaos run breaks, and what it is watched with. */
export interface Site {
  readonly postgres: OwnPostgres;
  readonly redis: OwnRedis;
  readonly toPostgres: FaultyLink;
  readonly toRedis: FaultyLink;
  readonly receiver: Receiver;
  readonly cluster: Cluster;
  /** Where logs are, and the orders for armed fault points. */
  readonly folder: string;
  close(): Promise<void>;
}

export interface SiteOptions {
  readonly folder: string;
  /** As a setting: `10s`. */
  readonly lease: string;
}

type Closer = () => Promise<unknown> | undefined;

/** Own servers, wires, two APIs and three workers. What was opened is closed when a part cannot start. */
export async function openSite(options: SiteOptions): Promise<Site> {
  const closers: Closer[] = [];
  const opened = async <T>(opening: Promise<T>, close: (part: T) => ReturnType<Closer>) => {
    const part = await opening;
    closers.unshift(() => close(part));
    return part;
  };
  const close = async (): Promise<void> => {
    for (const closer of closers) await closer();
  };
  try {
    rmSync(options.folder, { recursive: true, force: true });
    mkdirSync(options.folder, { recursive: true });
    const postgres = await opened(OwnPostgres.start(), (part) => part.remove());
    const redis = await opened(OwnRedis.start(), (part) => part.remove());
    const toPostgres = await opened(FaultyLink.open(postgres.url), (part) => part.cut());
    const toRedis = await opened(FaultyLink.open(redis.url), (part) => part.cut());
    const receiver = await opened(Receiver.open(), (part) => part.close());
    const grounds = { postgres, redis, toPostgres, toRedis };
    const starting = startCluster(options, grounds, receiver.url);
    const cluster = await opened(starting, (part) => part.kill());
    return { ...grounds, receiver, cluster, folder: options.folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startCluster(
  { folder, lease }: SiteOptions,
  grounds: Pick<Site, 'postgres' | 'redis' | 'toPostgres' | 'toRedis'>,
  receiverUrl: string,
): Promise<Cluster> {
  const { postgres, redis, toPostgres, toRedis } = grounds;
  return Cluster.start({
    apis: 2,
    workers: 3,
    logs: folder,
    nodeFlags: armedFlags,
    settings: {
      CAXTON_LEASE: lease,
      CAXTON_LLM_PROVIDER: 'embedded',
      EFFECT_RECEIVER_URL: receiverUrl,
    },
    settingsOf: (name) => {
      const isFar = faraway.has(name);
      return {
        CAXTON_DATABASE_URL: isFar ? toPostgres.url : postgres.url,
        CAXTON_REDIS_URL: isFar ? toRedis.url : redis.url,
        ...armingSettings(folder, name),
      };
    },
  });
}
