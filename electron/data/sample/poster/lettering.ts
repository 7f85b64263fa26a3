/** Titles set in both scripts: where lines break, and how large they may be. */

export const serif = "Georgia,'Noto Serif CJK SC','Songti SC',SimSun,serif";
export const sans = "'Helvetica Neue',Arial,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

export const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const small = new Set(["the", "a", "an", "of", "in", "at", "to", "for", "and", "on", "from", "is"]);

/** Widths in em; enough for the widest face that a system may put in place. */
const widthOf = (text: string, capitals: boolean): number =>
  [...text].reduce(
    (sum, character) =>
      sum +
      (character === " "
        ? 0.28
        : "ilI'.,!:".includes(character)
          ? 0.34
          : "mwMW".includes(character)
            ? 0.95
            : capitals
              ? 0.76
              : 0.61),
    0,
  );

export interface Setting {
  readonly lines: readonly string[];
  readonly size: number;
}

/**
 * The breaks that let the title be set largest in a box; a line that ends in a small word counts as a tenth wider.
 */
export const setTitle = (
  title: string,
  width: number,
  height: number,
  largest: number,
  capitals: boolean,
): Setting => {
  const words = (capitals ? title.toUpperCase() : title).split(" ");
  let best: Setting = { lines: [words.join(" ")], size: 0 };
  let bestWorth = 0;
  for (let mask = 0; mask < 1 << (words.length - 1); mask++) {
    const lines: string[][] = [[]];
    words.forEach((word, index) => {
      lines.at(-1)?.push(word);
      if (mask & (1 << index)) lines.push([]);
    });
    const texts = lines.map((line) => line.join(" "));
    const widest = Math.max(...texts.map((text) => widthOf(text, capitals)));
    const size = Math.min(largest, width / widest, height / (texts.length * 1.08));
    const dangling = lines.slice(0, -1).filter((line) => small.has((line.at(-1) ?? "").toLowerCase())).length;
    const worth = size * 0.88 ** dangling * 0.985 ** texts.length;
    if (worth > bestWorth) [best, bestWorth] = [{ lines: texts, size: Math.floor(size * 10) / 10 }, worth];
  }
  return best;
};

/** Chinese breaks anywhere but before a mark or 的; a comma ends its line. */
export const breakChinese = (title: string, most: number): string[] => {
  const comma = title.search(/[，：]/);
  if (comma > 0 && [...title].length > 6)
    return [title.slice(0, comma), ...breakChinese(title.slice(comma + 1), most)];
  const characters = [...title];
  if (characters.length <= most) return [title];
  const lines = Math.ceil(characters.length / most);
  let at = Math.ceil(characters.length / lines);
  if ("的之与和".includes(characters[at] ?? "") && at < most) at++;
  return [characters.slice(0, at).join(""), ...breakChinese(characters.slice(at).join(""), most)];
};

export interface TextStyle {
  readonly fill: string;
  readonly font: string;
  readonly weight?: number;
  readonly spacing?: number;
  readonly anchor?: "start" | "middle" | "end";
}

export const textAt = (text: string, x: number, y: number, size: number, style: TextStyle): string =>
  `<text x="${x}" y="${y.toFixed(1)}" font-family="${style.font}" font-size="${size.toFixed(1)}" font-weight="${style.weight ?? 700}" letter-spacing="${style.spacing ?? 0}" text-anchor="${style.anchor ?? "middle"}" fill="${style.fill}">${escapeXml(text)}</text>`;

export interface TitleBlock {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number; // of the English lines
  readonly largest: number;
  readonly capitals: boolean;
  readonly fill: string;
  readonly fillZh: string;
  readonly font: string;
  readonly anchor: "start" | "middle";
}

/** English title, then the Chinese one below it; returns the drawing and where it ends. */
export const titleBlock = (
  title: string,
  titleZh: string,
  block: TitleBlock,
): { readonly svg: string; readonly bottom: number } => {
  const setting = setTitle(title, block.width, block.height, block.largest, block.capitals);
  const style = { fill: block.fill, font: block.font, anchor: block.anchor };
  let y = block.top;
  const parts: string[] = [];
  for (const each of setting.lines) {
    y += setting.size;
    parts.push(textAt(each, block.x, y, setting.size, style));
  }
  const lines = breakChinese(titleZh, 9);
  const widest = Math.max(...lines.map((each) => [...each].length));
  const size = Math.min(27, Math.max(18, setting.size * 0.62), block.width / (widest * 1.25));
  y += 10;
  for (const each of lines) {
    y += size * 1.22;
    parts.push(
      textAt(each, block.x, y, size, { ...style, fill: block.fillZh, weight: 600, spacing: size * 0.22 }),
    );
  }
  return { svg: parts.join(""), bottom: y };
};
