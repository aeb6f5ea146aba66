import { Body, Controller, Delete, Get, Header, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  userChange,
  userCreation,
  userList,
  userName,
  userRemoved,
  userView,
  type UserChange,
  type UserCreation,
  type UserList,
  type UserRemoved,
  type UserView,
} from '#protocol';
import { Users, type Principal } from '#identity';
import type { Caller } from '#platform';
import { CallerOf, PrincipalOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { NeverAgain } from '../repeats/never-again.decorator.js';
import { Audited } from './audited.decorator.js';

/** The people of a workspace: docs/security.md. */
@ApiTags('Users')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @NeedsScopes('users:read')
  @Get()
  @Reply(200, userList, 'List the users.')
  async listUsers(@CallerOf() caller: Caller): Promise<UserList> {
    const users = await this.users.list(caller);
    return { users, total: users.length };
  }

  @NeverAgain()
  @Audited('user.create')
  @NeedsScopes('users:write')
  @Post()
  @Header('cache-control', 'no-store')
  @Reply(201, userView, 'Create a user.', {
    description:
      'Without a password the answer holds one that is shown once and must be changed at the first login.',
    takesBody: true,
    errors: ['USER_ALREADY_EXISTS', 'FORBIDDEN'],
  })
  async createUser(
    @PrincipalOf() by: Principal,
    @Body({ schema: userCreation }) body: UserCreation,
  ): Promise<UserView> {
    return this.users.create(by, body);
  }

  @NeedsScopes('users:read')
  @Get(':name')
  @Reply(200, userView, 'Get a user.', { errors: ['USER_NOT_FOUND'] })
  async getUser(
    @CallerOf() caller: Caller,
    @Param('name', { schema: userName }) name: string,
  ): Promise<UserView> {
    return this.users.get(caller, name);
  }

  @Audited('user.change')
  @NeedsScopes('users:write')
  @Patch(':name')
  @Header('cache-control', 'no-store')
  @Reply(200, userView, "Change a user's roles or grants, disable them, or reset their password.", {
    description: 'What is left out stays. Tokens that were given before are not taken any more.',
    takesBody: true,
    errors: ['USER_NOT_FOUND', 'LAST_ADMIN', 'FORBIDDEN'],
  })
  async changeUser(
    @PrincipalOf() by: Principal,
    @Param('name', { schema: userName }) name: string,
    @Body({ schema: userChange }) body: UserChange,
  ): Promise<UserView> {
    return this.users.change(by, name, body);
  }

  @Audited('user.remove')
  @NeedsScopes('users:write')
  @Delete(':name')
  @Reply(200, userRemoved, 'Remove a user.', {
    description: 'The keys that they made, and those made with these, end with them.',
    errors: ['USER_NOT_FOUND', 'LAST_ADMIN', 'FORBIDDEN', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeUser(
    @PrincipalOf() by: Principal,
    @Param('name', { schema: userName }) name: string,
  ): Promise<UserRemoved> {
    await this.users.remove(by, name);
    return { username: name, status: 'removed' };
  }
}
