import type { Env } from '#platform';

/** Whether what the program says is read by people: as text, also by its log. Else by machines: as JSON. */
export function isForPeople({
  CAXTON_LOG_FORMAT: format,
}: Pick<Env, 'CAXTON_LOG_FORMAT'>): boolean {
  return format === 'text' || (format === 'auto' && process.stdout.isTTY);
}
