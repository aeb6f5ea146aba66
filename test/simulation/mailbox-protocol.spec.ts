import fc from 'fast-check';
import type { StoredQuestion } from './simulated-rows.js';
import { simulate, type Act, type Plan, type PlannedMessage, type RunReport } from './simulate.js';

const act = (...acts: Act[]): fc.Arbitrary<Act> => fc.constantFrom(...acts);
const harmless = act(
  ...(['answer', 'answer', 'stumble', 'refuse_for_good', 'take_long'] as const),
  ...(['ask_people', 'ask_others'] as const),
);

const messages = fc.array(
  fc.record({
    mailbox: fc.nat(3),
    at: fc.nat(20_000),
    act: harmless,
    then: harmless,
    join: fc.constantFrom<'all' | 'first'>('all', 'first'),
    patience: fc.option(fc.integer({ min: 100, max: 120_000 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 16 },
);

const blows = fc.array(
  fc.record({
    at: fc.nat(40_000),
    worker: fc.nat(2),
    kind: fc.constantFrom<'kill' | 'freeze'>('kill', 'freeze'),
  }),
  { maxLength: 2 },
);

const plan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer(),
  workers: fc.integer({ min: 1, max: 3 }),
  messages,
  blows,
  lostBells: fc.constantFrom(0, 0.3, 1),
  faults: fc.constantFrom(0, 0.03, 0.1),
});

/** Some 8 ms each; `CAXTON_SIMULATION_SEEDS=100000` for a long night. */
const numRuns = Number(process.env['CAXTON_SIMULATION_SEEDS'] ?? 1_500);

function expectEachSettledOnce({ isDone, messages: all }: RunReport): void {
  expect(isDone).toBe(true);
  for (const { id, settlements } of all) expect([id, settlements]).toEqual([id, 1]);
}

function expectInOrder({ mailboxes }: RunReport): void {
  for (const { accepted, settled } of mailboxes) {
    expect(settled).toEqual(accepted.filter((id) => settled.includes(id)));
  }
}

/** Nobody decided; or the store could not be asked what they did, and the sender has no more time. */
function isBearable(error: RunReport['messages'][number]['error']): boolean {
  const code = error?.['code'];
  return code === 'APPROVAL_EXPIRED' || code === 'STORE_UNAVAILABLE';
}

/** Turns that read what they waited for. */
function isWaiting(done: Act): boolean {
  return done === 'ask_people' || done === 'ask_others';
}

function expectOneDecision({
  approvals,
  decisions,
  status,
  error,
}: RunReport['messages'][number]): void {
  expect(approvals.length).toBeLessThanOrEqual(1);
  expect(decisions.length).toBeLessThanOrEqual(1);
  if (decisions.length === 0) expect(status).not.toBe('completed');
  if (status === 'failed') expect(isBearable(error)).toBe(true);
}

/** It kills, or so does what it asks of others. */
function poisonFor({ act: done }: PlannedMessage): Pick<PlannedMessage, 'act' | 'then'> {
  return done === 'ask_others' ? { act: done, then: 'kill' } : { act: 'kill', then: 'answer' };
}

const nothing = { answers: [], failures: [], missing: [], complete: false };

/** Nobody is asked twice, and who is missing had not answered when it was waited for no longer. */
function expectJoined({ questions, heard, status }: RunReport['messages'][number]): void {
  expect(new Set(questions.map(({ mailbox }) => mailbox)).size).toBe(questions.length);
  if (status !== 'completed') return;
  const { answers, failures, missing, complete } = heard ?? nothing;
  expect([...answers, ...failures, ...missing]).toHaveLength(2);
  expect(complete).toBe(questions.every(({ wanted }) => answers.length >= wanted));
  const early = complete ? [] : questions.filter(cameInTime).map(({ agent }) => agent);
  expect(missing.filter(({ agent }) => early.includes(agent))).toEqual([]);
}

function cameInTime({ answer, waitUntil }: StoredQuestion): boolean {
  return answer !== undefined && answer.at < waitUntil;
}

/** Enough for every seed on a machine that has other work. */
const patience = 300_000;

describe('the mailbox protocol, simulated', () => {
  it(
    'settles every message once and in order, whatever is lost, killed or frozen',
    async () => {
      await fc.assert(
        fc.asyncProperty(plan, async (planned) => {
          const report = await simulate(planned);
          expectEachSettledOnce(report);
          expectInOrder(report);
          for (const { act: done, status, error } of report.messages) {
            expect(error?.['code']).not.toBe('CRASHED');
            if (isWaiting(done) && isBearable(error)) continue;
            if (done !== 'stumble' && status === 'failed') throw new Error(JSON.stringify(error));
          }
        }),
        { numRuns },
      );
    },
    patience,
  );

  it(
    'asks people once and goes on with the one decision that counts, whatever happens meanwhile',
    async () => {
      await fc.assert(
        fc.asyncProperty(plan, async (planned) => {
          const asking = planned.messages.map((message) => ({
            ...message,
            act: 'ask_people' as const,
          }));
          const report = await simulate({ ...planned, messages: asking });
          expectEachSettledOnce(report);
          expectInOrder(report);
          for (const message of report.messages) expectOneDecision(message);
        }),
        { numRuns: Math.ceil(numRuns / 3) },
      );
    },
    patience,
  );

  it(
    'asks others once, never waits in a circle, and goes on with what has come',
    async () => {
      await fc.assert(
        fc.asyncProperty(plan, async (planned) => {
          const asking = planned.messages.map((message) => ({
            ...message,
            act: 'ask_others' as const,
          }));
          const report = await simulate({ ...planned, messages: asking });
          expectEachSettledOnce(report);
          expectInOrder(report);
          expect(report.circles).toEqual([]);
          for (const message of report.messages) {
            if (message.act === 'ask_others') expectJoined(message);
          }
        }),
        { numRuns: Math.ceil(numRuns / 3) },
      );
    },
    patience,
  );

  it(
    'gives up only the messages that kill, and harms no neighbour',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          plan,
          fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
          async (planned, which) => {
            const poison = new Set(which.map((index) => index % planned.messages.length));
            const poisoned = planned.messages.map((message, index) =>
              poison.has(index)
                ? { ...message, ...poisonFor(message), patience: undefined }
                : { ...message, patience: undefined },
            );
            const report = await simulate({ ...planned, messages: poisoned, blows: [] });
            expectEachSettledOnce(report);
            expectInOrder(report);
            for (const { act: done, status, error, sender } of report.messages) {
              const crashed = error?.['code'] === 'CRASHED';
              // An agent that asks does not wait for ever, as these clients do.
              const isHurried = sender !== 'api_client' && status !== 'completed' && !crashed;
              if (isHurried) continue;
              if (isWaiting(done) && isBearable(error)) continue;
              expect({ done, crashed, status }).toEqual({
                done,
                crashed: done === 'kill',
                status: done === 'kill' ? 'failed' : 'completed',
              });
            }
          },
        ),
        { numRuns: Math.ceil(numRuns / 3) },
      );
    },
    patience,
  );

  it('is the same for the same plan', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (planned) => {
        expect(await simulate(planned)).toEqual(await simulate(planned));
      }),
      { numRuns: 20 },
    );
  });
});
