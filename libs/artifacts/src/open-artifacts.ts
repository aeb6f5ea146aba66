import type { Database, Logger } from '#platform';
import type { PlaceName } from './artifact.js';
import { BlobStore } from './blobs/blob-store.js';
import type { BytePlace } from './places/byte-place.js';
import { DatabasePlace } from './places/database-place.js';
import { DiskPlace } from './places/disk-place.js';
import { S3Place, type S3Settings } from './places/s3-place.js';
import { ArtifactDrafts } from './shelf/artifact-drafts.js';
import { ArtifactShelf } from './shelf/artifact-shelf.js';
import { ArtifactUpkeep } from './shelf/artifact-upkeep.js';

/** Where artifacts are kept and how much of them. */
export interface ArtifactSettings {
  /** Folder for what is too large for the database. */
  readonly folder: string;
  /** A bucket that takes the folder's place. @default none */
  readonly s3?: S3Settings | undefined;
  /** Bytes of an artifact that is kept in the database. */
  readonly databaseLimit: number;
  readonly maxBytes: number;
  /** Bytes that one workspace may keep; 0: any number. */
  readonly quotaBytes: number;
}

/** The artifacts of a server. */
export interface OpenArtifacts {
  readonly shelf: ArtifactShelf;
  /** What turns make before they are committed. */
  readonly drafts: ArtifactDrafts;
  /** Looks only when somebody asks it to. */
  readonly upkeep: ArtifactUpkeep;
  readonly blobs: BlobStore;
}

/** Bytes wait so long for somebody to refer to them, and after the last one let go. */
const hourMs = 3_600_000;

/** Puts the parts of the library together. Opens nothing by itself. */
export function openArtifacts(
  database: Database,
  settings: ArtifactSettings,
  log: Pick<Logger, 'warn'>,
  claimMs = hourMs,
): OpenArtifacts {
  const { databaseLimit, maxBytes } = settings;
  const blobs = new BlobStore(database, {
    database: new DatabasePlace(database, claimMs),
    outside: placesOf(settings),
    beyond: settings.s3 === undefined ? 'disk' : 's3',
    ...{ databaseLimit, maxBytes, claimMs },
  });
  const limits = { quotaBytes: settings.quotaBytes || Infinity, graceMs: claimMs };
  const shelf = new ArtifactShelf(database, blobs, limits);
  return {
    ...{ blobs, shelf },
    drafts: new ArtifactDrafts(database, blobs, shelf),
    upkeep: new ArtifactUpkeep(database, blobs, { graceMs: claimMs, log }),
  };
}

function placesOf({ folder, s3 }: ArtifactSettings): ReadonlyMap<PlaceName, BytePlace> {
  const places: [PlaceName, BytePlace][] = [['disk', new DiskPlace(folder)]];
  if (s3 !== undefined) places.push(['s3', new S3Place(s3)]);
  return new Map(places);
}
