/** Which addresses may be connected to. */

import { isIP } from "node:net";
import { networkInterfaces } from "node:os";

import ipaddr from "ipaddr.js";

/** All that is assigned to hosts of the public IPv6 network. IPv4 addresses written as IPv6 lie outside, or in a special range. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** Whether an address is one of the public network: not private, local, shared, multicast, reserved, nor a way to such by translation. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === "unicast" && (parsed.kind() === "ipv4" || parsed.match(GLOBAL_IPV6));
}

/** A range such as `203.0.113.0/24`. */
export type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** @throws when it is none */
export function rangeOf(text: string): Range {
  return ipaddr.parseCIDR(text);
}

/** An address and port such as `127.0.0.1:8443` or `[::1]:8443`, for tests. */
export interface Endpoint {
  address: string;
  port: number;
}

/** @throws when it is none */
export function endpointOf(text: string): Endpoint {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):([0-9]{1,5})$/i.exec(text) ?? [];
  const address = bracketed ?? plain ?? "";
  if (isIP(address) === 0 || Number(port) > 65535) throw new Error(`${text} is no address with a port`);
  return { address, port: Number(port) };
}

/** What a proxy may connect to. */
export class AddressRule {
  /**
   * @param ports the ports, whatever the address
   * @param denied public ranges that are refused too: networks of one's own
   * @param forTests reached although they are not public
   */
  constructor(
    private readonly ports: readonly number[],
    private readonly denied: readonly Range[] = [],
    private readonly forTests: readonly Endpoint[] = [],
  ) {}

  /** Whether any address could be reached at that port. */
  allowsPort(port: number): boolean {
    return this.ports.includes(port) || this.forTests.some((endpoint) => endpoint.port === port);
  }

  /** Whether that address may be reached at that port. */
  allows(address: string, port: number): boolean {
    if (this.forTests.some((endpoint) => endpoint.address === address && endpoint.port === port)) return true;
    return (
      this.ports.includes(port) && isPublic(address) && !isOwn(address) && !this.denied.some((range) => isIn(address, range))
    );
  }
}

/** Whether it is an address of this machine: what listens there may be closed to everybody else. */
function isOwn(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.some((it) => it.address === address);
}

function isIn(address: string, range: Range): boolean {
  const parsed = ipaddr.parse(address);
  return parsed.kind() === range[0].kind() && parsed.match(range);
}
