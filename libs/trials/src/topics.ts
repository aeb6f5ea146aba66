/** Hears that a trial waits. */
export const trialsTopic = 'trials';

/** Hears that a trial has ended. */
export function trialTopic(workspace: string, id: string): string {
  return `trial:${workspace}:${id}`;
}
