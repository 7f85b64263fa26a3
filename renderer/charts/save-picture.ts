/** Where charts hand their pictures; the composition root says what becomes of them. */
import { createContext } from "react";

export interface Picture {
  readonly suggestedName: string;
  readonly kind: "png" | "svg";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const SavePictureContext = createContext<(picture: Picture) => Promise<void>>(async () => undefined);
