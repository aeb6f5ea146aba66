import { fieldErrors, ProtocolError, type UsageGrouping, type UsageReport } from '#protocol';
import type { Caller } from '#platform';
import type { AgentRoster } from '#agents';
import type { PriceTable, Usage, UsageGroup } from '#usage';
import type { WantedPage } from '../http/list-page.js';
import { readGroupings, type UsageOptions } from './usage-queries.js';
import { viewUsage } from './view-usage.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const usualMs = 30 * dayMs;

/** As far as a bounded principal sees: the agents and capabilities that it is granted, removed agents included. */
interface Sight {
  readonly agents: readonly string[] | undefined;
  readonly capabilities: readonly string[] | undefined;
}

/** One that is told, and where it stands where that is not its key. */
type Group = UsageGroup & { readonly place?: readonly string[] };

/** Tells what happened in a time, and what it cost. */
export class UsageDesk {
  constructor(
    private readonly usage: Pick<Usage, 'between' | 'ofConversations'>,
    private readonly roster: Pick<AgentRoster, 'read' | 'removed'>,
    private readonly prices: Pick<PriceTable, 'currency'>,
  ) {}

  /**
   * @throws {ProtocolError} INVALID_REQUEST when `from` is not before `to`, or conversations are narrowed down;
   * FORBIDDEN to whoever is granted less than the whole workspace and asks for conversations
   */
  async read(
    caller: Caller,
    options: UsageOptions,
    { cursor, limit }: WantedPage,
  ): Promise<UsageReport> {
    const by = readGroupings(options.group_by) ?? ['agent'];
    const time = readTime(options, Date.now());
    const after = cursor === undefined ? undefined : readPlace(cursor, placeLength(by));
    const page = { ...time, after, limit: limit + 1 };
    const groups: readonly Group[] = isByConversation(by)
      ? await this.ofConversations(caller, options, page)
      : await this.usage.between(caller, {
          ...{ ...page, by: by.filter((one) => one !== 'conversation') },
          sender: options.sender,
          ...(await this.inSight(caller, options)),
        });
    const { from, to } = time;
    const shown = groups.slice(0, limit);
    const last = shown.at(-1);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      currency: this.prices.currency,
      group_by: by,
      groups: shown.map((group) => ({ key: nameKey(group, by), figures: viewUsage(group) })),
      ...(groups.length > limit && last !== undefined
        ? { next_cursor: Buffer.from(JSON.stringify(last.place ?? last.key)).toString('base64url') }
        : {}),
    };
  }

  private async ofConversations(
    caller: Caller,
    { agent, capability, sender }: UsageOptions,
    page: Parameters<Usage['ofConversations']>[1],
  ): Promise<Group[]> {
    if (caller.grants !== undefined) throw ofAll();
    for (const [field, value] of Object.entries({ agent, capability, sender })) {
      if (value !== undefined) throw unfit(field, 'cannot be used with group_by=conversation');
    }
    return this.usage.ofConversations(caller, page);
  }

  private async inSight(
    caller: Caller,
    { agent, capability }: Pick<UsageOptions, 'agent' | 'capability'>,
  ): Promise<Sight> {
    const isBounded = caller.grants !== undefined;
    if (!isBounded && agent === undefined) {
      return {
        agents: undefined,
        capabilities: capability === undefined ? undefined : [capability],
      };
    }
    const { agents, capabilities } = await this.roster.read(caller);
    const names = capabilities.map(({ name }) => name);
    const bounded = caller.grants?.capabilities === undefined ? undefined : names;
    const named = agents.filter(({ name }) => agent === undefined || name === agent);
    return {
      agents: [...named.map(({ id }) => id), ...(await this.roster.removed(caller, agent))],
      capabilities:
        capability === undefined
          ? bounded
          : [capability].filter((name) => bounded?.includes(name) ?? true),
    };
  }
}

function readTime(
  { from, to }: Pick<UsageOptions, 'from' | 'to'>,
  now: number,
): { readonly from: Date; readonly to: Date } {
  const end = Math.ceil((to === undefined ? now : Date.parse(to)) / hourMs) * hourMs;
  const begin =
    from === undefined
      ? Math.floor((end - usualMs) / dayMs) * dayMs
      : Math.floor(Date.parse(from) / hourMs) * hourMs;
  if (begin >= end) throw unfit('from', 'must be before to', 'order');
  return { from: new Date(begin), to: new Date(end) };
}

function isByConversation(by: readonly UsageGrouping[]): boolean {
  return by[0] === 'conversation';
}

/** Conversations stand by cost, tokens and id. */
function placeLength(by: readonly UsageGrouping[]): number {
  return isByConversation(by) ? 3 : by.length;
}

function nameKey({ key }: UsageGroup, by: readonly UsageGrouping[]): Record<string, string | null> {
  return Object.fromEntries(by.map((name, index) => [name, nothingAs(name, key[index] ?? '')]));
}

/** A version 0 is that of messages on which no turn has begun. */
function nothingAs(name: UsageGrouping, value: string): string | null {
  return value === '' || (name === 'version' && value === '0') ? null : value;
}

function readPlace(cursor: string, length: number): readonly string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isPlace = Array.isArray(place) && place.length === length;
    if (isPlace && place.every((part) => typeof part === 'string')) return place;
  } catch {
    // Said below.
  }
  throw unfit('cursor', 'is not of this list', 'cursor');
}

function unfit(field: string, message: string, rule = 'combination'): ProtocolError {
  return fieldErrors('INVALID_REQUEST', [{ field, rule, message }]);
}

function ofAll(): ProtocolError {
  return new ProtocolError('FORBIDDEN', 'What conversations cost is of the whole workspace', {
    suggestion: 'Use group_by=agent, which tells of the agents that you are granted',
  });
}
