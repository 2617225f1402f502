import assert from "node:assert/strict";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { test } from "node:test";

import { AddressRule, endpointOf, isPublic, rangeOf } from "../src/addresses.js";

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "2606:4700::1111",
  "2a00::1",
];

const OTHERS: Record<string, string[]> = {
  "this network": ["0.0.0.0", "0.1.2.3"],
  loopback: ["127.0.0.1", "127.255.255.255", "::1"],
  unspecified: ["::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1", "fec0::1"],
  "link-local, where clouds tell secrets": ["169.254.169.254", "fe80::1"],
  "shared by a carrier's clients": ["100.64.0.1", "100.127.255.255"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  "reserved and for documentation": [
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "240.0.0.1",
    "2001:db8::1",
    "3fff::1",
  ],
  broadcast: ["255.255.255.255"],
  "IPv4 within IPv6": ["::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8", "::ffff:0:10.0.0.1"],
  "IPv4 by translation": ["64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1"],
  "IPv4 by tunnels": ["2002:7f00:1::", "2002:a00:1::1", "2001::1", "192.88.99.1"],
  "outside of what is assigned": ["4000::1", "100::1", "5f00::1", "9000::1"],
  "no address": ["", "localhost", "1", "0x7f.1", "127.1", "2130706433", "0177.0.0.1", "1.2.3.4.5", "fe80::1%eth0", "[::1]"],
};

test("public addresses are public, all others not", () => {
  for (const address of PUBLIC) assert.ok(isPublic(address), address);
  for (const [kind, addresses] of Object.entries(OTHERS)) {
    for (const address of addresses) assert.ok(!isPublic(address), `${kind}: ${address}`);
  }
});

test("the rule knows ports, own networks, own addresses and what is for tests", () => {
  const rule = new AddressRule([443], [rangeOf("8.8.0.0/16"), rangeOf("2606:4700::/32")], [{ address: "127.0.0.1", port: 8443 }]);
  assert.ok(rule.allows("1.1.1.1", 443) && rule.allows("2a00::1", 443));
  assert.ok(!rule.allows("1.1.1.1", 8443) && !rule.allows("1.1.1.1", 80));
  assert.ok(!rule.allows("8.8.8.8", 443) && !rule.allows("2606:4700::1111", 443));
  assert.ok(rule.allows("127.0.0.1", 8443) && !rule.allows("127.0.0.1", 443) && !rule.allows("127.0.0.2", 8443));
  assert.ok(rule.allowsPort(443) && rule.allowsPort(8443) && !rule.allowsPort(22));
});

test("the machine's own addresses are not connected to, also public ones", () => {
  const rule = new AddressRule([443]);
  assert.ok(rule.allows("1.1.1.1", 443) && rule.allows("2606:4700::1111", 443));
  const real = os.networkInterfaces;
  const own = ["1.1.1.1", "2606:4700::1111"].map((address) => ({ address }) as os.NetworkInterfaceInfo);
  os.networkInterfaces = () => ({ eth0: own });
  syncBuiltinESMExports();
  const [four, six, other] = ["1.1.1.1", "2606:4700::1111", "1.0.0.1"].map((address) => rule.allows(address, 443));
  os.networkInterfaces = real;
  syncBuiltinESMExports();
  assert.deepEqual([four, six, other], [false, false, true]);
});

test("endpoints for tests are an address and a port", () => {
  assert.deepEqual(endpointOf("127.0.0.1:8443"), { address: "127.0.0.1", port: 8443 });
  assert.deepEqual(endpointOf("[::1]:8443"), { address: "::1", port: 8443 });
  for (const wrong of ["127.0.0.1", "localhost:8443", "127.0.0.1:99999", "::1:8443", "*:443", "127.0.0.0/8:443"]) {
    assert.throws(() => endpointOf(wrong), /no address with a port/, wrong);
  }
});
