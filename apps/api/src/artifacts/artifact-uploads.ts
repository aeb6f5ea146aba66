import { createHash } from 'node:crypto';
import { fieldErrors, parseDuration, ProtocolError, type ArtifactDetail } from '#protocol';
import {
  cleanName,
  headBytes,
  judgeType,
  newArtifactId,
  type ArtifactShelf,
  type StoredBlob,
} from '#artifacts';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { ConversationReach } from '#messaging';
import type { Caller, Database } from '#platform';
import type { StreamLimits } from '../http/streamed-body.js';
import type { ArrivingFile } from './arriving-file.js';
import { viewArtifact } from './artifact-view.js';
import { uploadOptions, type UploadOptions } from './artifact-queries.js';
import { formFields } from './form-fields.js';
import { peek } from './peek.js';

/** Uploads that one process takes in at the same time; each holds a piece, or a part of one to a bucket. */
const most = 16;

/** What an operator decided about uploads. */
export interface UploadRules {
  readonly allowedTypes: readonly string[];
  /** How long an artifact is kept that does not say it; 0: until somebody removes it. */
  readonly keepForMs: number;
  readonly maxBytes: number;
}

/** A form says more than its file. */
const formOverhead = 65_536;

/** Slower than this, in bytes a second, an upload is not waited for: it would keep others out. */
const slowest = 1_024;

/** Takes artifacts in as streams, however large they are. */
export class ArtifactUploads {
  /** How bodies are to be read. */
  readonly bodyLimits: StreamLimits;
  private open = 0;

  constructor(
    private readonly shelf: ArtifactShelf,
    private readonly database: Database,
    private readonly rules: UploadRules,
    private readonly reach: Pick<ConversationReach, 'refuseBeyond'>,
  ) {
    this.bodyLimits = {
      maxBytes: rules.maxBytes + formOverhead,
      leastPerSecond: slowest,
      setting: 'CAXTON_ARTIFACT_MAX_BYTES',
    };
  }

  /**
   * Durable when it resolves; nothing is kept when it rejects. A repetition under the same key is known
   * by the content and what is said of it, when it has been read to its end.
   * @throws {ProtocolError} of the type, size and quota; NOT_GRANTED; RATE_LIMITED; IDEMPOTENCY_KEY_REUSED
   */
  async take(
    caller: Caller,
    options: UploadOptions,
    file: ArrivingFile,
    claim: IdempotencyClaim | undefined,
  ): Promise<ArtifactDetail> {
    if (this.open >= most) {
      const said = 'Too many artifacts are uploaded right now';
      throw new ProtocolError('RATE_LIMITED', said, { retry_after: 5 });
    }
    this.open += 1;
    try {
      return await this.store(caller, options, file, claim);
    } finally {
      this.open -= 1;
      // What is not read any more can be thrown away.
      await file.bytes[Symbol.asyncIterator]().return?.();
    }
  }

  private async store(
    caller: Caller,
    options: UploadOptions,
    file: ArrivingFile,
    claim: IdempotencyClaim | undefined,
  ): Promise<ArtifactDetail> {
    const { head, bytes } = await peek(file.bytes, headBytes);
    if (head.length === 0) throw nothingCame();
    const mediaType = await judgeType(file.type, head, this.rules.allowedTypes);
    const blob = await this.shelf.store(caller, bytes);
    try {
      const said = { ...formFields(uploadOptions, file.fields), ...options };
      if (said.conversation_id !== undefined)
        await this.reach.refuseBeyond(caller, { conversationId: said.conversation_id });
      const name = cleanName(said.name ?? file.name ?? '');
      const whole = claimWhole(claim, [blob.hash, mediaType, name, said]);
      return await this.keep(caller, { ...said, name, mediaType }, blob, whole);
    } catch (error) {
      await this.shelf.leave(blob);
      throw error;
    }
  }

  private async keep(
    caller: Caller,
    said: UploadOptions & { readonly name: string; readonly mediaType: string },
    blob: StoredBlob,
    claim: IdempotencyClaim | undefined,
  ): Promise<ArtifactDetail> {
    const { name, mediaType, conversation_id: conversationId, expires_in: expiresIn } = said;
    const keepForMs = expiresIn === undefined ? this.rules.keepForMs : parseDuration(expiresIn);
    const id = newArtifactId();
    const answer = await answerOnce(this.database, caller, claim, async (tx) => {
      const artifact = { id, name, mediaType, conversationId, keepForMs };
      return viewArtifact(await this.shelf.keep(tx, artifact, blob));
    });
    if (answer.artifact_id !== id) await this.shelf.leave(blob);
    return answer;
  }
}

/** The claim knows the request line; what the request brought makes it whole. */
function claimWhole(
  claim: IdempotencyClaim | undefined,
  brought: readonly unknown[],
): IdempotencyClaim | undefined {
  if (claim === undefined) return undefined;
  const print = createHash('sha256').update(claim.fingerprint).update(JSON.stringify(brought));
  return { ...claim, fingerprint: print.digest('hex') };
}

function nothingCame(): ProtocolError {
  return fieldErrors('INVALID_REQUEST', [
    { field: '', rule: 'required', message: 'is required: send the bytes of the artifact' },
  ]);
}
