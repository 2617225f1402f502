import { joined } from "./logo.js";

/** A proxy that is slower than this counts as silent. */
const PATIENCE_MS = 8_000;

/**
 * Fetches something from a server that nobody vouches for: no redirect is followed, and not more than `most` bytes are read.
 *
 * @throws Error if it does not come in time, is too large, or is answered otherwise than with 200.
 */
export async function fetchBytes(address: string, most: number): Promise<Uint8Array> {
  const response = await fetch(address, {
    signal: AbortSignal.timeout(PATIENCE_MS),
    credentials: "omit",
    redirect: "error",
  });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  return bytesOf(response, most);
}

/** The bytes of an answer, counted as they come. */
export async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      void reader.cancel();
      throw new Error("the answer is too large");
    }
    parts.push(value);
  }
  return joined(parts);
}
