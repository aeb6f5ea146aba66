import { errorEnvelope, ProtocolError } from '#protocol';
import { headersOf, renderError } from './render-error.js';

const now = Date.parse('2025-09-10T15:50:00Z');

describe(renderError, () => {
  it('renders the error of the quick start as printed', () => {
    const error = new ProtocolError(
      'INVALID_CAPABILITY',
      "Capability 'nonexistent-capability' not found",
      {
        available_capabilities: ['data-analysis', 'report-generation'],
        suggestion: 'Use /api/v1/capabilities to list available capabilities',
      },
    );
    expect(renderError(error, 'req-123456', now)).toEqual({
      error: {
        code: 'INVALID_CAPABILITY',
        message: "Capability 'nonexistent-capability' not found",
        details: {
          available_capabilities: ['data-analysis', 'report-generation'],
          suggestion: 'Use /api/v1/capabilities to list available capabilities',
        },
        timestamp: '2025-09-10T15:50:00.000Z',
        request_id: 'req-123456',
      },
    });
  });

  it('says what to do next when the error itself does not', () => {
    const envelope = renderError(new ProtocolError('AGENT_NOT_FOUND', 'gone'), 'req-1', now);
    expect(envelope.error.details).toEqual({
      suggestion: 'Use GET /api/v1/agents to list the agents.',
    });
    expect(errorEnvelope.safeParse(envelope).success).toBe(true);
  });
});

describe(headersOf, () => {
  it.each([
    [new ProtocolError('RATE_LIMITED', '', { retry_after: 2.5 }), { 'retry-after': '3' }],
    [new ProtocolError('UNAVAILABLE', ''), { 'retry-after': '1' }],
    [new ProtocolError('IDEMPOTENCY_IN_PROGRESS', ''), { 'retry-after': '1' }],
    [
      new ProtocolError('METHOD_NOT_ALLOWED', '', { allowed: ['GET', 'PUT'] }),
      { allow: 'GET, PUT' },
    ],
    [new ProtocolError('AGENT_NOT_FOUND', ''), {}],
  ])('adds what a program acts on: %s', (error, headers) => {
    expect(headersOf(error)).toEqual(headers);
  });
});
