import { Client } from 'pg';

/** Makes every lease that is held now look as if its worker had died. */
export async function expireLeases(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update mailboxes set lease_until = clock_timestamp() - interval '1 ms'
       where lease_until > clock_timestamp()`,
    );
  } finally {
    await client.end();
  }
}
