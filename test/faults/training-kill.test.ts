import { expect, test } from "vitest";
import { killDuringTraining } from "./training-kill.ts";

test("ten kills while checkpoints and models are stored lose nothing acknowledged", async () => {
  const report = await killDuringTraining(10, 1);
  expect(report).toMatchObject({ kills: 10, corrupt: 0, lost: 0 });
  expect(report.acknowledged).toBeGreaterThan(10);
});
