import type { ChartModel } from './model';
import type { Palette } from './palette';
import { Plot } from './plot';

const WIDTH = 900;
const PLOT_HEIGHT = 260;
const HEAD_HEIGHT = 44;
const nothing = () => undefined;
const hooks = { onZoom: nothing, onPan: nothing, onPoint: nothing };

/** The charts below each other as PNG in a data URI. Drawn again, whatever is on screen. */
export async function chartImage(
  title: string,
  models: readonly ChartModel[],
  palette: Palette,
): Promise<string> {
  const scale = devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * scale;
  canvas.height = (40 + models.length * (PLOT_HEIGHT + HEAD_HEIGHT)) * scale;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser has no canvas.');
  context.fillStyle = palette.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  write(context, title, 12, 24, `600 15px ${fontOf(palette)}`, palette.foreground);
  let top = 40;
  for (const model of models) {
    drawHead(context, model, top, palette);
    const plot = await plotted(model, palette);
    context.drawImage(plot, 0, top + HEAD_HEIGHT, WIDTH, PLOT_HEIGHT);
    top += PLOT_HEIGHT + HEAD_HEIGHT;
  }
  return canvas.toDataURL('image/png');
}

async function plotted(model: ChartModel, palette: Palette): Promise<HTMLCanvasElement> {
  const plot = new Plot(
    document.createElement('div'),
    model,
    null,
    { width: WIDTH, height: PLOT_HEIGHT },
    palette,
    hooks,
  );
  // uPlot draws in a microtask of its own.
  await new Promise((resolve) => setTimeout(resolve));
  const { canvas } = plot;
  plot.destroy();
  return canvas;
}

function drawHead(context: CanvasRenderingContext2D, model: ChartModel, top: number, palette: Palette): void {
  const font = fontOf(palette);
  const end = write(context, model.title, 12, top + 18, `600 13px ${font}`, palette.foreground);
  write(
    context,
    [`by ${model.axis}`, ...told(model)].join(' · '),
    end + 8,
    top + 18,
    `12px ${font}`,
    palette.muted,
  );
  let left = 12;
  for (const { label, look, isShown } of model.legend) {
    if (!isShown || left > WIDTH - 60) continue;
    context.strokeStyle = palette.lines[look.slot] ?? palette.foreground;
    context.lineWidth = 2;
    context.setLineDash([...look.dash]);
    context.beginPath();
    context.moveTo(left, top + 34);
    context.lineTo(left + 22, top + 34);
    context.stroke();
    context.setLineDash([]);
    left = write(context, label, left + 28, top + 38, `12px ${fontOf(palette)}`, palette.foreground) + 18;
  }
}

/** What the ring and the triangles are. */
function told({ marks }: ChartModel): string[] {
  const best = marks.find(({ kind }) => kind === 'best');
  const hasCheckpoints = marks.some(({ kind }) => kind === 'checkpoint');
  return [...(best === undefined ? [] : [best.label]), ...(hasCheckpoints ? ['▲ checkpoint'] : [])];
}

/** @returns where the text ends */
function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  color: string,
): number {
  context.font = font;
  context.fillStyle = color;
  context.fillText(text, x, y);
  return x + context.measureText(text).width;
}

function fontOf({ font }: Palette): string {
  return font.replace(/^\S+ /, '');
}
