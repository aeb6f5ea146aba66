import { askCapabilityName } from './ask-capability-tool.js';
import { sendMessageName } from './send-message-tool.js';

/** Whether a tool is one of those by which agents talk to each other. */
export function isMessageTool(name: string): boolean {
  return name === sendMessageName || name === askCapabilityName;
}
