import type { DeployedConfiguration } from '../configuration/configuration.js';

/** The capabilities that have a name of their own in Caxton, in the words of the contract. */
const standardDescriptions: Readonly<Record<string, string>> = {
  'code-analysis': 'Examine source code and explain what it does or what is wrong with it',
  'content-generation': 'Write texts such as articles, mails and summaries',
  'data-analysis': 'Analyze datasets and provide insights',
  'data-processing': 'Clean, convert and transform data',
  'image-processing': 'Recognize, convert and edit images',
  'report-generation': 'Generate reports from analysis results',
  'text-analysis': 'Extract meaning, sentiment and facts from texts',
  translation: 'Translate texts from one language to another',
  'web-search': 'Find information on the web',
};

/** What a capability is, in words, and whether somebody wrote them for it. */
export interface CapabilityDescription {
  readonly name: string;
  readonly description: string;
  /** Standard names and authors' own words stand; words made from a name give way to them. */
  readonly isWritten: boolean;
}

/** A description is one line of a list, not a page. */
const mostCharacters = 500;

/**
 * The words for each capability of an agent: those of the contract for a standard name, else
 * `capability_metadata.<capability>.description`, else the name itself and what the agent says it is.
 */
export function describeCapabilities(
  configuration: DeployedConfiguration,
): CapabilityDescription[] {
  return configuration.capabilities.map((name) => {
    const written = standard(name) ?? fromMetadata(configuration, name);
    const description = written ?? fromName(name, configuration.description);
    return {
      name,
      description: description.slice(0, mostCharacters),
      isWritten: written !== undefined,
    };
  });
}

/** `document-creation` as people say it: `Document creation`. */
export function sayName(capability: string): string {
  const words = capability.replaceAll(/[-.]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function standard(name: string): string | undefined {
  return Object.hasOwn(standardDescriptions, name) ? standardDescriptions[name] : undefined;
}

function fromMetadata(
  { capability_metadata = {} }: DeployedConfiguration,
  name: string,
): string | undefined {
  const metadata = Object.hasOwn(capability_metadata, name) ? capability_metadata[name] : undefined;
  const description = metadata?.['description'];
  return typeof description === 'string' && description.trim() !== ''
    ? description.trim()
    : undefined;
}

function fromName(name: string, agentDescription = ''): string {
  const said = agentDescription.trim();
  return said === '' ? sayName(name) : `${sayName(name)}: ${said}`;
}
