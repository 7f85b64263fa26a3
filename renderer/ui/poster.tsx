/** A film's poster, read once and kept as a blob URL while any copy of it is on screen. */
import { type CSSProperties, useEffect, useState } from "react";
import type { DataClient } from "../../shared/contract/data.ts";
import { useClients } from "../client/context.tsx";
import classes from "./poster.module.css";

interface Held {
  readonly url: Promise<string | null>;
  holders: number;
}

const held = new Map<number, Held>();
/** Revoked this long after the last copy left, so that scrolling back does not read again. */
const lingerMs = 10_000;

const holdPoster = (data: DataClient, film: number): Held => {
  const known = held.get(film);
  if (known) {
    known.holders++;
    return known;
  }
  const url = data.poster({ film }).then((answer) => {
    if (!answer.ok) return null;
    const { image, mediaType } = answer.value;
    return URL.createObjectURL(new Blob([image], { type: mediaType }));
  });
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
  const { data } = useClients();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!hasPoster) return;
    let wanted = true;
    let holding = false;
    // Passing rows of a fast scroll ask for nothing.
    const asking = setTimeout(() => {
      holding = true;
      void holdPoster(data, film).url.then((made) => wanted && setUrl(made));
    }, 60);
    return () => {
      wanted = false;
      clearTimeout(asking);
      if (holding) releasePoster(film);
      setUrl(null);
    };
  }, [data, film, hasPoster]);
  const size: CSSProperties = { width, height: width * 1.5 };
  if (url !== null) return <img className={classes.poster} style={size} src={url} alt="" draggable={false} />;
  return (
    <span className={classes.blank} style={{ ...size, fontSize: Math.max(10, width * 0.4) }} aria-hidden>
      {[...title][0] ?? ""}
    </span>
  );
};
