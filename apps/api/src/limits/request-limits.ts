import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { ProtocolError } from '#protocol';
import { addressGroup, type Principal } from '#identity';
import type { Clock, RateLimit, RateLimits } from '#platform';
import { rateHeaders, secondsOf, type NamedStanding } from './rate-headers.js';

/** Requests a minute; 0: any number. */
export interface RateQuotas {
  /** Of one API key or user. */
  readonly principal: number;
  /** Of all of a workspace together. */
  readonly workspace: number;
  /** From an address, by whoever is not known. */
  readonly address: number;
  /** Logins under one name from one address. */
  readonly login: number;
}

/** The response, whose headers streams keep as well. */
type Answered = Pick<ServerResponse, 'setHeader'>;

interface Counting {
  readonly name: string;
  readonly limit: RateLimit | undefined;
  readonly subject: string;
}

/** How many requests somebody may make: docs/security.md. Each counts, says so in the answer, and refuses. */
export class RequestLimits {
  private readonly limits: Readonly<Record<keyof RateQuotas, RateLimit | undefined>>;

  constructor(
    limits: RateLimits,
    quotas: RateQuotas,
    private readonly clock: Clock,
  ) {
    const open = (name: keyof RateQuotas): RateLimit | undefined =>
      quotas[name] === 0 ? undefined : limits.limit(name, quotas[name]);
    this.limits = {
      ...{ principal: open('principal'), workspace: open('workspace') },
      ...{ address: open('address'), login: open('login') },
    };
  }

  /** Thrown for one request too many of somebody known, or of their workspace: RATE_LIMITED. */
  async countKnown({ kind, id, workspace }: Principal, answer: Answered): Promise<void> {
    const { limits } = this;
    const standings = await count([
      { name: kind, limit: limits.principal, subject: `${kind}:${id}` },
      { name: 'workspace', limit: limits.workspace, subject: workspace },
    ]);
    this.tell(standings, answer);
    refuseExceeded(standings);
  }

  /**
   * Counts so many requests more for one that stands for several, and refuses none: it was let in as one, and
   * whatever comes next in the window waits for it.
   */
  async countMore(
    { kind, id, workspace }: Pick<Principal, 'kind' | 'id' | 'workspace'>,
    more: number,
    answer: Answered,
  ): Promise<void> {
    if (more === 0 || kind === 'local') return;
    const { limits } = this;
    const standings = await count(
      [
        { name: kind, limit: limits.principal, subject: `${kind}:${id}` },
        { name: 'workspace', limit: limits.workspace, subject: workspace },
      ],
      more,
    );
    this.tell(standings, answer);
  }

  /**
   * Thrown for one request too many from an address by somebody who is not known: RATE_LIMITED. Those about logins
   * have as many for themselves, whatever else comes from there.
   */
  async countStranger(
    address: string,
    answer: Answered,
    of: 'logins' | 'others' = 'others',
  ): Promise<void> {
    const group = addressGroup(address);
    const subject = of === 'logins' ? `logins ${group}` : group;
    const standings = await count([{ name: 'address', limit: this.limits.address, subject }]);
    this.tell(standings, answer);
    refuseExceeded(standings);
  }

  /**
   * Thrown for one login too many: RATE_LIMITED. Right passwords count as well: each costs a hash. What stands in
   * the name is not written into Redis; it may be a password, typed into the wrong field.
   */
  async countLogin(username: string, address: string, answer: Answered): Promise<void> {
    const subject = createHash('sha256')
      .update(`${username.toLowerCase()}\n${addressGroup(address)}`)
      .digest('base64url');
    const standings = await count([{ name: 'login', limit: this.limits.login, subject }]);
    this.tell(standings, answer);
    refuseExceeded(standings);
  }

  /** Says in the answer of somebody who must wait after wrong passwords what they wait for. */
  tellWait(refusal: unknown, answer: Answered): void {
    const wait = waitOf(refusal);
    if (wait !== undefined) this.tell([wait], answer);
  }

  private tell(standings: readonly NamedStanding[], answer: Answered): void {
    const headers = rateHeaders(standings, this.clock.now());
    for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
  }
}

/** Side by side: with Redis that is one round trip for all. */
async function count(countings: readonly Counting[], requests = 1): Promise<NamedStanding[]> {
  const standings = countings.map(async ({ name, limit, subject }) => {
    const standing = await limit?.count(subject, requests);
    return standing === undefined ? [] : [{ name, ...standing }];
  });
  return (await Promise.all(standings)).flat();
}

/** As a limit of its own, whose window is the wait. */
function waitOf(refusal: unknown): NamedStanding | undefined {
  if (!(refusal instanceof ProtocolError)) return undefined;
  const { limited, limit, retry_after: seconds } = refusal.details;
  if (limited !== 'wrong_passwords' || typeof limit !== 'number' || typeof seconds !== 'number')
    return undefined;
  const window = Math.ceil(seconds);
  return {
    ...{ name: limited, quota: limit, window, remaining: 0 },
    ...{ resetMs: seconds * 1_000, isExceeded: true },
  };
}

function refuseExceeded(standings: readonly NamedStanding[]): void {
  const exceeded = standings.filter(({ isExceeded }) => isExceeded);
  const [first] = exceeded;
  if (first === undefined) return;
  throw new ProtocolError(
    'RATE_LIMITED',
    `More than ${String(first.quota)} requests a minute were made by this ${first.name}`,
    { retry_after: Math.max(...exceeded.map(secondsOf)), limit: first.quota, limited: first.name },
  );
}
