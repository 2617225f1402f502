/** An address for a narrow place: `wasm1rzr0…044x`. */
export function shortAddress(address: string): string {
  const at = address.lastIndexOf("1") + 1;
  return address.length <= at + 12 ? address : `${address.slice(0, at + 5)}…${address.slice(-4)}`;
}

/** Whether this looks like an address of the chain; the chain itself checks the rest. */
export function isAddress(text: string, prefix: string): boolean {
  return new RegExp(`^${prefix}1[02-9ac-hj-np-z]{38,58}$`).test(text);
}
