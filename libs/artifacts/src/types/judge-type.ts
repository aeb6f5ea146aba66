import { seeType, tellsItself } from '#documents';
import { ProtocolError } from '#protocol';
import { isAllowed, unknownType } from './media-type.js';

/** What the bytes begin with decides; so many of them are looked at. */
export const headBytes = 65_536;

/** Archives in which other formats come: what is declared can be finer than what is seen. */
const wrappings: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/(?:vnd\.|epub|java-archive|x-zip|zip)/,
  'application/x-cfb': /^application\/(?:msword|vnd\.ms-)/,
  'application/gzip': /^application\/(?:x-)?(?:gzip|tar|tgz|compressed-tar)/,
  'application/xml': /(?:^text\/(?:xml|html)$|^application\/xml$|\+xml$)/,
};

/** Different words for the same thing. */
const synonyms: readonly (readonly string[])[] = [
  ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  ['audio/wav', 'audio/x-wav', 'audio/vnd.wave'],
  ['audio/mpeg', 'audio/mp3'],
  ['image/x-icon', 'image/vnd.microsoft.icon'],
];

/**
 * The type that an artifact is kept under. What is declared must fit what the bytes are seen to be; what
 * is not declared is what they are seen to be, or unknown.
 * @throws {ProtocolError} ARTIFACT_TYPE_MISMATCH, ARTIFACT_TYPE_NOT_ALLOWED
 */
export async function judgeType(
  declared: string | undefined,
  head: Buffer,
  allowed: readonly string[],
): Promise<string> {
  const seen = await seeType(head);
  const type =
    declared === undefined || declared === unknownType ? (seen ?? unknownType) : declared;
  if (!fits(type, seen, await tellsItself(type))) throw mismatch(type, seen);
  if (!isAllowed(type, allowed)) throw notAllowed(type, allowed);
  return type;
}

/** What is declared as a format whose bytes tell it (`mustTell`) must be one. */
function fits(declared: string, seen: string | undefined, mustTell: boolean): boolean {
  if (seen === undefined) return declared === unknownType || !mustTell;
  if (declared === seen) return true;
  if (synonyms.some((same) => same.includes(declared) && same.includes(seen))) return true;
  return wrappings[seen]?.test(declared) === true || isWrapped(seen, declared);
}

/** `application/zip` is right for a workbook as well. */
function isWrapped(seen: string, declared: string): boolean {
  return declared in wrappings && wrappings[declared]?.test(seen) === true;
}

function mismatch(declared: string, seen: string | undefined): ProtocolError {
  const said = seen === undefined ? 'are not of that format' : `are ${seen}`;
  return new ProtocolError(
    'ARTIFACT_TYPE_MISMATCH',
    `The artifact is declared as ${declared}, but its bytes ${said}`,
    { declared, detected: seen ?? null },
  );
}

function notAllowed(type: string, allowed: readonly string[]): ProtocolError {
  return new ProtocolError(
    'ARTIFACT_TYPE_NOT_ALLOWED',
    `Artifacts of the type ${type} are not taken by this server`,
    { media_type: type, allowed: [...allowed] },
  );
}
