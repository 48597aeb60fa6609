import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { clipped, type Format } from '../../shared/format';
import { maxTriedModels } from '../../shared/tryLimits';
import type { TryModel } from '../../shared/tryProtocol';
import { bestMark, fieldValue, icon, iconButton } from '../elements/parts';
import type { TryApp } from './tryApp';
import { enteredName } from './trySettings';

/** Where a person says what to prompt which models with. */
export function tryForm(app: TryApp): TemplateResult {
  return html`<form
    class="try-form"
    @submit=${(event: Event) => event.preventDefault()}
    @keydown=${onKey(app)}
  >
    ${systemPrompt(app)} ${earlierLine(app)} ${prompt(app)} ${models(app)} ${controls(app)}
    ${obstacleLine(app)}
  </form>`;
}

/** Ctrl+Enter, on a Mac Command+Enter. */
function onKey(app: TryApp): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    app.ask();
  };
}

/** Where a field says what is wrong with it, and the button why it sends nothing. */
const obstacleId = 'try-obstacle';

/** Why nothing can be sent; what was entered wrongly stands out. */
function obstacleLine({ mistakes, obstacle, state }: TryApp): TemplateResult | string {
  if (obstacle === null || obstacle === state.facts?.problem) return ''; // that stands below the models
  const isMistake = Object.keys(mistakes).length > 0;
  return html`<p id=${obstacleId} class="try-obstacle ${isMistake ? 'try-mistake' : 'muted'}">
    ${isMistake ? icon('error') : ''}<span>${obstacle}</span>
  </p>`;
}

function systemPrompt({ mistakes, state, set }: TryApp): TemplateResult {
  const { isSystemOpen, system } = state.settings;
  const toggle = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLDetailsElement && currentTarget.open !== isSystemOpen)
      set({ isSystemOpen: currentTarget.open });
  };
  return html`<details class="fold" ?open=${isSystemOpen} @toggle=${toggle}>
    <summary>
      <h2>${t('System prompt')}</h2>
      <span class="try-line muted" translate="no">${isSystemOpen ? '' : clipped(system, 300)}</span>
    </summary>
    <textarea
      rows="3"
      aria-label=${t('System prompt')}
      aria-invalid=${invalid(mistakes.system)}
      aria-describedby=${describedBy(mistakes.system)}
      .value=${system}
      @input=${(event: Event) => set({ system: textOf(event) })}
    ></textarea>
  </details>`;
}

/** An example may be a conversation: what came before its last question is sent along. */
function earlierLine({ format, set, state }: TryApp): TemplateResult | string {
  const count = state.settings.earlier.length;
  if (count === 0) return '';
  const text =
    count === 1
      ? t('1 earlier message of the example is sent along.')
      : t('{0} earlier messages of the example are sent along.', format.count(count));
  return html`<p class="muted with-button">
    ${text} ${iconButton('close', t('Leave them out'), () => set({ earlier: [] }))}
  </p>`;
}

function prompt({ mistakes, set, state }: TryApp): TemplateResult {
  return html`<textarea
    rows="5"
    class="try-prompt"
    aria-label=${t('Prompt')}
    aria-invalid=${invalid(mistakes.prompt)}
    aria-describedby=${describedBy(mistakes.prompt)}
    placeholder=${t('Prompt ({0} sends)', sendKeys)}
    .value=${state.settings.prompt}
    @input=${(event: Event) => set({ prompt: textOf(event), expected: null })}
  ></textarea>`;
}

function models(app: TryApp): TemplateResult {
  const { facts } = app.state;
  const known = facts?.models ?? [];
  const chosen = app.chosen.map(({ name }) => name);
  const isFull = chosen.length >= maxTriedModels;
  return html`<fieldset class="try-models">
    <legend>${t('Models')}</legend>
    <div class="try-choices">${known.map((model) => choice(model, app, chosen, isFull))}</div>
    ${facts === null ? t('Loading…') : ''}
    ${facts?.note == null || facts.problem !== null ? '' : html`<p class="muted">${icon('info')} ${facts.note}</p>`}
    ${facts?.problem == null ? '' : html`<p id=${app.obstacle === facts.problem ? obstacleId : nothing} class="wrap">${icon('warning')} ${facts.problem}</p>`}
  </fieldset>`;
}

function choice(model: TryModel, app: TryApp, chosen: readonly string[], isFull: boolean): TemplateResult {
  const { name } = model;
  const isChosen = chosen.includes(name);
  const toggle = () =>
    app.set({ chosen: isChosen ? chosen.filter((each) => each !== name) : [...chosen, name] });
  return html`<div class="try-choice">
    <label title=${isFull && !isChosen ? t('At most {0} models answer at once.', maxTriedModels) : nothing}>
      <input type="checkbox" .checked=${isChosen} ?disabled=${isFull && !isChosen} @change=${toggle} />
      <span class="try-role">${roleText(model, app.format)}</span>
      ${model.isBest === true ? bestMark() : ''}
      <code translate="no" title=${name}>${clipped(name, 120)}</code>
    </label>
    ${isChosen && app.state.facts?.isByDeployment === true ? deployment(name, app) : ''}
  </div>`;
}

function deployment(name: string, { set, state }: TryApp): TemplateResult {
  const { names } = state.settings;
  return html`<input
    type="text"
    aria-label=${t('Deployment of {0}', name)}
    placeholder=${t('Deployment')}
    .value=${enteredName(state.settings, name)}
    @input=${(event: Event) => set({ names: { ...names, [name]: fieldValue(event) } })}
  />`;
}

export function roleText({ role, step }: TryModel, format: Format): string {
  if (role === 'base') return t({ message: 'Base', comment: 'The base model' });
  if (role === 'tuned') return t('Fine-tuned');
  return step === null ? t('Checkpoint') : t('Checkpoint, step {0}', format.count(step));
}

function controls(app: TryApp): TemplateResult {
  return html`<div class="controls">
    ${number('temperature', t('Temperature (0–2)'), app)} ${number('maxTokens', t('Maximum tokens'), app)}
    ${exampleButton(app)} ${sendButton(app)}
  </div>`;
}

function number(
  field: 'temperature' | 'maxTokens',
  label: string,
  { mistakes, set, state }: TryApp,
): TemplateResult {
  return html`<label title=${t('Empty: left to the provider')}
    >${label}
    <input
      type="text"
      inputmode="decimal"
      aria-invalid=${invalid(mistakes[field])}
      aria-describedby=${describedBy(mistakes[field])}
      .value=${state.settings[field]}
      @input=${(event: Event) => set({ [field]: fieldValue(event) })}
  /></label>`;
}

function invalid(mistake: string | undefined) {
  return mistake === undefined ? nothing : 'true';
}

function describedBy(reason: string | null | undefined) {
  return reason == null ? nothing : obstacleId;
}

function exampleButton({ send, state }: TryApp): TemplateResult | string {
  const examples = state.facts?.examples;
  if (examples == null) return '';
  const label =
    examples.role === 'validation' ? t('Prompt from Validation File…') : t('Prompt from Training File…');
  return html`<button
    type="button"
    class="button"
    title=${examples.filename}
    @click=${() => send({ type: 'example' })}
  >
    ${icon('file')}${label}
  </button>`;
}

/** One button all the time, so that it keeps the focus. */
function sendButton({ ask, obstacle, state, stop }: TryApp): TemplateResult {
  const { isAnswering } = state;
  const reason = isAnswering ? null : obstacle;
  return html`<button
    type="button"
    class="button button-primary"
    aria-disabled=${reason === null ? nothing : 'true'}
    aria-describedby=${describedBy(reason)}
    title=${reason ?? (isAnswering ? t('Stop all answers') : sendKeys)}
    @click=${isAnswering ? stop : ask}
  >
    ${icon(isAnswering ? 'debug-stop' : 'send')}${isAnswering ? t('Stop') : t({ message: 'Send', comment: 'A prompt to models' })}
  </button>`;
}

const sendKeys = navigator.platform.startsWith('Mac') ? '⌘ Enter' : t('Ctrl+Enter');

function textOf({ target }: Event): string {
  return target instanceof HTMLTextAreaElement ? target.value : '';
}
