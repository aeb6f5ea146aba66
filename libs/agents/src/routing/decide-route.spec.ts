import fc from 'fast-check';
import { routingStrategies, type AgentStatus, type RoutingStrategy } from '#protocol';
import { noFigures, type ProviderFigures } from '../figures/provider-figures.js';
import { showCandidates, weigh, type Candidate } from './candidate.js';
import { decideRoute } from './decide-route.js';
import type { Situation } from './strategies.js';
import { TurnCounter } from './turn-counter.js';

interface Sketch extends Partial<ProviderFigures> {
  readonly status?: AgentStatus;
  readonly capabilities?: readonly string[];
  readonly excluded?: string;
}

function candidate(name: string, sketch: Sketch = {}): Candidate {
  const { status = 'running', capabilities = ['work'], excluded, ...figures } = sketch;
  const agent = {
    id: `agt-${name}`,
    name,
    kind: 'configuration' as const,
    status,
    versionNumber: 1,
    capabilities,
  };
  const weighed = weigh(agent, 'work', { ...noFigures, ...figures });
  return excluded === undefined ? weighed : { ...weighed, excluded };
}

const newConversation: Situation = { lastTurnOf: () => undefined };

function namesOf(
  strategy: RoutingStrategy,
  candidates: readonly Candidate[],
  situation: Situation = newConversation,
): string[] | undefined {
  return decideRoute(strategy, candidates, situation)?.agents.map(({ name }) => name);
}

const crowd = fc
  .uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), { minLength: 1 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .record({
            status: fc.constantFrom<AgentStatus>('running', 'paused', 'draining'),
            pending: fc.nat({ max: 9 }),
            succeeded: fc.nat({ max: 9 }),
            failed: fc.nat({ max: 9 }),
            lastUsed: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
          })
          .map((sketch) => candidate(name, sketch)),
      ),
    ),
  );
const strategies = fc.constantFrom(...routingStrategies);

describe(decideRoute, () => {
  describe('with best_match', () => {
    it('takes the best score', () => {
      const idle = candidate('Idle');
      const busy = candidate('Busy', { pending: 10 });
      const failing = candidate('Failing', { failed: 10 });

      expect(namesOf('best_match', [busy, failing, idle])).toEqual(['Idle']);
    });

    it('takes the specialist of two that are equal otherwise', () => {
      const jack = candidate('Jack', { capabilities: ['a', 'b', 'work'] });

      expect(namesOf('best_match', [jack, candidate('Specialist')])).toEqual(['Specialist']);
    });

    it('takes the oldest of two that are equal', () => {
      expect(namesOf('best_match', [candidate('B'), candidate('A')])).toEqual(['A']);
    });
  });

  it('with least_loaded takes the one with the least mail, of equals the better', () => {
    const good = candidate('Good', { pending: 1, succeeded: 9 });
    const bad = candidate('Bad', { pending: 1, failed: 9 });
    const best = candidate('Best', { pending: 2, succeeded: 99 });

    expect(namesOf('least_loaded', [best, bad, good])).toEqual(['Good']);
  });

  describe('with round_robin', () => {
    it('gives each the same number of turns, however good they are', () => {
      const candidates = [
        candidate('A', { failed: 9 }),
        candidate('B'),
        candidate('C', { pending: 9 }),
      ];
      const turns = new TurnCounter();
      const lastTurnOf = (id: string): number | undefined => turns.lastTurnOf('work', id);
      const served = Array.from({ length: 9 }, () => {
        const [name = ''] = namesOf('round_robin', candidates, { lastTurnOf }) ?? [];
        turns.note('work', `agt-${name}`);
        return name;
      });

      expect(served.join('')).toBe('ABCABCABC');
    });

    it('gives a newcomer one turn, not all that it missed', () => {
      const turns = new TurnCounter();
      for (const name of 'ABABAB') turns.note('work', `agt-${name}`);
      const lastTurnOf = (id: string): number | undefined => turns.lastTurnOf('work', id);
      const candidates = [candidate('A'), candidate('B'), candidate('N')];

      expect(namesOf('round_robin', candidates, { lastTurnOf })).toEqual(['N']);
      turns.note('work', 'agt-N');
      expect(namesOf('round_robin', candidates, { lastTurnOf })).toEqual(['A']);
    });

    it('begins in a new process with the one that was used longest ago', () => {
      const late = candidate('A', { lastUsed: new Date(2_000) });
      const early = candidate('B', { lastUsed: new Date(1_000) });

      expect(namesOf('round_robin', [late, early])).toEqual(['B']);
      expect(namesOf('round_robin', [late, early, candidate('C')])).toEqual(['C']);
    });
  });

  describe('with sticky', () => {
    const candidates = [candidate('Best'), candidate('Serving', { pending: 9 })];

    it('stays with the agent that serves the conversation', () => {
      const situation = { ...newConversation, servingAgentId: 'agt-Serving' };
      expect(namesOf('sticky', candidates, situation)).toEqual(['Serving']);
    });

    it('takes the best match in a new conversation, and when that agent is gone', () => {
      const situation = { ...newConversation, servingAgentId: 'agt-Gone' };
      expect(namesOf('sticky', candidates)).toEqual(['Best']);
      expect(namesOf('sticky', candidates, situation)).toEqual(['Best']);
    });
  });

  it('with broadcast takes all that run', () => {
    const candidates = [candidate('B'), candidate('A'), candidate('P', { status: 'paused' })];
    expect(namesOf('broadcast', candidates)).toEqual(['A', 'B']);
  });

  describe('with any strategy', () => {
    it('takes paused agents only when nobody runs, and says that the message waits', () => {
      const paused = candidate('P', { status: 'paused' });
      for (const strategy of routingStrategies) {
        expect(namesOf(strategy, [paused, candidate('R')])).toEqual(['R']);
        expect(decideRoute(strategy, [paused], newConversation)?.reason).toContain('paused');
      }
    });

    it('takes nobody who drains or is excluded', () => {
      const nobody = [
        candidate('D', { status: 'draining' }),
        candidate('S', { excluded: 'sender' }),
      ];
      for (const strategy of routingStrategies) {
        expect(decideRoute(strategy, nobody, newConversation)).toBeUndefined();
      }
    });

    it('says why those that could not be chosen could not', () => {
      const candidates = [
        candidate('R'),
        candidate('P', { status: 'paused' }),
        candidate('D', { status: 'draining' }),
        candidate('S', { excluded: 'sender' }),
      ];
      const shown = decideRoute('best_match', candidates, newConversation)?.candidates ?? [];

      expect(Object.fromEntries(shown.map(({ agent, excluded }) => [agent, excluded]))).toEqual({
        R: undefined,
        P: 'paused',
        D: 'draining',
        S: 'sender',
      });
      expect(shown[0]?.agent).toBe('R');
    });

    it('takes somebody of those that run, if anybody does, and never twice', () => {
      fc.assert(
        fc.property(strategies, crowd, (strategy, candidates) => {
          const statusOf = new Map(candidates.map(({ agent }) => [agent.name, agent.status]));
          const able = ['running', 'paused'].find((status) =>
            [...statusOf.values()].includes(status as AgentStatus),
          );
          const names = namesOf(strategy, candidates) ?? [];
          expect(names.map((name) => statusOf.get(name))).toEqual(names.map(() => able));
          expect(names.length > 0).toBe(able !== undefined);
          expect(new Set(names).size).toBe(names.length);
        }),
      );
    });

    it('decides the same whatever order the candidates come in', () => {
      fc.assert(
        fc.property(strategies, crowd, (strategy, candidates) => {
          const decision = decideRoute(strategy, candidates, newConversation);
          expect(decideRoute(strategy, candidates.toReversed(), newConversation)).toEqual(decision);
        }),
      );
    });
  });
});

describe(showCandidates, () => {
  it('shows the best twenty, with figures that can be read', () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      candidate(`A${String(n).padStart(2, '0')}`, { pending: n, succeeded: 2, failed: 1 }),
    );
    const shown = showCandidates(many);

    expect(shown).toHaveLength(20);
    expect(shown[1]).toEqual({
      agent: 'A01',
      score: expect.any(Number) as number,
      load: 0.1667,
      success_rate: 0.6667,
      confidence: 0.3856,
      specialization: 1,
      pending: 1,
    });
  });
});
