/**
 * Guesses how text is written as bytes. A byte order mark tells; UTF-8 and UTF-16 tell by their structure; between
 * GB18030, Big5 and windows-1252 the statistics of the characters decide.
 */
import type { TextEncoding } from "../../../../shared/contract/import-forms.ts";

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);

const byMark = (bytes: Uint8Array): TextEncoding | null => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return "utf-8";
  if (startsWith(bytes, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(bytes, 0xfe, 0xff)) return "utf-16be";
  return startsWith(bytes, 0x84, 0x31, 0x95, 0x33) ? "gb18030" : null;
};

/** In UTF-16, separators and digits put a zero byte always on the same side. */
const byZeros = (bytes: Uint8Array): TextEncoding | null => {
  const zeros = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < bytes.length * 0.02 || Math.max(even, odd) < 10 * Math.min(even, odd))
    return null;
  return even > odd ? "utf-16be" : "utf-16le";
};

/** Sequences beyond ASCII: how many UTF-8 allows (RFC 3629), how many it forbids. One cut off at the end is neither. */
const utf8Sequences = (bytes: Uint8Array): { valid: number; invalid: number } => {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    let follow = 1;
    while (follow < length && ((bytes[i + follow] ?? 0) & 0xc0) === 0x80) follow++;
    if (length > 0 && follow === length) {
      valid++;
      i += length - 1;
    } else if (i + follow < bytes.length || length === 0) invalid++;
  }
  return { valid, invalid };
};

/**
 * The most frequent characters of Chinese text, with words of the trade: about half of all running text. Rare
 * characters come up where bytes are read in the wrong encoding.
 */
const frequent =
  "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从" +
  "电影片场票院部名会员观众评导演剧情喜爱动画战争月号星期上映类型时长万元小女男美城市新世界很太真给让" +
  "這為來個們說國時會後對著裡過發無經當與學進種將還見沒從電場員觀眾評導劇愛動戰號類長萬給讓開關點問題實現樣應該" +
  "，。、；：？！“”‘’（）《》";
const common = new Set(frequent);

/** How much like Chinese prose `bytes` read: 0 to 1; below 0 where they are forbidden. */
const chineseScore = (bytes: Uint8Array, encoding: "gb18030" | "big5", highBytes: number): number => {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  let wide = 0;
  let hits = 0;
  let wrong = 0;
  let rare = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code < 0x80) continue;
    wide++;
    if (code === 0xfffd || (code >= 0xe000 && code < 0xf900)) wrong++;
    else if (common.has(char)) hits++;
    else if (code < 0x3000 || code > 0x9fff) rare++;
  }
  if (wide === 0) return 0;
  if (wrong > wide * 0.02) return -1;
  // A Latin letter takes an ASCII byte with it: Chinese text has both bytes high, or nearly.
  const bothHigh = highBytes / (wide * 2);
  return hits / wide - rare / wide + (bothHigh > 0.85 ? 0.25 : bothHigh > 0.6 ? 0 : -0.5);
};

const invalidShare = 0.05;
const surelyChinese = 0.7;

/** `bytes` from anywhere in a file, best around bytes beyond ASCII; an incomplete character may stand at the end. */
export const guessEncoding = (bytes: Uint8Array): TextEncoding => {
  const known = byMark(bytes) ?? byZeros(bytes);
  if (known) return known;
  const { valid, invalid } = utf8Sequences(bytes);
  // A few broken bytes do not make text in UTF-8 another's.
  if (valid + invalid === 0) return "utf-8";
  let highBytes = 0;
  for (const byte of bytes) if (byte >= 0x80) highBytes++;
  const gb = chineseScore(bytes, "gb18030", highBytes);
  // 影片 in GB18030 is also ӰƬ in UTF-8: a few characters of two bytes may be either.
  const ambiguous = valid < 100 && highBytes === valid * 2 && gb >= surelyChinese;
  if (invalid <= valid * invalidShare && !ambiguous) return "utf-8";
  const big5 = chineseScore(bytes, "big5", highBytes);
  if (Math.max(gb, big5) <= 0.1) return "windows-1252";
  return gb >= big5 ? "gb18030" : "big5";
};

export const isAscii = (bytes: Uint8Array): boolean => {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
};
