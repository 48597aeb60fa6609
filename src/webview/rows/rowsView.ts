import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { clipped, type Format } from '../../shared/format';
import { emptyText, fieldValue, icon, iconButton } from '../elements/parts';
import type { RowsApp } from './rowsApp';
import { foundText } from './rowsApp';
import type { FileFacts } from './rowsState';

/** What the page does with its list of rows. */
export interface RowsSight {
  /** The line of the first row in sight. */
  readonly line: number;
  focus(): void;
}

/** The whole page, as a function of what was sent. */
export function rowsView(app: RowsApp, sight: RowsSight): TemplateResult {
  const { file } = app.state;
  if (file === null) return html`<main class="main">${emptyText(t('Loading…'))}</main>`;
  return html`
    <header class="rows-header">
      <div class="rows-title">
        <h1 title=${file.name}>${clipped(file.name, 200)}</h1>
        <p class="muted" role="status">${factsText(file, app.format)}</p>
      </div>
      <div class="rows-controls">${searchBox(app, sight)} ${lineBox(app)}</div>
    </header>
    ${file.problem === null ? '' : problemBanner(file.problem)} ${rows(file, app)}
  `;
}

function rows(file: FileFacts, app: RowsApp): TemplateResult | string {
  if (file.rows > 0) return html`<main class="rows-main"><ft-rows .model=${app.model}></ft-rows></main>`;
  return file.isComplete && file.problem === null
    ? html`<main class="main">${emptyText(t('The file is empty.'))}</main>`
    : '';
}

function factsText({ bytesRead, isComplete, isCut, rows, size }: FileFacts, format: Format): string {
  const count = format.count(rows);
  if (size === null) return '';
  const bytes = format.bytes(size);
  if (!isComplete) return t('{0} rows so far · {1} of {2}', count, format.bytes(bytesRead), bytes);
  if (isCut) return t('The first {0} rows · {1}', count, bytes);
  return rows === 1 ? t('1 row · {0}', bytes) : t('{0} rows · {1}', count, bytes);
}

function problemBanner(problem: string): TemplateResult {
  return html`<div class="rows-banner">
    <div class="banner banner-error" role="alert">
      ${icon('error')}
      <div class="banner-text"><p class="wrap" translate="no">${clipped(problem, 1_000)}</p></div>
    </div>
  </div>`;
}

/** Enter goes on to the next match, and has what was typed searched for. */
function searchBox(app: RowsApp, sight: RowsSight): TemplateResult {
  const { search } = app.state;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') sight.focus();
    if (event.key !== 'Enter') return;
    const query = fieldValue(event);
    if (query === (search?.query ?? '')) app.step(event.shiftKey ? -1 : 1);
    else app.find(query, sight.line);
  };
  const onClear = (event: Event) => {
    if (fieldValue(event) === '') app.find('', 1);
  };
  const isUnderWay = search !== null && !search.isDone;
  return html`<span class="rows-search">
    <input
      type="search"
      class="search"
      placeholder=${t('Search (Enter)')}
      aria-label=${t('Search rows')}
      maxlength="1000"
      @keydown=${onKey}
      @input=${onClear}
    />
    <span class="search-steps">
      ${iconButton('arrow-up', t('Previous row (Shift+Enter)'), () => app.step(-1))}
      ${iconButton('arrow-down', t('Next row (Enter)'), () => app.step(1))}
      ${isUnderWay ? iconButton('debug-stop', t('Stop searching'), () => app.stopSearch()) : ''}
      <span class="muted"
        >${search === null ? '' : foundText(search, app.state.file?.rows ?? 0, app.format)}</span
      >
    </span>
  </span>`;
}

function lineBox(app: RowsApp): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const line = Number.parseInt(fieldValue(event), 10);
    if (event.key === 'Enter' && !Number.isNaN(line)) app.goToLine(line);
  };
  return html`<input
    type="text"
    inputmode="numeric"
    class="rows-line"
    placeholder=${t('Line')}
    aria-label=${t('Go to line')}
    title=${t('Go to line (Enter)')}
    @keydown=${onKey}
  />`;
}
