/** A process's claim on a directory. Its name says it all, so it is there whole or not at all. */
export interface Claim {
  readonly name: string;
  readonly pid: number;
  readonly birth: string;
  readonly place: string;
}

/** What is known of a claim beyond its name. */
export interface Sight {
  /** The place of the process that looks. */
  readonly place: string;
  /** The birth of the process that has the claim's number here, if there is one. */
  readonly birthHere: string | undefined;
  /** How long the claim has not been touched, in milliseconds. */
  readonly silence: number;
  /** It was touched while we looked. */
  readonly hasMoved: boolean;
}

/** Every claim is touched so often by who holds it, in milliseconds. */
export const touchEvery = 2_000;

/** One from elsewhere that was not touched for so long is dead, in milliseconds. */
export const deadAfter = 10_000;

/** Who came first waits so long for those who must withdraw, in milliseconds. */
const patience = 3_000;

const shape = /^claim-\d{13}-\d{3}-(?<pid>\d+)-(?<birth>[\w.]+)-(?<place>\w+)$/;

/** Names sort by time. @param count tells two of one process and millisecond apart */
export function claimName(now: number, count: number, who: Omit<Claim, 'name'>): string {
  const time = String(now).padStart(13, '0');
  const nth = String(count % 1_000).padStart(3, '0');
  return `claim-${time}-${nth}-${who.pid}-${who.birth}-${who.place}`;
}

export function readClaim(name: string): Claim | undefined {
  const { pid, birth, place } = shape.exec(name)?.groups ?? {};
  if (pid === undefined || birth === undefined || place === undefined) return undefined;
  return { name, pid: Number(pid), birth, place };
}

/**
 * Whether the claim's process lives. Here its number and birth tell, at once; elsewhere only time
 * does: `unknown` until it was touched or was not.
 */
export function judgeClaim(claim: Claim, sight: Sight): 'alive' | 'dead' | 'unknown' {
  if (claim.place === sight.place) return claim.birth === sight.birthHere ? 'alive' : 'dead';
  if (sight.hasMoved) return 'alive';
  return sight.silence > deadAfter ? 'dead' : 'unknown';
}

/** Another claim that is not dead. */
export interface Rival {
  readonly claim: Claim;
  readonly verdict: 'alive' | 'unknown';
}

/**
 * Alone, one has the directory. Of two, the later one withdraws; who came first waits for that, but
 * not for ever: a clock may have been set back.
 *
 * @param waited milliseconds since one began to look
 * @returns the rival to withdraw for, if one must
 */
export function decide(
  own: string,
  rivals: readonly Rival[],
  waited: number,
): 'alone' | 'wait' | Rival {
  const [first] = rivals;
  if (first === undefined) return 'alone';
  const alive = rivals.filter(({ verdict }) => verdict === 'alive');
  const winner = alive.find(({ claim }) => claim.name < own || waited > patience);
  if (winner !== undefined) return winner;
  return waited > deadAfter + patience ? first : 'wait';
}
