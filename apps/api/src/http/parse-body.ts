import { isUtf8 } from 'node:buffer';
import {
  defaultJsonLimits,
  fieldErrors,
  findJsonExcess,
  findJsonFault,
  MalformedJson,
  parseJson,
  ProtocolError,
  type JsonFault,
  type JsonLimits,
} from '#protocol';
import { findPoisonedKey } from './poisoned-key.js';

/** The code under which each fault of a parsed body is answered. */
const codes: Readonly<Record<JsonFault['rule'], 'INVALID_REQUEST' | 'INVALID_CHARACTER'>> = {
  depth: 'INVALID_REQUEST',
  keys: 'INVALID_REQUEST',
  string: 'INVALID_REQUEST',
  number: 'INVALID_REQUEST',
  nul_character: 'INVALID_CHARACTER',
  unpaired_surrogate: 'INVALID_CHARACTER',
};

/**
 * What a client sent, as JSON that everything behind this line can store and copy; nothing for an
 * empty body. Strings may run over line ends, as in the quick start's requests.
 */
export function parseBody(bytes: Buffer, limits: JsonLimits = defaultJsonLimits): unknown {
  if (bytes.length > longBytes) refuseExcess(bytes, limits);
  const value = readJson(bytes);
  refuseFaults(value, limits);
  return value;
}

/** Shorter ones are parsed in no time, and what is wrong with them is told by where it is. */
const longBytes = 4_096;

/** @throws {ProtocolError} INVALID_REQUEST, MALFORMED_JSON: what would only keep the parser busy */
function refuseExcess(bytes: Buffer, limits: JsonLimits): void {
  const excess = findJsonExcess(bytes, limits);
  if (excess === undefined) return;
  if (excess.rule === 'open_string') {
    throw new ProtocolError('MALFORMED_JSON', 'The body is not JSON: a string in it does not end', {
      suggestion: 'Check the quotes: each string needs two, and a quote inside is written \\"',
    });
  }
  const { rule, path: field } = excess;
  throw fieldErrors('INVALID_REQUEST', [{ field, rule, message: beyond[rule](limits) }]);
}

const beyond = {
  depth: ({ maxDepth }: JsonLimits) => `is nested deeper than ${String(maxDepth)} levels`,
  keys: ({ maxKeys }: JsonLimits) => `holds more than ${String(maxKeys)} keys and items`,
};

/** UTF-8 as JSON; nothing when it is blank. @throws {ProtocolError} MALFORMED_JSON */
export function readJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  return text.trim() === '' ? undefined : parse(text);
}

/** @throws {ProtocolError} INVALID_REQUEST, INVALID_CHARACTER: what cannot be stored or copied */
export function refuseFaults(value: unknown, limits?: JsonLimits): void {
  const fault = findJsonFault(value, limits) ?? findPoisonedKey(value);
  if (fault === undefined) return;
  const { path, rule, message } = fault;
  const code = rule === 'forbidden_key' ? 'INVALID_REQUEST' : codes[rule];
  throw fieldErrors(code, [{ field: path, rule, message }]);
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  throw new ProtocolError('MALFORMED_JSON', 'The body is not UTF-8', {
    suggestion: 'Send the JSON encoded as UTF-8',
  });
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    throw new ProtocolError('MALFORMED_JSON', `The body is not JSON: ${error.message}`, {
      ...(error.position === undefined ? {} : { position: error.position }),
      suggestion: 'Check quotes, commas and brackets near the position',
    });
  }
}
