import type { Statement, Tx } from '#platform';
import type { Artifact, NewArtifact, PlaceName, StoredBlob } from '../artifact.js';

const columns = `
  a.id, a.name, a.media_type, a.size_bytes, a.hash, a.conversation_id, a.message_id, a.tool,
  a.created_by, a.created_at, a.expires_at, a.blob_id`;

/** What is expired is not there any more, also before it is removed. */
const isThere = `(a.expires_at is null or a.expires_at > clock_timestamp())`;

const insertArtifact: Statement = {
  name: 'artifacts.insert',
  text: `
    insert into artifacts as a (id, workspace_id, blob_id, name, media_type, size_bytes, hash,
      conversation_id, message_id, tool, step_no, created_by, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
      clock_timestamp() + $13::double precision * interval '1 ms')
    returning ${columns}`,
};

/** The primary key. */
const findArtifact: Statement = {
  name: 'artifacts.find',
  text: `select ${columns} from artifacts a where workspace_id = $1 and id = $2 and ${isThere}`,
};

/** The primary keys of both. */
const findBytes: Statement = {
  name: 'artifacts.find-bytes',
  text: `
    select ${columns}, b.place from artifacts a join artifact_blobs b on b.id = a.blob_id
    where a.workspace_id = $1 and a.id = $2 and ${isThere}`,
};

/** Index artifacts_recent, artifacts_conversation or artifacts_message. */
const listArtifacts: Statement = {
  name: 'artifacts.list',
  text: `
    select ${columns}, (extract(epoch from a.created_at) * 1000000)::bigint::text as micros
    from artifacts a
    where workspace_id = $1 and ${isThere}
      and ($2::text is null or conversation_id = $2)
      and ($3::text is null or message_id = $3)
      and ($4::text is null or media_type like $4 escape '\\')
      and ($5::bigint is null
        or (created_at, id) < (timestamptz 'epoch' + $5::bigint * interval '1 microsecond', $6))
    order by created_at desc, id desc limit $7`,
};

const deleteArtifact: Statement = {
  name: 'artifacts.delete',
  text: `delete from artifacts a where workspace_id = $1 and id = $2 returning ${columns}`,
};

/** Index artifacts_expiry. */
const listExpired: Statement = {
  name: 'artifacts.list-expired',
  text: `
    select workspace_id, id from artifacts
    where expires_at <= clock_timestamp() order by expires_at limit $1`,
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: string;
  readonly hash: string;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  readonly tool: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly blob_id: string;
}

/** Which artifacts, and from where on. */
export interface ArtifactQuery {
  readonly conversationId?: string | undefined;
  readonly messageId?: string | undefined;
  /** As SQL's `like` has it. */
  readonly typePattern?: string | undefined;
  /** The last one of the page before: its microseconds since 1970, and its id. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
}

/** An artifact and where its bytes are. */
export interface PlacedArtifact {
  readonly artifact: Artifact;
  readonly blobId: string;
  readonly place: PlaceName;
}

export async function insertNew(
  tx: Tx,
  artifact: NewArtifact,
  blob: StoredBlob,
): Promise<Artifact> {
  const { workspace, principal } = tx.caller;
  const { id, name, mediaType, conversationId, messageId, tool, stepNo, keepForMs } = artifact;
  const expiresIn = keepForMs === 0 ? null : keepForMs;
  const of = [conversationId ?? null, messageId ?? null, tool ?? null, stepNo ?? null];
  const bytes = [blob.id, name, mediaType, blob.sizeBytes, blob.hash];
  const [row] = await tx.rows<Row>(insertArtifact, [
    ...[id, workspace, ...bytes, ...of, principal, expiresIn],
  ]);
  if (row === undefined) throw new Error('An artifact was not stored.');
  return toArtifact(row);
}

export async function find(tx: Tx, id: string): Promise<Artifact | undefined> {
  const [row] = await tx.rows<Row>(findArtifact, [tx.caller.workspace, id]);
  return row && toArtifact(row);
}

export async function findPlaced(tx: Tx, id: string): Promise<PlacedArtifact | undefined> {
  const values = [tx.caller.workspace, id];
  const [row] = await tx.rows<Row & { place: PlaceName }>(findBytes, values);
  return row && { artifact: toArtifact(row), blobId: row.blob_id, place: row.place };
}

/** The newest first, each with the microseconds at which it was created. */
export async function list(
  tx: Tx,
  { conversationId, messageId, typePattern, after, limit }: ArtifactQuery,
): Promise<{ artifact: Artifact; micros: string }[]> {
  const rows = await tx.rows<Row & { micros: string }>(listArtifacts, [
    ...[tx.caller.workspace, conversationId ?? null, messageId ?? null, typePattern ?? null],
    ...[after?.[0] ?? null, after?.[1] ?? null, limit],
  ]);
  return rows.map((row) => ({ artifact: toArtifact(row), micros: row.micros }));
}

/** Gives the blob that it referred to. */
export async function deleteOne(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.rows<Row>(deleteArtifact, [tx.caller.workspace, id]);
  return row?.blob_id;
}

export async function findExpired(
  tx: Tx,
  most: number,
): Promise<{ workspace: string; id: string }[]> {
  const rows = await tx.rows<{ workspace_id: string; id: string }>(listExpired, [most]);
  return rows.map(({ workspace_id: workspace, id }) => ({ workspace, id }));
}

function toArtifact(row: Row): Artifact {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    hash: row.hash,
    conversationId: row.conversation_id ?? undefined,
    messageId: row.message_id ?? undefined,
    tool: row.tool ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
  };
}
