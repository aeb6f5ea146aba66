import { systemCaller, type Platform } from '#platform';
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
  const counter = new FigureCounter(
    () =>
      database.read(systemCaller, async (tx) => ({
        agents: await readAgentFigures(tx),
        messages: await readMessageFigures(tx),
        memories: await readMemoryFigures(tx),
        waiting: await countWaitingMessages(tx),
        webhooks: await readDeliveryFigures(tx),
      })),
    () => clock.monotonic(),
  );
  return () => counter.read();
}
