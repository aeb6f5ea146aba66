import { counts } from '../counts.js';

/** What happened, in numbers; the names are those of the columns. */
export type Figures = Readonly<Record<(typeof counts)[number], number>>;

export const nothing: Figures = Object.fromEntries(
  counts.map((name) => [name, 0]),
) as unknown as Figures;

/** Of both together. */
export function plus(a: Figures, b: Figures): Figures {
  const sums = counts.map((name) => [name, a[name] + b[name]] as const);
  return Object.fromEntries(sums) as unknown as Figures;
}

/** Completed, failed or expired: all that ended and that nobody called off. */
export function processed({ completed, failed, expired }: Figures): number {
  return completed + failed + expired;
}

/** Of what ended and nobody called off, what completed; 1 while nothing has. */
export function successRate(figures: Figures): number {
  const total = processed(figures);
  return total === 0 ? 1 : figures.completed / total;
}

/** Milliseconds from acceptance to the end, on average; 0 while nothing was answered. */
export function averageResponseMs({ completed, failed, response_ms }: Figures): number {
  return completed + failed === 0 ? 0 : response_ms / (completed + failed);
}

/** Milliseconds that a conversation was at work, on average; 0 while none has ended. */
export function averageConversationMs(figures: Figures): number {
  const { conversations_ended: ended, conversation_ms: spent } = figures;
  return ended === 0 ? 0 : spent / ended;
}
