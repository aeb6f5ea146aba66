import { eventually } from '../../support/eventually.js';
import { ServerUnderTest, type RunningServer } from '../../support/server-under-test.js';
import { buildPreviousVersion } from './previous-version.js';
import { readTalk, type ReadTalk } from './read-talk.js';
import { Talkers, type Tally } from './talkers.js';

export interface UpgradePlan {
  readonly settings: Readonly<Record<string, string>>;
  readonly clients: number;
  readonly sideBySideMs: number;
}

/** What was seen of an upgrade. */
export interface UpgradeReport {
  readonly tally: Tally;
  readonly talks: readonly ReadTalk[];
  readonly oldWorkers: readonly number[];
  readonly newWorkers: readonly number[];
  /** How the old processes ended. */
  readonly exitCodes: readonly (number | null)[];
}

const aloneMs = 1_000;

/**
 * The previous version and this one on the same ground, under load: old alone, both, new alone.
 * Everything that was started is stopped, also when something fails.
 */
export class Upgrade {
  private readonly running = new Set<RunningServer>();

  constructor(private readonly plan: UpgradePlan) {}

  async run(): Promise<UpgradeReport> {
    try {
      return await this.roll(buildPreviousVersion());
    } finally {
      await Promise.all([...this.running].map((server) => this.stop(server)));
    }
  }

  private async roll(previous: string): Promise<UpgradeReport> {
    const oldApi = await this.startApi(previous);
    const oldWorker = await this.startWorker(previous);
    let urls = [oldApi.url];
    const talkers = new Talkers(() => urls);
    talkers.start(this.plan.clients);
    await talkers.talkFor(aloneMs);
    // Expand: the first new process brings the schema up to date under the feet of the old ones.
    const api = await this.startApi();
    const worker = await this.startWorker();
    // An old worker that crashed meanwhile would be started again by its supervisor: on the new schema.
    const reborn = await this.startWorker(previous);
    urls = [oldApi.url, api.url];
    await talkers.talkFor(this.plan.sideBySideMs);
    const olds = [oldApi, oldWorker, reborn];
    const exitCodes = await Promise.all(olds.map((server) => this.stop(server)));
    urls = [api.url];
    await talkers.talkFor(aloneMs);
    const tally = await talkers.stop();
    return {
      tally,
      talks: await readTalks(api.url, [...tally.acknowledged.keys()]),
      oldWorkers: [oldWorker, reborn].map(({ process }) => process.pid),
      newWorkers: [worker.process.pid],
      exitCodes,
    };
  }

  private startApi(folder?: string): Promise<RunningServer> {
    return this.start(['server', 'start', '--api-only'], folder);
  }

  private startWorker(folder?: string): Promise<RunningServer> {
    return this.start(['worker', 'start'], folder);
  }

  private async start(command: readonly string[], folder?: string): Promise<RunningServer> {
    const { settings } = this.plan;
    const where = folder === undefined ? {} : { folder };
    const server = await ServerUnderTest.start({ settings, command, ...where });
    this.running.add(server);
    return server;
  }

  private async stop(server: RunningServer): Promise<number | null> {
    this.running.delete(server);
    return (await server.process.stop()).code;
  }
}

/** All conversations, when everything in them is settled; as they are after a while, otherwise. */
function readTalks(url: string, ids: readonly string[]): Promise<readonly ReadTalk[]> {
  return eventually(
    () => Promise.all(ids.map((id) => readTalk(url, id))),
    (seen) => seen.every(({ unsettled }) => unsettled === 0),
  );
}
