import type { JsonObject, JsonValue } from '#protocol';
import { faultPoint } from '#faults';
import type { FileKeeper, ToolGrant } from '#tools';
import type { ModelToolCall, ModelToolResult } from '#llm';
import { decideStep, type Safety } from '../journal/decide-step.js';
import {
  isWorthKeeping,
  keepCall,
  recallCall,
  wholeOf,
  type KeptCall,
  type Told,
} from '../journal/kept-call.js';
import type { PlacedStep } from '../journal/step-line.js';
import { withNoted } from '../memory/noted.js';
import { sendMessageName } from '../outgoing/send-message-tool.js';
import type { Consent } from '../suspend/people.js';
import { askOthers, asksOthers } from './ask-others.js';
import { batchCalls } from './batch-calls.js';
import { isReplayed, leavesWithCommit, type PlacedCall } from './placed-call.js';
import { needsPeople, seekConsent, withEdit } from './seek-consent.js';
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

/** A call that is made once more to read again; it was counted when it was placed. */
const countedBefore: CallsBefore = { callsMade: 0, callsOfTool: 0 };

/**
 * Runs what a model asks for, or replays what an earlier attempt ran. Whatever goes wrong is told to
 * the model; only an abort, a lost lease and a journal that cannot be written are thrown.
 */
export class ToolHand {
  /** Names of the tools that ran, in order. */
  readonly used: string[] = [];
  private readonly results = new Map<string, JsonValue>();
  /** Replayed calls whose whole result was not kept, by id. */
  private readonly notKept = new Map<string, ModelToolCall>();
  /** Calls that people allowed. */
  private readonly consented = new Set<string>();
  /** Arguments as people edited them, by call. */
  private readonly edits = new Map<string, JsonValue>();
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
    if (isReplayed(placed)) return this.perform(placed, () => this.recall(placed));
    const consent = await this.askPeople(placed, index);
    if (consent?.isGranted === false) {
      return this.perform({ ...placed, safety: 'read_only' }, () => this.deny(placed, consent));
    }
    const agreed = consent?.isEdited === true ? this.edited(placed, consent.arguments) : placed;
    if (this.kit.outbox === undefined || index >= mostCalls || !asksOthers(agreed.call)) {
      return this.perform(agreed, () => this.make(agreed, index));
    }
    const told = await askOthers(this.kit.asking, agreed.call, agreed.step);
    return this.perform(agreed, () => this.keepAnswers(agreed, told));
  }

  private keepAnswers({ call, step }: PlacedCall, told: Told): KeptCall {
    const kept = this.show(call, told, true);
    this.kit.steps.note(step, { response: asJson(kept), durationMs: 0 });
    return kept;
  }

  private async perform(
    placed: PlacedCall,
    work: () => KeptCall | Promise<KeptCall>,
  ): Promise<ModelToolResult> {
    const { log } = this.kit;
    const { call, step, safety } = placed;
    const replayed = isReplayed(placed);
    log.toolCalled(step.no, call, { replayed, changes: !replayed && safety !== 'read_only' });
    const startedAt = performance.now();
    const kept = await work();
    this.used.push(call.name);
    this.readBy(call);
    log.toolReturned(step.no, {
      callId: call.id,
      name: call.name,
      output: this.results.get(call.id) ?? kept.shown,
      isError: !kept.ok,
      ms: replayed ? (step.known?.durationMs ?? 0) : performance.now() - startedAt,
      replayed,
    });
    return { callId: call.id, name: call.name, output: kept.shown, isError: !kept.ok };
  }

  /** However the call went: errors hold words of others too. */
  private readBy(call: ModelToolCall): void {
    const { taint, tools } = this.kit;
    taint.read(this.isAllowed(call) && tools.readsOutside(call.name, call.arguments));
    if (asksOthers(call)) taint.readAnswers(this.results.get(call.id));
  }

  /** What people decided about the call. Nothing: they are not asked, as about what is refused anyway. */
  private async askPeople(
    { call, step, decision, before }: PlacedCall,
    index: number,
  ): Promise<Consent | undefined> {
    const isLost = decision === 'unknown' || call.invalid !== undefined || index >= mostCalls;
    if (isLost) return undefined;
    const consent = await seekConsent(this.kit, call, step, this.grant(call.id, before));
    if (consent?.isGranted === true) this.consented.add(call.id);
    return consent;
  }

  /** The call as a person wants it made. Its step stays that of what the model asked for. */
  private edited(placed: PlacedCall, args: JsonValue): PlacedCall {
    const call = { ...placed.call, arguments: args as JsonObject };
    this.edits.set(call.id, args);
    const safety = this.safetyOf(call);
    return { ...placed, call, safety, decision: decideStep(placed.step.known, safety) };
  }

  private deny({ call, step }: PlacedCall, { reason, decidedBy }: Consent): KeptCall {
    const kept = this.show(call, denied(reason, decidedBy));
    this.kit.steps.note(step, { response: asJson(kept), durationMs: 0 });
    return kept;
  }

  private async recall({ call, step }: PlacedCall): Promise<KeptCall> {
    const kept = recallCall(step.known?.response);
    const isWhole = kept.made === undefined || (await this.kit.files.makeAgain(kept.made));
    if (!isWhole) return this.show(call, filesGone);
    this.room.take(kept.shown);
    if (kept.sent !== undefined) this.kit.outbox?.putAgain(kept.sent);
    if (kept.noted !== undefined) this.kit.notebook?.noteAgain(kept.noted);
    const whole = wholeOf(kept);
    if (!kept.ok) return kept;
    // What was made once was allowed then.
    this.consented.add(call.id);
    if (whole === undefined) this.notKept.set(call.id, call);
    else this.results.set(call.id, whole);
    return kept;
  }

  private async make(placed: PlacedCall, index: number): Promise<KeptCall> {
    const { call, step, decision } = placed;
    if (index >= mostCalls) return this.refuse(placed, tooMany);
    if (call.invalid !== undefined) {
      const { reason, message } = call.invalid;
      return this.refuse(placed, refused(reason.toUpperCase(), message));
    }
    if (decision !== 'unknown') return this.makeLive(placed);
    const kept = this.show(call, outcomeUnknown);
    await this.kit.steps.finish(step, 'unknown', asJson(kept), true);
    return kept;
  }

  private async makeLive(placed: PlacedCall): Promise<KeptCall> {
    const { call, step, safety, before } = placed;
    const { outbox, steps } = this.kit;
    await this.recover(call);
    const startedAt = performance.now();
    if (safety !== 'read_only') return this.makeWithEffect(placed);
    const isSent = call.name === sendMessageName && outbox !== undefined;
    const told = isSent
      ? await sendOn(outbox, call.arguments)
      : await this.execute(call, step, before);
    const kept = this.show(call, told);
    const durationMs = performance.now() - startedAt;
    steps.note(step, { response: asJson(kept), durationMs, isKept: isWorthKeeping(kept) });
    return kept;
  }

  /** Not made, and that is kept: whoever looks through the calls finds it. */
  private refuse({ call, step }: PlacedCall, told: Told): KeptCall {
    const kept = this.show(call, told);
    this.kit.steps.note(step, { response: asJson(kept), durationMs: 0 });
    return kept;
  }

  /** Announced before it is made, so that whoever takes over knows that it may have happened. */
  private async makeWithEffect({ call, step, safety, before }: PlacedCall): Promise<KeptCall> {
    const { steps } = this.kit;
    await steps.start(step);
    const told = await this.execute(call, step, before);
    const kept = this.show(call, told, true);
    const state = !told.ok && told.error['code'] === 'OUTCOME_UNKNOWN' ? 'unknown' : 'done';
    await steps.finish(step, state, asJson(kept), safety === 'unsafe');
    return kept;
  }

  private async execute(
    call: ModelToolCall,
    step: Pick<PlacedStep, 'no' | 'key'>,
    counted: CallsBefore,
  ): Promise<Told> {
    const { id, name, arguments: args } = call;
    const before = this.kit.notebook?.noted;
    const desk = this.kit.files.deskFor(name, step);
    const wanted = { id, name, arguments: args, idempotencyKey: step.key };
    const outcome = await faultPoint('tool.execute', () =>
      this.kit.tools.execute(wanted, this.grant(id, counted, desk)),
    );
    const told = withNoted(tellOutcome(outcome), before, this.kit.notebook?.noted);
    return told.ok && desk.made.length > 0 ? { ...told, made: desk.made } : told;
  }

  /** Reads again what the call wants to read of a replayed one and the journal did not keep. */
  private async recover(call: ModelToolCall): Promise<void> {
    const wanted = JSON.stringify(call.arguments ?? null);
    for (const [id, earlier] of this.notKept) {
      if (!wanted.includes(id)) continue;
      this.notKept.delete(id);
      const told = await this.execute(earlier, { no: 0, key: '' }, countedBefore);
      if (told.ok) this.results.set(id, told.value);
    }
  }

  private show(call: ModelToolCall, told: Told, hasEffect = false): KeptCall {
    if (!told.ok) return keepCall(told, this.room.fit(told.error, call.id), hasEffect);
    this.results.set(call.id, told.value);
    const edit = this.edits.get(call.id);
    const shown = edit === undefined ? told.value : withEdit(told.value, edit);
    return keepCall(told, this.room.fit(shown, call.id), hasEffect);
  }

  private grant(callId: string, counted: CallsBefore, files?: FileKeeper): ToolGrant {
    const { caller, allowed, settings, policies, signal, notebook: memory } = this.kit;
    const artifacts = this.kit.files.reader;
    const priorResult = (id: string): JsonValue | undefined => this.results.get(id);
    const { isTainted } = this.kit.taint;
    const askApproval = this.consented.has(callId) ? allow : undefined;
    const reach = { memory, artifacts, files, priorResult, askApproval };
    return { caller, allowed, settings, policies, signal, isTainted, ...counted, ...reach };
  }
}

/** People were asked before. */
const allow = (): Promise<void> => Promise.resolve();

/** Plain data, which an interface cannot promise to the compiler. */
function asJson(kept: KeptCall): JsonValue {
  return kept as unknown as JsonValue;
}
