import type { TemplateDefinition } from '#protocol';
import { apiClientTemplate } from './built-in/api-client.js';
import { codeReviewer } from './built-in/code-reviewer.js';
import { contentGenerator } from './built-in/content-generator.js';
import { dataAnalyst } from './built-in/data-analyst.js';
import { dataValidator } from './built-in/data-validator.js';
import { documentationBuilder } from './built-in/documentation-builder.js';
import { pipelineCoordinator } from './built-in/pipeline-coordinator.js';
import { systemMonitor } from './built-in/system-monitor.js';
import { taskAutomator } from './built-in/task-automator.js';
import { testRunner } from './built-in/test-runner.js';

/** The templates that come with the server, for every workspace. */
export const builtInTemplates: readonly TemplateDefinition[] = [
  dataAnalyst,
  codeReviewer,
  taskAutomator,
  apiClientTemplate,
  contentGenerator,
  dataValidator,
  systemMonitor,
  testRunner,
  documentationBuilder,
  pipelineCoordinator,
];

/** Other names by which they are known. */
const otherNames: ReadonlyMap<string, string> = new Map([['data-analyzer', 'data-analyst']]);

/** The built-in template of an id, or of another name for it. */
export function findBuiltIn(id: string): TemplateDefinition | undefined {
  const known = otherNames.get(id) ?? id;
  return builtInTemplates.find((each) => each.id === known);
}
