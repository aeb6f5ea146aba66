/** What is kept of a login. */
export interface Profile {
  readonly url: string;
  /** The workspace that the key belongs to. */
  readonly workspace: string;
  readonly api_key: string;
  /** Of a key that a login made; it is revoked by a logout. */
  readonly key_id?: string;
}

/** Everything that is kept: a profile for each workspace of each server. */
export interface Profiles {
  /** Which one is meant when nothing is said. */
  readonly current: string | undefined;
  readonly profiles: readonly Profile[];
}

export const noProfiles: Profiles = { current: undefined, profiles: [] };

/** What tells one profile from another. */
const nameOf = ({ url, workspace }: Pick<Profile, 'url' | 'workspace'>): string =>
  `${workspace}@${url}`;

/** What the command line and the environment say. */
export interface Asked {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly workspace?: string | undefined;
}

/** Whom to call, and as whom. */
export interface Target {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Where the key comes from; of a flag or a variable it is not known to whom it belongs. */
  readonly profile: Profile | undefined;
}

const usualUrl = 'http://localhost:8080';

/** The profile that is meant, if one is: never one of another server than the one that is named. */
export function findProfile(kept: Profiles, asked: Asked): Profile | undefined {
  const url = asked.url === undefined ? undefined : trim(asked.url);
  const fitting = kept.profiles.filter(
    (profile) =>
      (url === undefined || profile.url === url) &&
      (asked.workspace === undefined || profile.workspace === asked.workspace),
  );
  return fitting.find((profile) => nameOf(profile) === kept.current) ?? fitting[0];
}

/**
 * Whom to call: what is said goes before what is kept. A kept key goes to no other server than its own, and one that
 * is said goes to none that only a file remembers.
 */
export function chooseTarget(kept: Profiles, asked: Asked): Target {
  if (asked.apiKey !== undefined) {
    return { url: trim(asked.url ?? usualUrl), apiKey: asked.apiKey, profile: undefined };
  }
  const profile = findProfile(kept, asked);
  return { url: trim(asked.url ?? profile?.url ?? usualUrl), apiKey: profile?.api_key, profile };
}

/** With a login; it is the one that is meant from now on. */
export function withProfile(kept: Profiles, profile: Profile): Profiles {
  const others = kept.profiles.filter((other) => nameOf(other) !== nameOf(profile));
  return { current: nameOf(profile), profiles: [...others, profile] };
}

/** Without a login. */
export function withoutProfile(kept: Profiles, profile: Profile): Profiles {
  const profiles = kept.profiles.filter((other) => nameOf(other) !== nameOf(profile));
  const [first] = profiles;
  const isCurrent = kept.current === nameOf(profile);
  return { current: isCurrent ? first && nameOf(first) : kept.current, profiles };
}

const trim = (url: string): string => url.replace(/\/+$/, '');
