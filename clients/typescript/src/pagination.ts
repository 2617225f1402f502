/** A page of a list. */
export interface Page<Row, Cursor> {
  readonly rows: readonly Row[];
  /** Where the next page starts after; undefined if there is none. */
  readonly next: Cursor | undefined;
}

/** A list query: it answers the page that starts after the cursor, from the beginning without one. */
export type List<Row, Cursor> = (startAfter: Cursor | undefined, limit: number) => Promise<Page<Row, Cursor>>;

/** Rows of a page at most: contracts cut a larger limit. */
export const MAX_LIMIT = 100;

/** Rows of a page that iterators ask for, few enough for the query gas limit of a chain. */
export const DEFAULT_LIMIT = 30;

/**
 * Makes a list of a query whose last page is the first one that is not full.
 *
 * @param query asks the contract.
 * @param rows reads the rows of an answer.
 * @param cursor reads from the last row where the next page starts.
 */
export function list<Answer, Row, Cursor>(
  query: (page: { startAfter?: Cursor; limit: number }) => Promise<Answer>,
  rows: (answer: Answer) => readonly Row[],
  cursor: (last: Row) => Cursor,
): List<Row, Cursor> {
  return async (startAfter, limit) => {
    const page = rows(await query(startAfter === undefined ? { limit } : { startAfter, limit }));
    const last = page.at(-1);
    return { rows: page, next: last === undefined || page.length < limit ? undefined : cursor(last) };
  };
}

/**
 * Makes a list of a query that looks at rows which it may pass over, and answers in `last` where it stopped: a page can be short, or
 * empty, and not be the last.
 *
 * @param query asks the contract.
 * @param rows reads the rows of an answer.
 */
export function filteredList<Cursor, Answer extends { last?: Cursor | null }, Row>(
  query: (page: { startAfter?: Cursor; limit: number }) => Promise<Answer>,
  rows: (answer: Answer) => readonly Row[],
): List<Row, Cursor> {
  return async (startAfter, limit) => {
    const answer = await query(startAfter === undefined ? { limit } : { startAfter, limit });
    return { rows: rows(answer), next: answer.last ?? undefined };
  };
}

/**
 * The pages of a list, each asked for when it is needed. Rows that appear or vanish meanwhile may be missed, none comes twice.
 *
 * @param limit rows of a page, 1 to 100.
 * @throws RangeError for another limit; TributaryError if the contract refuses.
 */
export async function* pages<Row, Cursor>(
  list: List<Row, Cursor>,
  limit = DEFAULT_LIMIT,
): AsyncGenerator<readonly Row[], void, undefined> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`a page has 1 to ${MAX_LIMIT} rows, ${limit} were asked for`);
  }
  let next: Cursor | undefined;
  do {
    const page = await list(next, limit);
    if (page.rows.length > 0) yield page.rows;
    next = page.next;
  } while (next !== undefined);
}

/** The rows of a list, page by page as `pages` reads them. */
export async function* all<Row, Cursor>(list: List<Row, Cursor>, limit = DEFAULT_LIMIT): AsyncGenerator<Row, void, undefined> {
  for await (const page of pages(list, limit)) yield* page;
}
