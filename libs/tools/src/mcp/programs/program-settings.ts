import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { mcpRules, mcpServerName, parseDuration, parseJson, secretReference } from '#protocol';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable');
const timeout = mcpRules.timeout.refine(
  (text) => text === undefined || (parseDuration(text) >= 100 && parseDuration(text) <= 60_000),
  'must be from 100ms to 60s',
);

/** An MCP server that the operator runs as a program and that is spoken with over its stdin and stdout. */
const program = z.strictObject({
  command: z.string().min(1).max(1_024),
  args: z.array(z.string().max(4_096)).max(64).optional(),
  env: z.record(variable, z.union([z.string().max(4_096), secretReference])).optional(),
  cwd: z.string().min(1).optional(),
  ...mcpRules,
  timeout,
});
export type McpProgram = z.infer<typeof program>;

/** The file of `CAXTON_MCP_SERVERS_FILE`. */
const programsFile = z.strictObject({ servers: z.record(mcpServerName, program) });

/**
 * Thrown when the file of programs cannot be used. Remedy: correct what it names in the file, or unset
 * CAXTON_MCP_SERVERS_FILE.
 */
export class InvalidMcpPrograms extends Error {
  readonly code = 'INVALID_MCP_PROGRAMS';

  constructor(path: string, problem: string) {
    super(`The file ${path} of CAXTON_MCP_SERVERS_FILE cannot be used: ${problem}`);
    this.name = 'InvalidMcpPrograms';
  }
}

/**
 * The programs of the operator's file, by name; none without a file.
 * @throws {InvalidMcpPrograms} naming what is wrong
 */
export async function readMcpPrograms(
  path: string | undefined,
): Promise<ReadonlyMap<string, McpProgram>> {
  if (path === undefined) return new Map();
  const { data, error } = programsFile.safeParse(await readJson(path));
  if (error !== undefined) {
    const issues = error.issues.map(
      ({ path: at, message }) => `${at.join('.') || 'the file'}: ${message}`,
    );
    throw new InvalidMcpPrograms(path, issues.join('; '));
  }
  return new Map(Object.entries(data.servers));
}

async function readJson(path: string): Promise<unknown> {
  try {
    return parseJson(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InvalidMcpPrograms(path, error instanceof Error ? error.message : String(error));
  }
}
