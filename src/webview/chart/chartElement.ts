import { html, render } from 'lit/html.js';
import type { Zoom } from '../state/choices';
import { type Format, metricText } from '../../shared/format';
import { legend } from './legend';
import { type ChartModel, hasSameShape } from './model';
import { onThemeChange, readPalette } from './palette';
import { Plot, type Pointed } from './plot';
import { panned, scaled, visibleRange } from './viewport';

/** What a chart asks of the page. */
export interface ChartHandlers {
  onZoom(zoom: Zoom | null): void;
  onToggle(id: string): void;
  announce(text: string): void;
}

const HEIGHT = 230;
const keyHelp =
  'Arrow keys read the values, with Shift they move the visible part, plus and minus zoom, Escape shows everything.';

/**
 * `<ft-chart>`: a chart with its legend. Given a model, a zoom and handlers as properties, it draws once for each
 * change and keeps its canvas while only points change.
 */
export class ChartElement extends HTMLElement {
  #model: ChartModel | null = null;
  #zoom: Zoom | null = null;
  #handlers: ChartHandlers | null = null;
  #plot: Plot | null = null;
  #drawn: ChartModel | null = null;
  #pointed: Pointed | null = null;
  #area: HTMLElement | null = null;
  #isDirty = false;
  #stopWatching: (() => void)[] = [];

  set model(model: ChartModel) {
    this.#model = model;
    this.#ask();
  }

  set zoom(zoom: Zoom | null) {
    this.#zoom = zoom;
    this.#ask();
  }

  set handlers(handlers: ChartHandlers) {
    this.#handlers = handlers;
  }

  connectedCallback(): void {
    const resize = new ResizeObserver(() => this.#ask());
    resize.observe(this);
    this.#stopWatching = [
      () => resize.disconnect(),
      onThemeChange(() => {
        this.#dropPlot();
        this.#ask();
      }),
    ];
    this.#ask();
  }

  disconnectedCallback(): void {
    for (const stop of this.#stopWatching) stop();
    this.#dropPlot();
  }

  #ask(): void {
    if (this.#isDirty) return;
    this.#isDirty = true;
    queueMicrotask(() => {
      this.#isDirty = false;
      if (this.isConnected) this.#draw();
    });
  }

  #draw(): void {
    const model = this.#model;
    if (model === null) return;
    this.#renderFrame(model);
    const area = this.#area;
    const width = area?.clientWidth ?? 0;
    if (area === null || width === 0) return;
    if (this.#drawn !== null && !hasSameShape(this.#drawn, model)) this.#dropPlot();
    this.#drawn = model;
    const size = { width, height: HEIGHT };
    if (this.#plot === null)
      this.#plot = new Plot(area, model, this.#zoom, size, readPalette(this), this.#hooks());
    else {
      this.#plot.resize(size);
      this.#plot.show(model, this.#zoom);
    }
  }

  #dropPlot(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #renderFrame(model: ChartModel): void {
    const template = html`
      <figure class="chart">
        <figcaption>
          <span class="chart-title">${model.title}</span>
          <span class="chart-at muted ${this.#pointed === null ? 'hint' : ''}">${this.#place(model)}</span>
        </figcaption>
        <div
          class="plot"
          role="img"
          tabindex="0"
          aria-label="${model.summary} ${keyHelp}"
          @keydown=${this.#onKey}
          @blur=${this.#onBlur}
        ></div>
        ${legend(model.legend, model.marks, this.#pointed?.values ?? null, (id) => this.#handlers?.onToggle(id))}
      </figure>
    `;
    render(template, this);
    this.#area = this.querySelector<HTMLElement>('.plot');
  }

  /** Where is pointed at; else what a pointer can do here. */
  #place({ axis, format }: ChartModel): string {
    if (this.#pointed !== null) return placeText(this.#pointed.x, axis, format);
    return this.#zoom === null ? 'drag to zoom' : 'Shift+drag to move, double-click for all';
  }

  #hooks() {
    return {
      onZoom: (zoom: Zoom | null) => this.#setZoom(zoom),
      onPan: (share: number) => this.#pan(share),
      onPoint: (pointed: Pointed | null) => {
        if (pointed === null && this.#pointed === null) return;
        this.#pointed = pointed;
        if (this.#model !== null) this.#renderFrame(this.#model);
      },
    };
  }

  readonly #onBlur = () => {
    if (this.#pointed === null || this.#model === null) return;
    this.#pointed = null;
    this.#renderFrame(this.#model);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#act(event.key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #act(key: string, isShifted: boolean): boolean {
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const direction = key === 'ArrowLeft' ? -1 : 1;
        if (isShifted) this.#pan(direction * 0.1);
        else this.#moveCursor((at) => at + direction);
        return true;
      }
      case 'Home':
        this.#moveCursor(() => 0);
        return true;
      case 'End':
        this.#moveCursor(() => Infinity);
        return true;
      case '+':
      case '=':
        this.#scale(0.5);
        return true;
      case '-':
        this.#scale(2);
        return true;
      case '0':
      case 'Escape':
        this.#setZoom(null);
        return true;
      default:
        return false;
    }
  }

  #pan(share: number): void {
    const extent = this.#model?.extent;
    if (extent === undefined || this.#zoom === null) return;
    this.#setZoom(panned(visibleRange(this.#zoom, extent), share, extent));
  }

  /** At once, since several drags may come within one frame. */
  #setZoom(zoom: Zoom | null): void {
    this.#zoom = zoom;
    this.#handlers?.onZoom(zoom);
  }

  #scale(factor: number): void {
    const extent = this.#model?.extent;
    if (extent === undefined) return;
    const range = visibleRange(this.#zoom, extent);
    const centre = this.#pointed?.x ?? (range.min + range.max) / 2;
    this.#setZoom(scaled(range, factor, centre, extent));
  }

  #moveCursor(move: (at: number) => number): void {
    const positions = this.#plot?.positions ?? [];
    if (positions.length === 0 || this.#plot === null) return;
    const here = this.#pointed?.x;
    const at = here === undefined ? positions.length : positions.findIndex((x) => x >= here);
    const next = Math.min(Math.max(0, move(at)), positions.length - 1);
    this.#plot.pointAt(positions[next] ?? 0);
    this.#announcePointed();
  }

  #announcePointed(): void {
    const model = this.#model;
    if (model === null || this.#pointed === null) return;
    const { x, values, exact } = this.#pointed;
    const told = model.legend.flatMap(({ id, label }) => {
      const value = values.get(id);
      return value === undefined || !exact.has(id) ? [] : `${label} ${metricText(value)}`;
    });
    this.#handlers?.announce(`${placeText(x, model.axis, model.format)}: ${told.join(', ')}`);
  }
}

/** Such as `step 380`, `epoch 1.25`, `after 3 min 20 s`. */
export function placeText(x: number, axis: ChartModel['axis'], format: Format): string {
  if (axis === 'time') return `after ${format.duration(x)}`;
  return axis === 'epoch' ? `epoch ${Number(x.toFixed(2))}` : `step ${Number(x.toFixed(2))}`;
}
