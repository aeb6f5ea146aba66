import type { CaxtonClient } from '#client';
import { chooseTarget, type Target } from '../profile/profile.js';
import { readProfiles, usualFile } from '../profile/profile-file.js';
import { Terminal } from '../show/terminal.js';
import { checkUrl } from './check-url.js';
import { CliError } from './cli-error.js';
import type { GlobalFlags } from './global-options.js';

/** One run of a command. */
export class Invocation<Flags extends object = object> {
  readonly terminal: Terminal;
  private chosen: Promise<Target> | undefined;

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

  /**
   * Whom to call, looked up once.
   * @throws {CliError} the URL is none, there is no login of the workspace, or the key is of another one
   */
  async target(): Promise<Target> {
    this.chosen ??= this.choose();
    return this.chosen;
  }

  /** The client of the server that is meant. @throws {CliError} as by target */
  async client(): Promise<CaxtonClient> {
    return clientOf(await this.target());
  }

  private async choose(): Promise<Target> {
    const target = chooseTarget(await readProfiles(this.profileFile), this.flags);
    checkUrl(target.url);
    const { workspace } = this.flags;
    // A login is kept with its workspace; of any other key only the server knows.
    if (workspace !== undefined && target.profile === undefined) {
      await checkWorkspace(await clientOf(target), workspace);
    }
    return target;
  }
}

async function clientOf({ url, apiKey }: Target): Promise<CaxtonClient> {
  // Loaded only now: --help needs none of it.
  const { CaxtonClient: Client } = await import('#client');
  return new Client(url, { apiKey });
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
