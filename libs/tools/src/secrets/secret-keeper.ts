import type { SecretReference } from '#protocol';
import { ToolFault } from '../tool.errors.js';

const hostsSuffix = '_HOSTS';

/** Shorter ones would be found in ordinary text and blot it out. */
const shortest = 8;

/**
 * The secrets of the server's environment: `CAXTON_SECRET_CRM` holds one, `CAXTON_SECRET_CRM_HOSTS` names the
 * hosts it may be sent to. Whoever registers a tool chooses both its secret and its address; without hosts of
 * the operator's a registration could carry any secret anywhere.
 */
export class SecretKeeper {
  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  /**
   * The value behind a reference, for a request to this host.
   * @throws {ToolFault} TOOL_SECRET_WITHHELD when there is none or the host is not one of its own
   */
  reveal(reference: SecretReference, host: string): string {
    const value = this.revealToProgram(reference);
    const name = nameOf(reference);
    if (!this.hostsOf(name).some((known) => isWithin(host, known))) {
      throw refused(
        `the secret ${name} may not be sent to ${host}: ${name}${hostsSuffix} names no such host`,
      );
    }
    return value;
  }

  /**
   * The value behind a reference, for a program that the operator runs: who chose both is the operator.
   * @throws {ToolFault} TOOL_SECRET_WITHHELD when there is none
   */
  revealToProgram(reference: SecretReference): string {
    const name = nameOf(reference);
    const value = this.variables[name];
    if (value === undefined || value === '') {
      throw refused(`the secret ${name} is not set on this server`);
    }
    if (value.length < shortest) throw refused(`the secret ${name} is too short to be kept`);
    return value;
  }

  private hostsOf(name: string): string[] {
    return (this.variables[`${name}${hostsSuffix}`] ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== '');
  }
}

const nameOf = ({ secret }: SecretReference): string => secret.slice('env:'.length);

/** `crm.example.com` is that host alone, `*.example.com` all below it. */
function isWithin(host: string, known: string): boolean {
  return known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known;
}

const refused = (message: string): ToolFault =>
  new ToolFault('TOOL_SECRET_WITHHELD', `${message}; only the operator can change that`);
