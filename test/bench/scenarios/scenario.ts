import type { RequestPlan } from '../load/load-order.js';
import type { Mode } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';

/** Something that is measured. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** Where it is measured when nobody says where. */
  readonly modes: readonly Mode[];
  measure(stand: Stand): Promise<void>;
}

export const everyMode: readonly Mode[] = ['scale-out', 'database', 'embedded'];

/** What every message says, as the contract has it: 256 bytes that do not compress to nothing. */
const filling =
  'Forty-two parcels left the depot before noon; nine went north by rail, twelve by road, and the rest wait ' +
  'for the ferry at six. Ask the driver of van 17 whether the glass arrived whole, note what she says, and ' +
  'tell the customer in Tromsø by mail, please.';

/** The content of the message of a number. */
export const contentOf = (n: string): string => `{"n":${n},"text":"${filling}"}`;

/** How a message is sent. */
export interface Sending {
  readonly capability?: string;
  /** Whether the answer is waited for. @default only the acceptance */
  readonly waits?: boolean;
  /** What the answer holds when it is waited for. @default what agents of the benchmark say: the number */
  readonly expects?: string;
  /** @default 2,000 */
  readonly conversations?: number;
  /** More members of the body, such as `"routing_strategy":"broadcast",`. */
  readonly more?: string;
}

/** Messages to an agent of the benchmark. */
export function messages(sending: Sending = {}): RequestPlan {
  const { capability = 'noop', waits = false, conversations = 2_000, more = '' } = sending;
  const { expects = '{"n":{n}}' } = sending;
  return {
    method: 'POST',
    path: `/api/v1/messages${waits ? '?wait=30s' : ''}`,
    body: `{"capability":"${capability}","conversation_id":"bench-{c}",${more}"content":${contentOf('{n}')}}`,
    conversations,
    ...(waits ? { expects } : {}),
  };
}
