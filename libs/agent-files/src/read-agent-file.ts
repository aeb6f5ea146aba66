import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { partFrontMatter } from './front-matter.js';
import { agentFileKinds, kindOf } from './kinds.js';

/** An agent as its file has it; whether it is one that can be deployed is not known yet. */
export type AgentFields = Readonly<Record<string, unknown>>;

/** Thrown when a file holds no agent. Its message says where and what is wrong. */
export class AgentFileFault extends Error {
  override readonly name = 'AgentFileFault';
}

/** Notes for people, which no agent is made of (ADR-32 of the first Caxton). */
const forPeople = ['documentation'];

/**
 * Reads an agent: JSON, TOML, or Markdown whose front matter is YAML and whose body is the system prompt, or notes where
 * the front matter has one. Nothing for a Markdown file without front matter: it is a page for people.
 * @throws {AgentFileFault} it cannot be read
 */
export function readAgentFile(name: string, text: string): AgentFields | undefined {
  // Some editors put a mark in front that is no part of the text.
  const fields = parse(name, text.replace(/^\uFEFF/, ''));
  if (fields === undefined) return undefined;
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new AgentFileFault(
      'must hold one agent: fields such as name, capabilities, system_prompt',
    );
  }
  // Dates and numbers of other formats become what JSON has.
  const plain = JSON.parse(JSON.stringify(fields)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(plain).filter(([field]) => !forPeople.includes(field)));
}

function parse(name: string, text: string): unknown {
  switch (kindOf(name)) {
    case '.json':
      return tell('JSON', () => JSON.parse(text) as unknown);
    case '.toml':
      return tell('TOML', () => parseToml(text));
    case '.md':
      return readMarkdown(text);
    case undefined:
      throw new AgentFileFault(`is none of ${agentFileKinds.join(', ')}`);
  }
}

function readMarkdown(text: string): unknown {
  const parted = partFrontMatter(text);
  if (parted === undefined) return undefined;
  // A few lines that expand to gigabytes are no agent.
  const fields: unknown = tell(
    'YAML in its front matter',
    () => parseYaml(parted.head, { maxAliasCount: 20 }) as unknown,
  );
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return fields;
  if ('system_prompt' in fields || parted.body === '') return fields;
  return { ...fields, system_prompt: parted.body };
}

function tell<Read>(what: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    const said = error instanceof Error ? error.message.trim() : String(error);
    throw new AgentFileFault(`is no ${what}: ${said}`);
  }
}
