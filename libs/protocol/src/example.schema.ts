import { z } from 'zod';

/** Files with real data that the server hands out for first tries. */
export const exampleList = z
  .object({
    examples: z.array(
      z.object({
        name: z.string(),
        /** Where it is, below the address of the server. */
        path: z.string(),
        media_type: z.string(),
        size_bytes: z.int(),
      }),
    ),
  })
  .meta({
    id: 'ExampleList',
    examples: [
      {
        examples: [
          {
            name: 'airline-passengers.csv',
            path: '/examples/airline-passengers.csv',
            media_type: 'text/csv',
            size_bytes: 1745,
          },
        ],
      },
    ],
  });
export type ExampleList = z.infer<typeof exampleList>;
