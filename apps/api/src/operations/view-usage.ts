import { formatResponseTime, type UsageFigures } from '#protocol';
import { averageResponseMs, costUnit, successRate, type Figures } from '#usage';

/** Figures in the contract's words. */
export function viewUsage(figures: Figures): UsageFigures {
  const { accepted, completed, failed, expired, cancelled, turns } = figures;
  const average = (sum: number): string => formatResponseTime(turns === 0 ? 0 : sum / turns);
  return {
    messages: { accepted, completed, failed, expired, cancelled },
    turns,
    success_rate: Math.round(successRate(figures) * 10_000) / 10_000,
    avg_response_time: formatResponseTime(averageResponseMs(figures)),
    avg_queue_time: average(figures.queue_ms),
    avg_turn_time: average(figures.turn_ms),
    tokens: { input: figures.tokens_in, output: figures.tokens_out },
    cost: figures.cost / costUnit,
    conversations: { begun: figures.conversations_begun, ended: figures.conversations_ended },
  };
}
