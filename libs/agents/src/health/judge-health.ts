import type { AgentStatus, WellBeing } from '#protocol';
import type { ProviderFigures } from '../figures/provider-figures.js';

/** What is to be judged of an agent. */
export interface Condition {
  readonly status: AgentStatus;
  /** A worker takes its messages: of a code agent, one that has its code. */
  readonly isServed: boolean;
  /** Of its last messages, per capability. */
  readonly recent: readonly Pick<ProviderFigures, 'succeeded' | 'failed'>[];
}

/** How well an agent does, and why it does not. */
export interface Judgement {
  readonly status: WellBeing;
  readonly notes: readonly string[];
}

/** Of fewer messages nothing is concluded. */
const fewest = 5;

const rates = { healthy: 0.9, degraded: 0.5 };

/**
 * `unhealthy`: nobody takes its messages, or most of them fail. `degraded`: it was told not to take any, or
 * more than one in ten fails.
 */
export function judgeHealth({ status, isServed, recent }: Condition): Judgement {
  const succeeded = sum(recent.map((each) => each.succeeded));
  const ended = succeeded + sum(recent.map((each) => each.failed));
  const rate = ended < fewest ? 1 : succeeded / ended;
  const failing = `Of its last ${String(ended)} messages ${String(ended - succeeded)} failed; GET /api/v1/dead-letters has them.`;
  const grave = [
    ...(isServed
      ? []
      : ['No worker takes its messages; GET /api/v1/workers lists those that run.']),
    ...(rate < rates.degraded ? [failing] : []),
  ];
  const slight = [
    ...(status === 'running' ? [] : [explain(status)]),
    ...(rate >= rates.degraded && rate < rates.healthy ? [failing] : []),
  ];
  const notes = [...grave, ...slight];
  if (grave.length > 0) return { status: 'unhealthy', notes };
  return { status: slight.length > 0 ? 'degraded' : 'healthy', notes };
}

function explain(status: AgentStatus): string {
  return status === 'paused'
    ? 'It is paused: its messages wait until it is resumed.'
    : 'It is being removed: it finishes the messages that it has.';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
