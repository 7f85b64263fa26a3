/** The matrix as PNG: names aslant above their columns, cells in their colours. */
import { rgbOf } from "../../../charts/scatter/colours.ts";

interface PictureRow {
  /** The name, then the cells. */
  readonly cells: readonly string[];
  readonly colours: readonly (string | null)[];
}

const scale = 2;
const nameWidth = 190;
const cellWidth = 54;
const cellHeight = 26;
const headHeight = 150;

export const matrixPicture = async (
  [title = "", ...films]: readonly string[],
  rows: readonly PictureRow[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const width = nameWidth + films.length * cellWidth + 110;
  const height = headHeight + rows.length * cellHeight + 12;
  const canvas = new OffscreenCanvas(width * scale, height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d canvas");
  const style = getComputedStyle(document.body);
  const ink = style.getPropertyValue("--text");
  context.scale(scale, scale);
  context.fillStyle = style.getPropertyValue("--surface");
  context.fillRect(0, 0, width, height);
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.font = '600 14px "Inter Variable", "Noto Sans CJK SC", sans-serif';
  context.fillText(title, 12, 20, nameWidth - 20);
  context.font = '400 12px "Inter Variable", "Noto Sans CJK SC", sans-serif';
  for (const [at, film] of films.entries()) {
    context.save();
    context.translate(nameWidth + (at + 0.5) * cellWidth, headHeight - 8);
    context.rotate(-Math.PI / 4);
    context.fillText(film, 0, 0, (headHeight - 20) * Math.SQRT2);
    context.restore();
  }
  for (const [line, { cells, colours }] of rows.entries()) {
    const [name = "", ...texts] = cells;
    const y = headHeight + line * cellHeight;
    // What stands in the page's own words is worked out by the page: variables and mixtures of them.
    const probe = document.createElement("span");
    document.body.append(probe);
    const shown = colours.map((colour) => {
      if (colour === null) return null;
      probe.style.background = colour;
      return getComputedStyle(probe).backgroundColor;
    });
    probe.remove();
    context.textAlign = "left";
    context.fillStyle = ink;
    context.fillText(name, 12, y + cellHeight / 2, nameWidth - 24);
    const inks = rgbOf(
      shown.map((colour) => colour ?? "transparent"),
      document.body,
    );
    for (const [at, text] of texts.entries()) {
      const x = nameWidth + at * cellWidth;
      const [red, green, blue] = inks[at] ?? [0, 0, 0];
      if (shown[at]) {
        context.fillStyle = `rgb(${red} ${green} ${blue})`;
        context.fillRect(x, y, cellWidth - 1, cellHeight - 1);
      }
      context.fillStyle = ink;
      context.textAlign = "center";
      context.fillText(text, x + cellWidth / 2, y + cellHeight / 2, cellWidth - 6);
    }
  }
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await blob.arrayBuffer());
};
