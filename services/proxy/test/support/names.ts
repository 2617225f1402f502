/** A name server. */

import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";

import ipaddr from "ipaddr.js";

const TYPES: Record<number, number> = { 4: 1, 6: 28 };

/** Answers over UDP what the test wants. */
export class NameServer {
  /** By name: its addresses, or what makes them anew for each question. */
  readonly names = new Map<string, string[] | (() => string[])>();
  /** Whether it answers at all. */
  silent = false;

  private constructor(private readonly socket: Socket) {}

  static async start(): Promise<NameServer> {
    const server = new NameServer(createSocket("udp4"));
    server.socket.on("message", (question, { address, port }) => {
      if (!server.silent) server.socket.send(server.answerTo(question), port, address);
    });
    await new Promise<void>((resolve) => server.socket.bind(0, "127.0.0.1", resolve));
    return server;
  }

  /** As the configuration wants it. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  stop(): void {
    this.socket.close();
  }

  private answerTo(question: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
      labels.push(question.toString("latin1", at + 1, at + 1 + length));
      at += 1 + length;
    }
    const type = question.readUInt16BE(at + 1);
    const known = this.names.get(labels.join(".").toLowerCase());
    const all = typeof known === "function" ? known() : (known ?? []);
    const records = all
      .filter((address) => TYPES[ipaddr.parse(address).kind() === "ipv4" ? 4 : 6] === type)
      .map((address) => recordOf(type, address));
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
    head.writeUInt16BE(records.length, 6);
    head.fill(0, 8);
    return Buffer.concat([head, question.subarray(12, at + 5), ...records]);
  }
}

/** An address that may be kept for no time at all. */
function recordOf(type: number, address: string): Buffer {
  const data = Buffer.from(ipaddr.parse(address).toByteArray());
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}
