import type { Caller, Database } from '#platform';
import { countToolUsers } from './tool-users.repository.js';

/** Who uses which tools. */
export class ToolUsers {
  constructor(private readonly database: Database) {}

  /** How many agents name each tool; tools that nobody names are absent. */
  count(caller: Caller): Promise<ReadonlyMap<string, number>> {
    return this.database.read(caller, countToolUsers);
  }
}
