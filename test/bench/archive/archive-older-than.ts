import { setTimeout as pause } from 'node:timers/promises';

/** What was archived, and how long it took until the last of it was. */
export interface Archived {
  readonly count: number;
  readonly ms: number;
}

interface Operation {
  readonly status: string;
  readonly count: number;
  readonly progress_url: string;
}

/** Archives what has been quiet for so long, and waits until it is done. */
export async function archiveOlderThan(url: string, age: string): Promise<Archived> {
  const began = performance.now();
  let operation = await told(
    await fetch(`${url}/api/v1/conversations/archive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ older_than: age, status: 'completed' }),
    }),
  );
  while (operation.status === 'running') {
    await pause(500);
    operation = await told(await fetch(`${url}${operation.progress_url}`));
  }
  return { count: operation.count, ms: performance.now() - began };
}

async function told(answer: Response): Promise<Operation> {
  if (!answer.ok) throw new Error(`The archive: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as Operation;
}
