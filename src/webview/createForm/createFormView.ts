import { t } from '@vscode/l10n';
import { repeat } from 'lit/directives/repeat.js';
import { html, type TemplateResult } from 'lit/html.js';
import {
  type FormSection,
  type FormTrial,
  stopTrial,
  type ToCreateForm,
} from '../../shared/createFormProtocol';
import { icon } from '../elements/parts';
import { type FieldContext, fieldView, noteIcon } from './fieldView';

/** The whole page. Ctrl+Enter, on a Mac Command+Enter, creates from any field; Escape cancels what goes on. */
export function createFormView(form: ToCreateForm, context: FieldContext): TemplateResult {
  const act = () => context.send({ type: form.work === null ? 'create' : 'cancel' });
  const onKey = (event: KeyboardEvent) => {
    const isCreate = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form.work === null;
    const isCancel = event.key === 'Escape' && form.work !== null;
    if (!isCreate && !isCancel) return;
    event.preventDefault();
    act();
  };
  return html`<main @keydown=${onKey}>
    <header class="header"><h1>${form.title}</h1></header>
    <form class="create-form" @submit=${(event: Event) => event.preventDefault()}>
      <div class="form-sections">
        ${repeat(form.sections, idOf, (section) => sectionView(section, context))}
      </div>
      <div class="form-side">${side(form, context, act)}</div>
    </form>
  </main>`;
}

/** What keeps its place in the page while others come and go, so that what is being typed goes on. */
const idOf = ({ id }: { readonly id: string }) => id;

function sectionView({ id, title, fields, trial }: FormSection, context: FieldContext): TemplateResult {
  const titleId = `section-${id}`;
  return html`<section class="form-section" role="group" aria-labelledby=${titleId}>
    <h2 id=${titleId}>${title}</h2>
    <div class="form-fields">${repeat(fields, idOf, (field) => fieldView(field, context))}</div>
    ${trial === null ? '' : trialView(trial, context)}
  </section>`;
}

/** What can be tried, what goes on, and what came of it. */
function trialView({ buttons, work, outcome }: FormTrial, { isBusy, send }: FieldContext): TemplateResult {
  const shown = work === null ? buttons : [{ id: stopTrial, label: t('Cancel') }];
  return html`<div class="form-trial">
    <p class="form-choice">
      ${shown.map(
        ({ id, label }) =>
          html`<button
            type="button"
            class="button"
            ?disabled=${isBusy}
            @click=${() => send({ type: 'try', button: id })}
          >
            ${label}
          </button>`,
      )}
    </p>
    <div role="status">
      ${work === null ? '' : html`<p class="muted">${work}</p>`}
      ${outcome === null ? '' : html`<p class="form-note">${noteIcon(outcome)} ${outcome.text}</p>`}
    </div>
  </div>`;
}

/** What the job is expected to take, the button, and what goes on. */
function side(form: ToCreateForm, { send }: FieldContext, act: () => void): TemplateResult {
  const { facts, whatHappens, outcome, work } = form;
  return html`<dl class="form-facts">
      ${facts.map(
        ({ label, text, isProblem }) =>
          html`<div>
            <dt class="muted">${label}</dt>
            <dd>${isProblem ? icon('warning', 'mark-warning') : ''} ${text}</dd>
          </div>`,
      )}
    </dl>
    <p>
      <button type="button" class="link" @click=${() => send({ type: 'prices' })}>
        ${t('Set Prices of Your Own…')}
      </button>
    </p>
    <button
      type="button"
      id=${actId}
      class="button button-primary"
      title=${work === null ? createKeys : t('Escape')}
      @click=${act}
    >
      ${icon(work === null ? 'rocket' : 'debug-stop')} ${work === null ? t('Create Job') : t('Cancel')}
    </button>
    <p class="muted">${whatHappens}</p>
    <p>
      <button type="button" class="link" ?disabled=${work !== null} @click=${() => send({ type: 'save' })}>
        ${t('Save as Job File…')}
      </button>
    </p>
    ${work === null ? '' : workView(work)}
    ${
      outcome === null
        ? ''
        : html`<div class="banner banner-${outcome.level}">
            ${noteIcon(outcome)}
            <p class="banner-text">${outcome.text}</p>
          </div>`
    }`;
}

function workView({ title, detail, isEnding }: NonNullable<ToCreateForm['work']>): TemplateResult {
  return html`<div class="form-work">
    <progress aria-label=${title}></progress>
    <p>${isEnding ? t('Cancelling…') : title}</p>
    ${detail === '' || isEnding ? '' : html`<p class="muted progress-text">${detail}</p>`}
  </div>`;
}

/** The button that creates, and cancels: one all the time, so that it keeps the focus. */
export const actId = 'create-job';

const createKeys = navigator.platform.startsWith('Mac') ? '⌘ Enter' : t('Ctrl+Enter');
