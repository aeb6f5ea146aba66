import { mcpTimeout, parseDuration } from '#protocol';
import type { Clock } from '#platform';
import { EgressDenied, EgressFailed } from '../egress/egress.errors.js';
import { ToolFault } from '../tool.errors.js';
import { httpLine, type McpGround } from './http-line.js';
import type { McpLine, McpTalk, Talked, TalkOptions } from './mcp-line.js';
import type { KnownMcpServer, McpLook } from './mcp-server.js';
import type { McpWatch } from './mcp-watch.js';
import { McpRefused } from './mcp.errors.js';
import type { McpPrograms } from './programs/mcp-programs.js';
import { ServerCircuit } from './server-circuit.js';

/** What the lines of a process stand on. */
export interface LinesGround extends McpGround {
  readonly clock: Clock;
  readonly watch: McpWatch;
  /** That this process may run. */
  readonly programs: McpPrograms;
}

const maxBytes = 1_048_576;
/** Of a look: whoever asked for it waits for the answer. */
const longestLookMs = 15_000;

type Server = Pick<KnownMcpServer, 'definition' | 'failures'>;

/** The lines from one process to the servers of every workspace; each spares a server that is down. */
export class McpLines {
  readonly #circuits = new Map<string, ServerCircuit>();

  constructor(private readonly ground: LinesGround) {}

  /** How long a conversation with the server may take, and how much one of its answers may be. */
  limitsOf({ definition }: Server): { readonly totalMs: number; readonly maxBytes: number } {
    return { totalMs: parseDuration(definition.timeout ?? mcpTimeout), maxBytes };
  }

  /** The line that turns take. How it went is written down. */
  to(workspace: string, server: Server): McpLine {
    const circuit = this.#circuitOf(workspace, server);
    return {
      talk: async (options, act) => {
        const leave = circuit.enter();
        try {
          return await this.#observed(workspace, server, { circuit, signal: options.signal }, () =>
            inTime(this.#bare(server), options, act),
          );
        } finally {
          leave();
        }
      },
    };
  }

  /** What the server offers now, or why that cannot be said. Whoever asks wants to know, spared or not. */
  async look(workspace: string, server: Server, signal: AbortSignal): Promise<McpLook> {
    const circuit = this.#circuitOf(workspace, server);
    const { totalMs } = this.limitsOf(server);
    const options = { totalMs: Math.min(totalMs, longestLookMs), maxBytes, signal };
    try {
      const { result } = await inTime(this.#bare(server), options, async (talk) => ({
        offered: await talk.tools(),
        protocolVersion: talk.protocolVersion,
      }));
      circuit.succeeded();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      return { problem: problemOf(error) };
    }
  }

  async #observed<T>(
    workspace: string,
    { definition: { name }, failures }: Server,
    { circuit, signal }: { readonly circuit: ServerCircuit; readonly signal: AbortSignal },
    talk: () => Promise<T>,
  ): Promise<T> {
    const { watch } = this.ground;
    try {
      const talked = await talk();
      circuit.succeeded();
      await watch.reached(workspace, name, failures > 0);
      return talked;
    } catch (error) {
      // A turn that was cancelled says nothing of the server.
      if (signal.aborted) throw error;
      if (hasAnswered(error)) circuit.succeeded();
      if (isUnreachable(error)) {
        circuit.failed();
        await watch.failed(workspace, name, problemOf(error));
      }
      throw error;
    }
  }

  #bare({ definition: { name, url, headers } }: Server): McpLine {
    if (url === undefined) return this.ground.programs.line(name);
    return httpLine(this.ground, headers === undefined ? { url } : { url, headers });
  }

  #circuitOf(workspace: string, { definition: { name, url = '' } }: Server): ServerCircuit {
    const key = `${workspace} ${name} ${url}`;
    const circuit = this.#circuits.get(key) ?? new ServerCircuit(name, this.ground.clock);
    this.#circuits.set(key, circuit);
    return circuit;
  }
}

/** The whole conversation within the time of one, however slowly a server takes its steps. */
async function inTime<T>(
  line: McpLine,
  options: TalkOptions,
  act: (talk: McpTalk) => Promise<T>,
): Promise<Talked<T>> {
  const { totalMs, signal } = options;
  const deadline = AbortSignal.timeout(totalMs);
  try {
    return await line.talk({ ...options, signal: AbortSignal.any([signal, deadline]) }, act);
  } catch (error) {
    signal.throwIfAborted();
    if (!deadline.aborted || error instanceof ToolFault) throw error;
    const waited = `the MCP server did not answer within ${String(totalMs / 1_000)} s`;
    throw new EgressFailed('EGRESS_TIMEOUT', waited, { cause: error });
  }
}

/** Whether it says something of the server rather than of the call or of the turn that made it. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof ToolFault || error instanceof McpRefused) return false;
  // The bounds of one agent or of the operator: nothing was sent.
  if (error instanceof EgressDenied) return false;
  if (error instanceof EgressFailed) return error.code !== 'EGRESS_TOO_LARGE';
  return !(error instanceof DOMException);
}

/** Whether the server spoke: it is there, though what it said is of no use. */
function hasAnswered(error: unknown): boolean {
  if (error instanceof McpRefused) return true;
  if (error instanceof ToolFault) return error.code === 'TOOL_UNAPPROVED';
  return error instanceof EgressFailed && error.code === 'EGRESS_TOO_LARGE';
}

function problemOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
}
