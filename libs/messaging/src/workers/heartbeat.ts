/** What stays the same of a worker process for as long as it lives. */
export interface WorkerProfile {
  /** Also the owner of the leases it takes. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** The only capabilities it serves. Absent: all. */
  readonly capabilities: readonly string[] | undefined;
  /** Turns at the same time. */
  readonly concurrency: number;
  /** The agents whose code it has. */
  readonly codeAgents: readonly string[];
}

/** What a worker tells of itself every few seconds. */
export interface Heartbeat {
  readonly worker: WorkerProfile;
  /** `stopping`: it begins no more turns and lets the running ones finish. */
  readonly status: 'running' | 'stopping';
  readonly lanes: readonly string[];
  readonly turnsRunning: number;
  /** Since its start. */
  readonly turnsTotal: number;
  /** What it cannot do although it runs, in words. @default nothing */
  readonly problems?: readonly string[];
  /** How long it has been up. */
  readonly upMs: number;
}

/** A worker that takes turns now. */
export interface ServingWorker {
  readonly id: string;
  /** Absent: it serves all. */
  readonly capabilities: readonly string[] | undefined;
  /** What it cannot do. Absent: nothing. */
  readonly problems?: readonly string[];
}
