import type { AgentFields } from '#agent-files';
import { checkAgent, type CheckedAgent, type FieldFault } from '../agents/check-agent.js';

/** An agent as a file has it. */
export interface LocalAgent {
  readonly file: string;
  readonly name: string;
  readonly fields: AgentFields;
}

type Configuration = NonNullable<CheckedAgent['configuration']>;

/** An agent as the server has it. */
export interface RemoteAgent {
  readonly name: string;
  readonly type: 'configuration' | 'code';
  readonly status: string;
  readonly configuration: Configuration;
}

/** One thing to do. */
export type Step =
  | {
      readonly kind: 'create';
      readonly name: string;
      readonly file: string;
      readonly body: AgentFields;
    }
  | {
      readonly kind: 'update';
      readonly name: string;
      readonly file: string;
      readonly body: AgentFields;
      readonly changes: readonly string[];
    }
  | { readonly kind: 'keep'; readonly name: string; readonly file: string }
  | { readonly kind: 'remove'; readonly name: string };

/** What is wrong with a file. */
interface BadFile {
  readonly file: string;
  readonly faults: readonly FieldFault[];
}

/** What is to be done so that the server has the agents of a folder. */
export interface Plan {
  readonly steps: readonly Step[];
  /** While there is one, nothing is done. */
  readonly bad: readonly BadFile[];
}

/**
 * Compares files with what is deployed. The server ends up with what the files say: what a file does not name
 * is taken back to its default.
 * @param prune whether agents that no file has are removed; agents of code never are
 */
export function planDeployment(
  local: readonly LocalAgent[],
  remote: readonly RemoteAgent[],
  prune: boolean,
): Plan {
  const bad = [...findDoubles(local), ...findTaken(local, remote)];
  const deployed = new Map(remote.map((agent) => [agent.name, agent]));
  const steps: Step[] = [];
  for (const agent of local) {
    const { step, faults } = compare(agent, deployed.get(agent.name)?.configuration);
    steps.push(step);
    if (faults.length > 0) bad.push({ file: agent.file, faults });
  }
  return { steps: [...steps, ...(prune ? findRemoved(local, remote) : [])], bad };
}

function compare(
  { file, name, fields }: LocalAgent,
  before: Configuration | undefined,
): { readonly step: Step; readonly faults: readonly FieldFault[] } {
  if (before === undefined) {
    const { faults } = checkAgent(fields);
    return { step: { kind: 'create', name, file, body: fields }, faults };
  }
  const body = wholeBody(fields, before);
  const { changes, faults } = checkAgent(body, before);
  const isSame = faults.length === 0 && changes.length === 0;
  return {
    step: isSame ? { kind: 'keep', name, file } : { kind: 'update', name, file, body, changes },
    faults,
  };
}

/** Of what older files call memory, whichever is cleared forgets all of it. */
const memoryFields = ['memory', 'memory_enabled', 'memory_scope'];

/** An update that leaves nothing of before: `null` gives a field its default again. */
function wholeBody(fields: AgentFields, before: Configuration): AgentFields {
  const own = new Set(Object.keys(fields));
  const cleared = Object.keys(before).filter((field) => !own.has(field));
  // The settings of memory are merged by an update, unless one of its names is cleared.
  const forgotten = memoryFields.filter((field) => !own.has(field));
  const nulls = new Map<string, unknown>([...cleared, ...forgotten].map((field) => [field, null]));
  return { ...(Object.fromEntries(nulls) as AgentFields), ...fields };
}

function findDoubles(local: readonly LocalAgent[]): BadFile[] {
  const first = new Map<string, string>();
  const doubles: BadFile[] = [];
  for (const { file, name } of local) {
    const other = first.get(name);
    if (other === undefined) first.set(name, file);
    else doubles.push({ file, faults: [{ field: 'name', message: `is ${name}, as in ${other}` }] });
  }
  return doubles;
}

/** Names of agents that are made of code, or are just leaving. */
function findTaken(local: readonly LocalAgent[], remote: readonly RemoteAgent[]): BadFile[] {
  return local.flatMap(({ file, name }) => {
    const there = remote.find((agent) => agent.name === name);
    if (there === undefined) return [];
    const { type, status } = there;
    const isCode = type === 'code';
    if (!isCode && status !== 'draining') return [];
    const message = isCode
      ? `is ${name}, the name of an agent that is made of code`
      : `is ${name}, an agent that is being removed; try again when it is gone`;
    return [{ file, faults: [{ field: 'name', message }] }];
  });
}

function findRemoved(local: readonly LocalAgent[], remote: readonly RemoteAgent[]): Step[] {
  const wanted = new Set(local.map(({ name }) => name));
  return remote
    .filter(
      ({ type, status, name }) =>
        type === 'configuration' && status !== 'draining' && !wanted.has(name),
    )
    .map(({ name }) => ({ kind: 'remove', name }));
}

/** How many there are of each kind. */
export function countSteps({ steps }: Plan): Readonly<Record<Step['kind'], number>> {
  const count = (kind: Step['kind']): number => steps.filter((step) => step.kind === kind).length;
  return {
    ...{ create: count('create'), update: count('update') },
    ...{ keep: count('keep'), remove: count('remove') },
  };
}

/** Whether there is anything to do. */
export const isIdle = ({ steps }: Plan): boolean => steps.every(({ kind }) => kind === 'keep');
