import { expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

test("work waits for what was given before it, and goes on after a failure", async () => {
  const turn = inTurn();
  const done: string[] = [];
  const work = (name: string, milliseconds: number) => async (): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    done.push(name);
    if (name === "second") throw new Error(name);
    return name;
  };
  const all = await Promise.allSettled([
    turn(work("first", 20)),
    turn(work("second", 5)),
    turn(work("third", 0)),
  ]);
  expect(done).toEqual(["first", "second", "third"]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
