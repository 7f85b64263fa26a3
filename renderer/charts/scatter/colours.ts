/** CSS colours as numbers, and hues that can be told apart. */
import type { Rgb } from "./painter.ts";

/** Any colour that CSS knows, variables of the page included. */
export const rgbOf = (colours: readonly string[], around: Element): Rgb[] => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!context) return colours.map(() => [128, 128, 128]);
  const style = getComputedStyle(around);
  return colours.map((colour) => {
    const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    context.fillStyle = name ? style.getPropertyValue(name) : colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  });
};

const goldenAngle = 137.508;

/** Neighbours in the list lie far apart on the circle. */
export const hue = (at: number, dark: boolean): string => {
  const level = at % 3;
  const lightness = dark ? [0.76, 0.68, 0.84][level] : [0.58, 0.5, 0.66][level];
  return `oklch(${lightness} 0.14 ${((at * goldenAngle + 230) % 360).toFixed(1)})`;
};

/** From little (0) to much (1). */
export const ramp = (share: number, dark: boolean): string =>
  dark
    ? `oklch(${(0.38 + 0.5 * share).toFixed(3)} ${(0.05 + 0.1 * share).toFixed(3)} ${(265 - 175 * share).toFixed(1)})`
    : `oklch(${(0.86 - 0.46 * share).toFixed(3)} ${(0.07 + 0.1 * share).toFixed(3)} ${(90 + 175 * share).toFixed(1)})`;
