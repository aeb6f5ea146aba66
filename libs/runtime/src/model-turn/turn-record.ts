/** How many calls there were before one. */
export interface CallsBefore {
  readonly callsMade: number;
  readonly callsOfTool: number;
}

/**
 * What the calls of one turn add up to, replayed ones included: their number is taken when they are
 * placed, so that calls beside each other are counted apart.
 */
export class TurnRecord {
  private readonly names: string[] = [];
  private outside = false;

  /** Whether a call has read what others wrote. It never ends within the turn. */
  get isTainted(): boolean {
    return this.outside;
  }

  placed(name: string): CallsBefore {
    const callsMade = this.names.length;
    const callsOfTool = this.names.filter((other) => other === name).length;
    this.names.push(name);
    return { callsMade, callsOfTool };
  }

  /** A call has ended, however it went: errors hold words of others too. */
  ended(readsOutside: boolean): void {
    this.outside ||= readsOutside;
  }
}
