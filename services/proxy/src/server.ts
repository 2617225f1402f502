/** The HTTP side: reads only, for everybody, from anywhere. */

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import { healthAnswer, poolAnswer, poolsAnswer } from "./answers.js";
import type { Config } from "./config.js";
import type { Watcher } from "./watcher.js";

/** Connections at once, and milliseconds in which a request must be there, an answer must go on, a connection may idle. */
const LIMITS = { connections: 1000, request: 10_000, silence: 30_000, idle: 5000 };

/** Nothing that is served here runs, loads anything or is taken for something else. */
const ALWAYS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "etag",
  "cross-origin-resource-policy": "cross-origin",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
};

/** Milliseconds for which a list is served whatever changes: making one of all pools takes long, and is not for each look of theirs. */
const LIST_AGE = 1000;

/** Lists change with blocks. The bytes under a hash never do; but a file may have to disappear. */
const SHORT = "public, max-age=10";
const LONG = "public, max-age=3600";

/** The server, which does not listen yet. */
export function serverOf(config: Config, watcher: Watcher): Server {
  const api = new Api(config, watcher);
  const server = createServer(
    { maxHeaderSize: 8192, requestTimeout: LIMITS.request, headersTimeout: LIMITS.request },
    (request, response) => {
      api.answer(request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = LIMITS.connections;
  server.keepAliveTimeout = LIMITS.idle;
  server.setTimeout(LIMITS.silence);
  return server;
}

/** An answer in JSON with what tells it from others. */
interface Body {
  bytes: Buffer;
  etag: string;
}

class Api {
  private list: (Body & { version: number; made: number }) | undefined;

  constructor(
    private readonly config: Config,
    private readonly watcher: Watcher,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "" } = request;
    if (method === "OPTIONS") return preflight(response);
    if (method !== "GET" && method !== "HEAD")
      return refuse(response, 405, "only GET, HEAD and OPTIONS", { allow: "GET, HEAD, OPTIONS" });
    const [path = ""] = (request.url ?? "").split("?");
    if (path === "/v1/health") return sendJson(request, response, bodyOf(healthAnswer(this.config, this.watcher)), "no-store");
    if (path === "/v1/pools") return sendJson(request, response, this.pools(), SHORT);
    const [, kind = "", name = ""] = /^\/v1\/(pools|files|logos)\/([a-z0-9]{1,128}(?:\.png)?)$/.exec(path) ?? [];
    if (kind === "pools") return this.pool(request, response, name);
    if (kind === "files" || kind === "logos") return this.stored(request, response, kind, name);
    return refuse(response, 404, "there is nothing here; there are /v1/pools, /v1/files, /v1/logos and /v1/health");
  }

  /** The same bytes until something changes, and a moment longer. */
  private pools(): Body {
    const { version } = this.watcher;
    const [known, now] = [this.list, performance.now()];
    if (known !== undefined && (known.version === version || now - known.made < LIST_AGE)) return known;
    this.list = { version, ...bodyOf(poolsAnswer(this.config, this.watcher)), made: performance.now() };
    return this.list;
  }

  private pool(request: IncomingMessage, response: ServerResponse, name: string): void {
    const pool = this.watcher.pools.get(name);
    if (pool === undefined) return refuse(response, 404, "the registry has no such pool");
    sendJson(request, response, bodyOf(poolAnswer(this.watcher, pool)), SHORT);
  }

  private async stored(request: IncomingMessage, response: ServerResponse, kind: "files" | "logos", name: string): Promise<void> {
    const { store } = this.watcher;
    const hash = kind === "logos" ? name.replace(/\.png$/, "") : name;
    const known = store.description(hash) !== undefined && name === (kind === "logos" ? `${hash}.png` : hash);
    if (!known) return refuse(response, 404, "no pool names a good file with that hash");
    const etag = `"${hash}"`;
    if (isKnown(request, etag)) return notModified(response, etag, LONG);

    const file = await open(kind === "files" ? store.file(hash) : store.logo(hash));
    const head = {
      "content-type": kind === "files" ? "application/json; charset=utf-8" : "image/png",
      "content-length": (await file.stat()).size,
      ...(kind === "files" && { "content-disposition": "attachment" }),
      ...caching(etag, LONG),
    };
    response.writeHead(200, { ...ALWAYS, ...head });
    if (request.method !== "HEAD") return pipeline(file.createReadStream(), response);
    await file.close();
    response.end();
  }
}

function bodyOf(answer: object): Body {
  const bytes = Buffer.from(JSON.stringify(answer));
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"` };
}

function sendJson(request: IncomingMessage, response: ServerResponse, { bytes, etag }: Body, cacheControl: string): void {
  if (isKnown(request, etag)) return notModified(response, etag, cacheControl);
  const head = {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    ...caching(etag, cacheControl),
  };
  response.writeHead(200, { ...ALWAYS, ...head });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function caching(etag: string, cacheControl: string): OutgoingHttpHeaders {
  return { etag, "cache-control": cacheControl };
}

/** Whether the reader has that already. */
function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = (headers["if-none-match"] ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

function notModified(response: ServerResponse, etag: string, cacheControl: string): void {
  response.writeHead(304, { ...ALWAYS, ...caching(etag, cacheControl) });
  response.end();
}

function preflight(response: ServerResponse): void {
  const allowed: OutgoingHttpHeaders = {
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "if-none-match",
    "access-control-max-age": "86400",
  };
  response.writeHead(204, { ...ALWAYS, ...allowed });
  response.end();
}

function refuse(response: ServerResponse, status: number, error: string, head: OutgoingHttpHeaders = {}): void {
  const bytes = Buffer.from(JSON.stringify({ error }));
  const described = {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    "cache-control": "no-store",
  };
  response.writeHead(status, { ...ALWAYS, ...described, ...head });
  response.end(bytes);
}
