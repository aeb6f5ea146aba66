import { z } from 'zod';

/** Answer of the health call: quick start, prerequisites. */
export const health = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    version: z.string(),
    memory_backend: z.string(),
    agents_count: z
      .int()
      .optional()
      .meta({ description: 'Absent where credentials are required: anybody may ask for health.' }),
    uptime: z.string(),
    mode: z.enum(['embedded', 'database', 'scale-out']),
    workers: z.int().optional().meta({ description: 'Workers that take turns now.' }),
    llm: z.object({ provider: z.string(), model: z.string() }).optional(),
    checks: z.record(z.string(), z.string()),
    notes: z
      .array(z.string())
      .optional()
      .describe('What should be put right although the server works.'),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof health>;

/** The one shape of every error answer: quick start, error response format. */
export const errorEnvelope = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.json()),
      timestamp: z.string(),
      request_id: z.string(),
    }),
  })
  .meta({
    id: 'Error',
    examples: [
      {
        error: {
          code: 'INVALID_CAPABILITY',
          message: "Capability 'nonexistent-capability' not found",
          details: {
            available_capabilities: ['data-analysis', 'report-generation'],
            suggestion: 'Use /api/v1/capabilities to list available capabilities',
          },
          timestamp: '2025-09-10T15:50:00Z',
          request_id: 'req-123456',
        },
      },
    ],
  });
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;
