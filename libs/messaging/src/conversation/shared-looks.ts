import type { Caller, Database, Tx } from '#platform';

/** What one question is answered. */
interface Asked<Question, Found> {
  readonly question: Question;
  readonly answer: Promise<Found>;
  readonly give: (found: Found | PromiseLike<Found>) => void;
}

/** What is asked of one workspace. */
interface Desk<Question, Found> {
  readonly waiting: Map<string, Asked<Question, Found>>;
  isLooking: boolean;
}

/** What is to be known about whom. Equal names mean equal questions. */
interface Named<Question> {
  readonly name: string;
  readonly question: Question;
}

/**
 * Lets many who look at the same time share one statement, and those who ask the same share one answer:
 * a thousand who wait cost no more statements than one. There is no timer: what is asked in one turn of the
 * event loop, or while the workspace's last statement runs, goes together. Nobody joins a statement that
 * has begun, because what they were woken for may have been written since.
 */
export class SharedLooks<Question, Found> {
  private readonly desks = new Map<string, Desk<Question, Found>>();

  /**
   * @param find gives what it found in the order of the questions
   * @param mostAtOnce questions in one statement; those behind them are in the next
   */
  constructor(
    private readonly database: Database,
    private readonly find: (tx: Tx, questions: readonly Question[]) => Promise<readonly Found[]>,
    private readonly mostAtOnce = 500,
  ) {}

  /** On behalf of any caller of the workspace: what may be seen must not depend on who of them asks. */
  look(caller: Caller, { name, question }: Named<Question>): Promise<Found> {
    const desk = this.deskOf(caller);
    const same = desk.waiting.get(name);
    if (same !== undefined) return same.answer;
    let give: Asked<Question, Found>['give'] = () => undefined;
    const answer = new Promise<Found>((resolve) => {
      give = resolve;
    });
    desk.waiting.set(name, { question, answer, give });
    if (!desk.isLooking) {
      desk.isLooking = true;
      setImmediate(() => void this.serve(caller, desk));
    }
    return answer;
  }

  private deskOf({ workspace }: Caller): Desk<Question, Found> {
    let desk = this.desks.get(workspace);
    if (desk === undefined) {
      desk = { waiting: new Map(), isLooking: false };
      this.desks.set(workspace, desk);
    }
    return desk;
  }

  private async serve(caller: Caller, desk: Desk<Question, Found>): Promise<void> {
    while (desk.waiting.size > 0)
      await this.answer(caller, takeSome(desk.waiting, this.mostAtOnce));
    desk.isLooking = false;
    this.desks.delete(caller.workspace);
  }

  private async answer(caller: Caller, asked: readonly Asked<Question, Found>[]): Promise<void> {
    const questions = asked.map(({ question }) => question);
    const finding = this.database.read(caller, (tx) => this.find(tx, questions));
    asked.forEach(({ give }, index) => {
      give(finding.then((found) => found[index] as Found));
    });
    await finding.catch(() => undefined);
  }
}

function takeSome<Item>(waiting: Map<string, Item>, most: number): Item[] {
  const some = [...waiting].slice(0, most);
  for (const [name] of some) waiting.delete(name);
  return some.map(([, item]) => item);
}
