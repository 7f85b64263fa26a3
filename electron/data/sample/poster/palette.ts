/** Colours of a poster, chosen by genre first and tone second. */

import type { Random } from "../../../../shared/domain/random.ts";
import { pick } from "../chance.ts";
import type { FilmSource } from "../sources.ts";

export interface Palette {
  readonly high: string; // sky, background
  readonly low: string; // horizon, second background
  readonly far: string;
  readonly mid: string;
  readonly near: string; // darkest plane
  readonly light: string; // moon, paper, lettering on dark
  readonly accent: string;
}

const palette = (text: string): Palette => {
  const [high, low, far, mid, near, light, accent] = text.split(" ").map((code) => `#${code}`) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { high, low, far, mid, near, light, accent };
};

const byTone: Readonly<Record<FilmSource["tone"], readonly Palette[]>> = {
  warm: [
    "f6c177 f9e2c0 e8956d c8553d 5b2333 fff4e0 d1495b",
    "8fc0a9 faf3dd 68a691 3f7d6e 1f3d3a fffaf0 e07a5f",
    "f4a6a0 fde8d7 d9777f 9c4a63 4a2545 fff6ec f2c14e",
    "7fb7d6 fdf0d5 5c96bc 35688f 1b2f4b fffaf0 f3722c",
    "e9c46a fef3d0 d99a4e a8623a 4d2d20 fff8e8 2a9d8f",
  ].map(palette),
  dark: [
    "10151f 2b3a4c 22303f 182430 080b10 e8e2d0 c1272d",
    "1a1220 472b4b 35213c 241628 0c0710 f0e4d8 e0533d",
    "0e1f1d 2f5550 23423e 17302d 060f0e e6efe2 d9a441",
    "1c1c22 55525c 3a3840 27262c 0b0b0e f2eee6 d7263d",
    "151a2d 38466f 2a3556 1c2540 090c17 e9e6f2 f0a202",
  ].map(palette),
  spectacle: [
    "0b2545 f26a3d 8d3b52 4a2649 12122b fff3dc ffb627",
    "03263b 3aa6b9 1f6f8b 0f4a66 021521 f1fbff ff6b35",
    "3a0f2f f28c38 a83a3f 6a1f3c 1d0a1f fff0d6 ffd23f",
    "1b1464 e84a8a 7b2d86 432371 120c33 fdf2ff 4de1c1",
    "20301f e3b23c 7d7f3a 4b5a2e 131c12 fff8e1 d64933",
  ].map(palette),
  cerebral: [
    "e8e4d8 f7f4ec b9b7a7 6d7275 26292c fbf9f3 c8102e",
    "cfd8d7 eef2ef 9db4b0 5b7a78 1f3333 fbfdfb e4572e",
    "d9d0de f4eff6 b3a1bf 71608a 2d2440 fdfbfe e2a72e",
    "dfe4ea f5f7fa a9bccf 5f7f9d 1d3045 fbfdff f25f3a",
    "ead7c3 faf1e6 c9a587 8d6748 33241a fffaf3 1f6f78",
  ].map(palette),
  quirky: [
    "ffd166 fff1c9 ef8354 2d728f 22223b fffaf0 ef476f",
    "9bdeac f3fbe4 ff8fa3 3c7a89 1f2041 fffef5 ff5d5d",
    "f7a8b8 fff0ec 6ec5b8 2a6f97 2b1e3f fffaf5 f9c80e",
    "84d2f6 effaff ffb400 e4572e 1d2b53 fffdf4 f45b9c",
    "cdb4f5 f6f0ff ffcb69 5a4fcf 251c4a fffcf2 ff6f59",
  ].map(palette),
};

const byGenre: Readonly<Record<string, readonly Palette[]>> = {
  Horror: [
    "0a0a0c 3a0d12 2a0a0f 1b0709 050304 efe6d8 d01f2e",
    "0c1512 2c4a3b 1d3329 12211b 050a08 e4eedd 9fd356",
    "120a1a 4b1f5e 331544 210d2d 08040c efe4f5 e63a6b",
  ].map(palette),
  "Sci-Fi": [
    "0a0f2c 25507a 1c3a5e 132744 060a1c eaf6ff 4cc9f0",
    "170b33 7a2a8c 4d1d6a 301349 0b0519 fbeeff ff9e3d",
    "06212b 1f8a80 155f60 0d4149 03131a ecfffb f7d154",
  ].map(palette),
  Western: [
    "f2b25c fae3b4 d57f3e a04d29 3d1c13 fff3da 2d6a6a",
    "d9622b f6c667 b24a26 7a2e1f 2b100c fff0d0 f2e2b6",
  ].map(palette),
};

export const paletteOf = (film: FilmSource, random: Random): Palette => {
  const genre = film.genres.find(
    (each) => byGenre[each] && !film.genres.includes("Children") && film.tone !== "quirky",
  );
  return pick(genre ? (byGenre[genre] as readonly Palette[]) : byTone[film.tone], random);
};
