import type { ChangeChannel } from '#platform';

/** Where it is told that the registered tools of a workspace changed: `{ workspace }`. */
export const toolsTopic = 'tools';

/** After a commit: whoever keeps the tools in memory reads them again. */
export function announceTools(channel: ChangeChannel, workspace: string): void {
  channel.publish(toolsTopic, { workspace });
}
