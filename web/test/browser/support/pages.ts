/** All pages, as far as they can be reached without knowing more than a pool. */
export function pagesOf(pool: string): readonly string[] {
  return ["/", `/pools/${pool}`, "/stake", "/market", "/vault", "/licences", "/treasury", "/actions", "/notices", "/settings"];
}
