/** What the keeper says, a line each. */

/** Takes a line. */
export type Say = (line: string) => void;

/** Writes to the standard output, with the time. */
export const say: Say = (line) => console.log(`${new Date().toISOString()} ${clean(line)}`);

/** A line that stays one: contracts and nodes may say anything, also what moves a terminal's cursor. */
export function clean(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (found) => {
    return `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** The words of an error and of what caused it. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : wordsOf(error.cause);
  return cause === "" || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
