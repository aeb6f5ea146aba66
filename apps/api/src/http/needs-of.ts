import type { Type } from '@nestjs/common';
import { needsKey, type Needs } from './needs.decorator.js';

type Handler = (...args: never[]) => unknown;

/** Asked for each request, twice; what decorators said does not change. */
const known = new WeakMap<object, Needs>();

/** What an operation needs: as its handler says, or its controller for all of its handlers. */
export function needsOf(controller: Type, handler: object): Needs | undefined {
  const recalled = known.get(handler);
  if (recalled !== undefined) return recalled;
  const needs = (Reflect.getMetadata(needsKey, handler) ??
    Reflect.getMetadata(needsKey, controller)) as Needs | undefined;
  if (needs !== undefined) known.set(handler, needs);
  return needs;
}

/** Thrown when an operation of the controllers does not say what it needs: the server must not start. */
export function requireNeeds(controllers: readonly Type[]): void {
  for (const controller of controllers) {
    for (const [name, handler] of handlersOf(controller)) {
      if (needsOf(controller, handler) === undefined)
        throw new Error(
          `${controller.name}.${name} does not say which scopes it needs: add @NeedsScopes or @IsPublic`,
        );
    }
  }
}

/** The methods that Nest has a route for. */
export function handlersOf(controller: Type): [string, Handler][] {
  const { constructor: _itself, ...methods } = Object.getOwnPropertyDescriptors(
    controller.prototype as object,
  );
  return Object.entries(methods).flatMap(([name, { value }]) =>
    typeof value === 'function' && Reflect.hasMetadata('path', value as Handler)
      ? [[name, value as Handler] as [string, Handler]]
      : [],
  );
}
