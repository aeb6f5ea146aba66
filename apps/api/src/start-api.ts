import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { ApiParts } from './api-parts.js';
import { ApiModule, controllers } from './api.module.js';
import { ApiDescription } from './documentation/api-description.js';
import { docsPage } from './documentation/docs-page.js';
import { describeApi } from './documentation/open-api.js';
import { boundOperations } from './http/bound-operations.js';
import { ContractCheck } from './http/contract-check.js';
import { CrowdGuard } from './http/crowd.guard.js';
import { FrameworkLog } from './http/framework-log.js';
import { HostGuard } from './http/host.guard.js';
import { createHttpEdge, type HttpEdge } from './http/http-edge.js';
import { IdentityGuard } from './http/identity.guard.js';
import { requireNeeds } from './http/needs-of.js';
import { QueryGuard } from './http/query.guard.js';
import { countUnrouted } from './limits/count-unrouted.js';
import { RateGuard } from './limits/rate.guard.js';
import { urlOf } from './http/url-of.js';

export interface ApiSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Further names under which a server without credentials may be called. */
  readonly allowedHosts?: readonly string[];
  /** Origins of pages elsewhere that may call the API. @default none */
  readonly origins?: readonly string[];
  /** Proxies whose word is taken for where a request comes from. @default none */
  readonly proxies?: readonly string[];
  /** Largest request body in bytes. */
  readonly maxBody: number;
  /** How long answers are held at a stop. @default 0: whoever writes them has stopped before */
  readonly holdMs?: number;
}

/** The REST API, listening. */
export interface RunningApi {
  /** As a person would type it: `http://localhost:8080`. */
  readonly url: string;
  /** Messages that it did not take, by the code of the refusal. */
  refused(): ReadonlyMap<string, number>;
  /** The first word of a stop: nothing new is begun, and readiness says so. */
  announceStop(): void;
  /** Ends streams and, a while later, held answers; turns away what comes, until running requests are done. */
  stop(): Promise<void>;
}

/** What a page of an allowed origin may send, and read of an answer. */
const crossOrigin = {
  credentials: false,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    ...['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID'],
    ...['X-API-Key', 'X-Request-Id'],
  ],
  exposedHeaders: [
    ...['Idempotency-Replayed', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
    ...['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
  ],
  maxAge: 600,
  strictPreflight: false,
};

/** Connections that are still open so long after a stop are cut. */
const stopPatienceMs = 5_000;

/** Puts the HTTP edge in front of the parts and listens. Thrown when the port is taken: EADDRINUSE. */
export async function startApi(settings: ApiSettings, parts: ApiParts): Promise<RunningApi> {
  const { maxBody, proxies } = settings;
  const edge = createHttpEdge({ maxBody, proxies, log: parts.log, clock: parts.clock });
  const app = await createApi(edge, parts, settings);
  try {
    await app.listen(settings.port, settings.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  const server = app.getHttpServer();
  const { host, holdMs = 0 } = settings;
  return {
    url: urlOf(server, host),
    refused: () => edge.refusals.figures,
    announceStop: () => {
      edge.shutdown.announce();
    },
    stop: () => stopApi(app, edge, holdMs),
  };
}

/** The OpenAPI document, without listening. */
export async function describeApiOf(parts: ApiParts): Promise<OpenAPIObject> {
  const edge = createHttpEdge({ maxBody: 1_048_576, log: parts.log, clock: parts.clock });
  const app = await createApi(edge, parts);
  const { document } = app.get(ApiDescription);
  await app.close();
  return document;
}

async function createApi(
  edge: HttpEdge,
  parts: ApiParts,
  { allowedHosts = [], origins = [] }: Pick<ApiSettings, 'allowedHosts' | 'origins'> = {},
): Promise<NestFastifyApplication> {
  requireNeeds(controllers);
  boundOperations(controllers);
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.over(parts, edge.shutdown),
    edge.adapter,
    { logger: new FrameworkLog(parts.log), bodyParser: false, abortOnError: false },
  );
  app.useGlobalFilters(edge.filter);
  app.useGlobalPipes(new ContractCheck());
  const { authenticator } = parts.identity;
  app.useGlobalGuards(
    ...(authenticator.mode === 'required' ? [] : [new HostGuard(allowedHosts)]),
    new IdentityGuard(authenticator, parts.limits, {
      ...{ conversations: parts.messaging.reach, agents: parts.agentReach },
    }),
    new RateGuard(parts.limits, authenticator.mode),
    new QueryGuard(),
    new CrowdGuard(parts.database),
  );
  if (authenticator.mode === 'required')
    countUnrouted(edge.adapter.getInstance<FastifyInstance>(), parts.limits);
  guardBrowsers(app, origins);
  const description = app.get(ApiDescription);
  description.set(() => describeApi(app, parts.facts.version));
  if (parts.facts.hasDocs) SwaggerModule.setup('docs', app, () => description.document, docsPage);
  return app.init();
}

/**
 * Pages of other sites may neither read nor change anything here, nor frame the documentation, but those of `origins`.
 * Credentials are headers that a page has to know: there are no cookies, so none are allowed.
 */
function guardBrowsers(app: NestFastifyApplication, origins: readonly string[]): void {
  app.enableCsrfProtection({ trustedOrigins: [...origins] });
  if (origins.length > 0) app.enableCors({ ...crossOrigin, origin: [...origins] });
  app.useSecurityHeaders({
    // The server speaks plain HTTP; what terminates TLS in front of it sets these.
    strictTransportSecurity: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
}

async function stopApi(app: NestFastifyApplication, edge: HttpEdge, holdMs: number): Promise<void> {
  edge.shutdown.begin(holdMs);
  const server: Server = app.getHttpServer();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, holdMs + stopPatienceMs);
  try {
    // Listens meanwhile: a refusal with Retry-After is better than a connection that is refused.
    await edge.requests.whenIdle();
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
