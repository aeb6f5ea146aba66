import { systemCaller, type Database, type Env } from '#platform';
import { dropExpiredAnswers } from '#idempotency';
import type { MailboxSweep } from '#messaging';
import { dropOldTrials } from '#trials';
import { dropOldHours } from '#usage';
import { dropOldDeliveries } from '#webhooks';

/** Rows that one statement forgets. */
const portion = 1_000;

/** Forgets some of what has expired. False: nothing is left that has. */
export type Expiry = () => Promise<boolean>;

/** What the machine noted for itself, each for as long as its setting says. */
export function expiriesOf(
  database: Database,
  { old }: Pick<MailboxSweep, 'old'>,
  env: Env,
): readonly Expiry[] {
  const steps = env.CAXTON_STEP_RETENTION;
  const records = env.CAXTON_RECORD_RETENTION;
  const deliveries = env.CAXTON_DELIVERY_RETENTION;
  const hours = env.CAXTON_USAGE_RETENTION;
  const drops = [
    () => database.read(systemCaller, (tx) => dropExpiredAnswers(tx, portion)),
    () => old.dropSteps(steps, portion),
    () => database.read(systemCaller, (tx) => dropOldDeliveries(tx, deliveries, portion)),
    () => old.dropBatches(records, portion),
    () => old.dropOperations(records, portion),
    () => database.read(systemCaller, (tx) => dropOldHours(tx, hours, portion)),
    () => database.read(systemCaller, (tx) => dropOldTrials(tx, portion)),
  ];
  return drops.map((drop) => async () => (await drop()) === portion);
}
