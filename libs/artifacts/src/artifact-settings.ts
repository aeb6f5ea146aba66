import { join, resolve } from 'node:path';
import type { Env } from '#platform';
import type { ArtifactSettings } from './open-artifacts.js';
import type { S3Settings } from './places/s3-place.js';

/** The part of the environment that says where artifacts are kept. */
export function artifactSettingsOf(env: Env): ArtifactSettings {
  return {
    folder: resolve(env.CAXTON_ARTIFACT_DIR ?? join(env.CAXTON_DATA_DIR, 'artifacts')),
    s3: bucketOf(env),
    databaseLimit: env.CAXTON_ARTIFACT_DATABASE_LIMIT,
    maxBytes: env.CAXTON_ARTIFACT_MAX_BYTES,
    quotaBytes: env.CAXTON_ARTIFACT_QUOTA,
  };
}

/** The first part of the path is the bucket; the rest, if there is any, is what its keys begin with. */
function bucketOf(env: Env): S3Settings | undefined {
  const { CAXTON_ARTIFACT_S3_URL: address } = env;
  if (address === undefined) return undefined;
  const { origin, pathname } = new URL(address);
  const [bucket = '', ...prefix] = pathname.split('/').filter((part) => part !== '');
  return {
    endpoint: `${origin}/${bucket}`,
    region: env.CAXTON_ARTIFACT_S3_REGION,
    accessKeyId: env.CAXTON_ARTIFACT_S3_ACCESS_KEY ?? '',
    secretAccessKey: env.CAXTON_ARTIFACT_S3_SECRET_KEY ?? '',
    prefix: prefix.join('/'),
  };
}
