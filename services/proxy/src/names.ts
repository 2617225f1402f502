/** Names to addresses, each of them checked at the moment of connecting. */

import { Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";

import type { AddressRule } from "./addresses.js";
import { Fault } from "./status.js";

/** Milliseconds to wait for a name server, and how often to ask it. */
const ANSWER = { timeout: 3000, tries: 2 };

/** Addresses of a name that are tried, at most. */
const TRIED = 4;

/**
 * The name servers. The operating system's own way is not used: it holds a thread for each name, of which there are few, and it knows
 * names of this machine and its network.
 */
export class Names {
  private readonly resolver = new Resolver(ANSWER);

  /** @param servers asked instead of those of the operating system, if there are any */
  constructor(servers: readonly string[] = []) {
    if (servers.length > 0) this.resolver.setServers(servers);
  }

  /**
   * How a connection to a port finds the address of its host. The addresses are checked that are then connected to, so a name whose
   * address changes in between gains nothing.
   */
  lookupFor(rule: AddressRule, port: number): LookupFunction {
    return (host, options, answer) => {
      this.addresses(host).then(
        (addresses) => {
          if (!addresses.every((address) => rule.allows(address, port))) return answer(notAllowed(), []);
          const found = addresses.slice(0, TRIED).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
          const [first] = found;
          if (first === undefined) return answer(new Fault("unreachable", "the host has no address"), []);
          return options.all === true ? answer(null, found) : answer(null, first.address, first.family);
        },
        (error: unknown) => answer(error as Error, []),
      );
    };
  }

  private async addresses(host: string): Promise<string[]> {
    const [four, six] = await Promise.allSettled([this.resolver.resolve4(host), this.resolver.resolve6(host)]);
    const found = [four, six].flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (found.length === 0 && four.status === "rejected") throw four.reason;
    return found;
  }
}

/** The same for every address, so that nobody learns from us what a name means in the network around us. */
export function notAllowed(): Fault {
  return new Fault("refused", "the host has an address that this proxy does not connect to");
}
