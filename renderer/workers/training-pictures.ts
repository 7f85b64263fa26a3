/** Pictures as the poster network wants them: squares of its size, whatever their shape was; SVG is drawn by the page. */
import faceWeights from "face-network?url";
import weights from "poster-network?url";
import type { PageClient } from "../../shared/contract/page.ts";
import { faceNetwork, shapeOf } from "../../shared/domain/faces.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import type { Pictures } from "./poster-handlers.ts";

const { side } = posterNetwork;

const bitmapOf = (image: Uint8Array<ArrayBuffer>, mediaType: string): Promise<ImageBitmap | null> =>
  createImageBitmap(new Blob([image], { type: mediaType }), {
    resizeWidth: side,
    resizeHeight: side,
    resizeQuality: "high",
  }).catch(() => null);

const bytesOf = async (url: string): Promise<Uint8Array> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the weights of a network: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

export const openPictures = (page: Promise<PageClient>): Pictures => ({
  network: () => bytesOf(weights),
  faces: () => bytesOf(faceWeights),
  async fitted(image, mediaType) {
    const { side: square } = faceNetwork;
    if (mediaType === "image/svg+xml") {
      const drawn = await (await page).drawPicture({ image, mediaType, side: square, fit: true });
      if (!drawn.ok || !drawn.value.pixels) return null;
      const [width, height] = drawn.value.shape;
      return { pixels: drawn.value.pixels, width, height };
    }
    const bitmap = await createImageBitmap(new Blob([image], { type: mediaType })).catch(() => null);
    if (!bitmap) return null;
    const [width, height] = shapeOf(bitmap.width, bitmap.height);
    const context = new OffscreenCanvas(square, square).getContext("2d", {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width * square, height * square);
    bitmap.close();
    return { pixels: context.getImageData(0, 0, square, square).data, width, height };
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
