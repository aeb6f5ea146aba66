import { callsTools, refuses, says, startOpenAiStub, type ModelStub } from '#testing';
import { eventually } from '../../support/eventually.js';
import type { Ground } from '../../support/grounds.js';
import {
  adminPassword as password,
  ServerUnderTest,
  type RunningServer,
} from '../../support/server-under-test.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { found, type Estate } from './estate.js';
import { Tenant } from './tenant.js';

/** A tenant, what they have, and the word that is in all of it. */
export interface House {
  readonly tenant: Tenant;
  readonly word: string;
  readonly estate: Estate;
}

/** One server, and two tenants who have one of each kind. */
export class TwoHouses {
  private constructor(
    readonly url: string,
    private readonly server: RunningServer,
    private readonly stub: ModelStub,
    private readonly receiver: WebhookReceiver,
  ) {}

  static async open(ground: Ground): Promise<TwoHouses> {
    const [stub, receiver] = await Promise.all([startOpenAiStub(), WebhookReceiver.start()]);
    script(stub, receiver.url);
    const server = await ServerUnderTest.start({
      settings: {
        ...ground.settings,
        ...{ CAXTON_AUTH: 'required', CAXTON_ADMIN_PASSWORD: password },
        CAXTON_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
        ...{ CAXTON_RATE_LIMIT: '0', CAXTON_RATE_LIMIT_WORKSPACE: '0' },
        ...{ CAXTON_RATE_LIMIT_ADDRESS: '0', CAXTON_LLM_PROVIDER: 'openai-compatible' },
        ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_MODEL: 'stub-model' },
        CAXTON_LLM_API_KEY: 'key-for-the-test',
        CAXTON_EGRESS_ALLOW: `127.0.0.1:${String(receiver.port)}`,
      },
    });
    return new TwoHouses(server.url, server, stub, receiver);
  }

  async close(): Promise<void> {
    await this.server.process.stop();
    await Promise.all([this.stub.close(), this.receiver.stop()]);
  }

  /** The workspace that manages the others, and one of these; both are empty. */
  async tenants(): Promise<[Tenant, Tenant]> {
    const admin = await Tenant.login(this.url, 'default', { username: 'admin', password });
    await admin.make('/api/v1/workspaces', { name: 'acme', admin: 'ada', password });
    const ada = await Tenant.login(this.url, 'acme', { username: 'ada', password });
    // What health says of the model changes once, when it has been loaded.
    const look = () => ada.get('/api/v1/memory/health');
    await eventually(look, ({ text }) => text.includes('"healthy"'));
    return [admin, ada];
  }

  async fill(tenant: Tenant, word: string): Promise<House> {
    const estate = await found({ tenant, word, url: this.receiver.url });
    return { tenant, word, estate };
  }
}

/** Fails over mail that says so, asks people before it pays, says something about everything else. */
function script(stub: ModelStub, url: string): void {
  const pay = { method: 'POST', url, json: { amount: 7 } };
  stub.script(({ body }) => {
    const asked = JSON.stringify(body);
    if (asked.includes('FAIL')) return refuses(400, { message: 'no' });
    return asked.includes('You pay.')
      ? callsTools({ name: 'http_client', arguments: pay })
      : says('{"said":"Well."}');
  });
}
