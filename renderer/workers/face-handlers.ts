/** Faces in a film's poster, found when asked. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { faceContract } from "../../shared/contract/images.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { Face } from "../../shared/domain/faces.ts";
import { err, ok } from "../../shared/domain/result.ts";
import type { Engines } from "../models/engine.ts";
import { openFaceNetwork } from "../models/images/face-network.ts";
import type { Pictures } from "./poster-handlers.ts";
import { received } from "./received.ts";

export const faceHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  { faces: weights, fitted }: Pick<Pictures, "faces" | "fitted">,
): Handlers<typeof faceContract> => ({
  async posterFaces({ film }) {
    const poster = await (await connected).poster({ film });
    if (!poster.ok && poster.error.type === "NotFound") return err({ type: "NoPicture", problem: "film" });
    const stored = received(poster);
    if (!stored.ok) return stored;
    const picture = await fitted(stored.value.image, stored.value.mediaType);
    if (!picture) return err({ type: "NoPicture", problem: "film" });
    const used = await engines.use("auto");
    if (!used.ok) return used;
    const network = openFaceNetwork(await weights());
    try {
      const { pixels, width, height } = picture;
      const found = await network.find(pixels);
      const faces = found.map(
        (face): Face => ({
          x: face.x / width,
          y: face.y / height,
          width: face.width / width,
          height: face.height / height,
          sure: face.sure,
        }),
      );
      return ok({ faces });
    } finally {
      network.dispose();
    }
  },
});
