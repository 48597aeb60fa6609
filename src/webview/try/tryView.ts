import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { clipped } from '../../shared/format';
import { icon } from '../elements/parts';
import { skeleton } from '../views/otherViews';
import type { TryApp } from './tryApp';
import { tryColumns } from './tryColumns';
import { tryForm } from './tryForm';
import { keptOf } from './trySettings';

/** The whole page, as a function of what was sent and entered. */
export function tryView(app: TryApp): TemplateResult {
  const { facts } = app.state;
  if (facts === null) return skeleton();
  return html`
    <header class="header">
      <div class="header-top">
        <h1 title=${facts.title}>${clipped(facts.title, 300)}</h1>
        ${toolbar(app)}
      </div>
      <div class="facts-clip">
        <p class="facts muted"><span title=${t('Connection')} translate="no">${facts.connection}</span></p>
      </div>
    </header>
    <main class="main try">${tryForm(app)} ${tryColumns(app)}</main>
  `;
}

function toolbar(app: TryApp): TemplateResult {
  const { facts, isAnswering, run } = app.state;
  const job = facts?.job ?? null;
  const hasAnswer = !isAnswering && run?.answers.some(({ text }) => text !== '') === true;
  const keep = () => run !== null && app.send({ type: 'keep', kept: keptOf(run) });
  return html`<div class="toolbar">
    ${job === null ? '' : button('graph-line', t('Show Job'), () => app.send({ type: 'openJob' }))}
    ${hasAnswer ? button('markdown', t('Copy as Report'), () => app.copyReport(run)) : ''}
    ${hasAnswer && job !== null ? button('pinned', t('Keep in Report'), keep) : ''}
  </div>`;
}

function button(name: string, label: string, click: () => void): TemplateResult {
  return html`<button class="button" @click=${click}>${icon(name)}${label}</button>`;
}
