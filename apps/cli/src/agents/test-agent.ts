import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CaxtonError, type AnswerOf, type BodyOf } from '#client';
import { CliError } from '../run/cli-error.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { readAgent } from './read-file.js';
import { renderTrial } from './render-trial.js';

export interface TestFlags {
  readonly scenarios?: string;
  readonly input?: string;
  readonly expect?: readonly string[];
  readonly expectTool?: readonly string[];
  readonly allowTool?: readonly string[];
  readonly timeout: number;
}

type Trial = BodyOf<'testConfiguration'>;
type Scenarios = Trial['test_scenarios'];
type Report = AnswerOf<'testConfiguration'>;

/** Longer than the trial itself: its report has to arrive too. */
const marginMs = 15_000;
/** The library asks anew when an answer is held for long, under the same key: the trial goes on. */
const attempts = 60;

/** Tries an agent with the real model; ends as failed when a scenario does. */
export async function testAgent(run: Invocation<TestFlags>): Promise<Ending | undefined> {
  const { flags } = run;
  const scenarios = await scenariosOf(flags);
  const body: Trial = {
    content: await configurationOf(run),
    test_scenarios: scenarios,
    allow_tools: [...(flags.allowTool ?? [])],
    timeout_seconds: Math.ceil(flags.timeout / 1_000),
  };
  const report = await tryOut(run, body);
  run.terminal.show(report, renderTrial);
  return report.overall_result === 'passed' ? undefined : 'failed';
}

async function tryOut(run: Invocation<TestFlags>, body: Trial): Promise<Report> {
  const client = await run.client();
  try {
    const timeoutMs = run.flags.timeout + marginMs;
    return await client.agents.test(body, { timeoutMs, attempts });
  } catch (error) {
    // The report of a trial that failed is what the error holds.
    if (!(error instanceof CaxtonError) || error.code !== 'TRIAL_FAILED') throw error;
    return error.details as unknown as Report;
  }
}

/** Of a file, or as it is deployed under that name. */
async function configurationOf(run: Invocation<TestFlags>): Promise<Trial['content']> {
  const what = run.arg(0);
  if (what === '-' || existsSync(what)) return await readAgent(what);
  const client = await run.client();
  const { name, configuration } = await client.agents.get(what);
  return { ...configuration, name };
}

async function scenariosOf({ scenarios: file, ...flags }: TestFlags): Promise<Scenarios> {
  if (file !== undefined) return readScenarios(file);
  if (flags.input !== undefined) {
    return [
      {
        ...{ name: 'input', input: flags.input },
        expected_keywords: [...(flags.expect ?? [])],
        expected_tools: [...(flags.expectTool ?? [])],
      },
    ];
  }
  throw new CliError(
    'usage',
    'There is nothing to test the agent with.',
    'Give it --input "…", or a file of scenarios with --scenarios.',
  );
}

/** A list, or an object that holds one as the API takes it. */
async function readScenarios(file: string): Promise<Scenarios> {
  const remedy = 'Write a list such as [{ "name": "greets", "input": "Hello" }].';
  try {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    const held = (read as { test_scenarios?: unknown } | null)?.test_scenarios ?? read;
    if (Array.isArray(held)) return held as Scenarios;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError('usage', `${file} is no JSON: ${error.message}`, remedy);
  }
  throw new CliError('usage', `${file} holds no list of scenarios.`, remedy);
}
