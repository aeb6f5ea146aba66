import { createId, type Statement, type Tx } from '#platform';
import type { VersionSplit } from './choose-version.js';

const writeSplit: Statement = {
  name: 'agents.write-split',
  text: `
    update agents set split = $2::jsonb, updated_at = clock_timestamp() where id = $1
    returning split`,
};

/** Messages are stamped by the same clock. */
const readNow: Statement = {
  name: 'agents.split-now',
  text: `select clock_timestamp() as now`,
};

const readSplit: Statement = {
  name: 'agents.read-split',
  text: `
    select id, version_number, split from agents
    where workspace_id = $1 and name = $2 and status <> 'removed'`,
};

/** What a new split is known by, and from when on its figures count. */
export async function beginSplit(tx: Tx): Promise<Pick<VersionSplit, 'id' | 'started_at'>> {
  const [row] = await tx.rows<{ now: Date }>(readNow);
  return { id: createId('spl'), started_at: (row?.now ?? new Date()).toISOString() };
}

/** Begins, changes or (nothing) ends the split of an agent. */
export async function saveSplit(
  tx: Tx,
  agentId: string,
  split: VersionSplit | undefined,
): Promise<void> {
  const written = split === undefined ? null : JSON.stringify(split);
  await tx.rows(writeSplit, [agentId, written]);
}

/** An agent with its split; nothing when nobody has the name. */
export async function findSplit(
  tx: Tx,
  name: string,
): Promise<{ id: string; version_number: number; split: VersionSplit | null } | undefined> {
  const [row] = await tx.rows<{
    id: string;
    version_number: number;
    split: VersionSplit | null;
  }>(readSplit, [tx.caller.workspace, name]);
  return row;
}
