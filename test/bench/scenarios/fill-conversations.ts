import type { Deployment } from '../stand/deployment.js';

const most = 500;

/** Lets so many conversations `bench-0`, `bench-1`, … begin, each with a message to the agent of the benchmark, and waits for their turns. */
export async function fillConversations(deployment: Deployment, count: number): Promise<void> {
  const before = await deployment.turns();
  for (let first = 0; first < count; first += most) {
    const messages = Array.from({ length: Math.min(most, count - first) }, (_, index) => ({
      capability: 'noop',
      conversation_id: `bench-${first + index}`,
      content: { n: 0 },
    }));
    await deployment.ask('POST', '/messages/batch', { messages });
  }
  while ((await deployment.turns()) - before < count) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
