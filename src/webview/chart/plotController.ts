import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Zoom } from '../state/choices';
import { type ChartModel, hasSameShape } from './chartModel';
import { onThemeChange, readPalette } from './palette';
import { Plot, type PlotHooks } from './plot';

/** An element that shows its model in a plot. */
export interface PlotHost extends ReactiveControllerHost, HTMLElement {
  readonly model: ChartModel | null;
  readonly zoom: Zoom | null;
  /** What the plot is put into, once it is rendered. */
  readonly area: HTMLElement | null;
}

/** Draws the plot of its host after each update; the plot is kept while only points, zoom and size change. */
export class PlotController implements ReactiveController {
  private plot: Plot | null = null;
  private drawn: ChartModel | null = null;
  private stopWatching: (() => void)[] = [];

  constructor(
    private readonly host: PlotHost,
    private readonly hooks: PlotHooks,
  ) {
    host.addController(this);
  }

  /** Where lines have points in the visible range. */
  get positions(): readonly number[] {
    return this.plot?.positions ?? [];
  }

  pointAt(x: number): void {
    this.plot?.pointAt(x);
  }

  pointAtNothing(): void {
    this.plot?.pointAtNothing();
  }

  hostConnected(): void {
    const resize = new ResizeObserver(() => this.host.requestUpdate());
    resize.observe(this.host);
    this.stopWatching = [() => resize.disconnect(), onThemeChange(() => this.drawAgain())];
  }

  hostDisconnected(): void {
    for (const stop of this.stopWatching) stop();
    this.drop();
  }

  hostUpdated(): void {
    const { model, area } = this.host;
    const width = area?.clientWidth ?? 0;
    if (!this.host.isConnected || model === null || area === null || width === 0) return;
    if (this.drawn !== null && !hasSameShape(this.drawn, model)) this.drop();
    this.drawn = model;
    this.draw(model, area, width);
  }

  private draw(model: ChartModel, area: HTMLElement, width: number): void {
    const { host, hooks } = this;
    const size = { width, height: area.clientHeight };
    if (this.plot === null) this.plot = new Plot(area, model, host.zoom, size, readPalette(host), hooks);
    else {
      this.plot.resize(size);
      this.plot.show(model, host.zoom);
    }
  }

  /** With the colours of a new theme. */
  private drawAgain(): void {
    this.drop();
    this.host.requestUpdate();
  }

  private drop(): void {
    this.plot?.destroy();
    this.plot = null;
  }
}
