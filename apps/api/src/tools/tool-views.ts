import type { HttpToolDefinition, ToolView } from '#protocol';
import { httpToolDefaults, type RegisteredTool, type ToolDescription } from '#tools';

/** A tool as the registry shows it. Secrets stand by reference, as they were registered. */
export function viewTool(
  tool: ToolDescription,
  usedBy: number,
  registered: RegisteredTool | undefined,
): ToolView {
  const {
    name,
    description,
    source = 'builtin',
    safety,
    parameters,
    examples,
    readsOutside,
  } = tool;
  return {
    ...{ name, description, source, safety, parameters },
    ...(examples.length === 0 ? {} : { examples: [...examples] }),
    reads_outside: readsOutside === true,
    used_by: usedBy,
    ...(registered === undefined ? {} : viewRegistration(registered)),
  };
}

function viewRegistration({ definition, createdAt, updatedAt }: RegisteredTool): Partial<ToolView> {
  return {
    endpoint: viewEndpoint(definition),
    registered_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

function viewEndpoint(definition: HttpToolDefinition): NonNullable<ToolView['endpoint']> {
  const { url, method, timeout, max_response_bytes: most, headers, arguments: places } = definition;
  return {
    url,
    method: method ?? httpToolDefaults.method,
    ...(places === undefined ? {} : { arguments: places }),
    ...(headers === undefined ? {} : { headers }),
    timeout: timeout ?? httpToolDefaults.timeout,
    max_response_bytes: most ?? httpToolDefaults.maxResponseBytes,
  };
}
