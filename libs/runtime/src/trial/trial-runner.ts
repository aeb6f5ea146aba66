import { apiClient, type JsonObject, type LoggedEvent } from '#protocol';
import { createId } from '#platform';
import type { Turn } from '#messaging';
import { wasMade } from '../journal/account-of.js';
import type { TurnLimits } from '../limits.js';
import { isMessageTool } from '../outgoing/message-tools.js';
import { sayContent } from '../prompt/history.js';
import type { Surroundings } from '../surroundings.js';
import type { TurnEnd } from '../turn-end.js';
import { TurnRunner } from '../turn-runner.js';
import { trialSurroundings } from './trial-surroundings.js';
import type { TriedTurn, TrialTurn } from './trial-turn.js';

/** Runs turns of configurations that are not deployed: the same turn as any other, and nothing of it lasts. */
export class TrialRunner {
  constructor(
    private readonly around: Surroundings,
    private readonly limits: TurnLimits,
  ) {}

  /** Never rejects. `stop` aborts when nobody wants it any more. */
  async run(given: TrialTurn, stop: AbortSignal): Promise<TriedTurn> {
    const spent = { input: 0, output: 0, model: undefined as string | undefined };
    const asked = new Set<string>();
    const trial: TrialTurn = {
      ...given,
      profile: withoutPeople(given.profile),
      onSpent: async (by, tokens) => {
        spent.input += tokens.input;
        spent.output += tokens.output;
        spent.model = `${by.provider}/${by.model}`;
        await given.onSpent(by, tokens);
      },
    };
    const around = trialSurroundings(this.around, trial, (capability) => asked.add(capability));
    const { time } = this.around;
    const startedAt = time.monotonic();
    const end = await new TurnRunner(around, this.limits).run(turnOf(trial, time.now()), stop);
    return {
      ...readEnd(end, trial.agent),
      asked: [...asked],
      tokens: { input: spent.input, output: spent.output },
      model: spent.model,
      durationMs: Math.round(time.monotonic() - startedAt),
    };
  }
}

/** Nothing is sent, so nobody has to look at it first. */
function withoutPeople(profile: TrialTurn['profile']): TrialTurn['profile'] {
  const policies = Object.entries(profile.toolPolicies).filter(([name]) => !isMessageTool(name));
  return { ...profile, toolPolicies: Object.fromEntries(policies) };
}

function turnOf(trial: TrialTurn, now: Date): Turn {
  const { workspace, trialId: conversationId, agent: agentName, grants } = trial;
  return {
    ...{ id: createId('turn'), attempt: 1, crashes: 0 },
    lease: {
      ...{ workspace, agentName, conversationId, agentId: '', agentVersion: 0 },
      ...{ mailboxId: '0', epoch: '0', token: '' },
    },
    message: {
      ...{ id: createId('msg'), conversationId, seq: trial.history.length + 1, hops: 0 },
      ...{ performative: 'request', sender: apiClient, content: trial.content },
      ...{ capability: trial.capability, replyTo: undefined, inReplyTo: undefined },
      ...{ metadata: undefined, acceptedAt: now, timeLeft: trial.timeLeft, isCancelled: false },
      deadline: new Date(now.getTime() + trial.timeLeft),
      ...(grants === undefined ? {} : { grants }),
    },
  };
}

type Read = Pick<TriedTurn, 'answer' | 'failure' | 'calls'>;

function readEnd(end: TurnEnd, agent: string): Read {
  if (end.kind === 'postpone') return { calls: [], failure: failureOf(end.error) };
  if (end.kind !== 'commit') return { calls: [], failure: brokenOff };
  const { events, messages, error } = end.outcome;
  const calls = callsIn(events);
  if (error !== undefined) return { calls, failure: failureOf(error) };
  const reply = messages.findLast(({ sender }) => sender === agent);
  return { calls, answer: sayContent(reply?.content ?? {}) };
}

const brokenOff = {
  code: 'TRIAL_BROKEN_OFF',
  reason: 'The turn was broken off before it came to an answer.',
};

function failureOf({ code, reason }: JsonObject): NonNullable<Read['failure']> {
  return {
    code: typeof code === 'string' ? code : brokenOff.code,
    reason: typeof reason === 'string' ? reason : brokenOff.reason,
  };
}

/** Each call as its turn told of it. */
function callsIn(events: readonly LoggedEvent[]): Read['calls'] {
  return events.flatMap(({ type, data }) => {
    const { tool } = data;
    if (type !== 'tool.returned' || typeof tool !== 'string') return [];
    const ok = data['ok'] === true;
    const ran = wasMade({ ok, shown: data['result'] ?? null });
    return [{ tool, ran, ok }];
  });
}
