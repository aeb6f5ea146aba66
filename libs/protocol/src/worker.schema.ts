import { z } from 'zod';
import { agentName, capabilityName, timestamp } from './ids.js';

/** `stopping`: it finishes its turns and begins no more. `lost`: its heartbeats stopped. */
const workerStatus = z.enum(['running', 'stopping', 'lost']).meta({ id: 'WorkerStatus' });

/** A worker process, as its last heartbeat told of it. */
const worker = z
  .object({
    id: z.string().meta({ description: 'Also the owner of its leases in the log.' }),
    host: z.string(),
    pid: z.int(),
    version: z.string(),
    status: workerStatus,
    capabilities: z
      .array(capabilityName)
      .nullable()
      .meta({ description: 'The only capabilities that it serves; `null`: all.' }),
    concurrency: z.int().meta({ description: 'Turns that it runs at the same time.' }),
    code_agents: z.array(agentName).meta({ description: 'The agents whose code it has.' }),
    lanes: z.array(z.string()).meta({ description: 'The queues that it listens to.' }),
    problems: z.array(z.string()).meta({
      description:
        'What it cannot do although it runs: secrets that no key of its CAXTON_KEYS opens.',
    }),
    turns_running: z.int(),
    turns_total: z.int().meta({ description: 'Turns that it has begun since its start.' }),
    started: timestamp,
    last_heartbeat: timestamp,
  })
  .meta({ id: 'Worker' });
export type WorkerView = z.infer<typeof worker>;

/** Every worker process that is known. */
export const workerList = z.object({ workers: z.array(worker), total: z.int() }).meta({
  id: 'WorkerList',
  examples: [
    {
      workers: [
        {
          id: 'wrk-01a20bb7-a5fa-756e-b988-476890e14b47',
          host: 'worker-1',
          pid: 7,
          version: '1.0.0',
          status: 'running',
          capabilities: null,
          concurrency: 32,
          code_agents: [],
          lanes: ['cap.data-analysis', 'direct'],
          problems: [],
          turns_running: 1,
          turns_total: 1204,
          started: '2025-09-10T15:30:00.000Z',
          last_heartbeat: '2025-09-10T15:35:00.000Z',
        },
      ],
      total: 1,
    },
  ],
});
export type WorkerList = z.infer<typeof workerList>;
