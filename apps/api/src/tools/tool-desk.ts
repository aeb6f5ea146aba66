import type { ToolList, ToolRemoved, ToolView } from '#protocol';
import type { ToolUsers } from '#agents';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import {
  httpTools,
  toolNotFound,
  type RegisteredTool,
  type ToolRegistry,
  type ToolShelf,
} from '#tools';
import { viewTool } from './tool-views.js';

/** Shows the tools of a workspace with who uses them, and takes registrations. */
export class ToolDesk {
  constructor(
    private readonly shelf: ToolShelf,
    private readonly registry: ToolRegistry,
    private readonly users: ToolUsers,
  ) {}

  async list(caller: Caller): Promise<ToolList> {
    const [{ box, registered, mcp }, users] = await Promise.all([
      this.shelf.of(caller),
      this.users.count(caller),
    ]);
    const tools = box.list().map((tool) =>
      viewTool(tool, users.get(tool.name) ?? 0, {
        registered: registered.get(tool.name),
        mcp: mcp.get(tool.name),
      }),
    );
    return { tools, total: tools.length };
  }

  /** @throws {ProtocolError} TOOL_NOT_FOUND */
  async get(caller: Caller, name: string): Promise<ToolView> {
    const { box, registered, mcp } = await this.shelf.of(caller);
    const tool = box.find(name);
    if (tool === undefined) throw toolNotFound(name);
    const origin = { registered: registered.get(name), mcp: mcp.get(name) };
    return viewTool(tool, await this.usersOf(caller, name), origin);
  }

  /** @throws {ProtocolError} INVALID_TOOL, TOOL_ALREADY_EXISTS, TOOLS_FULL */
  async register(
    caller: Caller,
    body: unknown,
    claim: IdempotencyClaim | undefined,
  ): Promise<ToolView> {
    const users = await this.users.count(caller);
    const view = (added: RegisteredTool): ToolView =>
      show(added, users.get(added.definition.name) ?? 0);
    return this.registry.register(caller, body, view, claim);
  }

  /** @throws {ProtocolError} INVALID_TOOL, TOOL_NOT_FOUND, TOOL_NOT_CHANGEABLE */
  async replace(caller: Caller, name: string, body: unknown): Promise<ToolView> {
    const replaced = await this.registry.replace(caller, name, body);
    return show(replaced, await this.usersOf(caller, name));
  }

  /** @throws {ProtocolError} TOOL_NOT_FOUND, TOOL_NOT_CHANGEABLE */
  async remove(caller: Caller, name: string): Promise<ToolRemoved> {
    await this.registry.remove(caller, name);
    return { name, status: 'removed', used_by: await this.usersOf(caller, name) };
  }

  private async usersOf(caller: Caller, name: string): Promise<number> {
    return (await this.users.count(caller)).get(name) ?? 0;
  }
}

const show = (tool: RegisteredTool, usedBy: number): ToolView =>
  viewTool(httpTools.describe(tool.definition), usedBy, { registered: tool });
