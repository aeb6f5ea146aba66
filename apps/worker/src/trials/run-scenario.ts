import type { JsonObject, TrialScenario } from '#protocol';
import type { Database, Logger } from '#platform';
import type { DeployedConfiguration } from '#agents';
import type { TriedTurn, TrialRunner, TrialTurn } from '#runtime';
import { judgeAnswer, type ClaimedTrial, type ScenarioOutcome } from '#trials';
import { noteSpent, type Spent } from '#usage';
import { toProfile } from '../compose/open-directory.js';

export interface ScenarioKit {
  readonly runner: Pick<TrialRunner, 'run'>;
  readonly database: Database;
  readonly costOf: (model: Model, tokens: Spent['tokens']) => number | undefined;
  readonly log: Logger;
}

interface Model {
  readonly provider: string;
  readonly model: string;
}

/** Answers are shown up to so many characters. */
const longestPreview = 2_000;

/** Runs one scenario of a trial and judges what came of it. Never rejects. */
export async function runScenario(
  kit: ScenarioKit,
  trial: ClaimedTrial,
  index: number,
  timeLeft: number,
  stop: AbortSignal,
): Promise<ScenarioOutcome> {
  const { request } = trial;
  const scenario = request.scenarios[index] ?? missing();
  const configuration = request.configuration as unknown as DeployedConfiguration;
  const capability = capabilityOf(scenario, configuration.capabilities);
  let cost = 0;
  const turn: TrialTurn = {
    ...{ workspace: trial.workspace, trialId: trial.id, agent: configuration.name },
    profile: toProfile({ kind: 'configuration', configuration }),
    ...{ capability, content: contentOf(scenario), grants: request.grants },
    allowTools: new Set(request.allowTools),
    history: scenario.history ?? [],
    memories: (scenario.memories ?? []).map(({ entity, type = 'fact', content }, at) => ({
      ...{ id: `trial-${String(at)}`, entity, type, content },
    })),
    onSpent: async (by, tokens) => {
      const paid = kit.costOf(by, tokens) ?? 0;
      cost += paid;
      await count(kit, trial, { model: `${by.provider}/${by.model}`, tokens, cost: paid });
    },
    timeLeft,
  };
  const tried = await kit.runner.run(turn, stop);
  return { index, cost, ...judge(scenario, configuration, capability, tried) };
}

function judge(
  scenario: TrialScenario,
  { capabilities: own }: DeployedConfiguration,
  capability: string,
  tried: TriedTurn,
): Omit<ScenarioOutcome, 'index' | 'cost'> {
  const { answer = '', failure, calls, asked, tokens, model, durationMs } = tried;
  // A message of each capability that it has would have come to the same prompt.
  const reached = (scenario.expected_capabilities ?? []).filter((name) => own.includes(name));
  const capabilities = [...new Set([capability, ...reached, ...asked])];
  const error =
    failure === undefined
      ? judgeAnswer(scenario, { capabilities, calls, answer })
      : { code: failure.code, message: failure.reason };
  const preview = answer.slice(0, longestPreview).toWellFormed();
  const told = { durationMs, capabilities, calls, preview, tokens };
  return {
    ...told,
    ...(model === undefined ? {} : { model }),
    ...(error === undefined ? {} : { error }),
  };
}

/** What was paid for is counted for whoever wanted the trial; a database that is away does not stop it. */
async function count(
  { database, log }: ScenarioKit,
  { workspace, principal, id }: ClaimedTrial,
  spent: Spent,
): Promise<void> {
  try {
    await database.read({ workspace, principal }, (tx) => noteSpent(tx, spent));
  } catch (error) {
    log.error({ err: error, trial: id, ...spent }, 'What a trial cost could not be counted.');
  }
}

function capabilityOf(scenario: TrialScenario, own: readonly string[]): string {
  const expected = scenario.expected_capabilities?.find((name) => own.includes(name));
  return scenario.capability ?? expected ?? own[0] ?? '';
}

function contentOf({ input }: TrialScenario): JsonObject {
  return typeof input === 'string' ? { request: input } : input;
}

function missing(): never {
  throw new Error('A trial has no scenario of that number.');
}
