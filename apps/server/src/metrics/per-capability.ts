import type { MessageFigure } from './figures.repository.js';
import { keepMost } from './keep-most.js';

/** What a capability was asked, and how long what was answered of it took, summed. */
interface CapabilityFigure {
  readonly capability: string;
  readonly sent: number;
  readonly answered: number;
  readonly seconds: number;
}

/** The capabilities that were asked most, each by itself, and all others as one. */
export function perCapability(
  messages: readonly MessageFigure[],
  most?: number,
): CapabilityFigure[] {
  const sums = new Map<string, CapabilityFigure>();
  for (const figure of messages) {
    const { capability } = figure;
    if (capability === null) continue;
    const one = figureOf(capability, figure);
    const before = sums.get(capability);
    sums.set(capability, before === undefined ? one : add(before, one));
  }
  return keepMost([...sums.values()], ({ sent }) => sent, add, most);
}

function figureOf(capability: string, { status, count, seconds }: MessageFigure): CapabilityFigure {
  const isAnswered = status === 'completed' || status === 'failed';
  return { capability, sent: count, answered: isAnswered ? count : 0, seconds };
}

function add(a: CapabilityFigure, b: CapabilityFigure): CapabilityFigure {
  return {
    capability: a.capability,
    sent: a.sent + b.sent,
    answered: a.answered + b.answered,
    seconds: a.seconds + b.seconds,
  };
}
