/** Points on a plain canvas, where WebGL is missing or was lost: squares, colour by colour. */
import { type Painter, pointSize, type Rgb, type ScatterLayer, shuffledOrder } from "./painter.ts";

/** More points than this are not drawn while they move. */
const mostMoving = 20_000;

export const canvasPainter = (canvas: HTMLCanvasElement): Painter => {
  const context = canvas.getContext("2d");
  let held: readonly { readonly layer: ScatterLayer; readonly byColour: readonly Int32Array[] }[] = [];
  let ink: readonly string[] = [];
  return {
    show(layers, palette: readonly Rgb[]) {
      ink = palette.map(([red, green, blue]) => `rgb(${red} ${green} ${blue})`);
      held = layers.map((layer) => {
        const order = shuffledOrder(layer.x.length);
        return { layer, byColour: ink.map((_, at) => order.filter((row) => layer.colour[row] === at)) };
      });
    },
    draw(camera, { width, height }, pixelRatio, zoom, share) {
      if (!context) return;
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      context.clearRect(0, 0, width, height);
      const points = held.reduce((sum, { layer }) => sum + layer.x.length, 0);
      const drawn = share < 1 ? Math.min(share, mostMoving / Math.max(1, points)) : 1;
      for (const { layer, byColour } of held) {
        const across = pointSize(layer.size, zoom);
        context.globalAlpha = layer.alpha;
        for (const [at, rows] of byColour.entries()) {
          context.fillStyle = ink[at] as string;
          const count = Math.ceil(rows.length * drawn);
          for (let n = 0; n < count; n++) {
            const row = rows[n] as number;
            const px = width / 2 + ((layer.x[row] as number) - camera.x) * camera.scale;
            const py = height / 2 - ((layer.y[row] as number) - camera.y) * camera.scale;
            if (px > -across && py > -across && px < width + across && py < height + across)
              context.fillRect(px - across / 2, py - across / 2, across, across);
          }
        }
      }
    },
    dispose: () => undefined,
  };
};
