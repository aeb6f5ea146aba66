import { systemCaller, type Platform } from '#platform';
import { FigureCounter } from './figures.js';
import { readStanding, type Standing } from './standing.repository.js';

/** How things stand, read seldom however often somebody asks. */
export function countStanding({
  database,
  clock,
}: Pick<Platform, 'database' | 'clock'>): () => Promise<Standing> {
  const counter = new FigureCounter(
    () => database.read(systemCaller, readStanding),
    () => clock.monotonic(),
  );
  return () => counter.read();
}
