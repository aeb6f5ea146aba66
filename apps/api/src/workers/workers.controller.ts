import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProtocolError, workerList, type WorkerList } from '#protocol';
import { defaultWorkspace, type Caller } from '#platform';
import { WorkerRoll } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';

/** Who runs the turns. */
@ApiTags('Server')
@Controller('api/v1/workers')
export class WorkersController {
  constructor(private readonly roll: WorkerRoll) {}

  @NeedsScopes('operations:read')
  @Get()
  @Reply(200, workerList, 'List the worker processes.', {
    description:
      'Every worker tells of itself every few seconds. One that stops as it should leaves the list; one ' +
      'whose heartbeats stopped is `lost` after 15 seconds and forgotten after an hour.',
    errors: ['FORBIDDEN'],
  })
  async listWorkers(@CallerOf() caller: Caller): Promise<WorkerList> {
    refuseTenants(caller);
    return this.roll.list(caller);
  }
}

/** They work for everybody: their lanes and turns would tell of other tenants. */
function refuseTenants({ workspace }: Caller): void {
  if (workspace === defaultWorkspace) return;
  throw new ProtocolError('FORBIDDEN', 'Workers are looked after from the workspace default', {
    suggestion: 'Ask an admin of the server',
  });
}
