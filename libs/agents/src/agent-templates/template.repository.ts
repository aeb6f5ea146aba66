import type { TemplateDefinition } from '#protocol';
import type { Statement, Tx } from '#platform';

/** A template of a workspace's own, as it is kept. */
export interface KeptTemplate {
  readonly definition: TemplateDefinition;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Two of one id at the same time: one gets a row, the other nothing. */
const insertTemplate: Statement = {
  name: 'agent-templates.insert',
  text: `
    insert into agent_templates (workspace_id, id, definition) values ($1, $2, $3::jsonb)
    on conflict (workspace_id, id) do nothing
    returning definition, revision, created_at, updated_at`,
};

/** What is the same already stays as it is: its revision too. */
const replaceTemplate: Statement = {
  name: 'agent-templates.replace',
  text: `
    update agent_templates set
      definition = $3::jsonb,
      revision = revision + case when definition = $3::jsonb then 0 else 1 end,
      updated_at = case when definition = $3::jsonb then updated_at else clock_timestamp() end
    where workspace_id = $1 and id = $2
    returning definition, revision, created_at, updated_at`,
};

const deleteTemplate: Statement = {
  name: 'agent-templates.delete',
  text: `delete from agent_templates where workspace_id = $1 and id = $2 returning id`,
};

/** Some hundred at most. */
const readTemplates: Statement = {
  name: 'agent-templates.read',
  text: `
    select definition, revision, created_at, updated_at from agent_templates
    where workspace_id = $1 order by id`,
};

const readTemplate: Statement = {
  name: 'agent-templates.read-one',
  text: `
    select definition, revision, created_at, updated_at from agent_templates
    where workspace_id = $1 and id = $2`,
};

/** Nobody changes it meanwhile. */
const holdTemplate: Statement = {
  name: 'agent-templates.hold',
  text: `${readTemplate.text} for update`,
};

const countTemplates: Statement = {
  name: 'agent-templates.count',
  text: `select count(*)::int as count from agent_templates where workspace_id = $1`,
};

type Row = Readonly<{
  definition: TemplateDefinition;
  revision: number;
  created_at: Date;
  updated_at: Date;
}>;

const toTemplate = ({ definition, revision, created_at, updated_at }: Row): KeptTemplate => ({
  ...{ definition, revision },
  ...{ createdAt: created_at, updatedAt: updated_at },
});

/** Adds a template; nothing when its id is taken. */
export async function addTemplate(
  tx: Tx,
  definition: TemplateDefinition,
): Promise<KeptTemplate | undefined> {
  const [row] = await tx.rows<Row>(insertTemplate, valuesOf(tx, definition));
  return row === undefined ? undefined : toTemplate(row);
}

/** Puts another definition in the place of one; nothing when there is none. */
export async function changeTemplate(
  tx: Tx,
  definition: TemplateDefinition,
): Promise<KeptTemplate | undefined> {
  const [row] = await tx.rows<Row>(replaceTemplate, valuesOf(tx, definition));
  return row === undefined ? undefined : toTemplate(row);
}

/** A template that the transaction holds; nothing when there is none. */
export async function holdOwnTemplate(tx: Tx, id: string): Promise<KeptTemplate | undefined> {
  const [row] = await tx.rows<Row>(holdTemplate, [tx.caller.workspace, id]);
  return row === undefined ? undefined : toTemplate(row);
}

/** Whether there was one. */
export async function dropTemplate(tx: Tx, id: string): Promise<boolean> {
  return (await tx.rows(deleteTemplate, [tx.caller.workspace, id])).length > 0;
}

export async function readOwnTemplates(tx: Tx): Promise<KeptTemplate[]> {
  return (await tx.rows<Row>(readTemplates, [tx.caller.workspace])).map(toTemplate);
}

export async function findOwnTemplate(tx: Tx, id: string): Promise<KeptTemplate | undefined> {
  const [row] = await tx.rows<Row>(readTemplate, [tx.caller.workspace, id]);
  return row === undefined ? undefined : toTemplate(row);
}

export async function countOwnTemplates(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(countTemplates, [tx.caller.workspace]);
  return row?.count ?? 0;
}

const valuesOf = (tx: Tx, definition: TemplateDefinition): unknown[] => [
  tx.caller.workspace,
  definition.id,
  JSON.stringify(definition),
];
