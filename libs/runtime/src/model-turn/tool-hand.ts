import type { CallCode, JsonValue } from '#protocol';
import { faultPoint } from '#faults';
import { watched } from '#signals';
import type { FileKeeper, ToolGrant } from '#tools';
import type { ModelToolCall, ModelToolResult } from '#llm';
import { wasMade } from '../journal/account-of.js';
import { decideStep, type Safety } from '../journal/decide-step.js';
import {
  asJson,
  isWorthKeeping,
  keepCall,
  recallCall,
  wholeOf,
  type KeptCall,
  type Told,
} from '../journal/kept-call.js';
import { withNoted } from '../memory/noted.js';
import { sendMessageName } from '../outgoing/send-message-tool.js';
import type { Consent } from '../suspend/people.js';
import { askOthers, asksOthers } from './ask-others.js';
import { batchCalls } from './batch-calls.js';
import { CallResults } from './call-results.js';
import { allowed, isReplayed, leavesWithCommit, type PlacedCall } from './placed-call.js';
import { needsPeople, seekConsent } from './seek-consent.js';
import { refuseMessage } from './message-policy.js';
import { sendOn } from './send-on.js';
import {
  denied,
  filesGone,
  outcomeUnknown,
  refused,
  tellOutcome,
  tooMany,
  mostCalls,
} from './told.js';
import type { ToolHandKit } from './tool-hand-kit.js';
import { ToolRoom } from './tool-room.js';
import { TurnRecord, type CallsBefore } from './turn-record.js';

/** Of a call that is made once more to read again: it was counted when it was placed. */
const countedBefore: CallsBefore = { callsMade: 0, callsOfTool: 0 };

/**
 * Runs what a model asks for, or replays what an earlier attempt ran. Whatever goes wrong is told to
 * the model; only an abort, a lost lease and a journal that cannot be written are thrown.
 */
export class ToolHand {
  /** Names of the tools that ran, in order. */
  readonly used: string[] = [];
  private readonly results = new CallResults();
  private readonly room: ToolRoom;
  private readonly record = new TurnRecord();

  constructor(private readonly kit: ToolHandKit) {
    this.room = new ToolRoom(kit.contextTokens);
  }

  /** The calls of one answer in their order; neighbours that only read run beside each other. */
  async run(calls: readonly ModelToolCall[]): Promise<ModelToolResult[]> {
    const results: ModelToolResult[] = [];
    const mayRunBeside = (call: ModelToolCall): boolean =>
      !leavesWithCommit(call) &&
      this.safetyOf(call) === 'read_only' &&
      !needsPeople(this.kit, call.name);
    for (const batch of batchCalls(calls, mayRunBeside)) {
      const placed = batch.map((call) => this.place(call));
      const done = await Promise.all(
        placed.map((each, index) => this.runOne(each, results.length + index)),
      );
      results.push(...done);
    }
    return results;
  }

  private place(call: ModelToolCall): PlacedCall {
    const step = this.kit.line.place('tool', call.name, call.arguments);
    const safety = this.safetyOf(call);
    const before = this.record.placed(call.name);
    return { call, step, safety, decision: decideStep(step.known, safety), before };
  }

  /** What leaves with the commit, and what is not allowed and so not run, changes nothing. */
  private safetyOf(call: ModelToolCall): Safety {
    if (leavesWithCommit(call) || !this.isAllowed(call)) return 'read_only';
    return this.kit.tools.safetyOf(call.name, call.arguments);
  }

  private isAllowed({ name }: ModelToolCall): boolean {
    return this.kit.allowed.includes(name);
  }

  private async runOne(placed: PlacedCall, index: number): Promise<ModelToolResult> {
    this.kit.signal.throwIfAborted();
    if (isReplayed(placed)) {
      const kept = recallCall(placed.step.known?.response);
      const made = allowed(placed, kept.used);
      return this.perform(made, () => this.recall(made, kept));
    }
    const unfit = refuseMessage(this.kit, placed);
    if (unfit !== undefined) return this.perform(placed, () => this.refuse(placed, unfit));
    const consent = await this.askPeople(placed, index);
    if (consent === undefined) return this.carryOut(placed, index);
    const decided = { ...placed, step: { ...placed.step, approvalId: consent.id } };
    if (!consent.isGranted) {
      return this.perform({ ...decided, safety: 'read_only' }, () => this.deny(decided, consent));
    }
    return this.carryOut(this.agreed(decided, consent), index);
  }

  private async carryOut(placed: PlacedCall, index: number): Promise<ModelToolResult> {
    if (this.kit.outbox === undefined || index >= mostCalls || !asksOthers(placed.call)) {
      return this.perform(placed, () => this.make(placed, index));
    }
    const told = await askOthers(this.kit.asking, placed.call, placed.step);
    return this.perform(placed, () => this.keepAnswers(placed, told));
  }

  private keepAnswers(placed: PlacedCall, told: Told): KeptCall {
    const kept = this.show(placed, told, true);
    this.kit.steps.note(placed.step, { response: asJson(kept), durationMs: 0 });
    return kept;
  }

  private async perform(
    placed: PlacedCall,
    work: () => KeptCall | Promise<KeptCall>,
  ): Promise<ModelToolResult> {
    const { log } = this.kit;
    const { call, step, safety, isEdited } = placed;
    const replayed = isReplayed(placed);
    const changes = !replayed && safety !== 'read_only';
    log.toolCalled(step.no, call, { replayed, changes, isEdited, approvalId: step.approvalId });
    const startedAt = performance.now();
    const kept = await work();
    this.used.push(call.name);
    this.readBy(placed, kept);
    log.toolReturned(step.no, {
      callId: call.id,
      name: call.name,
      output: this.results.ofStep(step.no) ?? kept.shown,
      isError: !kept.ok,
      ms: replayed ? (step.known?.durationMs ?? 0) : performance.now() - startedAt,
      replayed,
    });
    const { ok, shown, used } = kept;
    const result = { callId: call.id, name: call.name, output: shown, isError: !ok };
    return used === undefined ? result : { ...result, used };
  }

  /** However a call went that was made: errors hold words of others too. */
  private readBy({ call, step }: PlacedCall, kept: KeptCall): void {
    const { taint, tools, notebook } = this.kit;
    taint.readMemories(notebook?.noted.seen);
    const isMade = this.isAllowed(call) && wasMade(kept);
    taint.read(isMade && tools.readsOutside(call.name, call.arguments));
    if (asksOthers(call)) taint.readAnswers(this.results.ofStep(step.no));
  }

  /** What people decided about the call. Nothing: they are not asked, as about what is refused anyway. */
  private async askPeople(placed: PlacedCall, index: number): Promise<Consent | undefined> {
    const { call, step, decision } = placed;
    const isLost = decision === 'unknown' || call.invalid !== undefined || index >= mostCalls;
    if (isLost) return undefined;
    return seekConsent(this.kit, call, step, this.grant(placed, placed.before));
  }

  /** The call as people want it made. */
  private agreed(placed: PlacedCall, { isEdited, arguments: args }: Consent): PlacedCall {
    const made = allowed(placed, isEdited ? args : undefined);
    if (!isEdited) return made;
    const safety = this.safetyOf(made.call);
    return { ...made, safety, decision: decideStep(placed.step.known, safety) };
  }

  private deny(placed: PlacedCall, { reason, decidedBy }: Consent): KeptCall {
    return this.refuse(placed, denied(reason, decidedBy));
  }

  private async recall(placed: PlacedCall, kept: KeptCall): Promise<KeptCall> {
    const isWhole = kept.made === undefined || (await this.kit.files.makeAgain(kept.made));
    if (!isWhole) return this.show(placed, filesGone);
    this.room.take(kept.shown);
    if (kept.sent !== undefined) this.kit.outbox?.putAgain(kept.sent);
    if (kept.noted !== undefined) this.kit.notebook?.noteAgain(kept.noted);
    const whole = wholeOf(kept);
    if (!kept.ok) this.results.failed(placed);
    else if (whole === undefined) this.results.lost(placed);
    else this.results.returned(placed, whole);
    return kept;
  }

  private async make(placed: PlacedCall, index: number): Promise<KeptCall> {
    const { call, step, decision } = placed;
    if (index >= mostCalls) return this.refuse(placed, tooMany);
    if (call.invalid !== undefined) {
      return this.refuse(placed, refused(this.faultIn(call), call.invalid.message));
    }
    if (decision !== 'unknown') return this.makeLive(placed);
    const kept = this.show(placed, outcomeUnknown);
    await this.kit.steps.finish(step, 'unknown', asJson(kept), true);
    return kept;
  }

  /** Models are offered no other tools than those of the agent. */
  private faultIn({ name, invalid }: ModelToolCall): CallCode {
    if (invalid?.reason !== 'unknown_tool') return 'TOOL_ARGUMENTS_INVALID';
    return this.kit.tools.offers([name]).length > 0 ? 'TOOL_NOT_ALLOWED' : 'TOOL_UNKNOWN';
  }

  private async makeLive(placed: PlacedCall): Promise<KeptCall> {
    const { call, step, safety } = placed;
    const { outbox, steps } = this.kit;
    await this.recover(call);
    const startedAt = performance.now();
    if (safety !== 'read_only') return this.makeWithEffect(placed);
    const isSent = call.name === sendMessageName && outbox !== undefined;
    const told = isSent ? await sendOn(outbox, call.arguments) : await this.execute(placed);
    const kept = this.show(placed, told);
    const durationMs = performance.now() - startedAt;
    steps.note(step, { response: asJson(kept), durationMs, isKept: isWorthKeeping(kept) });
    return kept;
  }

  /** Not made, and that is kept: whoever looks through the calls finds it. */
  private refuse(placed: PlacedCall, told: Told): KeptCall {
    const kept = this.show(placed, told);
    this.kit.steps.note(placed.step, { response: asJson(kept), durationMs: 0 });
    return kept;
  }

  /** Announced before it is made, so that whoever takes over knows that it may have happened. */
  private async makeWithEffect(placed: PlacedCall): Promise<KeptCall> {
    const { steps } = this.kit;
    const { step, safety } = placed;
    await steps.start(step);
    const told = await this.execute(placed);
    const kept = this.show(placed, told, true);
    const state = !told.ok && told.error['code'] === 'OUTCOME_UNKNOWN' ? 'unknown' : 'done';
    await steps.finish(step, state, asJson(kept), safety === 'unsafe');
    return kept;
  }

  private async execute(placed: PlacedCall, counted = placed.before): Promise<Told> {
    const { call, step } = placed;
    const { id, name, arguments: args } = call;
    const before = this.kit.notebook?.noted;
    const desk = this.kit.files.deskFor(name, step);
    const wanted = { id, name, arguments: args, idempotencyKey: step.key };
    const outcome = await watched('tool', { tool: name }, async (ending) => {
      const done = await faultPoint('tool.execute', () =>
        this.kit.tools.execute(wanted, this.grant(placed, counted, desk)),
      );
      if (!done.ok) ending.as('failed');
      return done;
    });
    const told = withNoted(tellOutcome(outcome), before, this.kit.notebook?.noted);
    return told.ok && desk.made.length > 0 ? { ...told, made: desk.made } : told;
  }

  /** Reads again what the call wants to read of a replayed one and the journal did not keep. */
  private async recover(call: ModelToolCall): Promise<void> {
    for (const earlier of this.results.lostIn(JSON.stringify(call.arguments ?? null))) {
      const told = await this.execute(earlier, countedBefore);
      if (told.ok) this.results.returned(earlier, told.value);
      else this.results.failed(earlier);
    }
  }

  private show(placed: PlacedCall, told: Told, hasEffect = false): KeptCall {
    const { call, isEdited } = placed;
    if (told.ok) this.results.returned(placed, told.value);
    else this.results.failed(placed);
    const shown = this.room.fit(told.ok ? told.value : told.error, call.id);
    const kept = keepCall(told, shown, hasEffect);
    return isEdited === true ? { ...kept, used: call.arguments as JsonValue } : kept;
  }

  private grant(placed: PlacedCall, counted: CallsBefore, files?: FileKeeper): ToolGrant {
    const { caller, allowed: names, settings, policies, signal, notebook: memory } = this.kit;
    const artifacts = this.kit.files.reader;
    const priorResult = (id: string): JsonValue | undefined => this.results.named(id);
    const { isTainted, recalled } = this.kit.taint;
    const tainting = { isTainted, ...(recalled.length === 0 ? {} : { recalled }) };
    // People were asked before.
    const askApproval = placed.isAllowed === true ? () => Promise.resolve() : undefined;
    const reach = { memory, artifacts, files, priorResult, askApproval };
    const asked = { caller, allowed: names, settings, policies, signal };
    return { ...asked, ...tainting, ...counted, ...reach };
  }
}
