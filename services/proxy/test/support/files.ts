/** Metadata files, and a server of files over https that can be as bad as it likes. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";

import { PNG } from "pngjs";

import { CERTIFICATE, KEY } from "./certificate.js";

/** A PNG in one colour. */
export function png(side = 256, colour = 0x336699ff): Buffer {
  const image = new PNG({ width: side, height: side });
  for (let at = 0; at < image.data.length; at += 4) image.data.writeUInt32BE(colour >>> 0, at);
  return PNG.sync.write(image, { filterType: 4 });
}

export const LOGO = png().toString("base64");

/** The keys of a good file. */
export const GOOD = {
  schema_version: 1,
  name: "Ada's pool",
  description: "Two servers in two places.",
  tags: ["green", "north"],
  url: "https://pools.example.org/",
  logo: LOGO,
};

/** A file, good but for the keys given; those that are undefined are left out. */
export function fileOf(keys: Record<string, unknown> = {}): Buffer {
  return Buffer.from(JSON.stringify({ ...GOOD, ...keys }));
}

/** A good file of so many bytes. */
export function fileOfSize(bytes: number): Buffer {
  const rest = bytes - fileOf({ more: "" }).length;
  return fileOf({ more: "x".repeat(rest) });
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends a file as it should be. */
export const sends =
  (file: Buffer): Answer =>
  (_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": file.length }).end(file);
  };

/** A file server. */
export class FileServer {
  /** By path. */
  readonly answers = new Map<string, Answer>();
  /** Connections that were made, also those that asked for nothing. */
  connections = 0;
  /** Bytes that were sent on connections that are closed. */
  sent = 0;
  /** Requests at once at most, all together and of a host. */
  most = { together: 0, host: 0 };

  private readonly open = new Map<string, number>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(address = "127.0.0.1"): Promise<FileServer> {
    const server = createServer({ key: KEY, cert: CERTIFICATE });
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const files = new FileServer(server, (server.address() as AddressInfo).port);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => files.answer(request, response));
    server.on("connection", (socket: Socket) => files.connected(socket));
    return files;
  }

  /** The URL of a path, at a host that the test name server knows. */
  url(path: string, host = "files.test"): string {
    return `https://${host}:${this.port}${path}`;
  }

  /** Puts something there; answers its URL. */
  put(path: string, answer: Answer | Buffer, host?: string): string {
    this.answers.set(path, Buffer.isBuffer(answer) ? sends(answer) : answer);
    return this.url(path, host);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connected(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    socket
      .on("error", () => undefined)
      .on("close", () => {
        this.sent += socket.bytesWritten;
        this.sockets.delete(socket);
      });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { url = "", headers } = request;
    const host = headers.host ?? "";
    this.count(host, 1);
    response.on("error", () => undefined).on("close", () => this.count(host, -1));
    const answer = this.answers.get(url);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  }

  private count(host: string, change: number): void {
    this.open.set(host, (this.open.get(host) ?? 0) + change);
    const now = [...this.open.values()];
    this.most.together = Math.max(
      this.most.together,
      now.reduce((sum, each) => sum + each, 0),
    );
    this.most.host = Math.max(this.most.host, ...now);
  }
}
