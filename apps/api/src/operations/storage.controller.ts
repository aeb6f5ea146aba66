import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProtocolError, storageReport, type StorageReport } from '#protocol';
import { defaultWorkspace, type Caller } from '#platform';
import { Storage } from '#storage';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';

/** What everything takes that is kept. */
@ApiTags('Server')
@Controller('api/v1/storage')
export class StorageController {
  constructor(private readonly storage: Storage) {}

  @NeedsScopes('operations:read')
  @Get()
  @Reply(200, storageReport, 'Tell what each table takes, and what ends its rows.', {
    description:
      'Of all workspaces together, the largest table first. From what Postgres knows: no table is read, however large.',
    errors: ['FORBIDDEN'],
  })
  async getStorage(@CallerOf() caller: Caller): Promise<StorageReport> {
    refuseTenants(caller);
    return this.storage.read();
  }
}

/** The tables are those of all workspaces: how they grow would tell of other tenants. */
function refuseTenants({ workspace, grants }: Caller): void {
  if (workspace === defaultWorkspace && grants === undefined) return;
  throw new ProtocolError('FORBIDDEN', 'Storage is looked after from the workspace default', {
    suggestion: 'Ask an admin of the server',
  });
}
