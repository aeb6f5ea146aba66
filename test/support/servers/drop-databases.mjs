/** Removes what one run left on a server that outlives it: the templates and the clones of failed files. */
export async function dropDatabases(url, run) {
  // Loaded late: the runner may start before the packages are installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [`caxton_${run}_`],
    );
    for (const { name } of rows) {
      await client.query(`alter database "${name}" with is_template false`);
      await client.query(`drop database "${name}" with (force)`);
    }
  } finally {
    await client.end();
  }
}
