import { randomBytes } from 'node:crypto';
import { localPrincipal, openIdentity, callerOf, type Identity } from '#identity';
import { createSilentLogger, systemCaller, systemClock } from '#platform';
import { KeyRing } from '#secrets';
import { openWebhooks, type Webhooks } from '#webhooks';
import { eventually } from '../../../../test/support/eventually.js';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { reEncrypt, sealedColumns, type ReEncrypted } from './re-encrypt.js';
import { tellReEncrypted } from './tell-re-encrypted.js';

const origin = { address: '192.0.2.7', requestId: 'req-1' };
const password = 'correct horse battery';
const k1 = randomBytes(32);
const k2 = randomBytes(32);
const ringOf = (...keys: [string, Buffer][]): KeyRing => new KeyRing(new Map(keys));
const before = ringOf(['k1', k1]);
const during = ringOf(['k2', k2], ['k1', k1]);
const after = ringOf(['k2', k2]);
const here = callerOf(localPrincipal);

describeWith(['postgres'], 'the re-encryption of secrets', () => {
  let opened: MigratedDatabase;
  const closing: Identity[] = [];
  let issued: { token: string; refresh: string; used: string; unused: string };
  const hooks: { id: string; secret: string }[] = [];

  const identityWith = (ring: KeyRing): Identity => {
    const identity = openIdentity({
      ...{ database: opened.database, ring, clock: systemClock, log: createSilentLogger() },
      ...{ channel: { publish: () => undefined, subscribe: () => () => undefined } },
      ...{ mode: 'required', tokenLifetimeMs: 3_600_000, loginLifetimeMs: 86_400_000 },
    });
    closing.push(identity);
    return identity;
  };
  const webhooksWith = (ring: KeyRing): Webhooks =>
    openWebhooks(opened.database, ring, systemClock);
  let statements = 0;
  const sql = <Row extends Record<string, unknown>>(text: string): Promise<Row[]> => {
    statements += 1;
    const name = `test.${String(statements)}`;
    return opened.database.transaction(systemCaller, (tx) => tx.rows<Row>({ name, text }));
  };
  /** Until so many API keys are marked under the new key: the note of a use is not waited for. */
  const marked = async (wanted: number): Promise<void> => {
    const text = `select id from api_keys where mark_key = 'k2'`;
    await eventually(
      async () => (await sql(text)).length,
      (count) => count === wanted,
    );
  };
  const run = (ring: KeyRing, isDry = false): Promise<ReEncrypted> =>
    reEncrypt(opened.database, ring, { batch: 2, isDry });
  const resealed = ({ columns }: ReEncrypted): Record<string, number> =>
    Object.fromEntries(columns.map((column) => [column.name, column.resealed]));

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    const identity = identityWith(before);
    await identity.users.create(localPrincipal, { username: 'ada', password, roles: ['admin'] });
    const login = await identity.sessions.login('ada', password, origin);
    const next = await identity.sessions.refresh(login.refresh_token, origin);
    const make = async (name: string): Promise<string> =>
      (await identity.keys.create(localPrincipal, { name, scopes: ['agents:read'] })).key ?? '';
    issued = {
      ...{ token: login.token, refresh: next.refresh_token },
      ...{ used: await make('used'), unused: await make('unused') },
    };
    const { book } = webhooksWith(before);
    for (let n = 0; n < 5; n += 1) {
      const url = `https://your-app.com/${String(n)}`;
      const authentication = { type: 'bearer', token: `token-${String(n)}` } as const;
      const made = await book.register(here, { url, events: ['message.response'], authentication });
      hooks.push({ id: made.webhook_id, secret: made.signing_secret ?? '' });
    }
    await book.rotate(here, hooks[0]?.id ?? '');
  });
  afterAll(async () => {
    for (const identity of closing) identity.close();
    await opened.close();
  });

  it('knows every column that keeps sealed texts', async () => {
    const columns = await sql<{ name: string }>(`
      with texts as materialized (
        select c.table_name, c.column_name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and c.data_type in ('text', 'character varying')
          and t.table_type = 'BASE TABLE')
      select table_name || '.' || column_name as name from texts
      where xpath('/row/n/text()', query_to_xml(format(
        'select count(*) as n from %I where %I ~ ''^k1[.][A-Za-z0-9_-]{60,}$''',
        table_name, column_name), false, true, ''))::text <> '{0}'
      order by 1`);
    const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
    expect(columns.map(({ name }) => name)).toEqual(known.sort());
  });

  it('only looks when it is to change nothing', async () => {
    const looked = await run(during, true);
    expect(new Set(Object.values(resealed(looked)))).toEqual(new Set([0]));
    const { lines, isDone } = tellReEncrypted(looked, 'k2');
    expect(isDone).toBe(false);
    expect(lines).toContain('webhooks.secret: 0 sealed anew; 5 under k1');
    expect(lines.at(-1)).toBe('Still needed in CAXTON_KEYS beside k2: k1.');
  });

  it('seals everything with the newest key, and tells which API keys wait for their next use', async () => {
    const showKey = (apiKey: string): Promise<unknown> =>
      identityWith(during).authenticator.identify({
        ...{ authorization: undefined, apiKey, address: origin.address },
      });
    await showKey(issued.used);
    await marked(1);
    const done = await run(during);
    expect(resealed(done)).toEqual({
      ...{ 'jwt_keys.secret': 1, 'refresh_tokens.successor': 1 },
      ...{ 'webhooks.secret': 5, 'webhooks.old_secret': 1, 'webhooks.token': 5 },
    });
    expect(done.columns.map(({ byKey }) => [...byKey.keys()])).toEqual(
      sealedColumns.map(() => ['k2']),
    );
    expect(done.marks.map(({ name, markKey }) => [name, markKey])).toEqual([['unused', 'k1']]);
    expect(tellReEncrypted(done, 'k2')).toMatchObject({ isDone: false });
    await showKey(issued.unused);
    await marked(2);
  });

  it('has nothing left to do when it runs again', async () => {
    const again = await run(during);
    expect(new Set(Object.values(resealed(again)))).toEqual(new Set([0]));
    const { lines, isDone } = tellReEncrypted(again, 'k2');
    expect(isDone).toBe(true);
    expect(lines.at(-1)).toBe(
      'Everything is under k2: every other key may be taken out of CAXTON_KEYS.',
    );
  });

  it('lets everything work without the old key', async () => {
    const identity = identityWith(after);
    const show = (authorization?: string, apiKey?: string): Promise<unknown> =>
      identity.authenticator.identify({ authorization, apiKey, address: origin.address });
    await expect(show(`Bearer ${issued.token}`)).resolves.toMatchObject({ name: 'ada' });
    await expect(show(undefined, issued.used)).resolves.toMatchObject({ name: 'used' });
    await expect(show(undefined, issued.unused)).resolves.toMatchObject({ name: 'unused' });
    await expect(identity.sessions.refresh(issued.refresh, origin)).resolves.toHaveProperty(
      'token',
    );
    const rows = await sql<{ id: string; secret: string; token: string }>(
      'select id, secret, token from webhooks order by created_at, id',
    );
    const openedNow = rows.map(({ id, secret, token }) => ({
      token: after.open(token, ['webhooks', 'token', id, 'default']),
      secret: after.open(secret, ['webhooks', 'secret', id, 'default']),
    }));
    // The first was rotated after it was made.
    expect(openedNow.slice(1)).toEqual(
      hooks.slice(1).map(({ secret }, index) => ({ secret, token: `token-${String(index + 1)}` })),
    );
    await expect(
      webhooksWith(after).book.rotate(here, rows[0]?.id ?? '', undefined, true),
    ).resolves.toHaveProperty('signing_secret');
  });

  describe('where a key is missing', () => {
    const stranger = ringOf(['k0', randomBytes(32)]);
    const lost = (): string => hooks[2]?.id ?? '';

    it('names what it cannot open, and goes on with the rest', async () => {
      const sealed = stranger.seal('hush', ['webhooks', 'token', lost(), 'default']);
      await sql(`update webhooks set token = '${sealed}' where id = '${lost()}'`);
      const third = ringOf(['k3', randomBytes(32)], ['k2', k2]);
      const done = await run(third);
      expect(resealed(done)).toMatchObject({ 'webhooks.token': 4, 'webhooks.secret': 5 });
      const { lines, isDone } = tellReEncrypted(done, 'k3', (key) => third.has(key));
      expect(isDone).toBe(false);
      expect(lines.at(-2)).toBe(
        'k0 is not in CAXTON_KEYS: put it back behind the others, run this again.',
      );
      expect(lines).toContain(
        `  webhooks.token of ${lost()}: the key k0 is not in CAXTON_KEYS; put it back behind the new ones`,
      );
      expect(lines.at(-1)).toMatch(/^Still needed in CAXTON_KEYS beside k3: k0, k2\.$/);
    });

    it('finds a key that has the name of another', async () => {
      const done = await run(ringOf(['k3', randomBytes(32)]));
      expect(done.columns.find(({ name }) => name === 'webhooks.secret')?.broken).toHaveLength(5);
      expect(tellReEncrypted(done, 'k3').isDone).toBe(false);
    });

    it('refuses an API key that nobody can check any more, and does not fail', async () => {
      const { authenticator } = identityWith(stranger);
      await expect(
        authenticator.identify({
          ...{ authorization: undefined, apiKey: issued.used, address: origin.address },
        }),
      ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    });
  });
});
