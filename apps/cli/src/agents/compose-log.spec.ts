import { composeLog, type Gathered } from './compose-log.js';

const gathered = {
  messages: [
    {
      ...{ conversation_id: 'c', performative: 'request', sender: 'api_client', routed_to: 'A' },
      ...{ content: { request: 'Go' }, timestamp: '2026-01-01T00:00:01Z' },
    },
    {
      ...{ conversation_id: 'c', performative: 'inform', sender: 'A', receiver: 'api_client' },
      ...{ content: { text: 'Done' }, timestamp: '2026-01-01T00:00:03Z' },
    },
    {
      ...{ conversation_id: 'c', performative: 'inform', sender: 'B', receiver: 'C' },
      ...{ content: {}, timestamp: '2026-01-01T00:00:02Z' },
    },
  ],
  toolCalls: [
    {
      ...{ started_at: '2026-01-01T00:00:02Z', conversation_id: 'c', tool: 'csv_parser' },
      ...{ outcome: 'failed', error_code: 'TIMEOUT', duration_ms: 12 },
    },
  ],
  deadLetters: [
    {
      ...{ failed_at: '2026-01-01T00:00:04Z', conversation_id: 'd', message_id: 'msg-1' },
      ...{ code: 'CRASHED', reason: 'It crashed.' },
    },
  ],
} as unknown as Gathered;

describe(composeLog, () => {
  it('tells in order what an agent was told, did and answered, and nothing of others', () => {
    expect(composeLog('A', gathered, 10).map(({ kind, text }) => [kind, text])).toEqual([
      ['received', 'request {"request":"Go"} from api_client'],
      ['tool', 'csv_parser: failed, TIMEOUT, 12 ms'],
      ['said', 'inform {"text":"Done"}'],
      ['dead letter', 'msg-1 CRASHED: It crashed.'],
    ]);
  });

  it('keeps the last entries', () => {
    expect(composeLog('A', gathered, 1)).toMatchObject([{ kind: 'dead letter' }]);
  });
});
