import { otherValue } from '#signals';
import type { MessageFigure } from './figures.repository.js';

/** Capabilities that are told apart: those that were asked most. */
const mostCapabilities = 100;

/** What a capability was asked, and how long what ended of it took, summed. */
interface CapabilityFigure {
  readonly capability: string;
  readonly sent: number;
  readonly ended: number;
  readonly seconds: number;
}

/** The capabilities that were asked most, each by itself, and all others as one: a flood of them stays bounded. */
export function perCapability(
  messages: readonly MessageFigure[],
  most = mostCapabilities,
): CapabilityFigure[] {
  const named = [...new Set(messages.map(({ capability }) => capability))].flatMap((capability) =>
    capability === null ? [] : [sumOf(capability, messages)],
  );
  const sorted = named.sort((a, b) => b.sent - a.sent);
  const rest = sorted.slice(most);
  if (rest.length === 0) return sorted;
  const other = rest.reduce(
    (sum, one) => ({
      capability: otherValue,
      sent: sum.sent + one.sent,
      ended: sum.ended + one.ended,
      seconds: sum.seconds + one.seconds,
    }),
    { capability: otherValue, sent: 0, ended: 0, seconds: 0 },
  );
  return [...sorted.slice(0, most), other];
}

function sumOf(capability: string, messages: readonly MessageFigure[]): CapabilityFigure {
  const own = messages.filter((figure) => figure.capability === capability);
  const settled = own.filter(({ status }) => status !== 'delivered');
  return {
    capability,
    sent: sum(own.map(({ count }) => count)),
    ended: sum(settled.map(({ count }) => count)),
    seconds: sum(settled.map(({ seconds }) => seconds)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
