import { composeConfiguration } from '../configuration/compose-configuration.js';
import { describeCapabilities } from './describe-capability.js';

function describeOf(fields: object): (string | boolean)[][] {
  const minimum = { name: 'Clerk', system_prompt: 'You file.' };
  const { configuration } = composeConfiguration(
    undefined,
    { ...minimum, ...fields },
    'configuration',
  );
  return describeCapabilities(configuration).map(({ name, description, isWritten }) => [
    name,
    description,
    isWritten,
  ]);
}

describe(describeCapabilities, () => {
  it('has the words of the contract for standard names, whatever the agent says', () => {
    const capabilities = ['data-analysis', 'report-generation'];
    const capability_metadata = { 'data-analysis': { description: 'Mine.' } };

    expect(describeOf({ capabilities, capability_metadata, description: 'I do all.' })).toEqual([
      ['data-analysis', 'Analyze datasets and provide insights', true],
      ['report-generation', 'Generate reports from analysis results', true],
    ]);
  });

  it("takes the author's words, else the name and what the agent says it is", () => {
    const capabilities = ['invoice.check', 'document-creation', 'constructor'];
    const capability_metadata = { 'invoice.check': { description: ' Check invoices. ' } };

    expect(describeOf({ capabilities, capability_metadata, description: 'A clerk.' })).toEqual([
      ['invoice.check', 'Check invoices.', true],
      ['document-creation', 'Document creation: A clerk.', false],
      ['constructor', 'Constructor: A clerk.', false],
    ]);
    expect(describeOf({ capabilities: ['document-creation'] })).toEqual([
      ['document-creation', 'Document creation', false],
    ]);
  });
});
