/** Pictures as the poster network wants them: squares of its size, whatever their shape was; SVG is drawn by the page. */
import weights from "poster-network?url";
import type { PageClient } from "../../shared/contract/page.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import type { Pictures } from "./poster-handlers.ts";

const { side } = posterNetwork;

const bitmapOf = (image: Uint8Array<ArrayBuffer>, mediaType: string): Promise<ImageBitmap | null> =>
  createImageBitmap(new Blob([image], { type: mediaType }), {
    resizeWidth: side,
    resizeHeight: side,
    resizeQuality: "high",
  }).catch(() => null);

export const openPictures = (page: Promise<PageClient>): Pictures => ({
  async network() {
    const answer = await fetch(weights);
    if (!answer.ok) throw new Error(`the weights of the poster network: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  },
  async decode(image, mediaType) {
    if (mediaType === "image/svg+xml") {
      const drawn = await (await page).drawPicture({ image, mediaType, side });
      return drawn.ok ? drawn.value.pixels : null;
    }
    const bitmap = await bitmapOf(image, mediaType);
    if (!bitmap) return null;
    const context = new OffscreenCanvas(side, side).getContext("2d", {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    context.fillStyle = "white";
    context.fillRect(0, 0, side, side);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return context.getImageData(0, 0, side, side).data;
  },
});
