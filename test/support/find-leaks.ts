/** Credentials of the server itself, whoever they were given to: API keys, access and refresh tokens, signing secrets of webhooks. */
const credentials = [
  /cxk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/g,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g,
  /cxr_[\w-]{43}/g,
  /whsec_[\w+/=-]{24,}/g,
];

/** Settings whose value is a secret. */
const isSecret =
  /^(?:CAXTON_KEYS|\w*(?:PASSWORD|API_KEY|SECRET_KEY)|CAXTON_SECRET_\w+(?<!_HOSTS))$/;

/** Shorter ones stand in words. */
const shortest = 12;

/** Secrets that a process was started with, or made itself, and that stand in what it wrote; each by where it is from. */
export function findLeaks(output: string, environment: NodeJS.ProcessEnv): string[] {
  const given = Object.entries(environment).flatMap(([name, value = '']) => {
    const secrets = name === 'CAXTON_KEYS' ? value.split(',').map(keyOf) : [value];
    return isSecret.test(name)
      ? secrets.map((secret) => [name, secret] as const)
      : inUrl(name, value);
  });
  const leaked = given.filter(([, secret]) => secret.length >= shortest && output.includes(secret));
  const made = credentials.flatMap((form) => output.match(form) ?? []);
  return [...leaked.map(([name]) => name), ...made.map((text) => `${text.slice(0, 14)}…`)];
}

const keyOf = (pair: string): string => pair.split(':', 2)[1] ?? '';

/** The password of a database, or of a proxy. */
function inUrl(name: string, value: string): (readonly [string, string])[] {
  if (!name.endsWith('_URL') || !URL.canParse(value)) return [];
  const password = decodeURIComponent(new URL(value).password);
  return [[`the password in ${name}`, password]];
}
