import { httpToolDefinition, type HttpToolDefinition } from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, ChangeChannel, Database, Tx } from '#platform';
import { checkDefinition } from '../http-tool/check-definition.js';
import { findMcpServer } from '../mcp/mcp-server.repository.js';
import type { ToolBox } from '../tool-box.js';
import { announceTools } from './tool-channel.js';
import {
  toolBuiltIn,
  toolNameTaken,
  toolNotFound,
  toolOfServer,
  tooManyTools,
} from './shelf.errors.js';
import {
  addTool,
  changeTool,
  countRegistered,
  dropTool,
  type RegisteredTool,
} from './tool.repository.js';

/** More are no choice that a person or a model can make. */
const mostTools = 500;

/**
 * Registers the tools of a workspace. Every change is one transaction and is told to whoever keeps the tools
 * in memory before it is answered: the very next turn has them.
 */
export class ToolRegistry {
  constructor(
    private readonly database: Database,
    private readonly channel: ChangeChannel,
    private readonly builtIn: ToolBox,
  ) {}

  /**
   * Adds a tool behind an HTTP endpoint; `view` makes the answer of it.
   * @throws {ProtocolError} INVALID_TOOL with one entry per bad field, TOOL_ALREADY_EXISTS
   */
  async register<T extends object>(
    caller: Caller,
    body: unknown,
    view: (tool: RegisteredTool) => T,
    claim?: IdempotencyClaim,
  ): Promise<T> {
    const definition = checkDefinition(httpToolDefinition, body);
    if (this.builtIn.find(definition.name) !== undefined) throw toolNameTaken(definition.name);
    const answer = await answerOnce(this.database, caller, claim, async (tx) => {
      if ((await countRegistered(tx)) >= mostTools) throw tooManyTools(mostTools);
      const added = await addTool(tx, definition);
      if (added === undefined) throw toolNameTaken(definition.name);
      return view(added);
    });
    announceTools(this.channel, caller.workspace);
    return answer;
  }

  /**
   * Puts another definition in the place of a tool's. Turns that run keep the one they began with.
   * @throws {ProtocolError} INVALID_TOOL, TOOL_NOT_FOUND, TOOL_NOT_CHANGEABLE
   */
  async replace(caller: Caller, name: string, body: unknown): Promise<RegisteredTool> {
    const definition = checkDefinition(httpToolDefinition, named(name, body));
    const changed = await this.change(caller, name, (tx) => changeTool(tx, definition));
    if (changed === undefined) throw toolNotFound(name);
    return changed;
  }

  /**
   * Takes a tool away. Agents that name it are told so when they call it.
   * @throws {ProtocolError} TOOL_NOT_FOUND, TOOL_NOT_CHANGEABLE
   */
  async remove(caller: Caller, name: string): Promise<void> {
    if (!(await this.change(caller, name, (tx) => dropTool(tx, name)))) throw toolNotFound(name);
  }

  private async change<T>(caller: Caller, name: string, act: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.builtIn.find(name) !== undefined) throw toolBuiltIn(name);
    const result = await this.database.transaction(caller, async (tx) => {
      await refuseServerTool(tx, name);
      return act(tx);
    });
    announceTools(this.channel, caller.workspace);
    return result;
  }
}

/** A tool of an MCP server bears the name of its server before its own. */
async function refuseServerTool(tx: Tx, name: string): Promise<void> {
  const [server = '', own] = name.split('__');
  if (own === undefined || (await findMcpServer(tx, server)) === undefined) return;
  throw toolOfServer(name, server);
}

/** The name of the path is that of the body; another one there is told as a bad field. */
function named(name: string, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = body as Partial<HttpToolDefinition>;
  return given.name === undefined || given.name === name
    ? { ...given, name }
    : { ...given, name: null };
}
