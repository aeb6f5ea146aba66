import { runClosed, tellTurns } from './closed.js';
import { messages, type Scenario } from './scenario.js';

/** Turns of one conversation never overlap: this is how fast they follow one another. */
export const hotConversation: Scenario = {
  name: 'hot',
  title: 'One hot conversation: all messages to one mailbox, one turn at a time',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const request = messages({ waits: true, conversations: 1 });
      const runs = await runClosed(stand, deployment, {
        request,
        connections: 32,
        ground: 'queue',
      });
      tellTurns(stand, 'turns of one conversation, 32 clients', runs);
    }),
};
