import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** In a process of its own: the lock is for good. */
const attempts = `
  import http from "node:http"; import net from "node:net"; import tls from "node:tls";
  const [, module, port] = process.argv;
  const { grantedSocket, lockSockets } = await import(module);
  const heard = (socket) => new Promise((resolve) => { socket.on("connect", () => resolve("connected")); socket.on("error", (e) => resolve(e.name)); });
  const tried = async (work) => { try { return await work(); } catch (error) { return (error.cause ?? error).name; } };
  const all = async () => ({
    net: await tried(() => heard(net.connect(+port, "127.0.0.1"))),
    tls: await tried(() => heard(tls.connect(+port, "127.0.0.1"))),
    http: await tried(() => new Promise((resolve, reject) => http.get({ port, host: "127.0.0.1" }, () => resolve("answered")).on("error", reject))),
    fetch: await tried(() => fetch("http://127.0.0.1:" + port).then(() => "answered")),
  });
  const before = await all();
  lockSockets();
  const after = await all();
  const granted = await heard(grantedSocket({}).connect(+port, "127.0.0.1"));
  console.log(JSON.stringify({ before, after, granted }));
  process.exit();
`;

test("once locked, no library gets a socket out but through a grant", async () => {
  let requests = 0;
  const server = createServer((_request, answer) => {
    requests++;
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    attempts,
    join(import.meta.dirname, "sockets.ts"),
    String(port),
  ]);
  server.close();
  expect(JSON.parse(stdout)).toMatchObject({
    before: { net: "connected", http: "answered", fetch: "answered" },
    after: { net: "SocketRefused", tls: "SocketRefused", http: "SocketRefused", fetch: "SocketRefused" },
    granted: "connected",
  });
  expect(requests).toBe(2);
});
