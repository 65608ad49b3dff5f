import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A request that a route takes: at most {@link BODY_LIMIT} bytes of body. */
export interface HttpRequest {
  readonly method: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** By path. */
export type Routes = Readonly<Record<string, (request: HttpRequest) => Promise<HttpAnswer>>>;

/** Largest body taken; Telegram's updates stay far below. */
const BODY_LIMIT = 1024 * 1024;

/** Serves the routes until `signal` is aborted. @throws {Error} in one sentence when the port is taken. */
export async function serveHttp(
  routes: Routes,
  { port, host }: { readonly port: number; readonly host: string },
  signal: AbortSignal,
): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing, routes);
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(`HTTP_PORT ${port} can't be opened on ${host}; choose another.`, { cause });
  }
  signal.addEventListener("abort", () => {
    server.close();
    server.closeAllConnections();
  });
  return server;
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  routes: Routes,
): Promise<void> {
  const { status, text } = await answer(incoming, routes);
  outgoing.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
}

async function answer(incoming: IncomingMessage, routes: Routes): Promise<HttpAnswer> {
  const { pathname } = new URL(incoming.url ?? "/", "http://localhost");
  const route = routes[pathname];
  if (!route) return { status: 404, text: "Not found." };
  try {
    const body = await bodyOf(incoming);
    if (!body) return { status: 413, text: "Too large." };
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    return await route({ method: incoming.method ?? "GET", body, headers });
  } catch {
    return { status: 500, text: "Failed." };
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > BODY_LIMIT) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
