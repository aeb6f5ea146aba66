import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  workspaceCreated,
  workspaceCreation,
  workspaceList,
  workspaceName,
  workspaceRemoval,
  workspaceRemoved,
  workspaceView,
  type WorkspaceCreated,
  type WorkspaceCreation,
  type WorkspaceList,
  type WorkspaceRemoval,
  type WorkspaceRemoved,
  type WorkspaceView,
} from '#protocol';
import { Workspaces, type Principal } from '#identity';
import { PrincipalOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { NeverAgain } from '../repeats/never-again.decorator.js';
import { Audited } from './audited.decorator.js';

/** The tenants of a server: docs/security.md. */
@ApiTags('Workspaces')
@Controller('api/v1/workspaces')
export class WorkspacesController {
  constructor(private readonly workspaces: Workspaces) {}

  @NeedsScopes('workspaces:read')
  @Get()
  @Reply(200, workspaceList, 'List the workspaces.', { errors: ['FORBIDDEN'] })
  async listWorkspaces(@PrincipalOf() by: Principal): Promise<WorkspaceList> {
    const workspaces = await this.workspaces.list(by);
    return { workspaces, total: workspaces.length };
  }

  @NeverAgain()
  @Audited('workspace.create')
  @NeedsScopes('workspaces:write')
  @Post()
  @Header('cache-control', 'no-store')
  @Reply(201, workspaceCreated, 'Create a workspace and its first admin.', {
    description:
      'Without a password the answer holds one that is shown once and must be changed at the first login.',
    takesBody: true,
    errors: ['WORKSPACE_ALREADY_EXISTS', 'USER_ALREADY_EXISTS', 'FORBIDDEN'],
  })
  async createWorkspace(
    @PrincipalOf() by: Principal,
    @Body({ schema: workspaceCreation }) body: WorkspaceCreation,
  ): Promise<WorkspaceCreated> {
    return this.workspaces.create(by, body);
  }

  @NeedsScopes('workspaces:read')
  @Get(':name')
  @Reply(200, workspaceView, 'Get a workspace.', { errors: ['WORKSPACE_NOT_FOUND', 'FORBIDDEN'] })
  async getWorkspace(
    @PrincipalOf() by: Principal,
    @Param('name', { schema: workspaceName }) name: string,
  ): Promise<WorkspaceView> {
    return this.workspaces.get(by, name);
  }

  @Audited('workspace.remove')
  @NeedsScopes('workspaces:write')
  @Delete(':name')
  @Reply(200, workspaceRemoved, 'Remove a workspace.', {
    description:
      'Nobody can log in any more, then its rows are removed in portions. Its audit log stays, and its name is not given again.',
    errors: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_NOT_EMPTY', 'FORBIDDEN', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeWorkspace(
    @PrincipalOf() by: Principal,
    @Param('name', { schema: workspaceName }) name: string,
    @Query({ schema: workspaceRemoval }) { confirm }: WorkspaceRemoval,
  ): Promise<WorkspaceRemoved> {
    return this.workspaces.remove(by, name, confirm === 'true');
  }
}
