import {
  agentList,
  capabilityDetail,
  capabilityList,
  conversationList,
  conversationMessages,
  health,
} from '#protocol';
import { quickStartExamples } from './quick-start-examples.js';

const schemas = [
  agentList,
  capabilityDetail,
  capabilityList,
  conversationList,
  conversationMessages,
  health,
];

describe('the examples of the documentation', () => {
  it.each(schemas.map((schema) => [schema.meta()?.id ?? '', schema] as const))(
    'the example of %s fits its schema to the last field',
    (name, schema) => {
      expect(schema.strict().parse(quickStartExamples[name])).toEqual(quickStartExamples[name]);
    },
  );

  it('has no example without a schema', () => {
    expect(Object.keys(quickStartExamples).sort()).toEqual(
      schemas.map((schema) => schema.meta()?.id).sort(),
    );
  });
});
