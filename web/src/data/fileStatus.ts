/** What a look at a pool's file can come to, by the word that proxies have for it. */
export type FileStatus =
  "ok" | "pending" | "none" | "unreachable" | "refused" | "too_large" | "slow" | "wrong_hash" | "malformed";

interface Meaning {
  /** What the proxy found. */
  readonly says: string;
  /** The same where there is little room; nothing where all is well or nothing is known. */
  readonly mark?: string;
}

/** What each status means to a reader. */
export const FILE_STATUSES: Readonly<Record<FileStatus, Meaning>> = {
  ok: { says: "found and well formed" },
  pending: { says: "not looked at yet" },
  none: { says: "the chain names no address" },
  unreachable: { says: "the file cannot be fetched from its server", mark: "description not reachable" },
  refused: { says: "the address may not be opened", mark: "description not opened" },
  too_large: { says: "the file is too large", mark: "description too large" },
  slow: { says: "the server is too slow", mark: "description too slow" },
  wrong_hash: { says: "the file is not the one that the chain names", mark: "description is another file" },
  malformed: { says: "the file breaks the rules", mark: "description breaks the rules" },
};

/** A status that there is; undefined for any other word. */
export function statusOf(word: unknown): FileStatus | undefined {
  return typeof word === "string" && Object.hasOwn(FILE_STATUSES, word) ? (word as FileStatus) : undefined;
}
