import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { clipped } from '../../shared/format';
import type { TryAnswer, TryFailure, TryModel } from '../../shared/tryProtocol';
import { icon, iconButton, withElements } from '../elements/parts';
import { answerIcons, stateText } from './answerText';
import type { TryApp } from './tryApp';
import { roleText } from './tryForm';
import type { ShownRun } from './trySettings';

/** The prompt that was sent, what was expected, and what the models answered, side by side. */
export function tryColumns(app: TryApp): TemplateResult | string {
  const { run } = app.state;
  if (run === null) return '';
  const { expected, request } = run;
  return html`<section class="try-answers" aria-label=${t('Answers')}>
    <p class="try-asked" title=${clipped(request.prompt, 4_000)}>
      ${withElements(t('Answers to: {0}'), html`<b translate="no">${clipped(request.prompt, 600)}</b>`)}
    </p>
    <div class="try-columns">
      ${expected === null ? '' : expectedColumn(expected, app)}
      ${run.answers.map((answer, at) => column(answer, run, at, app))}
    </div>
  </section>`;
}

function expectedColumn(text: string, app: TryApp): TemplateResult {
  return html`<article class="try-column">
    <div class="try-title">
      <h2>${t('Expected')}</h2>
      ${iconButton('copy', t('Copy {0}', t('expected answer')), () => app.copy(text, t('expected answer')))}
    </div>
    <p class="try-state muted">${t('From the data')}</p>
    <pre class="try-text" translate="no">${text}</pre>
  </article>`;
}

function column(answer: TryAnswer, run: ShownRun, at: number, app: TryApp): TemplateResult {
  const name = run.request.models[at]?.name ?? '';
  const known = app.state.facts?.models.find((model) => model.name === name);
  const isBusy = answer.endAfter === null;
  return html`<article class="try-column" aria-busy=${isBusy ? 'true' : 'false'}>
    <div class="try-title">${heading(name, known, app)} ${actions(answer, run, at, app)}</div>
    <p class="try-state muted try-${answer.state}">
      ${icon(answerIcons[answer.state], isBusy ? 'codicon-modifier-spin' : '')}<span
        >${stateText(answer, app.format)}</span
      >
    </p>
    ${answer.failure === null ? '' : failureBanner(answer.failure, () => app.askAgain(run, at))}
    ${answer.text === '' ? '' : html`<pre class="try-text" translate="no">${answer.text}</pre>`}
    ${answer.text === '' && answer.state === 'done' ? html`<p class="muted">${t('An empty answer.')}</p>` : ''}
  </article>`;
}

function heading(name: string, model: TryModel | undefined, app: TryApp): TemplateResult {
  return html`<h2 title=${name}>
    ${model === undefined ? '' : html`${roleText(model, app.format)}<br />`}
    <code translate="no">${clipped(name, 120)}</code>
  </h2>`;
}

function actions(answer: TryAnswer, run: ShownRun, at: number, app: TryApp): TemplateResult {
  if (answer.endAfter === null)
    return html`${iconButton('debug-stop', t('Stop this answer'), () => app.send({ type: 'stop', at }))}`;
  const copy = iconButton('copy', t('Copy {0}', t('answer')), () => app.copy(answer.text, t('answer')));
  return html`${answer.text === '' ? '' : copy}
  ${iconButton('refresh', t('Answer again'), () => app.askAgain(run, at))}`;
}

function failureBanner({ advice, requestId, summary }: TryFailure, retry: () => void): TemplateResult {
  return html`<div class="banner banner-error">
    ${icon('error')}
    <div class="banner-text">
      <p class="wrap"><span translate="no">${clipped(summary, 1_000)}</span>. ${advice ?? ''}</p>
      ${requestId === null ? '' : html`<p class="wrap">${t('Request {0}', requestId)}</p>`}
      <p class="banner-actions"><button class="button" @click=${retry}>${t('Try Again')}</button></p>
    </div>
  </div>`;
}
