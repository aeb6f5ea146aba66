import type { Clock, Logger } from '#platform';
import type { SecretKeeper } from '../../secrets/secret-keeper.js';
import { ToolFault } from '../../tool.errors.js';
import type { McpLine } from '../mcp-line.js';
import type { McpServerEntry } from '../mcp-server.js';
import type { McpProgram } from './program-settings.js';
import { RunningProgram, type ProgramStart } from './running-program.js';

/** What programs stand on. */
export interface ProgramsGround {
  readonly secrets: SecretKeeper;
  readonly clock: Clock;
  readonly log?: Logger | undefined;
}

/** The MCP servers that this process runs as programs. None runs before it is spoken with. */
export class McpPrograms {
  readonly #running = new Map<string, RunningProgram>();

  constructor(
    private readonly programs: ReadonlyMap<string, McpProgram>,
    private readonly ground: ProgramsGround,
  ) {}

  /** What is said of their tools; how they are started is nobody's business but the operator's. */
  entries(): McpServerEntry[] {
    return [...this.programs].map(([name, program]) => ({ name, ...rulesOf(program) }));
  }

  /** @throws {ToolFault} TOOL_UNAVAILABLE when this process has no such program */
  line(name: string): McpLine {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const program = this.programs.get(name);
    if (program === undefined) {
      const remedy = 'CAXTON_MCP_SERVERS_FILE of this process does not name it';
      throw new ToolFault(
        'TOOL_UNAVAILABLE',
        `the MCP server ${name} is not run here, and the tool was not called: ${remedy}`,
      );
    }
    const started = new RunningProgram(this.#startOf(name, program), this.ground);
    this.#running.set(name, started);
    return started;
  }

  /** Ends every program. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((program) => program.close()));
  }

  #startOf(name: string, { command, args = [], cwd, env = {} }: McpProgram): ProgramStart {
    const secrets: string[] = [];
    const written = Object.entries(env).map(([variable, value]) => {
      if (typeof value === 'string') return [variable, value];
      const revealed = this.ground.secrets.revealToProgram(value);
      secrets.push(revealed);
      return [variable, `${value.prefix ?? ''}${revealed}`];
    });
    return {
      name,
      command,
      args,
      cwd,
      secrets,
      env: Object.fromEntries(written) as ProgramStart['env'],
    };
  }
}

function rulesOf(program: McpProgram): Omit<McpServerEntry, 'name'> {
  const { allowed_tools, safety, trust_annotations, new_tools, timeout } = program;
  return { allowed_tools, safety, trust_annotations, new_tools, timeout };
}
