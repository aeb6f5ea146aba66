import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { defaultJsonLimits, type JsonLimits } from '#protocol';

/** An operation whose body holds up to so many of what others take one of: as many keys as all of those together. */
export function HoldsMany(most: number): MethodDecorator {
  return RouteConfig({ bodiesInOne: most });
}

/** The limits of the JSON of a request's body. */
export function jsonLimitsOf({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): JsonLimits {
  const { bodiesInOne = 1 } = routeOptions.config as { readonly bodiesInOne?: number };
  const { maxDepth, maxKeys, maxStringLength } = defaultJsonLimits;
  // The list itself, and the object around it.
  const around = bodiesInOne > 1 ? 2 : 0;
  return { maxDepth: maxDepth + around, maxKeys: maxKeys * bodiesInOne, maxStringLength };
}
