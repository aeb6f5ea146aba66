import { z } from 'zod';
import { timestamp } from './ids.js';
import { newPassword, userName, userView } from './identity.schema.js';

export const workspaceName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits or -, not beginning or ending with -',
  )
  .meta({ id: 'WorkspaceName', examples: ['acme'] });

export const workspaceCreation = z
  .strictObject({
    name: workspaceName,
    admin: userName.meta({ description: 'The user name of its first admin.' }),
    password: newPassword.optional().meta({
      description:
        'Left out: a password that must be changed at the first login is answered, once.',
    }),
  })
  .meta({ id: 'WorkspaceCreation', examples: [{ name: 'acme', admin: 'ada@acme.example' }] });
export type WorkspaceCreation = z.infer<typeof workspaceCreation>;

export const workspaceView = z
  .object({ name: z.string(), created_at: timestamp })
  .meta({ id: 'Workspace' });
export type WorkspaceView = z.infer<typeof workspaceView>;

export const workspaceCreated = workspaceView
  .extend({ admin: userView })
  .meta({ id: 'WorkspaceCreated' });
export type WorkspaceCreated = z.infer<typeof workspaceCreated>;

export const workspaceList = z
  .object({ workspaces: z.array(workspaceView), total: z.int() })
  .meta({ id: 'WorkspaceList' });
export type WorkspaceList = z.infer<typeof workspaceList>;

export const workspaceRemoval = z.strictObject({
  confirm: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`true` removes everything in it as well.' }),
});
export type WorkspaceRemoval = z.infer<typeof workspaceRemoval>;

export const workspaceRemoved = z
  .object({ name: z.string(), status: z.literal('removed'), rows: z.int() })
  .meta({ id: 'WorkspaceRemoved' });
export type WorkspaceRemoved = z.infer<typeof workspaceRemoved>;
