import type { CaxtonClient } from '#client';
import { chooseTarget, type Target } from '../profile/profile.js';
import { readProfiles, usualFile } from '../profile/profile-file.js';
import { Terminal } from '../show/terminal.js';
import { CliError } from './cli-error.js';
import type { GlobalFlags } from './global-options.js';

/** One run of a command. */
export class Invocation<Flags extends object = object> {
  readonly terminal: Terminal;

  constructor(
    readonly args: readonly string[],
    readonly flags: Flags & GlobalFlags,
  ) {
    this.terminal = new Terminal(flags.json === true);
  }

  /** An argument that the command requires. */
  arg(at: number): string {
    const value = this.args[at];
    if (value === undefined) throw new Error(`The command has no argument ${String(at)}.`);
    return value;
  }

  get profileFile(): string {
    return this.flags.profileFile ?? usualFile();
  }

  /** Whom to call. @throws {CliError} there is no login of the workspace, or the key is of another one */
  async target(): Promise<Target> {
    return chooseTarget(await readProfiles(this.profileFile), this.flags);
  }

  /** The client of the server that is meant. */
  async client(): Promise<CaxtonClient> {
    // Loaded only now: --help needs none of it.
    const { CaxtonClient: Client } = await import('#client');
    const { url, apiKey, profile } = await this.target();
    const client = new Client(checkUrl(url), { apiKey });
    const { workspace } = this.flags;
    if (workspace !== undefined && profile === undefined) await checkWorkspace(client, workspace);
    return client;
  }
}

function checkUrl(url: string): string {
  if (/^https?:\/\/[^/]/.test(url) && URL.canParse(url)) return url;
  throw new CliError(
    'usage',
    `"${url}" is no URL of a server.`,
    'Write it as http://localhost:8080, in --url or CAXTON_URL.',
  );
}

/** @throws {CliError} what would be done would be done to somebody else */
async function checkWorkspace(client: CaxtonClient, wanted: string): Promise<void> {
  const { workspace } = await client.auth.me();
  if (workspace === wanted) return;
  throw new CliError(
    'denied',
    `The credentials are of the workspace ${workspace}, not of ${wanted}.`,
    `Log in with a key of it: caxton login --workspace ${wanted}`,
  );
}
