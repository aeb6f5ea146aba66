import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  artifactDetail,
  artifactId,
  artifactList,
  artifactRemoved,
  type ArtifactDetail,
  type ArtifactList,
  type ArtifactRemoved,
} from '#protocol';
import { ArtifactShelf } from '#artifacts';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply, ReplyBytes } from '../http/reply.decorator.js';
import { readStreamedBody, StreamsBody } from '../http/streamed-body.js';
import { TakesFile } from '../http/takes.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { answerDownload } from './answer-download.js';
import { listArtifacts } from './artifact-pages.js';
import {
  artifactListOptions,
  uploadOptions,
  type ArtifactListOptions,
  type UploadOptions,
} from './artifact-queries.js';
import { ArtifactUploads } from './artifact-uploads.js';
import { viewArtifact } from './artifact-view.js';
import { receiveFile } from './receive-file.js';

/** What tools produce and users upload. */
@Holds()
@ApiTags('Artifacts')
@Controller('api/v1/artifacts')
export class ArtifactsController {
  constructor(
    private readonly shelf: ArtifactShelf,
    private readonly uploads: ArtifactUploads,
  ) {}

  @NeedsScopes('artifacts:write')
  @Post()
  @StreamsBody({ ofAnyType: true })
  @TakesFile(uploadOptions)
  @Reply(201, artifactDetail, 'Upload an artifact.', {
    description:
      'The body is the artifact (`curl --data-binary @sales.csv -H "Content-Type: text/csv"`), or a form ' +
      'with one file (`curl -F file=@sales.csv`), which may say the same as the query. It is stored while it ' +
      'arrives. Its type is what it is declared as if the bytes do not tell otherwise, else what they are. ' +
      'Its `reference` can be sent to agents as a `data_source`. A repetition under the same ' +
      '`Idempotency-Key` is known by its bytes and what is said of them.',
    takesBody: true,
    errors: ['ARTIFACT_QUOTA_EXCEEDED', 'ARTIFACT_TYPE_MISMATCH', 'ARTIFACT_TYPE_NOT_ALLOWED'],
  })
  async uploadArtifact(
    @CallerOf() caller: Caller,
    @Query({ schema: uploadOptions }) options: UploadOptions,
    @Req() { raw, headers }: FastifyRequest,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ArtifactDetail> {
    const body = readStreamedBody(raw, this.uploads.bodyLimits);
    return this.uploads.take(caller, options, await receiveFile(headers, body), claim);
  }

  @NeedsScopes('artifacts:read')
  @Get()
  @Reply(200, artifactList, 'List the artifacts, the newest first.')
  async listArtifacts(
    @CallerOf() caller: Caller,
    @Query({ schema: artifactListOptions }) { cursor, limit, ...filter }: ArtifactListOptions,
  ): Promise<ArtifactList> {
    return pageOf(['artifacts', filter], { cursor, limit }, (page) =>
      listArtifacts(this.shelf, caller, { ...filter, ...page }),
    );
  }

  @NeedsScopes('artifacts:read')
  @Get(':id')
  @ReplyBytes('Download an artifact.', {
    description:
      'Its bytes, as a file to save. `Range` asks for a part of them, `If-None-Match` with the `ETag`, which ' +
      'is their SHA-256, whether they are known. Pages are not shown: browsers neither look into it nor run it.',
    errors: ['ARTIFACT_NOT_FOUND', 'ARTIFACT_UNREADABLE', 'RANGE_NOT_SATISFIABLE'],
  })
  async downloadArtifact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: artifactId }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await answerDownload(this.shelf, caller, id, reply);
  }

  @NeedsScopes('artifacts:read')
  @Get(':id/metadata')
  @Reply(200, artifactDetail, 'Get everything about an artifact but its bytes.', {
    errors: ['ARTIFACT_NOT_FOUND'],
  })
  async getArtifact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: artifactId }) id: string,
  ): Promise<ArtifactDetail> {
    return viewArtifact(await this.shelf.get(caller, id));
  }

  @Audited('artifact.remove')
  @NeedsScopes('artifacts:write')
  @Delete(':id')
  @Reply(200, artifactRemoved, 'Remove an artifact.', {
    description:
      'It cannot be read any more. Its bytes are gone about an hour later, unless other artifacts of the ' +
      'workspace have the same.',
    errors: ['ARTIFACT_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeArtifact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: artifactId }) id: string,
  ): Promise<ArtifactRemoved> {
    await this.shelf.remove(caller, id);
    return { artifact_id: id, status: 'removed' };
  }
}
