import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { exampleList, ProtocolError, type ExampleList } from '#protocol';
import { WithoutDatabase } from '../http/crowd.guard.js';
import { IsPublic } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { exampleName, listExamples, readExample, typeOf } from './example-files.js';

/** Real data for first tries, so that an agent has something to read on a machine without internet. */
@WithoutDatabase()
@ApiTags('Server')
@Controller('examples')
export class ExamplesController {
  @IsPublic()
  @Get()
  @Reply(200, exampleList, 'List the example data sets.')
  async listExamples(): Promise<ExampleList> {
    const files = await listExamples();
    return {
      examples: files.map(({ name, type, size }) => ({
        name,
        path: `/examples/${name}`,
        media_type: type,
        size_bytes: size,
      })),
    };
  }

  @IsPublic()
  @Get(':file')
  @ApiProduces('text/csv')
  @Reply(200, z.string(), 'Download an example data set.', { errors: ['ROUTE_NOT_FOUND'] })
  async getExample(
    @Param('file', { schema: exampleName }) file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = await readExample(file);
    if (content === undefined) throw await unknownExample(file);
    void reply.type(`${typeOf(file)}; charset=utf-8`).send(content);
  }
}

async function unknownExample(file: string): Promise<ProtocolError> {
  const examples = (await listExamples()).map(({ name }) => name);
  const message = `There is no example file ${file}; there are ${examples.join(', ')}`;
  return new ProtocolError('ROUTE_NOT_FOUND', message, { examples });
}
