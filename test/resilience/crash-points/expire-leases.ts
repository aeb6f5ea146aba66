import { Client } from 'pg';

/** Makes every lease that is held now look as if its worker had died; those of webhooks are a minute long. */
export async function expireLeases(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update mailboxes set lease_until = clock_timestamp() - interval '1 ms'
       where lease_until > clock_timestamp()`,
    );
    await client.query(`update webhook_deliveries set next_at = now() where lease is not null`);
  } finally {
    await client.end();
  }
}
