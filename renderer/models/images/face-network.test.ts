import { expect, test } from "vitest";
import { packFaceNetwork } from "../../../scripts/vite/face-network.ts";
import { areaOf, faceNetwork, shapeOf } from "../../../shared/domain/faces.ts";
import { useEngine } from "../../../test/models/fixture.ts";
import { openFaceNetwork } from "./face-network.ts";

const { side } = faceNetwork;

test("an even picture and a pattern of stripes show no face; bytes that are no network are refused", async () => {
  await useEngine("wasm");
  const network = openFaceNetwork(await packFaceNetwork());
  const even = new Uint8ClampedArray(4 * side * side).fill(120);
  const striped = even.map((_, at) => ((at >> 2) % 16 < 8 ? 30 : 220));
  expect(await network.find(even)).toEqual([]);
  expect(await network.find(striped)).toEqual([]);
  network.dispose();
  expect(() => openFaceNetwork(new Uint8Array(64))).toThrow();
});

test("a picture keeps its shape in the square, and the area of faces stays within it", () => {
  expect(shapeOf(400, 600)).toEqual([2 / 3, 1]);
  const face = { x: 0.9, y: -0.1, width: 0.2, height: 0.3, sure: 0.9 };
  expect(areaOf([face])).toBeCloseTo(0.1 * 0.2);
});
