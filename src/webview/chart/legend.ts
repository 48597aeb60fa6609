import { html, nothing, type TemplateResult } from 'lit/html.js';
import { metricText } from '../format';
import type { LegendItem, LineLook } from './model';

/** The lines' names with their dashes and values; each switches its line on and off. */
export function legend(
  items: readonly LegendItem[],
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
            title=${item.isShown ? 'Hide this line' : 'Show this line'}
            @click=${() => toggle(item.id)}
          >
            ${lineSample(item.look)}<span class="legend-label">${item.label}</span>
            <span class="legend-value">${valueText(item, pointed)}</span>
          </button>
        `,
      )}
    </div>
  `;
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
