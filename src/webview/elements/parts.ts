import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isoDate } from '../../shared/format';
import type { App } from '../app';

/** A codicon beside a text, or alone in a button that has a name. */
export function icon(name: string, extra = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${extra}" aria-hidden="true"></span>`;
}

/** Beside the checkpoint that was validated best. @param by which measure, on hover */
export function bestMark(by?: string): TemplateResult {
  const word = t({ message: 'best', comment: 'Beside the name of a checkpoint' });
  return html`<span class="best" title=${by ?? nothing}>${icon('star-full')} ${word}</span>`;
}

/** A time: relative to read, absolute on hover. @param at Unix seconds */
export function age(at: number, app: App): TemplateResult {
  return html`<time datetime=${isoDate(at)} title=${app.format.date(at)}
    >${app.format.age(at, app.now)}</time
  >`;
}

const day = 86_400;
/** Seconds after which a day and a month may be of another year. */
const year = 300 * day;

/**
 * The same among times that may all be of one day: beyond a day day and time, as their ages would be one; beyond a year
 * the date.
 */
export function moment(at: number, app: App): TemplateResult {
  const { now, format } = app;
  const seconds = Math.abs(now - at);
  if (seconds < day) return age(at, app);
  return html`<time datetime=${isoDate(at)} title="${format.date(at)}, ${format.age(at, now)}"
    >${seconds < year ? format.moment(at) : format.day(at)}</time
  >`;
}

/**
 * The pieces of a text with elements in the places of its `{0}`, `{1}`, …: where they stand is up to the language.
 *
 * @param text localized without arguments, so that it still has its placeholders
 */
export function withElements(
  text: string,
  ...elements: readonly TemplateResult[]
): readonly (TemplateResult | string)[] {
  const pieces = text.split(/\{(\d+)\}/);
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : (elements[Number(piece)] ?? '')));
}

/** @param what names what is copied, such as `job id`, in the reader's language */
export function copyButton(text: string, what: string, app: App): TemplateResult {
  return iconButton('copy', t('Copy {0}', what), () => {
    app.send({ type: 'copy', text, what });
    app.announce(t('Copied {0}', what));
  });
}

/** @param reason why it can do nothing here; null: it can */
export function iconButton(
  name: string,
  label: string,
  click: () => void,
  reason: string | null = null,
): TemplateResult {
  return html`<button
    class="icon-button"
    title=${reason ?? label}
    aria-label=${label}
    aria-disabled=${reason === null ? nothing : 'true'}
    @click=${() => {
      if (reason === null) click();
    }}
  >
    ${icon(name)}
  </button>`;
}

/** A part that can be folded; the user's folding is kept by its id. */
export function fold(
  app: App,
  id: string,
  title: string | TemplateResult,
  content: () => TemplateResult,
  isOpenAtFirst = true,
): TemplateResult {
  const isOpen = app.choices.folds[id] ?? isOpenAtFirst;
  const toggle = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement; // where the listener is
    if (open !== isOpen) app.choose({ folds: { ...app.choices.folds, [id]: open } });
  };
  return html`<details class="fold" ?open=${isOpen} @toggle=${toggle}>
    <summary><h2>${title}</h2></summary>
    ${isOpen ? content() : ''}
  </details>`;
}

/** The value of the field that an event came from. */
export function fieldValue({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';
}

/** What is said where there is nothing to show. */
export function emptyText(text: string): TemplateResult {
  return html`<p class="empty muted">${text}</p>`;
}
