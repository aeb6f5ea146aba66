import type { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Clock, Logger } from '#platform';
import { ToolFault } from '../../tool.errors.js';
import { explainStart, explainTalk } from '../explain-talk.js';
import { connectTo, talkOver, type McpLine } from '../mcp-line.js';
import type { McpTalk, Talked, TalkOptions } from '../mcp-line.js';
import { Restarts } from './restarts.js';

/** A message that is longer ends the program that sent it. */
const longestMessage = 4_194_304;
/** So long a program may take until it can be spoken with. */
const startMs = 30_000;
/** So many conversations in a row without an answer, and the program is ended: it hangs. */
const silencesToEnd = 3;
const longestRemark = 2_000;

/** How a program is started: everything in it is the operator's. */
export interface ProgramStart {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  /** With the values of its secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** That nobody is told of. */
  readonly secrets: readonly string[];
}

/**
 * One program, owned by this process: started when it is first spoken with, started again with growing pauses
 * when it ended, ended when the process stops. It gets its own variables and those that every program needs
 * (PATH, HOME), never the settings of the server.
 */
export class RunningProgram implements McpLine {
  readonly #restarts: Restarts;
  #client: Promise<Client> | undefined;
  #silences = 0;
  #isClosed = false;
  #lastWords = '';

  constructor(
    private readonly start: ProgramStart,
    private readonly around: { readonly clock: Clock; readonly log?: Logger | undefined },
  ) {
    this.#restarts = new Restarts(start.name, around.clock);
  }

  async talk<T>(options: TalkOptions, act: (talk: McpTalk) => Promise<T>): Promise<Talked<T>> {
    const { secrets } = this.start;
    try {
      const client = await unlessAborted(this.#connected(), options.signal);
      const result = await act(talkOver(client, options, secrets));
      this.#silences = 0;
      return { result, revealed: secrets };
    } catch (error) {
      if (options.signal.aborted) this.#fellSilent();
      options.signal.throwIfAborted();
      throw explainTalk(error, secrets);
    }
  }

  /** Ends the program and starts it no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  #connected(): Promise<Client> {
    if (this.#isClosed)
      throw new ToolFault('TOOL_UNAVAILABLE', 'the server stops; the tool was not called');
    if (this.#client !== undefined) return this.#client;
    this.#restarts.admit();
    this.#client = this.#startUp().catch((error: unknown) => {
      const explained = explainStart(error, this.start);
      this.#ended(explained.message);
      throw explained;
    });
    return this.#client;
  }

  async #startUp(): Promise<Client> {
    const { command, args, cwd, env } = this.start;
    const transport = new StdioClientTransport({
      ...{ command, args: [...args], env: { ...env } },
      ...(cwd === undefined ? {} : { cwd }),
      stderr: 'pipe',
      maxBufferSize: longestMessage,
    });
    transport.stderr?.on('data', (piece: Buffer) => {
      this.#lastWords = `${this.#lastWords}${piece.toString()}`.slice(-longestRemark);
    });
    const client = await connectTo(transport, {
      totalMs: startMs,
      signal: AbortSignal.timeout(startMs),
    });
    client.onclose = () => {
      this.#ended();
    };
    this.#restarts.started();
    return client;
  }

  #ended(why?: string): void {
    if (this.#client === undefined) return;
    this.#client = undefined;
    if (this.#isClosed) return;
    this.#restarts.ended();
    const { name: program } = this.start;
    const remark = { program, said: this.#lastWords, ...(why === undefined ? {} : { why }) };
    this.around.log?.warn(remark, 'A program of an MCP server ended.');
  }

  /** Also a turn that was cancelled: a few of them in a row are a program that answers nobody. */
  #fellSilent(): void {
    this.#silences += 1;
    if (this.#silences < silencesToEnd) return;
    this.#silences = 0;
    void this.#end();
  }

  async #end(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.close().catch(() => undefined);
  }
}

/** The program belongs to everybody who speaks with it: one who leaves does not end its start. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', leave);
    });
  });
}
