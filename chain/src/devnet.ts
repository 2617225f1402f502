/** The devnet that the environment names. */

/** The options of scripts/devnet.sh in `TRIBUTARY_DEVNET`; of the default devnet none. Undefined if another chain is meant. */
export function devnetOptions(): string[] | undefined {
  const { TRIBUTARY_DEVNET: named, TRIBUTARY_RPC: rpc } = process.env;
  if (named === undefined && rpc !== undefined) return undefined;
  return (named ?? "").split(/\s+/).filter(Boolean);
}
