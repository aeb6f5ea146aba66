import type { GaugeReading } from '../ground/concurrency-gauge.js';
import { orderLoad } from '../load/order-load.js';
import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { messages, type Scenario } from './scenario.js';

/**
 * Turns that wait cost next to nothing: one worker holds them all at once. It may hold more than the 500 that are looked for,
 * and there are more clients than that, since a turn that begins or ends waits for no model.
 */
export const slowModel: Scenario = {
  name: 'slow-model',
  title: 'A model that takes 2 s to answer: 500 turns at once in one worker',
  modes: ['scale-out'],
  async measure(stand) {
    const turns = stand.plan.isTiny ? 20 : 700;
    const settings = {
      CAXTON_CONCURRENCY: String(turns),
      CAXTON_LLM_PROVIDER: 'openai-compatible',
      CAXTON_LLM_BASE_URL: `${stand.bare.url}/v1`,
      CAXTON_LLM_MODEL: 'bench-model',
      CAXTON_LLM_API_KEY: 'none',
    };
    await stand.with({ settings }, (deployment) => measureTurns(stand, deployment, turns));
  },
};

async function measureTurns(stand: Stand, deployment: Deployment, turns: number): Promise<void> {
  const agent = { name: 'Thinker', capabilities: ['think'], system_prompt: 'Answer in two words.' };
  await deployment.ask('POST', '/agents', agent);
  const request = messages({
    ...{ capability: 'think', waits: true, expects: 'Well done.', conversations: turns * 20 },
  });
  const pace = { kind: 'closed', connections: turns + Math.ceil(turns / 5) } as const;
  // Twice as long as the model takes: a stretch that begins with a wave of turns ends with one.
  const seconds = Math.max(stand.plan.isTiny ? 1 : 6, stand.plan.seconds);
  let firstNumber = 0;
  const runs = await stand.runs(async () => {
    const model = watchModel(stand, deployment);
    const order = { request, pace, seconds, firstNumber };
    const measured = await stand.load(deployment, order, model);
    firstNumber = measured.report.nextNumber;
    const megabytes = deployment.residentMegabytes();
    return { measured, ...model.reading(), asked: await askModel(stand, turns), megabytes };
  });
  tellTurns(stand, turns, runs);
}

interface SlowRun {
  readonly measured: Awaited<ReturnType<Stand['load']>>;
  readonly gauge: GaugeReading;
  /** By the worker's own count, at the begin and the end of the stretch: the fewer of both. */
  readonly held: number;
  readonly asked: number;
  readonly megabytes: number;
}

function tellTurns({ findings }: Stand, turns: number, runs: readonly SlowRun[]): void {
  const figure = (name: string, unit: string, of: (run: SlowRun) => number): void => {
    findings.figure(name, unit, runs.map(of));
  };
  figure('turns that the worker holds at once', '', ({ held }) => held);
  figure('answers of the model at once, most', '', ({ gauge }) => gauge.most);
  figure('answers of the model at once, mean', '', ({ gauge }) => gauge.mean);
  figure('at least 500 at once, of the time', '%', ({ gauge }) => gauge.percentAtLeast);
  const rate = runs.map(({ measured }) => measured.perSecond);
  findings.figure(`turns, room for ${turns} in the worker`, '1/s', rate, [
    { name: `the model, asked directly, ${turns} at once`, values: runs.map(({ asked }) => asked) },
  ]);
  figure('a turn, p50', 'ms', ({ measured }) => measured.p50);
  figure('a turn, p99', 'ms', ({ measured }) => measured.p99);
  figure('resident memory of our processes', 'MB', ({ megabytes }) => megabytes);
  const costs = runs.map(({ measured }) => measured.costs);
  findings.cost('a turn with a model', costs);
}

/** Reads what the worker held, and what the model had in work, during the stretch that is counted. */
function watchModel({ bare }: Stand, deployment: Deployment) {
  const url = `${bare.url}/v1/gauge`;
  let gauge: GaugeReading = { most: 0, mean: 0, percentAtLeast: 0 };
  let held = 0;
  return {
    begin: async () => {
      held = await deployment.turns('running');
      await fetch(url, { method: 'POST' });
    },
    end: async () => {
      gauge = (await (await fetch(url)).json()) as GaugeReading;
      held = Math.min(held, await deployment.turns('running'));
    },
    reading: () => ({ gauge, held }),
  };
}

/** As many at once, without anything between: how often the model answers in a second. */
async function askModel({ bare }: Stand, turns: number): Promise<number> {
  const body = '{"model":"bench-model","messages":[]}';
  const request = { method: 'POST', path: '/v1/chat/completions', body } as const;
  const pace = { kind: 'closed', connections: turns } as const;
  const seconds = 4.2;
  const { done } = await orderLoad({ url: bare.url, request, pace, warmSeconds: 0.1, seconds });
  return done / seconds;
}
