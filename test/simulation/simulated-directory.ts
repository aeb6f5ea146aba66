import type { Surroundings } from '#runtime';

/** Every mailbox has an agent of its own, all of them in one conversation. */
export const mailboxIds = ['0', '1', '2', '3'] as const;

/** The agent of a mailbox. */
export function actorOf(mailboxId: string): { id: string; name: string } {
  return { id: `agt-${mailboxId}`, name: `Actor${mailboxId}` };
}

/** Who is there, and who is asked for what: `act-2` is what the third one does. */
export const directory: Surroundings['directory'] = {
  load: () => Promise.resolve(profile),
  neighbours: () => Promise.resolve([]),
  subscribers: () => Promise.resolve([]),
  route: (_caller, { capability }) =>
    Promise.resolve({
      ...{ strategy: 'best_match', reason: 'the only one', candidates: [] },
      agents: [{ ...actorOf(capability.replace('act-', '')), versionNumber: 1 }],
    }),
  find: (_workspace, name) => Promise.resolve(actorOf(name.replace('Actor', ''))),
};

const profile = {
  kind: 'code' as const,
  systemPrompt: '',
  userPromptTemplate: undefined,
  parameters: {},
  tools: [],
  toolConfig: {},
  toolPolicies: {},
  onReply: [],
  llm: {},
  timeoutMs: undefined,
};
