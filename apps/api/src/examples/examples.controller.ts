import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProtocolError } from '#protocol';
import { packageRoot } from '#platform';
import { WithoutDatabase } from '../http/crowd.guard.js';
import { Reply } from '../http/reply.decorator.js';

/** Names without any way out of the folder. */
const fileName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*\.(?:csv|json|md)$/, 'must be the name of an example file')
  .meta({ description: 'Name of the file.', examples: ['airline-passengers.csv'] });

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
};

/** Real data for first tries, so that an agent has something to read on a machine without internet. */
@WithoutDatabase()
@ApiTags('Server')
@Controller('examples')
export class ExamplesController {
  @Get(':file')
  @ApiProduces('text/csv')
  @Reply(200, z.string(), 'Download an example data set.', { errors: ['ROUTE_NOT_FOUND'] })
  async getExample(
    @Param('file', { schema: fileName }) file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = await readExample(file);
    void reply.type(types[file.split('.').at(-1) ?? ''] ?? 'text/plain').send(content);
  }
}

async function readExample(file: string): Promise<Buffer> {
  try {
    return await readFile(join(packageRoot(), 'examples', 'data', file));
  } catch {
    throw new ProtocolError('ROUTE_NOT_FOUND', `There is no example file ${file}`);
  }
}
