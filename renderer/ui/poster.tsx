/** A film's poster, read once and kept as a blob URL while any copy of it is on screen. */
import { type CSSProperties, createContext, useContext, useEffect, useState } from "react";
import classes from "./poster.module.css";

type ReadPoster = (film: number) => Promise<Blob | null>;
/** Where posters come from; the composition root says. */
export const PosterSourceContext = createContext<ReadPoster>(async () => null);

interface Held {
  readonly url: Promise<string | null>;
  holders: number;
}

const held = new Map<number, Held>();
/** Revoked this long after the last copy left, so that scrolling back does not read again. */
const lingerMs = 10_000;

const holdPoster = (read: ReadPoster, film: number): Held => {
  const known = held.get(film);
  if (known) {
    known.holders++;
    return known;
  }
  const url = read(film).then((image) => image && URL.createObjectURL(image));
  const made = { url, holders: 1 };
  held.set(film, made);
  return made;
};

const releasePoster = (film: number): void => {
  const known = held.get(film);
  if (!known) return;
  known.holders--;
  setTimeout(() => {
    if (known.holders > 0 || held.get(film) !== known) return;
    held.delete(film);
    void known.url.then((url) => url && URL.revokeObjectURL(url));
  }, lingerMs);
};

/** Another library may give the same film number another picture. */
export const forgetPosters = (): void => {
  for (const { url } of held.values()) void url.then((made) => made && URL.revokeObjectURL(made));
  held.clear();
};

interface PosterProps {
  readonly film: number;
  readonly title: string;
  readonly hasPoster: boolean;
  /** Pixels; the height follows 2:3. */
  readonly width: number;
}

export const Poster = ({ film, title, hasPoster, width }: PosterProps) => {
  const read = useContext(PosterSourceContext);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!hasPoster) return;
    let wanted = true;
    let holding = false;
    // Passing rows of a fast scroll ask for nothing.
    const asking = setTimeout(() => {
      holding = true;
      void holdPoster(read, film).url.then((made) => wanted && setUrl(made));
    }, 60);
    return () => {
      wanted = false;
      clearTimeout(asking);
      if (holding) releasePoster(film);
      setUrl(null);
    };
  }, [read, film, hasPoster]);
  const size: CSSProperties = { width, height: width * 1.5 };
  if (url !== null) return <img className={classes.poster} style={size} src={url} alt="" draggable={false} />;
  return (
    <span className={classes.blank} style={{ ...size, fontSize: Math.max(10, width * 0.4) }} aria-hidden>
      {[...title][0] ?? ""}
    </span>
  );
};
