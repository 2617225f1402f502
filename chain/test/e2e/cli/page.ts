/** The commands of a page of the documentation, and what it says that they answer. */

/** A block of commands, and the block behind it. */
export interface Step {
  /** The line of the page on which the commands begin. */
  line: number;
  commands: string;
  /** What the page says is printed; nothing is compared without. */
  answer: string | undefined;
  /** The page says that the command is refused, with this text. */
  refused: boolean;
}

/** A message or a query that a page shows. */
export interface Shown {
  /** The variable that holds the contract's address. */
  contract: string;
  kind: "execute" | "query";
  name: string;
}

const FENCE = /^```(.*)$/;

/**
 * The blocks `sh devnet`, each with the `text answer` or `text refused` behind it.
 *
 * @throws when an answer has no commands
 */
export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  let open: { line: number; info: string; lines: string[] } | undefined;
  for (const [index, line] of page.split("\n").entries()) {
    const info = FENCE.exec(line)?.[1];
    if (info === undefined) open?.lines.push(line);
    else if (open === undefined) open = { line: index + 2, info, lines: [] };
    else {
      add(steps, open.info, open.line, open.lines.join("\n"));
      open = undefined;
    }
  }
  return steps;
}

function add(steps: Step[], info: string, line: number, text: string): void {
  if (info === "sh devnet") return void steps.push({ line, commands: text, answer: undefined, refused: false });
  if (info !== "text answer" && info !== "text refused") return;
  const step = steps.at(-1);
  if (step?.answer !== undefined || !step) throw new Error(`line ${line}: an answer without commands`);
  step.answer = text;
  step.refused = info === "text refused";
}

/** Every message and every query in the commands. */
export function shownIn(steps: readonly Step[]): Shown[] {
  const command = /wasmd (tx wasm execute|query wasm contract-state smart) \$(\w+) '\{"(\w+)"/g;
  return steps.flatMap(({ commands }) =>
    [...commands.matchAll(command)].map(([, verb = "", contract = "", name = ""]) => ({
      contract,
      kind: verb.startsWith("tx") ? ("execute" as const) : ("query" as const),
      name,
    })),
  );
}
