import { Body, Controller, Delete, Get, Header, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  keyCreation,
  keyId,
  keyList,
  keyRotation,
  keyView,
  type KeyCreation,
  type KeyList,
  type KeyRotation,
  type KeyView,
} from '#protocol';
import { KeyBook, type Principal } from '#identity';
import type { Caller } from '#platform';
import { CallerOf, PrincipalOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { NeverAgain } from '../repeats/never-again.decorator.js';
import { Audited } from './audited.decorator.js';

/** Keys for programs: quick start, section 24; docs/security.md. */
@ApiTags('API keys')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: KeyBook) {}

  @NeedsScopes('keys:read')
  @Get()
  @Reply(200, keyList, 'List the API keys.')
  async listKeys(@CallerOf() caller: Caller): Promise<KeyList> {
    const keys = await this.keys.list(caller);
    return { keys, total: keys.length };
  }

  @NeverAgain()
  @Audited('key.create')
  @NeedsScopes('keys:write')
  @Post()
  @Header('cache-control', 'no-store')
  @Reply(201, keyView, 'Create an API key.', {
    description:
      'The key is in this answer and nowhere else. It can do no more than whoever makes it.',
    takesBody: true,
    errors: ['FORBIDDEN'],
  })
  async createKey(
    @PrincipalOf() by: Principal,
    @Body({ schema: keyCreation }) body: KeyCreation,
  ): Promise<KeyView> {
    return this.keys.create(by, body);
  }

  @NeedsScopes('keys:read')
  @Get(':id')
  @Reply(200, keyView, 'Get an API key.', { errors: ['KEY_NOT_FOUND'] })
  async getKey(
    @CallerOf() caller: Caller,
    @Param('id', { schema: keyId }) id: string,
  ): Promise<KeyView> {
    return this.keys.get(caller, id);
  }

  @NeverAgain()
  @Audited('key.rotate')
  @NeedsScopes('keys:write')
  @Post(':id/rotate')
  @Header('cache-control', 'no-store')
  @Reply(201, keyView, 'Replace an API key.', {
    description:
      'Answers a new key that may do the same. The old one is taken until its grace ends.',
    takesBody: true,
    errors: ['KEY_NOT_FOUND', 'KEY_ENDED', 'FORBIDDEN'],
  })
  async rotateKey(
    @PrincipalOf() by: Principal,
    @Param('id', { schema: keyId }) id: string,
    @Body({ schema: keyRotation.optional() }) body: KeyRotation | undefined,
  ): Promise<KeyView> {
    return this.keys.rotate(by, id, body ?? {});
  }

  @Audited('key.revoke')
  @NeedsScopes('keys:write')
  @Delete(':id')
  @Reply(200, keyView, 'Revoke an API key.', {
    description:
      'It is not taken any more, by any process, within five seconds. A key may always revoke itself.',
    errors: ['KEY_NOT_FOUND', 'FORBIDDEN', 'CROSS_ORIGIN_REFUSED'],
  })
  async revokeKey(
    @PrincipalOf() by: Principal,
    @Param('id', { schema: keyId }) id: string,
  ): Promise<KeyView> {
    return this.keys.revoke(by, id);
  }
}
