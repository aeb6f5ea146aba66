import { ProtocolError, type MessageAccepted, type SendMessage } from '#protocol';
import type { Caller } from '#platform';
import type { Admission, Admitted } from '../admission/admission.js';
import type { ConversationReach } from '../conversation/conversation-reach.js';
import { answerAgain } from '../ingest/compose-answer.js';
import type { KnownMessage } from '../ingest/submission.js';
import type { NewMessage } from '../new-message.js';
import type { ItemFate } from './batch-answer.js';

/** A message of a batch, or why it is none. */
export type BatchItem =
  { readonly command: SendMessage } | { readonly refusal: ProtocolError; readonly command?: never };

/** Routes one message and says what would be stored and answered. */
interface MessageComposer {
  compose(
    caller: Caller,
    command: SendMessage,
    hops: number,
  ): Promise<{ readonly messages: readonly NewMessage[]; readonly answer: MessageAccepted }>;
}

/** What decides about the messages of a batch. */
export interface IntakeParts {
  readonly composer: MessageComposer;
  readonly admission: Admission;
  readonly reach: Pick<ConversationReach, 'refuseBeyond'>;
}

/** What is known of a batch before its messages are looked at. */
interface Circumstances {
  readonly hops: number;
  /** Messages that are stored already under ids that the batch names. */
  readonly known: ReadonlyMap<string, KnownMessage>;
}

/** Decides about the messages of one batch, one after another: each takes the room that those before it left. */
export class BatchIntake {
  /** To be stored. */
  readonly messages: NewMessage[] = [];
  private readonly ids = new Set<string>();
  private readonly admitted: Admitted[] = [];

  constructor(
    private readonly parts: IntakeParts,
    private readonly caller: Caller,
    private readonly circumstances: Circumstances,
  ) {}

  async takeAll(items: readonly BatchItem[]): Promise<ItemFate[]> {
    const fates: ItemFate[] = [];
    for (const item of items) fates.push(await this.fateOf(item));
    return fates;
  }

  /** Must be told in which transaction the messages were stored, if they were. */
  end(transaction: string | undefined): void {
    for (const told of this.admitted) told(transaction);
  }

  private async fateOf(item: BatchItem): Promise<ItemFate> {
    if (item.command === undefined) return { kind: 'refused', refusal: item.refusal };
    try {
      return { kind: 'accepted', answer: await this.take(item.command) };
    } catch (refusal) {
      // A fault of ours is not the matter of one message.
      if (!(refusal instanceof ProtocolError) || refusal.status >= 500) throw refusal;
      return { kind: 'refused', refusal };
    }
  }

  private async take(command: SendMessage): Promise<MessageAccepted> {
    const { message_id: id, conversation_id: conversationId } = command;
    if (conversationId != null) await this.refuseBeyond(conversationId);
    const stored = this.circumstances.known.get(id ?? '');
    if (stored !== undefined) {
      await this.refuseBeyond(stored.conversationId);
      return answerAgain(stored, command);
    }
    if (id !== undefined && this.ids.has(id)) throw sameIdTwice(id);
    const { composer, admission } = this.parts;
    const { messages, answer } = await composer.compose(
      this.caller,
      command,
      this.circumstances.hops,
    );
    this.admitted.push(await admission.admit(this.caller, messages));
    this.messages.push(...messages);
    if (id !== undefined) this.ids.add(id);
    return answer;
  }

  private refuseBeyond(conversationId: string): Promise<void> {
    return this.parts.reach.refuseBeyond(this.caller, { conversationId });
  }
}

function sameIdTwice(id: string): ProtocolError {
  return new ProtocolError(
    'MESSAGE_ID_CONFLICT',
    `The message_id '${id}' names an earlier message of this batch`,
    { message_id: id },
  );
}
