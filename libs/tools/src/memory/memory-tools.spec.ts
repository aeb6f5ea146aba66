import type { JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import type { ToolContext } from '../tool.js';
import { createMemoryTools } from './memory-tools.js';

describe('memory_relate', () => {
  it('says nothing of a relation that the model does not say', async () => {
    const told: object[] = [];
    const relate = (relation: object): Promise<JsonObject> => {
      told.push(relation);
      return Promise.resolve({});
    };
    const tool = createMemoryTools().find(({ name }) => name === 'memory_relate');
    const args = { from: 'a', to: 'b', type: 'uses' };
    await tool?.execute(args, { memory: { relate } } as unknown as ToolContext);
    expect(told).toEqual([args]);
  });

  it('refuses to relate something to itself, and says what to do instead', () => {
    const relate = (): Promise<JsonObject> => Promise.resolve({});
    const tool = createMemoryTools().find(({ name }) => name === 'memory_relate');
    const args = { from: 'a', to: 'a', type: 'uses' };
    const context = { memory: { relate } } as unknown as ToolContext;
    expect(() => tool?.execute(args, context)).toThrow(
      new ToolFault(
        'TOOL_ARGUMENTS_INVALID',
        'to must be another entity: what is true of one alone is a fact about it',
      ),
    );
  });
});
