import { identitySecrets, readOldMarks, type OldMark } from '#identity';
import { systemCaller, type Database } from '#platform';
import {
  countByKey,
  resealPortion,
  type BrokenText,
  type KeyRing,
  type SealedColumn,
} from '#secrets';
import { webhookSecrets } from '#webhooks';

/** Every column of sealed texts. A test compares them with the schema. */
export const sealedColumns: readonly SealedColumn[] = [...identitySecrets, ...webhookSecrets];

/** What came of one column. */
interface Resealed {
  /** `webhooks.token` */
  readonly name: string;
  readonly resealed: number;
  /** Texts that no key of the ring opens. */
  readonly broken: readonly BrokenText[];
  /** Texts by the key that has sealed them now. */
  readonly byKey: ReadonlyMap<string, number>;
}

/** What a run did, and what is left. */
export interface ReEncrypted {
  readonly columns: readonly Resealed[];
  /** API keys that are compared under old master keys until they are used the next time. */
  readonly marks: readonly OldMark[];
}

export interface ReEncryptOptions {
  /** Texts of a transaction. */
  readonly batch: number;
  /** Only look: open everything, change nothing. @default false */
  readonly isDry?: boolean;
}

/**
 * Seals every secret anew that another key than the present one has sealed, in portions, beside running servers.
 * A run that breaks off has lost nothing; the next one goes on.
 */
export async function reEncrypt(
  database: Database,
  ring: KeyRing,
  { batch, isDry = false }: ReEncryptOptions,
): Promise<ReEncrypted> {
  const columns: Resealed[] = [];
  for (const column of sealedColumns) {
    const done = await resealColumn(database, ring, column, { limit: batch, isDry });
    const byKey = await database.read(systemCaller, (tx) => countByKey(tx, column));
    columns.push({ name: `${column.table}.${column.column}`, ...done, byKey });
  }
  const marks = await database.read(systemCaller, (tx) => readOldMarks(tx, ring.current));
  return { columns, marks };
}

type Done = Pick<Resealed, 'resealed' | 'broken'>;

async function resealColumn(
  database: Database,
  ring: KeyRing,
  column: SealedColumn,
  portions: { readonly limit: number; readonly isDry: boolean },
): Promise<Done> {
  const broken: BrokenText[] = [];
  let resealed = 0;
  let after: string | undefined = '';
  while (after !== undefined) {
    const from: string = after;
    const portion = await database.transaction(systemCaller, (tx) =>
      resealPortion(tx, ring, column, { after: from, ...portions }),
    );
    resealed += portion.resealed;
    broken.push(...portion.broken);
    after = portion.next;
  }
  return { resealed, broken };
}
