import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { err, ok } from "../domain/result.ts";
import { connect, type Handlers, type Port, serve } from "./wire.ts";

const contract = {
  double: {
    in: z.object({ value: z.number() }),
    out: z.object({ value: z.number() }),
    error: z.object({ type: z.literal("TooLarge") }),
  },
  count: {
    in: z.object({ to: z.number() }),
    progress: z.object({ at: z.number() }),
    out: z.object({ reached: z.number() }),
    error: z.never(),
  },
  stream: {
    in: z.object({ blocks: z.number() }),
    block: z.custom<Float32Array>(),
    out: z.object({ sent: z.number() }),
    error: z.never(),
  },
  fail: { in: z.object({}), out: z.object({}), error: z.never() },
} as const;

const nodePort = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

const pause = () => new Promise((resolve) => setImmediate(resolve));

const pairUp = () => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const bugs: unknown[] = [];
  let sent = 0;
  const handlers: Handlers<typeof contract> = {
    double: ({ value }) => (value > 100 ? err({ type: "TooLarge" }) : ok({ value: value * 2 })),
    count: async ({ to }, { progress, signal }) => {
      for (let at = 1; at <= to; at++) {
        signal.throwIfAborted();
        progress({ at });
        await pause();
      }
      return ok({ reached: to });
    },
    stream: async ({ blocks }, { block }) => {
      for (sent = 0; sent < blocks; sent++) await block(new Float32Array([sent]));
      return ok({ sent });
    },
    fail: () => {
      throw new Error("a bug");
    },
  };
  serve(nodePort(port1), contract, handlers, (error) => {
    bugs.push(error);
    return "ref-1";
  });
  return { client: connect(nodePort(port2), contract), bugs, sentSoFar: () => sent, port1, port2 };
};

test("a call answers with its result or its typed failure", async () => {
  const { client } = pairUp();
  expect(await client.double({ value: 21 })).toEqual(ok({ value: 42 }));
  expect(await client.double({ value: 101 })).toEqual(err({ type: "TooLarge" }));
});

test("input that does not fit is refused before the handler sees it", async () => {
  const { client } = pairUp();
  const answer = await client.double({ value: "x" } as never);
  expect(answer).toMatchObject({ ok: false, error: { type: "InvalidInput" } });
});

test("an unknown method is refused", async () => {
  const { port2 } = pairUp();
  const answer = new Promise((resolve) => port2.on("message", resolve));
  port2.postMessage({ id: 7, method: "toString", input: {} });
  expect(await answer).toMatchObject({ id: 7, done: { ok: false, error: { type: "InvalidInput" } } });
});

test("progress arrives in order and before the answer", async () => {
  const { client } = pairUp();
  const seen: number[] = [];
  expect(await client.count({ to: 5 }, { onProgress: ({ at }) => seen.push(at) })).toEqual(
    ok({ reached: 5 }),
  );
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test("a cancelled call answers Cancelled", async () => {
  const { client } = pairUp();
  const controller = new AbortController();
  const answer = client.count(
    { to: 1_000_000 },
    { signal: controller.signal, onProgress: ({ at }) => at === 3 && controller.abort() },
  );
  expect(await answer).toEqual(err({ type: "Cancelled" }));
});

test("a bug answers with the reference of its log entry and never its text", async () => {
  const { client, bugs } = pairUp();
  expect(await client.fail({})).toEqual(err({ type: "Internal", ref: "ref-1" }));
  expect(bugs).toMatchObject([{ message: "a bug" }]);
});

test("at most four blocks are ever unacknowledged", async () => {
  const { port2, sentSoFar } = pairUp();
  let received = 0;
  port2.on("message", ({ block }) => {
    if (block) received++;
  });
  port2.postMessage({ id: 1, method: "stream", input: { blocks: 20 } });
  for (let turn = 0; turn < 50; turn++) await pause();
  expect(received).toBe(4);
  expect(sentSoFar()).toBeLessThan(5);
  port2.postMessage({ id: 1, ack: true });
  for (let turn = 0; turn < 50; turn++) await pause();
  expect(received).toBe(5);
});

test("all blocks arrive, in order", async () => {
  const { client } = pairUp();
  const seen: number[] = [];
  const answer = await client.stream({ blocks: 50 }, { onBlock: ([first]) => seen.push(first as number) });
  expect(answer).toEqual(ok({ sent: 50 }));
  expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test("calls in flight settle as Disconnected when the port closes", async () => {
  const { client, port1 } = pairUp();
  const answer = client.count({ to: 1_000_000 });
  await pause();
  port1.close();
  expect(await answer).toEqual(err({ type: "Disconnected" }));
  expect(await client.double({ value: 1 })).toEqual(err({ type: "Disconnected" }));
});
