import {
  fieldErrors,
  type AgentFromTemplate,
  type AgentFromTemplateDeployed,
  type JsonObject,
  type TemplateDetail,
  type TemplateFilled,
  type TemplateFilling,
  type TemplateList,
} from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Clock } from '#platform';
import { nearestNames } from '../names/nearest-names.js';
import type { AgentRegistry } from '../registry/agent-registry.js';
import type { DeployOptions } from '../registry/check-surroundings.js';
import { foreseeDeployment, type DeploymentGround } from '../registry/foresee-deployment.js';
import { builtInTemplates, findBuiltIn } from './built-in-templates.js';
import { checkTemplate } from './check-template.js';
import { checkValues } from './check-values.js';
import { fillTemplate } from './fill-template.js';
import { namedAs } from './named-as.js';
import { boundTemplate, refuseWiderTemplate } from './template-bounds.js';
import {
  templateBuiltIn,
  templateIdTaken,
  templateNotFound,
  tooManyTemplates,
} from './template.errors.js';
import {
  addTemplate,
  changeTemplate,
  countOwnTemplates,
  dropTemplate,
  findOwnTemplate,
  holdOwnTemplate,
  readOwnTemplates,
} from './template.repository.js';
import { detailTemplate, summarizeTemplate, type ShownTemplate } from './template-view.js';

/** More are no choice that a person can make. */
const mostTemplates = 200;

/** Which templates of the list. */
export interface TemplateFilter {
  readonly category?: string | undefined;
  readonly capability?: string | undefined;
  readonly complexity?: string | undefined;
}

/** What the shelf stands on. */
export interface TemplateGround extends DeploymentGround {
  readonly registry: AgentRegistry;
  readonly clock: Clock;
}

/** The templates of a workspace: those that come with the server and its own. Agents are made from them. */
export class TemplateShelf {
  constructor(private readonly ground: TemplateGround) {}

  /** Those that come with the server first. */
  async list(caller: Caller, filter: TemplateFilter = {}): Promise<TemplateList> {
    const all = (await this.all(caller)).map(summarizeTemplate);
    const templates = all.filter(
      ({ category, complexity, capabilities }) =>
        (filter.category ?? category) === category &&
        (filter.complexity ?? complexity) === complexity &&
        (filter.capability === undefined || capabilities.includes(filter.capability)),
    );
    const categories = [...new Set(all.map(({ category }) => category))].sort();
    const complexity_levels = ['simple', 'intermediate', 'advanced'] as const;
    return {
      ...{ templates, total: templates.length, categories },
      complexity_levels: [...complexity_levels],
    };
  }

  /** @throws {ProtocolError} TEMPLATE_NOT_FOUND */
  async get(caller: Caller, id: string): Promise<TemplateDetail> {
    return detailTemplate(await this.find(caller, id));
  }

  /**
   * Adds a template of the workspace's own. Whoever is bounded by grants makes templates whose agents are.
   * @throws {ProtocolError} INVALID_TEMPLATE, TEMPLATE_ALREADY_EXISTS, TEMPLATES_FULL
   */
  async add(caller: Caller, body: unknown, claim?: IdempotencyClaim): Promise<TemplateDetail> {
    const { definition, warnings } = checkTemplate(body, caller.grants);
    if (findBuiltIn(definition.id) !== undefined) throw templateIdTaken(definition.id);
    return answerOnce(this.ground.database, caller, claim, async (tx) => {
      if ((await countOwnTemplates(tx)) >= mostTemplates) throw tooManyTemplates(mostTemplates);
      const kept = await addTemplate(tx, boundTemplate(definition, caller.grants));
      if (kept === undefined) throw templateIdTaken(definition.id);
      return detailTemplate({ definition: kept.definition, kept }, warnings);
    });
  }

  /**
   * Puts another definition in the place of a template's. Agents that were made from it stay as they are.
   * @throws {ProtocolError} INVALID_TEMPLATE, TEMPLATE_NOT_FOUND, TEMPLATE_NOT_CHANGEABLE; FORBIDDEN
   */
  async replace(caller: Caller, id: string, body: unknown): Promise<TemplateDetail> {
    if (findBuiltIn(id) !== undefined) throw templateBuiltIn(id);
    const { definition, warnings } = checkTemplate(namedAs(id, body), caller.grants);
    const kept = await this.ground.database.transaction(caller, async (tx) => {
      refuseWiderTemplate(caller.grants, await holdOwnTemplate(tx, id));
      return changeTemplate(tx, boundTemplate(definition, caller.grants));
    });
    if (kept === undefined) throw templateNotFound(id);
    return detailTemplate({ definition: kept.definition, kept }, warnings);
  }

  /** @throws {ProtocolError} TEMPLATE_NOT_FOUND, TEMPLATE_NOT_CHANGEABLE; FORBIDDEN */
  async remove(caller: Caller, id: string): Promise<void> {
    if (findBuiltIn(id) !== undefined) throw templateBuiltIn(id);
    const isGone = await this.ground.database.transaction(caller, async (tx) => {
      refuseWiderTemplate(caller.grants, await holdOwnTemplate(tx, id));
      return dropTemplate(tx, id);
    });
    if (!isGone) throw templateNotFound(id);
  }

  /**
   * The configuration that a template makes of the values, checked as a deployment is; nothing is deployed.
   * @throws {ProtocolError} TEMPLATE_NOT_FOUND, INVALID_TEMPLATE_PARAMETERS, INVALID_AGENT_CONFIGURATION
   */
  async fill(
    caller: Caller,
    id: string,
    filling: TemplateFilling,
    options: DeployOptions = {},
  ): Promise<TemplateFilled> {
    const { template, values, body } = await this.make(caller, id, filling);
    const { configuration, warnings } = await foreseeDeployment(this.ground, caller, body, options);
    return {
      ...{ template, configuration, parameters: values, ready_to_deploy: true },
      ...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
    };
  }

  /**
   * Deploys the agent that a template makes of the values, as if its configuration had been sent.
   * @throws {ProtocolError} TEMPLATE_NOT_FOUND, INVALID_TEMPLATE_PARAMETERS, and what a deployment throws
   */
  async deploy(
    caller: Caller,
    { template: id, ...filling }: AgentFromTemplate,
    options: DeployOptions = {},
    claim?: IdempotencyClaim,
  ): Promise<AgentFromTemplateDeployed> {
    const { template, values, body } = await this.make(caller, id, filling);
    const deployed = await this.ground.registry.deploy(caller, body, options, claim);
    return { ...deployed, template, parameters: values };
  }

  private async make(
    caller: Caller,
    id: string,
    { name, parameters: given = {} }: TemplateFilling,
  ): Promise<{ template: string; values: JsonObject; body: JsonObject }> {
    const { definition } = await this.find(caller, id);
    const { values, errors } = checkValues(definition.parameters ?? [], given);
    if (errors.length > 0) throw fieldErrors('INVALID_TEMPLATE_PARAMETERS', errors);
    const at = new Date(this.ground.clock.now()).toISOString();
    const body = fillTemplate(definition.configuration, { name, at }, values);
    return { template: definition.id, values, body };
  }

  private async all(caller: Caller): Promise<ShownTemplate[]> {
    const own = await this.ground.database.read(caller, readOwnTemplates);
    return [
      ...builtInTemplates.map((definition) => ({ definition })),
      ...own.map((kept) => ({ definition: kept.definition, kept })),
    ];
  }

  private async find(caller: Caller, id: string): Promise<ShownTemplate> {
    const builtIn = findBuiltIn(id);
    if (builtIn !== undefined) return { definition: builtIn };
    const kept = await this.ground.database.read(caller, (tx) => findOwnTemplate(tx, id));
    if (kept !== undefined) return { definition: kept.definition, kept };
    const ids = (await this.all(caller)).map(({ definition }) => definition.id);
    throw templateNotFound(id, nearestNames(id, ids));
  }
}
