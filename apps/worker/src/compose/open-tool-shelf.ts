import type { ChangeChannel, Clock, Database, Env } from '#platform';
import { SecretKeeper, ToolShelf, type McpPrograms, type ToolBox } from '#tools';
import { openEgress, type ToolSettings } from './open-tool-box.js';

/** What the tools of workspaces stand on. */
export interface ShelfSettings extends ToolSettings {
  readonly env: ToolSettings['env'] & Pick<Env, 'secrets'>;
  readonly database: Database;
  readonly channel: ChangeChannel;
  readonly clock: Clock;
  readonly builtIn: ToolBox;
  /** MCP servers that this process runs. @default none */
  readonly programs?: McpPrograms | undefined;
}

/** The tools of every workspace: those built in, and those registered, on the same guarded way out. */
export function openToolShelf(settings: ShelfSettings): ToolShelf {
  const { database, channel, clock, builtIn, programs } = settings;
  const secrets = new SecretKeeper(settings.env.secrets ?? {});
  const ground = { database, channel, clock, builtIn, programs };
  return new ToolShelf({ ...ground, secrets, fetch: openEgress(settings) });
}
