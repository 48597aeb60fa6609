import { t } from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { metricText } from '../../shared/format';
import type { ChartMark, LegendItem, LineLook } from './chartModel';

/** The lines' names with their dashes and values; each switches its line on and off. Then what is marked. */
export function legend(
  items: readonly LegendItem[],
  marks: readonly ChartMark[],
  pointed: ReadonlyMap<string, number> | null,
  toggle: (id: string) => void,
): TemplateResult {
  return html`
    <div class="legend">
      ${items.map(
        (item) => html`
          <button
            class="legend-item"
            aria-pressed=${item.isShown ? 'true' : 'false'}
            title=${item.isShown ? t('Hide this line') : t('Show this line')}
            @click=${() => toggle(item.id)}
          >
            ${lineSample(item.look)}<span class="legend-label">${item.label}</span>
            <span class="legend-value">${valueText(item, pointed)}</span>
          </button>
        `,
      )}
      ${markLegend(marks)}
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

function valueText({ id, last }: LegendItem, pointed: ReadonlyMap<string, number> | null): string {
  const value = pointed === null ? last : pointed.get(id);
  const raw = pointed?.get(`${id} raw`);
  if (value === null || value === undefined) return '';
  return raw === undefined ? metricText(value) : `${metricText(value)} (${metricText(raw)})`;
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
