/** One poster a film, as SVG of its own without script, font or outside image; 2:3. */
import { pick, streamOf } from "../chance.ts";
import type { Film } from "../films.ts";
import type { Family } from "./drawing.ts";
import { characters, contours, pattern, rays, tiles } from "./graphics.ts";
import { escapeXml, sans, textAt, titleBlock } from "./lettering.ts";
import { paletteOf } from "./palette.ts";
import { diagonal, disc, facade, landscape, playroom, quiet } from "./scenes.ts";

const byGenre: readonly (readonly [string, readonly Family[]])[] = [
  ["Children", [playroom, playroom, rays, landscape, tiles]],
  ["Animation", [playroom, landscape, disc]],
  ["Horror", [disc, facade, contours, diagonal]],
  ["Sci-Fi", [disc, contours, landscape]],
  ["Western", [landscape, rays]],
  ["Action", [diagonal, rays, disc]],
  ["Documentary", [tiles, quiet, contours]],
  ["Mystery", [facade, pattern, disc, characters]],
  ["Thriller", [diagonal, facade, characters, contours]],
  ["Crime", [diagonal, characters, facade, pattern]],
  ["Fantasy", [landscape, disc, tiles]],
  ["Adventure", [landscape, rays]],
  ["Comedy", [pattern, rays, tiles, playroom, diagonal]],
  ["Musical", [contours, tiles, pattern]],
  ["Romance", [landscape, quiet, tiles, characters]],
];
const others: readonly Family[] = [landscape, quiet, characters, tiles];

/** More Chinese characters than these do not make a strong column. */
const mostGlyphs = 8;

export const posterOf = (film: Film, seed: number): string => {
  const random = streamOf(seed, `poster/${film.title}`);
  const fitting = byGenre.find(([genre]) => film.genres.includes(genre))?.[1] ?? others;
  const families = fitting.filter(
    (family) => family !== characters || [...film.titleZh].length <= mostGlyphs,
  );
  const picture = pick(
    families,
    random,
  )({
    motif: film.motif,
    titleZh: film.titleZh,
    palette: paletteOf(film, random),
    random,
    id: `f${film.id}`,
  });
  const { svg } = titleBlock(film.title, film.titleZh, picture.title);
  const small = { fill: picture.credits, font: sans, weight: 500, spacing: 0.4 };
  const stars = film.cast.slice(0, 2).map(({ name }) => name);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 600" width="400" height="600" role="img">` +
    `<title>${escapeXml(`${film.title} ${film.titleZh}`)}</title>${picture.svg}${svg}` +
    textAt(stars.join("  ·  "), 200, 570, 11.5, small) +
    textAt(`${film.director.name} ${film.director.nameZh} 作品  ·  ${film.studio}`, 200, 587, 9.5, small) +
    "</svg>\n"
  );
};
