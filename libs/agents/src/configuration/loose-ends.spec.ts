import { composeConfiguration } from './compose-configuration.js';
import type { DeployedConfiguration } from './configuration.js';
import {
  findUnavailableTools,
  findUnknownServerTools,
  findUnused,
  warnOfTool,
} from './loose-ends.js';

function deploy(fields: object): DeployedConfiguration {
  const minimum = { name: 'Clerk', capabilities: ['filing'], system_prompt: 'You file.' };
  return composeConfiguration(undefined, { ...minimum, ...fields }, 'configuration').configuration;
}

describe('the loose ends of a configuration', () => {
  it('are tools that nobody provides, with the nearest that somebody does', () => {
    const configuration = deploy({ tools: ['http_client', 'csv_praser', 'pdf_generator'] });
    const errors = findUnavailableTools(configuration, ['http_client', 'csv_parser']);

    expect(errors).toEqual([
      {
        field: 'tools[1]',
        rule: 'available',
        message: 'csv_praser does not exist on this server (did you mean csv_parser?)',
        allowed: ['http_client', 'csv_parser'],
      },
      expect.objectContaining({
        field: 'tools[2]',
        message: 'pdf_generator does not exist on this server',
      }),
    ]);
    expect(errors.map(warnOfTool)[1]).toEqual({
      field: 'tools[2]',
      code: 'TOOL_UNAVAILABLE',
      message: 'pdf_generator does not exist on this server; calls of it will fail',
    });
  });

  it('are tools that no MCP server offers, as their names say, told with what the server has', () => {
    const configuration = deploy({ tools: ['crm__find', 'crm__serch', 'shop__buy', 'other'] });
    expect(findUnknownServerTools(configuration, ['crm__find', 'crm__search'])).toEqual([
      {
        field: 'tools[1]',
        rule: 'available',
        message: 'crm__serch does not exist: crm has no such tool (did you mean crm__search?)',
        allowed: ['crm__find', 'crm__search'],
      },
      {
        field: 'tools[2]',
        rule: 'available',
        message: 'shop__buy does not exist: there is no MCP server shop with tools',
        allowed: [],
      },
    ]);
  });

  it('are tools that an MCP server offers and no agent can be given, told with the reason', () => {
    const configuration = deploy({ tools: ['crm__find', 'crm__constructor'] });
    const withheld = new Map([['crm__constructor', 'no request may name it']]);
    expect(findUnknownServerTools(configuration, ['crm__find'], withheld)).toEqual([
      {
        field: 'tools[1]',
        rule: 'available',
        message: 'crm__constructor cannot be given to an agent: no request may name it',
        allowed: ['crm__find'],
      },
    ]);
  });

  it('are settings of tools and capabilities that the agent does not have', () => {
    const configuration = deploy({
      tools: ['csv_parser'],
      tool_config: { csv_parser: {}, http_client: {} },
      capability_metadata: { filing: {}, fishing: {} },
      parameters: { region: 'EU', timestamp: 'never' },
    });

    expect(findUnused(configuration).map(({ field }) => field)).toEqual([
      'capability_metadata.fishing',
      'tool_config.http_client',
      'parameters.timestamp',
    ]);
  });

  it('are none for an agent that uses what it has', () => {
    expect(findUnused(deploy({}))).toEqual([]);
    expect(findUnavailableTools(deploy({ tools: ['a'] }), ['a'])).toEqual([]);
  });
});
