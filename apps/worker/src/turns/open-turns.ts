import { faultPoint } from '#faults';
import type { Clock, Database, Logger } from '#platform';
import { AfterCommit, Mailbox, type Bell, type LiveChannel } from '#messaging';
import { TurnRunner, type Surroundings, type TurnLimits } from '#runtime';
import { TurnCancels } from '../cancels/turn-cancels.js';
import { HandOver } from './hand-over.js';
import { LeaseKeeper } from './lease-keeper.js';
import { MailboxDrain } from './mailbox-drain.js';
import { TurnSlots } from './turn-slots.js';
import { TurnWriter } from './turn-writer.js';

/** What turns stand on in one process. */
export interface TurnGround {
  readonly database: Database;
  readonly bell: Bell;
  readonly channel: LiveChannel;
  readonly around: Surroundings;
  readonly limits: TurnLimits;
  /** Name of this process in leases. */
  readonly owner: string;
  readonly leaseMs: number;
  /** Messages to agents that one message of a client may lead to. */
  readonly mostCaused: number;
  /** What a turn cost. @default nothing is known to cost anything */
  readonly costOf?: ConstructorParameters<typeof Mailbox>[1]['costOf'];
  /** Turns at the same time. */
  readonly concurrency: number;
  /** Shared claims, and shared commits, at the same time. @default 2 */
  readonly maxInFlight?: number | undefined;
  /** Whether mail with this capability is to be taken. */
  readonly takes: (capability: string | undefined) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The parts that run turns. */
export interface Turns {
  readonly drain: MailboxDrain;
  readonly keeper: LeaseKeeper;
  readonly slots: TurnSlots;
  readonly writer: TurnWriter;
  readonly cancels: TurnCancels;
}

/** Puts them together. Nothing runs before somebody asks the drain to. */
export function openTurns(ground: TurnGround): Turns {
  const { database, owner, leaseMs, mostCaused, clock, log, bell } = ground;
  const { costOf, maxInFlight } = ground;
  const mailbox = new Mailbox(database, { owner, leaseMs, mostCaused, costOf, maxInFlight });
  const runner = new TurnRunner(ground.around, ground.limits);
  const keeper = new LeaseKeeper(
    (leases) => faultPoint('mailbox.renew', () => mailbox.renew(leases)),
    leaseMs,
    clock,
    log,
  );
  const slots = new TurnSlots(ground.concurrency);
  const writer = new TurnWriter({ mailbox, runner, log });
  const afterCommit = new AfterCommit(bell, ground.channel);
  const cancels = new TurnCancels();
  const handOver = new HandOver({ waiting: (ids) => mailbox.waiting(ids), bell, log });
  const { takes } = ground;
  const parts = { mailbox, runner, writer, keeper, slots, cancels, afterCommit, handOver };
  const kit = { ...parts, takes, bell, clock, log };
  return { drain: new MailboxDrain(kit), keeper, slots, writer, cancels };
}
