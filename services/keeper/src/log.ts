/** What the keeper says, a line each. */

/** Takes a line. */
export type Say = (line: string) => void;

/** Writes to the standard output, with the time. */
export const say: Say = (line) => console.log(`${new Date().toISOString()} ${line}`);

/** The words of an error and of what caused it. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : wordsOf(error.cause);
  return cause === "" || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
