import { t } from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { ChartMark, ChartModel, LegendItem, LineLook } from './chartModel';
import type { Pointed } from './plot';
import { shortPlaceText } from './pointedText';

/** The lines' names with their dashes and values; each switches its line on and off. Then what is marked. */
export function legend(
  model: ChartModel,
  pointed: Pointed | null,
  toggle: (id: string) => void,
): TemplateResult {
  return html`
    <div class="legend">
      ${model.legend.map(
        (item) => html`
          <button
            class="legend-item"
            aria-pressed=${item.isShown ? 'true' : 'false'}
            title=${item.isShown ? t('Hide this line') : t('Show this line')}
            @click=${() => toggle(item.id)}
          >
            ${lineSample(item.look)}<span class="legend-label">${item.label}</span>
            ${itemValue(item, pointed, model)}
          </button>
        `,
      )}
      ${markLegend(model.marks)}
    </div>
  `;
}

/** What the ring, the triangles and the dotted lines are. */
function markLegend(marks: readonly ChartMark[]): TemplateResult[] {
  const best = marks.find(({ kind }) => kind === 'best');
  const hasCheckpoints = marks.some(({ kind }) => kind === 'checkpoint');
  const items = [
    ...(best === undefined ? [] : [{ sample: bestSample(best.y !== null), label: best.label }]),
    ...(hasCheckpoints ? [{ sample: checkpointSample, label: t('checkpoint') }] : []),
  ];
  return items.map(
    ({ sample, label }) => html`<span class="legend-mark muted">${sample}<span>${label}</span></span>`,
  );
}

const checkpointSample = svgOf(svg`<path d="M5 2 L9 9 L1 9 Z" fill="currentColor" />`);

function bestSample(hasRing: boolean): TemplateResult {
  const ring = svg`<circle cx="5" cy="5" r="3" fill="none" stroke="currentColor" stroke-width="2" />`;
  return svgOf(hasRing ? ring : svg`<path d="M5 0 V10" stroke="currentColor" />`);
}

function svgOf(content: TemplateResult<2>): TemplateResult {
  return html`<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">${content}</svg>`;
}

/**
 * The value that is pointed at, else the last one; of a sparse curve with its own place. Always of the same width: where
 * one curve has a place, all leave room for it, so that values stand below each other.
 */
function itemValue(
  { id, last }: LegendItem,
  pointed: Pointed | null,
  { axis, format, legend: all }: ChartModel,
): TemplateResult {
  const own = pointed?.values.get(id);
  const value = pointed === null ? last : own?.value;
  const isElsewhere = own !== undefined && own.x !== pointed?.x;
  const place = isElsewhere ? `@ ${shortPlaceText(own.x, axis, format)}` : '';
  return html`<span class="legend-value"
      >${value === null || value === undefined ? '' : format.metric(value)}</span
    >${all.some(({ isSparse }) => isSparse) ? html`<span class="legend-place muted">${place}</span>` : ''}`;
}

/** A short piece of the line, in its colour and dashes. */
export function lineSample({ slot, dash }: LineLook): TemplateResult {
  return html`<svg
    class="line-sample slot-${slot}"
    width="22"
    height="8"
    viewBox="0 0 22 8"
    aria-hidden="true"
  >
    <line
      x1="0"
      y1="4"
      x2="22"
      y2="4"
      stroke="currentColor"
      stroke-width="2"
      stroke-dasharray=${dash.length === 0 ? nothing : dash.join(' ')}
    />
  </svg>`;
}
