import { fillConversations } from './fill-conversations.js';
import type { FollowOrder } from '../load/follow-events.js';
import { orderLoad } from '../load/order-load.js';
import { Histogram } from '../statistics/histogram.js';
import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { contentOf, messages, type Scenario } from './scenario.js';

const event = 'event: message.replied';

/** One conversation that is followed over as many connections; each reply is told to all of them. */
export const fanOut: Scenario = {
  name: 'fan-out',
  title: 'A conversation with 1,000 followers (SSE): from the request to the reply at each of them',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({ settings: { CAXTON_MAX_STREAMS: '5000' } }, async (deployment) => {
      await fillConversations(deployment, stand.plan.runs);
      const followers = stand.plan.isTiny ? 20 : 1_000;
      const rate = 5;
      const pace = { kind: 'open', perSecond: rate, seed: 1 } as const;
      await measureFollowers(stand, deployment, { pace, followers, event });
    }),
};

type Following = Pick<FollowOrder, 'pace' | 'followers' | 'event'>;

async function measureFollowers(
  stand: Stand,
  deployment: Deployment,
  order: Following,
): Promise<void> {
  const runs = await stand.runs(async (run) => {
    const bare = await followBare(stand, order);
    const conversation = `bench-${run}`;
    const request = {
      ...messages(),
      body: messages().body?.replace('bench-{c}', conversation) ?? '',
    };
    const followPath = `/api/v1/conversations/${conversation}?follow=true&keep_open=true`;
    const measured = await stand.load(deployment, { ...order, request, followPath });
    return { bare, measured };
  });
  const { findings } = stand;
  const what = `a reply at ${order.followers} followers, 5 replies/s`;
  const beside = (values: number[]) => [{ name: 'bare Fastify stream', values }];
  const told = runs.map(({ bare, measured }) => ({ bare, ...measured }));
  const p50 = told.map((run) => run.p50);
  findings.figure(`${what}, p50`, 'ms', p50, beside(told.map(({ bare }) => bare.p50)));
  const p99 = told.map((run) => run.p99);
  findings.figure(`${what}, p99`, 'ms', p99, beside(told.map(({ bare }) => bare.p99)));
  const seen = told.map(({ perSecond }) => perSecond);
  findings.figure('replies seen', '1/s', seen);
  const costs = told.map((run) => run.costs);
  findings.cost('a reply seen by one follower', costs);
}

async function followBare(
  { bare, plan }: Stand,
  order: Following,
): Promise<{ p50: number; p99: number }> {
  const report = await orderLoad({
    ...order,
    ...{ url: bare.url, warmSeconds: 0.5, seconds: Math.max(1, plan.groundSeconds) },
    request: { method: 'POST', path: '/tell', body: contentOf('{n}') },
    followPath: '/follow',
  });
  const latency = Histogram.from(report.latency);
  return { p50: latency.percentile(0.5), p99: latency.percentile(0.99) };
}
