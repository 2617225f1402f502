/** Compares an answer of the page with what a command printed. */

const ELIDED = /(\.\.\.|\$\w+)/;

/** The variables that an answer names: `$ALICE` stands for what it holds. */
export function variablesIn(answer: string): string[] {
  return [...answer.matchAll(/\$(\w+)/g)].map(([, name = ""]) => name);
}

/**
 * The first line of the page that does not fit, nothing if all fit. `...` is any text within a line, and any number of lines if
 * it stands alone.
 */
export function misfit(answer: string, printed: string, variables: ReadonlyMap<string, string>): string | undefined {
  const expected = answer.trimEnd().split("\n");
  const found = printed
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
  const patterns = expected.map((line) => (line.trim() === "..." ? undefined : pattern(line, variables)));
  const furthest = { line: 0 };
  if (fits(patterns, found, 0, 0, furthest)) return undefined;
  return expected[furthest.line] ?? "more lines than on the page";
}

function fits(
  patterns: readonly (RegExp | undefined)[],
  found: readonly string[],
  from: number,
  at: number,
  furthest: { line: number },
): boolean {
  furthest.line = Math.max(furthest.line, from);
  if (from === patterns.length) return at === found.length;
  const wanted = patterns[from];
  if (wanted === undefined) {
    for (let next = at; next <= found.length; next += 1) if (fits(patterns, found, from + 1, next, furthest)) return true;
    return false;
  }
  return wanted.test(found[at] ?? "\n") && fits(patterns, found, from + 1, at + 1, furthest);
}

function pattern(line: string, variables: ReadonlyMap<string, string>): RegExp {
  const parts = line.split(ELIDED).map((part) => {
    if (part === "...") return ".*";
    return escape(part.startsWith("$") ? (variables.get(part.slice(1)) ?? part) : part);
  });
  return new RegExp(`^${parts.join("")}$`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
