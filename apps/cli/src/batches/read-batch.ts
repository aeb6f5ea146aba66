import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CliError } from '../run/cli-error.js';

/** A message as a file has it; whether it is right is for the server to say. */
type GivenMessage = Readonly<Record<string, unknown>>;

/** As many as the server takes at once. */
const most = 500;

/** The messages of a file: a JSON array, an object with `messages`, or JSON Lines. `-` is the standard input. */
export async function readBatch(path: string): Promise<GivenMessage[]> {
  const source = path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  const messages = parseBatch(source);
  if (messages.length > most) {
    throw new CliError(
      'usage',
      `A batch has ${String(most)} messages at most; these are ${String(messages.length)}.`,
      `Send it in parts: split -l ${String(most)} (of JSON Lines).`,
    );
  }
  return messages;
}

/** @throws {CliError} it is none of the three */
export function parseBatch(source: string): GivenMessage[] {
  const whole = parse(source);
  const given = hasMessages(whole) ? whole.messages : whole;
  const messages = Array.isArray(given) ? (given as unknown[]) : parseLines(source);
  const at = messages.findIndex((each) => !isObject(each) || Array.isArray(each));
  if (messages.length > 0 && at === -1) return messages as GivenMessage[];
  throw new CliError(
    'usage',
    at === -1 ? 'There is no message in it.' : `Message ${String(at + 1)} is no JSON object.`,
    'A batch is a JSON array of messages, an object with "messages", or one message a line.',
  );
}

const parseLines = (source: string): unknown[] =>
  source
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parse);

function parse(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const hasMessages = (value: unknown): value is { readonly messages: unknown } =>
  isObject(value) && 'messages' in value;
