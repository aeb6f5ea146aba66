import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { describeWith } from '../support/test-servers.js';
import { lasting, newsIn } from './tenants/answers.js';
import { crossings } from './tenants/crossings.js';
import { sharedTalk, strangersOf } from './tenants/estate.js';
import { TwoHouses, type House } from './tenants/houses.js';
import {
  byHarm,
  callOf,
  filtersOf,
  isSettledBy,
  listCall,
  lists,
  naming,
  operationsOf,
  type Operation,
} from './tenants/operations.js';
import type { Answer, Call, Tenant } from './tenants/tenant.js';

/** Without Postgres's net, where only the checks hold, and with everything there is. */
const grounds = modes.filter(([mode]) => mode !== 'database');

describe.each(grounds)('two tenants in the %s mode', (_mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let pair: TwoHouses;
    let operations: Operation[];
    let zebra: House;
    let quokka: House;
    /** What every list told a tenant before the other had anything, and after. */
    let told: [string, string[], string[]][];

    const tellAll = (tenant: Tenant, word: string): Promise<string[]> =>
      Promise.all(
        lists(operations)
          .filter(isSteady)
          .map(async (operation) => {
            const call = listCall(operation, word);
            return `${call.path} ${lasting(await tenant.send(call))}`;
          }),
      );
    const pairs = (): [House, House][] => [
      [zebra, quokka],
      [quokka, zebra],
    ];
    /** Sends what names things of the other, and gives what was answered. */
    const trespass = (
      { tenant }: House,
      calls: readonly Call[],
    ): Promise<{ call: Call; answer: Answer; news: string }[]> =>
      Promise.all(
        calls.map(async (call) => {
          const answer = await tenant.send(call);
          return { call, answer, news: newsIn(answer, call) };
        }),
      );

    beforeAll(async () => {
      ground = await open();
      pair = await TwoHouses.open(ground);
      operations = await operationsOf(pair.url);
      const [admin, ada] = await pair.tenants();
      const before = await tellAll(ada, 'zebra');
      zebra = await pair.fill(admin, 'zebra');
      const after = await tellAll(ada, 'zebra');
      const alone = await tellAll(admin, 'quokka');
      quokka = await pair.fill(ada, 'quokka');
      const together = await tellAll(admin, 'quokka');
      told = [
        ['ada', before, after],
        ['admin', alone, together],
      ];
    }, 120_000);
    afterAll(async () => {
      await pair.close();
      await ground.remove();
    });

    it('are told in no list and no count of what the other has', () => {
      for (const [who, before, after] of told) expect([who, after]).toEqual([who, before]);
    });

    it('find what is the other’s as little as what nobody has, whatever the operation', async () => {
      for (const [me, other] of pairs()) {
        const strangers = strangersOf(other.estate);
        for (const operation of naming(operations)) {
          const [theirs, nobodys] = await trespass(me, [
            callOf(operation, other.estate, other.word),
            callOf(operation, strangers, other.word),
          ]);
          const { method, path } = theirs?.call ?? {};
          expect([method, path, theirs?.answer.status]).toEqual([method, path, 404]);
          expect([path, theirs?.news]).toEqual([path, expect.not.stringContaining(other.word)]);
          expect([path, codeOf(theirs?.answer)]).toEqual([path, codeOf(nobodys?.answer)]);
        }
      }
    });

    it('are told nothing of the other by cursors, filters and bodies that name what is theirs', async () => {
      for (const [me, other] of pairs()) {
        const pages = await trespass(
          other,
          lists(operations).map((operation) => listCall(operation, other.word, 'limit=1')),
        );
        const cursors = pages.flatMap(({ call, answer }) => {
          const next = answer.body['next_cursor'];
          if (typeof next !== 'string') return [];
          return [{ ...call, path: `${call.path}&cursor=${encodeURIComponent(next)}` }];
        });
        const filters = lists(operations).flatMap((one) =>
          filtersOf(one, other.estate, other.word),
        );
        const calls = [...cursors, ...filters, ...crossings(other.estate)];
        expect([cursors.length, filters.length].map((count) => count >= 5)).toEqual([true, true]);
        for (const { call, answer, news } of await trespass(me, calls)) {
          expect([call, answer.status < 500]).toEqual([call, true]);
          expect([call, news]).toEqual([call, expect.not.stringContaining(other.word)]);
        }
      }
    });

    it('get no byte of a file of the other, and no event of a conversation of the same name', async () => {
      for (const [me, other] of pairs()) {
        const file = `/api/v1/artifacts/${other.estate.artifact}`;
        const head = await me.tenant.send({ method: 'HEAD', path: file });
        const piece = await me.tenant.send({
          ...{ method: 'GET', path: file, headers: { range: 'bytes=0-3' } },
        });
        expect([head.status, piece.status]).toEqual([404, 404]);
        const stream = `/api/v1/conversations/${other.word}-pay?follow=true`;
        expect(await me.tenant.get(stream)).toHaveProperty('status', 404);
      }
      const houses = [zebra, quokka];
      const streams = houses.map(async ({ tenant, word }) => {
        const secret = { content: { text: `A secret of the ${word}` }, wait: '10s' };
        const body = { ...secret, capability: 'namesake', conversation_id: sharedTalk };
        await tenant.make('/api/v1/messages', body);
        const path = `/api/v1/conversations/${sharedTalk}?follow=true&after=0`;
        return (await tenant.get(path)).text;
      });
      const [ofZebra, ofQuokka] = await Promise.all(streams);
      expect(ofZebra).toContain('A secret of the zebra');
      expect(ofZebra).not.toContain('quokka');
      expect(ofQuokka).toContain('A secret of the quokka');
      expect(ofQuokka).not.toContain('zebra');
    });

    it('do not meet in keys of repeated requests, ids of messages and names of agents', async () => {
      const headers = { 'idempotency-key': 'one-for-both' };
      const body = { capability: 'namesake', content: {}, message_id: 'one-for-both', wait: '10s' };
      const call: Call = { method: 'POST', path: '/api/v1/messages', body, headers };
      for (const { tenant, word } of [zebra, quokka]) {
        const conversation_id = `${word}-again`;
        const sent = await tenant.send({ ...call, body: { ...body, conversation_id } });
        expect([sent.status, sent.body]).toMatchObject([
          200,
          { conversation_id, status: 'completed' },
        ]);
        const kept = await tenant.get('/api/v1/messages/one-for-both');
        expect(kept.body).toMatchObject({ conversation_id });
      }
    });

    it('have workers listen for the mail of both', async () => {
      const heard = async (): Promise<string[]> => {
        const { text } = await zebra.tenant.get('/api/v1/workers');
        return [zebra, quokka]
          .map(({ estate }) => `"cap.${estate.capability}"`)
          .filter((lane) => !text.includes(lane));
      };
      expect(await eventually(heard, (missing) => missing.length === 0)).toEqual([]);
      expect(await quokka.tenant.get('/api/v1/workers')).toHaveProperty('status', 403);
    });

    it('are told what all of them take in the workspace that manages the others, and nowhere else', async () => {
      const asked = [zebra, quokka].map(({ tenant }) => tenant.get('/api/v1/storage'));
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 403]);
    });

    it('find all of their own as it was, and may do everything with it', async () => {
      for (const { tenant, word, estate } of [zebra, quokka]) {
        for (const operation of byHarm(naming(operations))) {
          const call = callOf(operation, estate, word);
          const { status, text } = await tenant.send(call);
          const isDone = status < 300 || isSettledBy(operation, status);
          expect([call.method, call.path, text, isDone]).toEqual([
            call.method,
            call.path,
            text,
            true,
          ]);
        }
      }
    });
  });
});

/**
 * An export is noted in the audit log, so that asking changes what the next is told. Workers hear the mail of all, and
 * storage is that of all: both are shown to one.
 */
const isSteady = ({ id }: Operation): boolean =>
  !['exportMemory', 'listWorkers', 'getStorage'].includes(id);

const codeOf = (answer: Answer | undefined): unknown =>
  (answer?.body['error'] as { code: string } | undefined)?.code ?? answer?.status;
