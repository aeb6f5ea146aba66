import type { BodyOf, CaxtonClient } from '#client';
import { explainFailure } from '../run/explain-failure.js';
import type { Plan, Step } from './plan.js';

/** What became of one step. */
export interface Applied {
  readonly name: string;
  readonly kind: Step['kind'];
  readonly error?: string;
}

/**
 * Does what a plan says, one step after another. A step that fails does not stop the others: what is done is done,
 * and the next run plans what is left.
 */
export async function applyPlan(
  client: CaxtonClient,
  { steps }: Plan,
  onStep: (done: number, total: number) => void,
): Promise<Applied[]> {
  const due = steps.filter(({ kind }) => kind !== 'keep');
  const applied: Applied[] = [];
  for (const step of due) {
    applied.push(await applyStep(client, step));
    onStep(applied.length, due.length);
  }
  return applied;
}

async function applyStep(client: CaxtonClient, step: Step): Promise<Applied> {
  const { name, kind } = step;
  try {
    await act(client, step);
    return { name, kind };
  } catch (error) {
    const told = explainFailure(error);
    if (told === undefined || told.ending === 'unreachable') throw error;
    const fields = (told.fields ?? []).map(({ field, message }) => `${field} ${message}`);
    return { name, kind, error: [told.message, ...fields].join('; ') };
  }
}

async function act(client: CaxtonClient, step: Step): Promise<unknown> {
  switch (step.kind) {
    case 'create':
      return client.agents.deploy(step.body as BodyOf<'deployAgent'>);
    case 'update':
      return client.agents.update(step.name, step.body);
    case 'remove':
      return client.agents.remove(step.name);
    case 'keep':
      return undefined;
  }
}
