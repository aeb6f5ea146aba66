import { allowedMethods, type KnownRoute } from './allowed-methods.js';

/** Every route of this server, collected while they are registered. */
export class KnownRoutes {
  private readonly routes: KnownRoute[] = [];

  add(method: string | readonly string[], path: string): void {
    for (const one of [method].flat()) this.routes.push({ method: one, path });
  }

  /** The methods a path is served with; none for a path that is not served. */
  allowed(path: string): string[] {
    return allowedMethods(this.routes, path);
  }
}
