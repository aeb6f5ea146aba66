import { formatResponseTime, type CapabilityDetail, type CapabilitySummary } from '#protocol';
import { noFigures, type ProviderFigures } from '../figures/provider-figures.js';
import type { RegisteredCapability } from '../registry/snapshot.js';
import { confidence, loadLevel, loadOf, successRate } from '../routing/score.js';
import { round } from '../routing/candidate.js';

type ProviderView = CapabilityDetail['agents'][number];

/** One line of the list: quick start section 5. The figures are of the providers, in their order. */
export function summarizeCapability(
  { name, description, providers }: RegisteredCapability,
  figures: readonly ProviderFigures[],
): CapabilitySummary {
  const running = figures.filter((_, index) => providers[index]?.status === 'running');
  const counted = running.length > 0 ? running : figures;
  const pending = sum(counted.map((each) => each.pending));
  return {
    name,
    agents: providers.map((agent) => agent.name),
    description,
    load: loadLevel(loadOf(pending, counted.length)),
    avg_response_time: formatResponseTime(averageResponse(figures)),
  };
}

/** A provider with what it did: quick start section 6. */
export function viewProvider(
  { providers }: RegisteredCapability,
  index: number,
  figures: ProviderFigures = noFigures,
  requests = 0,
): ProviderView {
  return {
    name: providers[index]?.name ?? '',
    status: providers[index]?.status ?? '',
    confidence: round(confidence(figures)),
    load: loadLevel(loadOf(figures.pending)),
    last_used: figures.lastUsed?.toISOString() ?? null,
    success_rate: round(successRate(figures)),
    avg_response_time: formatResponseTime(figures.responseMs),
    requests,
  };
}

/** Of all messages alike, whoever answered them. */
export function averageResponse(figures: readonly ProviderFigures[]): number {
  const ended = figures.map(({ succeeded, failed }) => succeeded + failed);
  const total = sum(ended);
  const spent = sum(figures.map(({ responseMs }, index) => responseMs * (ended[index] ?? 0)));
  return total === 0 ? 0 : spent / total;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
