/** Fetches a file from a server that may be hostile. */

import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import { createSecureContext, rootCertificates } from "node:tls";
import type { SecureContext } from "node:tls";

import type { AddressRule } from "./addresses.js";
import type { Names } from "./names.js";
import { notAllowed } from "./names.js";
import { Fault } from "./status.js";

/** A file is smaller than so many bytes. */
export const TOO_LARGE = 1_048_576;

/**
 * Pieces in which a file comes, at most: chunks of HTTP, or of them those that a record of TLS or a packet cuts. Each costs far more than
 * its bytes; a server that sends the largest file as usual needs less than a thousand.
 */
export const MAX_PIECES = 20_000;

/** Bytes for which there is room at first. */
const FIRST_ROOM = 65_536;

/** Bytes of an answer's head, at most. */
const MAX_HEAD = 8192;

const HEADERS = {
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "tributary-proxy",
  connection: "close",
};

/** Where a file is, as far as that can be judged without asking anybody. */
export interface Target {
  /** Without brackets. */
  host: string;
  port: number;
  path: string;
}

/** Fetches files, each with a connection of its own. */
export class Fetcher {
  private readonly secureContext: SecureContext;

  /**
   * @param seconds for everything, from the name to the last byte
   * @param authorities PEM, trusted beside those that come with Node.js
   */
  constructor(
    private readonly rule: AddressRule,
    private readonly names: Names,
    private readonly seconds: number,
    authorities: readonly string[] = [],
  ) {
    this.secureContext = createSecureContext({ ca: [...rootCertificates, ...authorities] });
  }

  /**
   * Where a URL leads.
   *
   * @throws Fault if it may not be followed
   */
  target(url: string): Target {
    const { protocol, username, password, hostname, port, pathname, search } = parsed(url);
    if (protocol !== "https:") throw new Fault("refused", "the URL does not begin with https://");
    if (username !== "" || password !== "") throw new Fault("refused", "the URL has a user name or password");
    const host = hostname.replace(/^\[(.*)\]$/, "$1");
    const target = { host, port: port === "" ? 443 : Number(port), path: pathname + search };
    if (!this.rule.allowsPort(target.port)) throw new Fault("refused", "the URL has a port that this proxy does not connect to");
    // Nobody is asked for the address of an address.
    if (isIP(host) !== 0 && !this.rule.allows(host, target.port)) throw notAllowed();
    return target;
  }

  /**
   * The bytes that are there.
   *
   * @throws Fault if they do not come, not in time, or are too many
   */
  async fetch(target: Target, signal?: AbortSignal): Promise<Buffer> {
    const { host, port, path } = target;
    // A context of its own for each connection would read all authorities again; the types do not know it here.
    const options: RequestOptions & { secureContext: SecureContext } = {
      host,
      port,
      path,
      headers: HEADERS,
      agent: false,
      lookup: this.names.lookupFor(this.rule, port),
      maxHeaderSize: MAX_HEAD,
      secureContext: this.secureContext,
      rejectUnauthorized: true,
      insecureHTTPParser: false,
      ...(signal && { signal }),
    };
    const request = httpsRequest(options);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      request.destroy();
    }, this.seconds * 1000);
    try {
      return await received(request);
    } catch (error) {
      throw late ? new Fault("slow", `the file did not come within ${this.seconds} s`) : faultOf(error);
    } finally {
      clearTimeout(timer);
      request.destroy();
    }
  }
}

function parsed(url: string): URL {
  if (!URL.canParse(url)) throw new Fault("refused", "the URL cannot be read");
  return new URL(url);
}

/** What the server sends, if it is a file as it should be. */
async function received(request: ClientRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request.on("error", reject).on("close", () => reject(closedMidway()));
    request.on("information", () => reject(new Fault("refused", "the server sends interim answers")));
    request.on("response", (response) => {
      const body = new Body();
      response.on("error", reject);
      const unfit = unfitHead(response);
      if (unfit !== undefined) return reject(unfit);
      response.on("data", (piece: Buffer) => {
        const fault = body.add(piece);
        if (fault === undefined) return;
        response.removeAllListeners("data").pause();
        reject(fault);
      });
      response.on("end", () => resolve(body.bytes));
    });
    request.end();
  });
}

/** What has come of a file. It is copied, since each piece by itself takes up more memory than a small one has bytes. */
class Body {
  private room = Buffer.allocUnsafe(FIRST_ROOM);
  private size = 0;
  private pieces = 0;

  /** Adds a piece; answers why there may be no more of them. */
  add(piece: Buffer): Fault | undefined {
    this.pieces += 1;
    const size = this.size + piece.length;
    if (size >= TOO_LARGE) return tooLarge();
    if (this.pieces > MAX_PIECES) return new Fault("refused", `the file comes in more than ${MAX_PIECES} pieces`);
    if (size > this.room.length) this.grow(size);
    piece.copy(this.room, this.size);
    this.size = size;
    return undefined;
  }

  get bytes(): Buffer {
    return this.room.subarray(0, this.size);
  }

  private grow(size: number): void {
    let length = this.room.length;
    while (length < size) length *= 2;
    const larger = Buffer.allocUnsafe(length);
    this.room.copy(larger, 0, 0, this.size);
    this.room = larger;
  }
}

/** Why a file is not taken whose answer has this head. */
function unfitHead({ statusCode = 0, headers }: IncomingMessage): Fault | undefined {
  if (statusCode >= 300 && statusCode < 400) return new Fault("refused", "the server redirects, which is not followed");
  if (statusCode !== 200) return new Fault("unreachable", `the server answers with status ${statusCode}`);
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() !== "identity") return new Fault("refused", "the server compresses the file although asked not to");
  return Number(headers["content-length"] ?? 0) >= TOO_LARGE ? tooLarge() : undefined;
}

function closedMidway(): Fault {
  return new Fault("unreachable", "the server closed midway");
}

function tooLarge(): Fault {
  return new Fault("too_large", `the file has ${TOO_LARGE} bytes or more`);
}

/** Codes are Node.js's own; messages could be the server's words. */
function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  if (code === "HPE_HEADER_OVERFLOW") return new Fault("too_large", `the answer's head has more than ${MAX_HEAD} bytes`);
  if (code === "ECONNRESET") return closedMidway();
  return new Fault("unreachable", code.startsWith("HPE_") ? `the answer is not HTTP: ${code}` : `no connection: ${code}`);
}
