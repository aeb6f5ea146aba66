import { randomBytes } from 'node:crypto';
import { WebhookReceiver } from '../../../../test/support/webhook-receiver.js';
import { createSilentLogger, localDeveloper, systemClock } from '#platform';
import type { WebhookPayload, WebhookRegistration, WebhookView } from '#protocol';
import type { CodeAgent } from '#runtime';
import { KeyRing } from '#secrets';
import { createGuardedFetch } from '#tools';
import { openDispatcher, openWebhooks, type WebhookDispatcher, type Webhooks } from '#webhooks';
import { TestServer } from '../worker.fixture.js';

/** A server with a worker, and a receiver that its webhooks may reach. */
export class HookedServer {
  private readonly dispatchers: WebhookDispatcher[] = [];
  private talks = 0;

  private constructor(
    readonly server: TestServer,
    readonly receiver: WebhookReceiver,
    /** Hangs, until somebody lets it answer. */
    readonly hanging: WebhookReceiver,
    readonly webhooks: Webhooks,
    private readonly ring: KeyRing,
  ) {
    hanging.reaction = undefined;
  }

  static async open(agents: readonly CodeAgent[]): Promise<HookedServer> {
    const ring = new KeyRing(new Map([['k1', randomBytes(32)]]));
    const server = await TestServer.open(agents);
    await server.openWorker().loop.onApplicationBootstrap();
    const webhooks = openWebhooks(server.database, ring, systemClock);
    const [receiver, hanging] = [await WebhookReceiver.start(), await WebhookReceiver.start()];
    return new HookedServer(server, receiver, hanging, webhooks, ring);
  }

  /** Another process that tells webhooks. */
  openDispatcher(ring = this.ring): WebhookDispatcher {
    const allow = [this.receiver, this.hanging].map(({ port }) => `127.0.0.1:${String(port)}`);
    const { database, channel: events } = this.server;
    const opened = openDispatcher({
      ...{ database, events, ring, clock: systemClock, log: createSilentLogger() },
      fetch: createGuardedFetch({ allow }),
    });
    this.dispatchers.push(opened);
    return opened;
  }

  register(more: Partial<WebhookRegistration> = {}): Promise<WebhookView> {
    const registration = { url: this.receiver.url, events: ['message.response'] as const };
    return this.webhooks.book.register(localDeveloper, {
      ...registration,
      events: [...registration.events],
      ...more,
    });
  }

  /** Asks and gives the conversation, when all is said. */
  async talk(capability: string, content = {}): Promise<string> {
    this.talks += 1;
    const id = `talk-${String(this.talks)}`;
    await this.server.send(capability, id, content);
    await this.server.settled(id);
    return id;
  }

  /** Makes the attempts that are due, and waits for them. */
  async round(dispatcher: WebhookDispatcher): Promise<void> {
    await dispatcher.look();
    await dispatcher.whenIdle();
  }

  get told(): WebhookPayload[] {
    return this.receiver.received.map(({ body }) => JSON.parse(body) as WebhookPayload);
  }

  async close(): Promise<void> {
    await Promise.all([this.receiver.stop(), this.hanging.stop()]);
    await Promise.all(this.dispatchers.map((opened) => opened.stop()));
    await this.server.close();
  }
}
