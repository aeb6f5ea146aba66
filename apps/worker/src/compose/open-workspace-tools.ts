import { openTurnTools, type Surroundings } from '#runtime';
import { ToolExecutor, type ToolBox, type ToolShelf } from '#tools';

type TurnTools = Awaited<ReturnType<Surroundings['toolsOf']>>;
type ExecutorOptions = ConstructorParameters<typeof ToolExecutor>[1];

/** The tools of workspaces, as turns use them; made once for each state of a shelf. */
export function openWorkspaceTools(
  shelf: ToolShelf,
  options: ExecutorOptions,
): Surroundings['toolsOf'] {
  const opened = new WeakMap<ToolBox, TurnTools>();
  return async (workspace) => {
    const { box } = await shelf.of({ workspace, principal: 'system' });
    const known = opened.get(box);
    if (known !== undefined) return known;
    const tools = openTurnTools(box, new ToolExecutor(box, options));
    opened.set(box, tools);
    return tools;
  };
}
