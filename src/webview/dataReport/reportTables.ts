import { t } from '@vscode/l10n';
import { html, svg, type TemplateResult } from 'lit/html.js';
import type { Format } from '../../shared/format';

/** Lines that have something in common. */
export interface LinesRow {
  readonly name: string | TemplateResult;
  readonly count: number;
  /** Links to the first of them. */
  readonly lines: TemplateResult;
}

/** @param headings of the names, and of how many there are */
export function linesTable(
  headings: readonly [name: string, count: string],
  rows: readonly LinesRow[],
  format: Format,
): TemplateResult {
  return html`<table class="table">
    <thead>
      <tr>
        <th scope="col">${headings[0]}</th>
        <th scope="col" class="number">${headings[1]}</th>
        <th scope="col">${t('Lines')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, count, lines }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${format.count(count)}</td>
            <td class="lines">${lines}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Something with its numbers, of which a bar shows how large it is beside the others. */
export interface BarRow {
  readonly name: string | TemplateResult;
  readonly numbers: readonly string[];
  /** 0 to 1. */
  readonly share: number;
}

/** @param headings of the names, and of each number */
export function barsTable(
  headings: readonly [name: string, ...numbers: string[]],
  rows: readonly BarRow[],
): TemplateResult {
  const [name, ...numbers] = headings;
  return html`<table class="table bars">
    <thead>
      <tr>
        <th scope="col">${name}</th>
        ${numbers.map((each) => html`<th scope="col" class="number">${each}</th>`)}
        <th scope="col"><span class="visually-hidden">${t('Share')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.name}</th>
            ${row.numbers.map((each) => html`<td class="number">${each}</td>`)}
            <td class="bar-cell">${bar(row.share)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param share 0 to 1 */
function bar(share: number): TemplateResult {
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${share * 100} height="1" />`}
  </svg>`;
}
