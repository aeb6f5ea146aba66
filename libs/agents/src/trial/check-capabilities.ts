import { capabilityName, isGranted, type CapabilitiesChecked, type Grants } from '#protocol';
import { nearestNames } from '../names/nearest-names.js';
import type { RegistrySnapshot } from '../registry/snapshot.js';

type Checked = CapabilitiesChecked['capabilities'][number];

/** More than so many others that do the same are no low competition. */
const lowAtMost = 2;
/** Conflicts name so many agents. */
const mostNamed = 20;

/** What an agent with these capabilities would find in a workspace: names that cannot be, others that do the same. */
export function checkCapabilities(
  names: readonly string[],
  { capabilities: known }: Pick<RegistrySnapshot, 'capabilities'>,
  { grants, conflicts }: { readonly grants: Grants | undefined; readonly conflicts: boolean },
): CapabilitiesChecked {
  const capabilities = names.map((name, index): Checked => {
    const providers = known.get(name)?.providers.length ?? 0;
    const judged = judge(name, names.indexOf(name) < index, { known, grants });
    return {
      name,
      ...judged,
      existing_providers: providers,
      competition_level: providers === 0 ? 'none' : providers <= lowAtMost ? 'low' : 'medium',
    };
  });
  const shared = [...new Set(names)].flatMap((name) => known.get(name) ?? []);
  return {
    valid: capabilities.every(({ status }) => status !== 'invalid'),
    capabilities,
    conflicts: (conflicts ? shared : []).map(({ name, providers }) => ({
      capability: name,
      agents: providers.slice(0, mostNamed).map((agent) => agent.name),
      message: `${String(providers.length)} other agents provide it; each message goes to those that its routing strategy chooses`,
    })),
    recommendations: recommend(capabilities),
  };
}

interface Ground {
  readonly known: RegistrySnapshot['capabilities'];
  readonly grants: Grants | undefined;
}

function judge(
  name: string,
  isAgain: boolean,
  ground: Ground,
): Pick<Checked, 'status' | 'message'> {
  const { error } = capabilityName.safeParse(name);
  if (error !== undefined) return { status: 'invalid', message: error.issues[0]?.message ?? '' };
  if (!isGranted(ground.grants?.capabilities, name))
    return { status: 'invalid', message: 'you are not granted it' };
  if (isAgain) return { status: 'warning', message: 'is there already' };
  if (ground.known.has(name)) return { status: 'valid' };
  const [nearest] = nearestNames(name, ground.known.keys());
  if (nearest === undefined) return { status: 'valid' };
  return { status: 'warning', message: `nobody provides it; did you mean ${nearest}?` };
}

function recommend(capabilities: readonly Checked[]): CapabilitiesChecked['recommendations'] {
  const crowded = capabilities.filter(({ competition_level: level }) => level === 'medium');
  const misspelled = capabilities.filter(({ status }) => status === 'invalid');
  return [
    ...misspelled.map(({ name, message = '' }) => ({
      type: 'name',
      message: `${name}: ${message}`,
    })),
    ...crowded.map(({ name, existing_providers: count }) => ({
      type: 'specialize',
      message: `${String(count)} agents provide ${name} already: a narrower name is found more surely`,
    })),
  ];
}
