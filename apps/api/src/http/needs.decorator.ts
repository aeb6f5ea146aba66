import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Scope } from '#protocol';

/** Under which a handler keeps what it needs. */
export const needsKey = 'caxton:needs';

/** `public`: nobody has to say who they are. */
export type Needs = 'public' | readonly Scope[];

/** The ways of saying who one is, as the OpenAPI document names them. */
const securitySchemes = ['bearer', 'apiKey'] as const;

/** Whoever calls the operation must have all of these scopes; none: they must only be somebody. */
export function NeedsScopes(...scopes: readonly Scope[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(needsKey, scopes),
    ...securitySchemes.map((scheme) => ApiSecurity(scheme)),
    ApiExtension('x-scopes', scopes),
  );
}

/** Whoever likes may call the operation: probes, documentation, the login itself. */
export function IsPublic(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(needsKey, 'public'), ApiExtension('x-scopes', 'public'));
}
