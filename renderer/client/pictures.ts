/** Draws pictures for workers. As an image an SVG runs no script and fetches nothing. */
import type { pageContract } from "../../shared/contract/page.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { type Shape, shapeOf } from "../../shared/domain/faces.ts";
import { ok } from "../../shared/domain/result.ts";

const whole: Shape = [1, 1];

export const pageHandlers: Handlers<typeof pageContract> = {
  async drawPicture({ image, mediaType, side, fit }) {
    const url = URL.createObjectURL(new Blob([image], { type: mediaType }));
    try {
      const picture = new Image(side, side);
      picture.src = url;
      await picture.decode();
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext("2d", {
        willReadFrequently: true,
      }) as OffscreenCanvasRenderingContext2D;
      context.fillStyle = "white";
      context.fillRect(0, 0, side, side);
      const shape = fit ? shapeOf(picture.naturalWidth, picture.naturalHeight) : whole;
      context.drawImage(picture, 0, 0, shape[0] * side, shape[1] * side);
      return ok({ pixels: context.getImageData(0, 0, side, side).data, shape });
    } catch {
      return ok({ pixels: null, shape: whole });
    } finally {
      URL.revokeObjectURL(url);
    }
  },
};
