import { systemCaller, type Platform, type Tx } from '#platform';
import { readDeliveryFigures } from '#webhooks';
import { FigureCounter, type Figures } from './figures.js';
import {
  countWaitingMessages,
  readAgentFigures,
  readMemoryFigures,
  readMessageFigures,
} from './figures.repository.js';

/** The server's figures, counted seldom however often somebody asks. */
export function countFigures({
  database,
  clock,
}: Pick<Platform, 'database' | 'clock'>): () => Promise<Figures> {
  const seldom = <Counted>(count: (tx: Tx) => Promise<Counted>): (() => Promise<Counted>) => {
    const monotonic = (): number => clock.monotonic();
    const counter = new FigureCounter(() => database.read(systemCaller, count), monotonic);
    return () => counter.read();
  };
  const small = seldom(async (tx) => ({
    agents: await readAgentFigures(tx),
    messages: await readMessageFigures(tx),
    waiting: await countWaitingMessages(tx),
    webhooks: await readDeliveryFigures(tx),
  }));
  const memories = seldom(readMemoryFigures);
  // Where memories cannot be counted, all else is told.
  return async () => {
    const [figures, known] = await Promise.all([small(), memories().catch(() => [])]);
    return { ...figures, memories: known };
  };
}
