/** A file of the repository, seen from the compiled tests. */
export function repositoryFile(path: string): URL {
  return new URL(`../../../../../${path}`, import.meta.url);
}
