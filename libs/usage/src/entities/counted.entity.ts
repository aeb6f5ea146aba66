import { Column } from 'typeorm';

const count = { type: 'bigint', default: 0 } as const;

/** What is counted, in a tally and in a sum of tallies. */
export abstract class Counted {
  @Column(count)
  accepted!: string;

  @Column(count)
  completed!: string;

  @Column(count)
  failed!: string;

  @Column(count)
  expired!: string;

  @Column(count)
  cancelled!: string;

  /** Dead letters that were put back: they end once more. */
  @Column(count)
  requeued!: string;

  /** Messages that ended and that a turn had begun on. */
  @Column(count)
  turns!: string;

  /** From acceptance to the end, of those that completed or failed. */
  @Column({ ...count, name: 'response_ms' })
  responseMs!: string;

  /** From acceptance to the beginning of the last turn. */
  @Column({ ...count, name: 'queue_ms' })
  queueMs!: string;

  @Column({ ...count, name: 'turn_ms' })
  turnMs!: string;

  @Column({ ...count, name: 'tokens_in' })
  tokensIn!: string;

  @Column({ ...count, name: 'tokens_out' })
  tokensOut!: string;

  /** In thousand-millionths of the currency. */
  @Column(count)
  cost!: string;

  @Column({ ...count, name: 'conversations_begun' })
  conversationsBegun!: string;

  /** A conversation that is taken up again ends again. */
  @Column({ ...count, name: 'conversations_ended' })
  conversationsEnded!: string;

  /** From the message that began them, or took them up again, to their end. */
  @Column({ ...count, name: 'conversation_ms' })
  conversationMs!: string;
}
