import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { declaredQuery } from './declared-query.js';
import { queryLimit, querySwitch } from './query-parts.js';

const page = z.object({ limit: queryLimit(20), follow: querySwitch('Goes on.') });
const folded = page.transform(({ limit }) => limit).meta({ id: 'FoldedPage' });

@Controller()
class Agents {
  @Get()
  list(@Query({ schema: page }) options: unknown): unknown {
    return options;
  }

  @Get('folded/:name')
  fold(@Param('name') name: string, @Query({ schema: folded }) limit: unknown): unknown {
    return [name, limit];
  }

  @Post()
  deploy(): void {
    // Takes no query.
  }
}

describe('the query that an operation declares', () => {
  it.each([
    ['of its schema', 'list', ['limit', 'follow']],
    ['of what its schema takes, whatever that becomes', 'fold', ['limit', 'follow']],
    ['that are none without one', 'deploy', []],
  ])('has the names %s', (_of, method, names) => {
    const handler = Reflect.get(Agents.prototype, method) as object;
    expect([...declaredQuery(Agents, handler)]).toEqual(names);
  });
});
