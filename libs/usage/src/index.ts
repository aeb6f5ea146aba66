import { TallyEntity } from './entities/tally.entity.js';
import { UsagePastEntity } from './entities/usage-past.entity.js';
import { UsageSumEntity } from './entities/usage-sum.entity.js';
import { UsageTotalEntity } from './entities/usage-total.entity.js';

/** The tables of this library, for the mapper. */
export const usageEntities = [
  TallyEntity,
  UsagePastEntity,
  UsageSumEntity,
  UsageTotalEntity,
] as const;

export { noteSpent, type Spent } from './adding/note-spent.repository.js';
export { dropOldHours } from './adding/old-hours.repository.js';
export { UsageRounds } from './adding/usage-rounds.js';
export {
  averageConversationMs,
  averageResponseMs,
  nothing,
  plus,
  processed,
  successRate,
  type Figures,
} from './reading/figures.js';
export { costOf, costUnit, readPrices, type PriceTable } from './cost/price-table.js';
export { readUsage, type UsageGroup } from './reading/usage.repository.js';
export { Usage } from './usage.js';
