import { fieldErrors, mcpApproval, toFieldErrors } from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, ChangeChannel, Database, Tx } from '#platform';
import { announceTools } from '../shelf/tool-channel.js';
import { checkMcpServer } from './check-mcp-server.js';
import { judgeTools } from './judge-tools.js';
import type { McpLines } from './mcp-lines.js';
import {
  mcpOfferDiffers,
  mcpServerNameTaken,
  mcpServerNotFound,
  tooManyMcpServers,
} from './mcp-registry.errors.js';
import {
  addMcpServer,
  dropMcpServer,
  findMcpServer,
  readMcpServers,
  saveMcpApproval,
  saveMcpFailure,
  saveMcpOffer,
} from './mcp-server.repository.js';
import type { KnownMcpServer, McpLook, ToolsByName } from './mcp-server.js';
import { writeOffer } from './mcp-watch.js';
import { atRegistration } from './without-person.js';

/** More are no choice that a person can make. */
const mostServers = 64;

/** What the registry stands on. */
export interface McpRegistryGround {
  readonly database: Database;
  readonly channel: ChangeChannel;
  readonly lines: McpLines;
}

/** Makes the answer of a server. */
type View<T> = (server: KnownMcpServer) => T;

/**
 * The MCP servers of a workspace. A server is spoken with before the transaction that writes down what it
 * said; every change is told to whoever keeps the tools in memory before it is answered.
 */
export class McpRegistry {
  constructor(private readonly ground: McpRegistryGround) {}

  list(caller: Caller): Promise<readonly KnownMcpServer[]> {
    return this.ground.database.read(caller, readMcpServers);
  }

  /** @throws {ProtocolError} MCP_SERVER_NOT_FOUND */
  async get(caller: Caller, name: string): Promise<KnownMcpServer> {
    const servers = await this.list(caller);
    const server = servers.find(({ definition }) => definition.name === name);
    if (server === undefined) throw mcpServerNotFound(name);
    return server;
  }

  /**
   * Adds a server and looks at it: what it offers now is approved, since the answer shows it. One that cannot be
   * reached is registered all the same; its tools then wait.
   * @throws {ProtocolError} INVALID_MCP_SERVER, MCP_SERVER_ALREADY_EXISTS, MCP_SERVERS_FULL
   */
  async register<T extends object>(
    caller: Caller,
    body: unknown,
    view: View<T>,
    claim?: IdempotencyClaim,
  ): Promise<T> {
    const definition = checkMcpServer(body);
    const look = await this.#look(caller, { definition, failures: 0 });
    const approved =
      'problem' in look ? {} : atRegistration({ definition, approved: {}, offered: look.offered });
    return this.#change(caller, claim, async (tx) => {
      const servers = await readMcpServers(tx);
      if (servers.length >= mostServers) throw tooManyMcpServers(mostServers);
      if (!(await addMcpServer(tx, definition, approved))) {
        throw mcpServerNameTaken(definition.name);
      }
      await write(tx, definition.name, look, approved);
      return view(await requireServer(tx, definition.name));
    });
  }

  /**
   * Looks at what the server offers now. That it cannot be reached is an answer, not a failure.
   * @throws {ProtocolError} MCP_SERVER_NOT_FOUND
   */
  async refresh<T extends object>(
    caller: Caller,
    name: string,
    view: View<T>,
    claim?: IdempotencyClaim,
  ): Promise<T> {
    const look = await this.#look(caller, await this.get(caller, name));
    return this.#change(caller, claim, async (tx) => {
      await requireServer(tx, name);
      await write(tx, name, look);
      return view(await requireServer(tx, name));
    });
  }

  /**
   * Approves tools as they were last seen, by hash: what a person was shown and nothing that came since.
   * @throws {ProtocolError} MCP_SERVER_NOT_FOUND, INVALID_MCP_SERVER, MCP_OFFER_DIFFERS
   */
  async approve<T extends object>(
    caller: Caller,
    name: string,
    body: unknown,
    view: View<T>,
    claim?: IdempotencyClaim,
  ): Promise<T> {
    const { data, error } = mcpApproval.safeParse(body);
    if (data === undefined) throw fieldErrors('INVALID_MCP_SERVER', toFieldErrors(error.issues));
    return this.#change(caller, claim, async (tx) => {
      const server = await requireServer(tx, name);
      await saveMcpApproval(tx, name, chosenOf(server, data.tools));
      return view(await requireServer(tx, name));
    });
  }

  /**
   * Takes a server away, with its tools and approvals. Agents that name them are told so when they call them.
   * @throws {ProtocolError} MCP_SERVER_NOT_FOUND
   */
  async remove(caller: Caller, name: string): Promise<void> {
    await this.#change(caller, undefined, async (tx) => {
      await requireServer(tx, name);
      await dropMcpServer(tx, name);
      return {};
    });
  }

  #look(caller: Caller, server: Pick<KnownMcpServer, 'definition' | 'failures'>): Promise<McpLook> {
    const { lines } = this.ground;
    return lines.look(caller.workspace, server, new AbortController().signal);
  }

  async #change<T extends object>(
    caller: Caller,
    claim: IdempotencyClaim | undefined,
    act: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const answer = await answerOnce(this.ground.database, caller, claim, act);
    announceTools(this.ground.channel, caller.workspace);
    return answer;
  }
}

/** What a look brought; `approved` at the registration, else what needs no person. */
async function write(tx: Tx, name: string, look: McpLook, approved?: ToolsByName): Promise<void> {
  if ('problem' in look) return saveMcpFailure(tx, name, look.problem);
  if (approved === undefined) return writeOffer(tx, name, look);
  return saveMcpOffer(tx, name, { ...look, approved });
}

async function requireServer(tx: Tx, name: string): Promise<KnownMcpServer> {
  const server = await findMcpServer(tx, name);
  if (server === undefined) throw mcpServerNotFound(name);
  return server;
}

function chosenOf(server: KnownMcpServer, hashes: Readonly<Record<string, string>>): ToolsByName {
  const shown = judgeTools(server)
    // Approving what is approved changes nothing; what was approved before the tool changed is not offered.
    .filter(({ status }) => status === 'awaiting_approval' || status === 'approved')
    .map(({ tool }) => tool);
  const chosen = Object.entries(hashes).map(([name, hash]) => ({
    name,
    tool: shown.find((tool) => tool.name === name && tool.hash === hash),
  }));
  const missing = chosen.filter(({ tool }) => tool === undefined).map(({ name }) => name);
  if (missing.length > 0)
    throw mcpOfferDiffers(server.definition.name, missing, explainMissing(server, missing));
  return Object.fromEntries(
    chosen.flatMap(({ name, tool }) => (tool === undefined ? [] : [[name, tool]])),
  );
}

/** What is to be done about each name that cannot be approved as it was written. */
function explainMissing(server: KnownMcpServer, names: readonly string[]): string {
  const judged = judgeTools(server);
  return names
    .map((name) => {
      const called = judged.find(
        (each) => each.name === name || each.name === name.replace('.', '__'),
      );
      const found = judged.find(({ tool }) => tool.name === name);
      if (found === undefined && called !== undefined) {
        return `${name} is written as its server does: ${called.tool.name}`;
      }
      if (found === undefined) return `the server does not offer ${name}`;
      if (
        found.status === 'unusable' ||
        found.status === 'not_allowed' ||
        found.status === 'gone'
      ) {
        return `${name} cannot be approved: ${found.why ?? found.status}`;
      }
      return `${name} has the hash ${found.tool.hash} now: read what it says before you approve that`;
    })
    .join('; ')
    .slice(0, 2_000);
}
