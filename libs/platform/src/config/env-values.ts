import { z } from 'zod';
import { durationText, parseDuration } from '#protocol';

const flags = { true: true, '1': true, yes: true, false: false, '0': false, no: false } as const;

export const flag = z
  .enum(Object.keys(flags) as (keyof typeof flags)[], 'must be true or false')
  .transform((text) => flags[text]);

export const port = z.coerce.number('must be a port from 0 to 65535').int().min(0).max(65_535);
export const count = (least: number, most: number): z.ZodType<number> =>
  z.coerce
    .number(`must be a whole number from ${String(least)} to ${String(most)}`)
    .int()
    .min(least)
    .max(most);
export const span = (text: string): z.ZodType<number> =>
  durationText.prefault(text).transform(parseDuration);
export const url = (...schemes: string[]): z.ZodType<string> =>
  z.url({
    protocol: new RegExp(`^(?:${schemes.join('|')})$`),
    error: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });
export const words = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

/** As browsers send it in Origin: no path, no wildcard. */
export const origins = words.refine(
  (list) => list.every((text) => /^https?:\/\/[^/?#\\\s*@]+$/.test(text) && URL.canParse(text)),
  'must be origins such as https://app.example.com, without a path, each named in full',
);
export const networks = words.refine(
  (list) =>
    list.every(
      (text) => z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(text).success,
    ),
  'must be addresses or networks such as 10.0.0.0/8',
);

/** What seals secrets: pairs of a name and 32 bytes; `readKeyRing` of `#secrets` reads them. */
export const sealingKeys = z
  .string()
  .refine((text) => pairsOf(text).every((pair) => sealingKey.test(pair)), {
    error:
      'must be name:key pairs with commas between, each key 32 bytes in base64 (openssl rand -base64 32)',
    abort: true,
  })
  .refine((text) => {
    const names = pairsOf(text).map((pair) => pair.split(':', 1)[0]);
    return new Set(names).size === names.length;
  }, 'names a key twice');

const sealingKey = /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/_-]{43}=?$/;

function pairsOf(text: string): string[] {
  return text.split(',').map((pair) => pair.trim());
}
