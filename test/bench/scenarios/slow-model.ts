import { orderLoad } from '../load/order-load.js';
import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { messages, type Scenario } from './scenario.js';

/** Turns that wait cost next to nothing: one worker holds them all at once. */
export const slowModel: Scenario = {
  name: 'slow-model',
  title: 'A model that takes 2 s to answer: 500 turns at once in one worker',
  modes: ['scale-out'],
  async measure(stand) {
    const turns = stand.plan.isTiny ? 20 : 500;
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
    ...{ capability: 'think', waits: true, expects: 'Well done.', conversations: turns * 4 },
  });
  const pace = { kind: 'closed', connections: turns } as const;
  const stretch = { pace, warmSeconds: 4, seconds: Math.max(6, stand.plan.seconds) };
  let firstNumber = 0;
  const runs = await stand.runs(async () => {
    const measured = await stand.load(deployment, { request, ...stretch, firstNumber });
    firstNumber = measured.report.nextNumber;
    return {
      measured,
      asked: await askModel(stand, turns),
      megabytes: deployment.residentMegabytes(),
    };
  });
  const { findings } = stand;
  const rate = runs.map(({ measured }) => measured.perSecond);
  findings.figure(`turns, ${turns} at once`, '1/s', rate, [
    { name: 'the model, asked directly', values: runs.map(({ asked }) => asked) },
  ]);
  const p50 = runs.map(({ measured }) => measured.p50);
  findings.figure('a turn, p50', 'ms', p50);
  const p99 = runs.map(({ measured }) => measured.p99);
  findings.figure('a turn, p99', 'ms', p99);
  const megabytes = runs.map((run) => run.megabytes);
  findings.figure('resident memory of our processes', 'MB', megabytes);
  const costs = runs.map(({ measured }) => measured.costs);
  findings.cost('a turn with a model', costs);
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
