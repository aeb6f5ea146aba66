import { Body, Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  identityView,
  loggedOut,
  loginAnswer,
  loginRequest,
  passwordChange,
  refreshRequest,
  type IdentityView,
  type LoggedOut,
  type LoginAnswer,
  type LoginRequest,
  type PasswordChange,
} from '#protocol';
import { CountedApart } from '../limits/counted-apart.decorator.js';
import { RequestLimits } from '../limits/request-limits.js';
import { Sessions, type Origin, type Principal } from '#identity';
import { PrincipalOf } from '../http/caller.decorator.js';
import { IsPublic, NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';

/** Logging in: quick start, section 22; docs/security.md. */
@CountedApart()
@ApiTags('Authentication')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly sessions: Sessions,
    private readonly limits: RequestLimits,
  ) {}

  @IsPublic()
  @Post('login')
  @Header('cache-control', 'no-store')
  @Reply(200, loginAnswer, 'Log in.', {
    description: 'After five wrong passwords in a row each further one costs a wait.',
    takesBody: true,
    errors: ['UNAUTHORIZED'],
  })
  async login(
    @Body({ schema: loginRequest }) { username, password }: LoginRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) { raw }: FastifyReply,
  ): Promise<LoginAnswer> {
    await this.limits.countLogin(username, request.ip, raw);
    try {
      return await this.sessions.login(username, password, originOf(request));
    } catch (error) {
      this.limits.tellWait(error, raw);
      throw error;
    }
  }

  @IsPublic()
  @Post('refresh')
  @Header('cache-control', 'no-store')
  @Reply(200, loginAnswer, 'Exchange a refresh token for a new login.', {
    description:
      'Each refresh token is taken once; for ten seconds a repetition gets the same answer. Used later ' +
      'again, it ends the login it came of: two have it.',
    takesBody: true,
    errors: ['UNAUTHORIZED'],
  })
  async refresh(
    @Body({ schema: refreshRequest }) body: { readonly refresh_token: string },
    @Req() request: FastifyRequest,
  ): Promise<LoginAnswer> {
    return this.sessions.refresh(body.refresh_token, originOf(request));
  }

  @IsPublic()
  @Post('logout')
  @Reply(200, loggedOut, 'End the login of a refresh token.', {
    description:
      'Its access tokens are not taken any more, and streams that were opened with one end.',
    takesBody: true,
  })
  async logout(
    @Body({ schema: refreshRequest }) body: { readonly refresh_token: string },
    @Req() request: FastifyRequest,
  ): Promise<LoggedOut> {
    await this.sessions.logout(body.refresh_token, originOf(request));
    return { status: 'logged_out' };
  }

  @NeedsScopes()
  @Post('password')
  @Header('cache-control', 'no-store')
  @Reply(200, loginAnswer, 'Change your password.', {
    description: 'Ends every other login of yours, and all tokens; the answer is a new login.',
    takesBody: true,
    errors: ['UNAUTHORIZED', 'FORBIDDEN'],
  })
  async changePassword(
    @PrincipalOf() principal: Principal,
    @Body({ schema: passwordChange }) body: PasswordChange,
    @Req() request: FastifyRequest,
  ): Promise<LoginAnswer> {
    return this.sessions.changePassword(principal, body, originOf(request));
  }

  @NeedsScopes()
  @Get('me')
  @Reply(200, identityView, 'Tell whom the server takes you for.')
  tellIdentity(@PrincipalOf() principal: Principal): IdentityView {
    const { kind, id, name, workspace, roles, scopes, grants } = principal;
    return { kind, id, name, workspace, roles: [...roles], scopes: [...scopes], grants };
  }
}

function originOf({ ip, id }: FastifyRequest): Origin {
  return { address: ip, requestId: id };
}
