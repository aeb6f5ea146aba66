import type { CaxtonClient } from '#client';
import { nameOf } from '../agents/check-agent.js';
import { findAgentFiles } from '../agents/find-files.js';
import { readOrExplain } from '../agents/read-file.js';
import { askFirst } from '../run/ask-first.js';
import { CliError } from '../run/cli-error.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { listing } from '../run/listing.js';
import { applyPlan, type Applied } from './apply-plan.js';
import {
  countSteps,
  isIdle,
  planDeployment,
  type LocalAgent,
  type Plan,
  type RemoteAgent,
} from './plan.js';
import { renderBad, renderPlan } from './render-plan.js';

export interface DeployFlags {
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly check?: boolean;
  readonly dryRun?: boolean;
}

/** Brings the agents of a server to what a folder says: plans, asks, and does it. */
export async function deployFolder(run: Invocation<DeployFlags>): Promise<Ending | undefined> {
  const { prune = false, check = false, dryRun = false } = run.flags;
  const local = await readFolder(run.args[0] ?? '.');
  const client = await run.client();
  const plan = planDeployment(local, await readDeployed(client), prune);
  refuseBad(plan);
  if (!check && !dryRun && !isIdle(plan)) return carryOut(run, client, plan);
  tell(run, plan, []);
  return check && !isIdle(plan) ? 'failed' : undefined;
}

async function carryOut(
  run: Invocation<DeployFlags>,
  client: CaxtonClient,
  plan: Plan,
): Promise<Ending | undefined> {
  run.terminal.note(renderPlan(plan));
  await askFirst(run, 'Do this?');
  const applied = await applyPlan(client, plan, (done, total) => {
    run.terminal.tellProgress(done, total);
  });
  tell(run, plan, applied);
  return applied.some(({ error }) => error !== undefined) ? 'failed' : undefined;
}

/** @throws {CliError} a file is not right: half of a folder is never deployed */
function refuseBad(plan: Plan): void {
  if (plan.bad.length === 0) return;
  throw new CliError(
    'invalid',
    `Nothing was done, because files are not right:\n${renderBad(plan)}`,
    'Correct them and deploy again.',
  );
}

function tell({ terminal }: Invocation, plan: Plan, applied: readonly Applied[]): void {
  const steps = plan.steps.map(({ kind, name, ...step }) => ({
    ...{ kind, name },
    ...('file' in step ? { file: step.file } : {}),
    ...('changes' in step ? { changes: step.changes } : {}),
  }));
  terminal.show({ plan: { ...countSteps(plan), steps }, applied }, () =>
    applied.length === 0 ? renderPlan(plan) : applied.map(renderApplied).join(''),
  );
}

const said = {
  create: 'created',
  update: 'updated',
  remove: 'removed',
  keep: 'unchanged',
} as const;

function renderApplied({ name, kind, error }: Applied): string {
  return error === undefined
    ? `${name} is ${said[kind]}.\n`
    : `${name} was not ${said[kind]}: ${error}\n`;
}

/** @throws {CliError} there is no agent, or a file that should be one and is none */
async function readFolder(path: string): Promise<LocalAgent[]> {
  const files = await findAgentFiles(path);
  const read = await Promise.all(
    files.map(async (file) => {
      const fields = await readOrExplain(file);
      return fields === undefined ? [] : [{ file, name: nameOf(file, fields), fields }];
    }),
  );
  const agents = read.flat();
  // With --prune an empty folder would remove every agent.
  if (agents.length > 0) return agents;
  throw new CliError(
    'usage',
    `${path} holds no agent.`,
    'Agents are *.json, *.toml, and *.md with front matter.',
  );
}

/** Every agent with its configuration; the list does not have it. */
async function readDeployed(client: CaxtonClient): Promise<RemoteAgent[]> {
  const { agents } = await listing((next) => client.agents.list(next)).read('agents', 100_000);
  const found: RemoteAgent[] = [];
  for (let at = 0; at < agents.length; at += 8) {
    const some = agents.slice(at, at + 8);
    const details = await Promise.all(some.map(({ name }) => client.agents.get(name)));
    found.push(...details.map((agent) => agent as unknown as RemoteAgent));
  }
  return found;
}
