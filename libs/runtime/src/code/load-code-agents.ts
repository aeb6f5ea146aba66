import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidCodeAgent } from '../runtime.errors.js';
import { CodeAgents } from './code-agents.js';
import { defineAgent, type CodeAgent } from './define-agent.js';

const modules = /^[^.].*\.(?:js|mjs|cjs|ts|mts)$/;
const others = /\.(?:d\.ts|d\.mts|spec\.[a-z]+|test\.[a-z]+)$/;
const typescript = /\.m?ts$/;

/**
 * Imports every module of a folder (not of those below) and gathers the agents they export, by any
 * name. TypeScript is taken as it is where Node can run it (22.18 or later).
 * @throws {InvalidCodeAgent} naming the file that cannot be used
 */
export async function loadCodeAgents(folder: string): Promise<CodeAgents> {
  const agents = new Map<string, { readonly agent: CodeAgent; readonly file: string }>();
  for (const file of await listModules(resolve(folder))) {
    for (const agent of await importAgents(file)) {
      const other = agents.get(agent.name);
      if (other !== undefined) {
        throw new InvalidCodeAgent(`${file}: ${other.file} defines an agent ${agent.name} already`);
      }
      agents.set(agent.name, { agent, file });
    }
  }
  return new CodeAgents([...agents.values()].map(({ agent }) => agent));
}

async function listModules(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new InvalidCodeAgent(`${folder}: cannot read this folder of code agents`, { cause });
  });
  return names
    .filter((name) => modules.test(name) && !others.test(name))
    .sort()
    .map((name) => join(folder, name));
}

async function importAgents(file: string): Promise<CodeAgent[]> {
  if (typescript.test(file) && !canRunTypeScript()) {
    throw new InvalidCodeAgent(
      `${file}: Node ${process.version} does not run TypeScript; compile it to .js or use Node 22.18`,
    );
  }
  const exported = await importModule(file);
  const agents = exported.filter(looksLikeAgent).map((agent) => checkAgent(agent, file));
  if (agents.length === 0) {
    throw new InvalidCodeAgent(
      `${file}: exports no agent; export an object with name, capabilities and handle`,
    );
  }
  return agents;
}

async function importModule(file: string): Promise<unknown[]> {
  try {
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return [...new Set(Object.values(module).flat())];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidCodeAgent(`${file}: cannot be imported: ${why}`, { cause });
  }
}

/** Other exports are the module's own business. */
function looksLikeAgent(value: unknown): value is CodeAgent {
  return typeof value === 'object' && value !== null && 'handle' in value;
}

function checkAgent(agent: CodeAgent, file: string): CodeAgent {
  try {
    return defineAgent(agent);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidCodeAgent(`${file}: ${why}`, { cause });
  }
}

function canRunTypeScript(): boolean {
  const { typescript: mode } = process.features as { typescript?: string | false };
  return mode === 'strip' || mode === 'transform';
}
