import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../shared/domain/random.ts";
import { stopEffect, type Watched } from "./stopping.ts";

interface Planted extends Watched {
  readonly late: boolean;
}

/**
 * Members with hazards of their own who each have a habit of watching late or early; the films differ in their hazard, and the ones
 * watched late are the ones left more. Late hours themselves multiply the hazard by `ratio`.
 */
const world = (seed: number, ratio: number, members = 200): Planted[] => {
  const random = seededRandom(seed);
  return Array.from({ length: members }, (_, member) => {
    const impatience = 0.5 + random();
    return Array.from({ length: 8 }, (): Planted => {
      const film = Math.floor(10 * random());
      const late = random() < 0.1 + 0.06 * film;
      const hazard = 0.002 * impatience * (1 + film / 4) * (late ? ratio : 1);
      const left = -Math.log(1 - random()) / hazard;
      return { member, film, late, stopped: left < 100, minutes: Math.min(100, left) };
    });
  }).flat();
};
const ofLate = (viewings: readonly Planted[]) => stopEffect(viewings, "late", ({ late }) => late, "film", 10);

describe("what goes with stopping sooner", () => {
  it("finds what was planted, and not what the films alone do", () => {
    const [planted, none] = [ofLate(world(1, 2)), ofLate(world(1, 1))];
    expect(planted?.low).toBeLessThan(2);
    expect(planted?.high).toBeGreaterThan(2);
    expect(planted?.low).toBeGreaterThan(1.3);
    expect(none?.low).toBeLessThan(1);
    expect(none?.high).toBeGreaterThan(1);
  });

  it("calls chance an effect about as seldom as its intervals say", () => {
    const worlds = Array.from({ length: 200 }, (_, n) => ofLate(world(100 + n, 1)));
    const called = worlds.filter((effect) => effect && (effect.low > 1 || effect.high < 1)).length;
    expect(called / worlds.length).toBeLessThan(0.09); // 5 % and two and a half standard errors
  });

  it("says nothing of few stops or few members", () => {
    expect(ofLate(world(1, 2, 4))).toBeNull();
    expect(stopEffect(world(1, 2), "late", ({ late }) => late, "film", 500)).toBeNull();
  });
});
