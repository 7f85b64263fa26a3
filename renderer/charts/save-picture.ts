/** Where charts hand their pictures and tables; the composition root says what becomes of them. */
import { createContext } from "react";

export interface Picture {
  readonly suggestedName: string;
  readonly kind: "png" | "svg" | "csv";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const SavePictureContext = createContext<(picture: Picture) => Promise<void>>(async () => undefined);
