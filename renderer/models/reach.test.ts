import { expect, test } from "vitest";
import { overlapOf, reachOf } from "./reach.ts";

test("a film whose audience likes nothing else reaches all of it, films for the same people share them", () => {
  const likes = [
    [1, 1, 0, 0],
    [1, 1, 0, 0],
    [0, 0, 1, 0.5],
  ].map((row) => Float32Array.from(row));
  expect(reachOf(likes)).toEqual([0.5, 0.5, 1]);
});

test("a film that nobody would like has nobody to share", () => {
  expect(reachOf([new Float32Array(2), Float32Array.of(1, 1)])).toEqual([1, 1]);
});

test("who would like a film would like another as far as the same people do", () => {
  const likes = [
    [1, 1, 0, 0],
    [0, 1, 1, 1],
    [0.5, 0, 0, 0],
    [0, 0, 0, 0],
  ].map((row) => Float32Array.from(row));
  expect(overlapOf(likes)).toEqual([
    [1, 0.5, 0.25, 0],
    [1 / 3, 1, 0, 0],
    [1, 0, 1, 0],
    [0, 0, 0, 1],
  ]);
});
