import { SetAside, type Found } from './set-aside.js';

const at = (id: string, conversation: string, workspace = 'default'): Found => ({
  ...{ workspace_id: workspace, id, conversation_id: conversation },
});

const failure = (code: string): Error => Object.assign(new Error(`failed: ${code}`), { code });

/** Rounds over what is found, some of which fails. */
function open() {
  const state = { now: 0, failing: new Map<string, Error>(), takesMs: 0 };
  const aside = new SetAside(() => state.now);
  const round = async (...found: Found[]): Promise<{ tried: string[]; error?: Error }> => {
    const tried: string[] = [];
    const work = ({ id }: Found): Promise<void> => {
      tried.push(id);
      const error = state.failing.get(id);
      if (error === undefined) return Promise.resolve();
      state.now += state.takesMs;
      return Promise.reject(error);
    };
    try {
      await aside.each(found, work);
      return { tried };
    } catch (error) {
      return { tried, error: error as Error };
    }
  };
  return { state, aside, round };
}

describe(SetAside.name, () => {
  it('does the others when one fails, and says what failed first', async () => {
    const { state, round } = open();
    state.failing.set('1', failure('23514')).set('3', failure('XX000'));
    const { tried, error } = await round(at('1', 'a'), at('2', 'a'), at('3', 'b'), at('4', 'b'));
    expect(tried).toEqual(['1', '2', '3', '4']);
    expect(error?.message).toContain('(2 of it)');
    expect(error?.cause).toMatchObject({ code: '23514' });
  });

  it('sets the whole conversation aside that somebody holds, in its workspace', async () => {
    const { state, aside, round } = open();
    state.failing.set('1', failure('55P03'));
    const { tried } = await round(at('1', 'a'), at('2', 'a'), at('3', 'a', 'other'), at('4', 'b'));
    expect(tried).toEqual(['1', '3', '4']);
    expect(aside.keys).toEqual(['default/a']);
  });

  it('ends at once when Postgres is away, and sets nothing aside', async () => {
    const { state, aside, round } = open();
    const away = failure('ECONNREFUSED');
    state.failing.set('1', away);
    expect(await round(at('1', 'a'), at('2', 'b'))).toEqual({ tried: ['1'], error: away });
    expect(aside.keys).toEqual([]);
  });

  it('tries again after two seconds, then after twice as long, at most after half a minute', async () => {
    const { state, aside, round } = open();
    state.failing.set('1', failure('23514'));
    for (const pause of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      expect((await round(at('1', 'a'))).tried).toEqual(['1']);
      state.now += pause - 1;
      expect(await round(at('1', 'a'))).toEqual({ tried: [] });
      expect(aside.keys).toEqual(['default/1']);
      state.now += 1;
      expect(aside.keys).toEqual([]);
    }
  });

  it('begins anew after one that went well, and after a while without it', async () => {
    const { state, aside, round } = open();
    const fail = async (): Promise<void> => {
      state.failing.set('1', failure('23514'));
      await round(at('1', 'a'));
      state.failing.clear();
    };
    await fail();
    state.now += 2_000;
    await round(at('1', 'a'));
    await fail();
    state.now += 2_000;
    expect(aside.keys).toEqual([]);
    await fail();
    state.now += 100_000;
    await fail();
    state.now += 2_000;
    expect(aside.keys).toEqual([]);
  });

  it('leaves the rest to the next round when failures have taken long', async () => {
    const { state, round } = open();
    state.failing.set('1', failure('55P03')).set('2', failure('55P03'));
    state.takesMs = 2_000;
    const found = [at('1', 'a'), at('2', 'b'), at('3', 'c')];
    expect((await round(...found)).tried).toEqual(['1']);
    state.now += 1_000;
    expect((await round(...found)).tried).toEqual(['2']);
    expect((await round(...found)).tried).toEqual(['3', '1']);
  });
});
