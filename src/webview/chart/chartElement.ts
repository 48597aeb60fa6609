import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../elements/pageElement';
import type { Zoom } from '../state/choices';
import { type KeyAction, keyAction, keyHelp } from './chartKeys';
import type { ChartModel } from './chartModel';
import { legend } from './legend';
import type { Pointed } from './plot';
import { PlotController } from './plotController';
import { placeText, pointedText } from './pointedText';
import { panned, scaled, visibleRange } from './viewport';

/** What a chart asks of the page. */
export interface ChartHandlers {
  onZoom(zoom: Zoom | null): void;
  onToggle(id: string): void;
  announce(text: string): void;
}

/** `<ft-chart>`: a chart with its legend. */
export class ChartElement extends PageElement {
  static override properties = {
    model: { attribute: false },
    zoom: { attribute: false },
    handlers: { attribute: false },
    pointed: { state: true },
  };
  declare model: ChartModel | null;
  declare zoom: Zoom | null;
  declare handlers: ChartHandlers | null;
  declare private pointed: Pointed | null;
  private readonly plot = new PlotController(this, {
    onZoom: (zoom) => this.setZoom(zoom),
    onPan: (share) => this.pan(share),
    onPoint: (pointed) => (this.pointed = pointed),
  });

  constructor() {
    super();
    this.model = null;
    this.zoom = null;
    this.handlers = null;
    this.pointed = null;
  }

  get area(): HTMLElement | null {
    return this.querySelector('.plot');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, pointed } = this;
    if (model === null) return nothing;
    return html`
      <figure class="chart">
        <figcaption>
          <span class="chart-title">${model.title}</span>
          <span
            class="chart-at muted ${pointed === null ? 'hint' : ''}"
            aria-hidden=${pointed === null ? 'true' : 'false'}
            >${this.placeText(model)}</span
          >
        </figcaption>
        <div
          class="plot"
          role="img"
          tabindex="0"
          aria-label="${model.summary} ${keyHelp}"
          @keydown=${this.onKey}
          @blur=${() => this.plot.pointAtNothing()}
        ></div>
        ${legend(model, pointed, (id) => this.handlers?.onToggle(id))}
      </figure>
    `;
  }

  /** Where is pointed at; else what a pointer can do here. */
  private placeText({ axis, format }: ChartModel): string {
    if (this.pointed !== null) return placeText(this.pointed.x, axis, format);
    return this.zoom === null ? t('drag to zoom') : t('Shift+drag to move, double-click for all');
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keyAction(event);
    if (action === null) return;
    this.act(action);
    event.preventDefault();
    event.stopPropagation();
  };

  private act(action: KeyAction): void {
    switch (action.kind) {
      case 'pan':
        this.pan(action.share);
        break;
      case 'point':
        this.movePointer(action.move);
        break;
      case 'scale':
        this.scale(action.factor);
        break;
      case 'showAll':
        this.setZoom(null);
        break;
    }
  }

  private pan(share: number): void {
    if (this.model === null || this.zoom === null) return;
    const { extent } = this.model;
    this.setZoom(panned(visibleRange(this.zoom, extent), share, extent));
  }

  private scale(factor: number): void {
    if (this.model === null) return;
    const { extent } = this.model;
    const range = visibleRange(this.zoom, extent);
    const centre = this.pointed?.x ?? (range.min + range.max) / 2;
    this.setZoom(scaled(range, factor, centre, extent));
  }

  /** At once, since several drags may come within one frame. */
  private setZoom(zoom: Zoom | null): void {
    this.zoom = zoom;
    this.handlers?.onZoom(zoom);
  }

  private movePointer(move: (at: number) => number): void {
    const { positions } = this.plot;
    if (positions.length === 0) return;
    const here = this.pointed?.x;
    const at = here === undefined ? positions.length : positions.findIndex((x) => x >= here);
    const next = Math.min(Math.max(0, move(at)), positions.length - 1);
    this.plot.pointAt(positions[next] ?? 0);
    if (this.model !== null && this.pointed !== null)
      this.handlers?.announce(pointedText(this.pointed, this.model));
  }
}
