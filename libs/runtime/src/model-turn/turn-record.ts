import { isMessageTool } from '../outgoing/message-tools.js';

/** How many calls there were before one. */
export interface CallsBefore {
  readonly callsMade: number;
  /** Of the same tool; of tools that send messages, of any of them. */
  readonly callsOfTool: number;
}

/**
 * What the calls of one turn add up to, replayed ones included: their number is taken when they are
 * placed, so that calls beside each other are counted apart.
 */
export class TurnRecord {
  private readonly names: string[] = [];

  placed(name: string): CallsBefore {
    const callsMade = this.names.length;
    const isAlike = isMessageTool(name) ? isMessageTool : (other: string) => other === name;
    const callsOfTool = this.names.filter(isAlike).length;
    this.names.push(name);
    return { callsMade, callsOfTool };
  }
}
