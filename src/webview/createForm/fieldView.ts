import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormChoice, FormField, FormNote, FromCreateForm } from '../../shared/createFormProtocol';
import { fieldValue, icon } from '../elements/parts';
import { droppedFile } from './droppedFile';
import type { EnteredTexts } from './enteredTexts';

/** What a field needs to be drawn. */
export interface FieldContext {
  readonly entered: EnteredTexts;
  readonly isBusy: boolean;
  readonly send: (message: FromCreateForm) => void;
}

type TypedField = FormField & { readonly control: { readonly kind: 'typed' } };
type ChosenField = FormField & { readonly control: { readonly kind: 'chosen' } };

/** The id of the element that a field is typed or chosen in. */
export function controlId(field: string): string {
  return `field-${field}`;
}

/** A field with its label, limits, what is wrong with it and what else is known of it. */
export function fieldView(field: FormField, context: FieldContext): TemplateResult {
  const { id, label, hint, problem, note, offer } = field;
  return html`<div class="form-field">
    <label for=${controlId(id)}>${label}</label>
    ${isTyped(field) ? typedControl(field, context) : ''}
    ${isChosen(field) ? chosenControl(field, context) : ''}
    ${hint === '' ? '' : html`<p id=${hintId(id)} class="form-hint muted">${hint}</p>`}
    ${
      problem === null
        ? ''
        : html`<p id=${problemId(id)} class="form-problem">${icon('error', 'mark-error')} ${problem}</p>`
    }
    ${note === null ? '' : html`<p id=${noteId(id)} class="form-note">${noteIcon(note)} ${note.text}</p>`}
    ${
      offer === null
        ? ''
        : html`<p class="form-note">
            ${icon('cloud')} ${offer.text}
            <button
              type="button"
              class="link"
              aria-label="${label}: ${offer.button}"
              ?disabled=${context.isBusy}
              @click=${() => context.send({ type: 'take', field: id })}
            >
              ${offer.button}
            </button>
          </p>`
    }
  </div>`;
}

const levelIcons: Readonly<Record<FormNote['level'], string>> = {
  error: 'error',
  warning: 'warning',
  good: 'pass',
  info: 'info',
};

export function noteIcon({ level }: FormNote): TemplateResult {
  return icon(levelIcons[level], `mark-${level}`);
}

const hintId = (id: string) => `hint-${id}`;
const problemId = (id: string) => `problem-${id}`;
const noteId = (id: string) => `note-${id}`;

function isTyped(field: FormField): field is TypedField {
  return field.control.kind === 'typed';
}

function isChosen(field: FormField): field is ChosenField {
  return field.control.kind === 'chosen';
}

/** What describes the field to who does not see it: what is wrong comes first. */
function describedBy({ id, hint, problem, note }: FormField): string | typeof nothing {
  const ids = [
    ...(problem === null ? [] : [problemId(id)]),
    ...(note === null ? [] : [noteId(id)]),
    ...(hint === '' ? [] : [hintId(id)]),
  ];
  return ids.length === 0 ? nothing : ids.join(' ');
}

function typedControl(field: TypedField, { entered, isBusy, send }: FieldContext): TemplateResult {
  const { id, control, problem } = field;
  const { placeholder, suggestions, isLong } = control;
  const listId = `suggestions-${id}`;
  const enter = (event: Event) => {
    const value = textOf(event);
    send({ type: 'set', field: id, value, number: entered.enter(id, value, { isHeld: true }) });
  };
  const leave = () => {
    if (entered.leave(id)) send({ type: 'leave', field: id });
  };
  if (isLong)
    return html`<textarea
      id=${controlId(id)}
      rows="5"
      spellcheck="false"
      maxlength="200000"
      placeholder=${placeholder === '' ? nothing : placeholder}
      aria-invalid=${problem === null ? nothing : 'true'}
      aria-describedby=${describedBy(field)}
      ?disabled=${isBusy}
      .value=${live(entered.shown(id, field.value))}
      @input=${enter}
      @blur=${leave}
    ></textarea>`;
  return html`<input
      type="text"
      id=${controlId(id)}
      autocomplete="off"
      spellcheck="false"
      maxlength="20000"
      list=${suggestions.length === 0 ? nothing : listId}
      placeholder=${placeholder === '' ? nothing : placeholder}
      aria-invalid=${problem === null ? nothing : 'true'}
      aria-describedby=${describedBy(field)}
      ?disabled=${isBusy}
      .value=${live(entered.shown(id, field.value))}
      @input=${enter}
      @blur=${leave}
    />
    ${
      suggestions.length === 0
        ? ''
        : html`<datalist id=${listId}>
            ${suggestions.map((each) => html`<option value=${each.value} label=${aboutSuggestion(each) || nothing}></option>`)}
          </datalist>`
    }`;
}

/** Such a list has no headings: each line says under which it stands. */
function aboutSuggestion({ group, label }: FormChoice): string {
  return [group, label].filter((text) => text !== '').join(' · ');
}

function textOf(event: Event): string {
  return event.target instanceof HTMLTextAreaElement ? event.target.value : fieldValue(event);
}

function chosenControl(field: ChosenField, { entered, isBusy, send }: FieldContext): TemplateResult {
  const { id, control, problem } = field;
  const { choices, more, takesFiles } = control;
  const chosen = entered.shown(id, field.value);
  const set = (event: Event) => {
    const value = fieldValue(event);
    send({ type: 'set', field: id, value, number: entered.enter(id, value, { isHeld: false }) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const uri = droppedFile(event);
    if (uri !== null && !isBusy) send({ type: 'drop', field: id, uri });
  };
  return html`<div
    class="form-choice"
    @dragover=${takesFiles ? (event: DragEvent) => event.preventDefault() : nothing}
    @drop=${takesFiles ? drop : nothing}
  >
    <select
      id=${controlId(id)}
      aria-invalid=${problem === null ? nothing : 'true'}
      aria-describedby=${describedBy(field)}
      ?disabled=${isBusy}
      @change=${set}
    >
      ${grouped(choices).map(([group, all]) =>
        group === ''
          ? all.map((choice) => option(choice, chosen))
          : html`<optgroup label=${group}>${all.map((choice) => option(choice, chosen))}</optgroup>`,
      )}
    </select>
    ${
      more === null
        ? ''
        : html`<button
            type="button"
            class="button"
            aria-label="${field.label}: ${more}"
            ?disabled=${isBusy}
            @click=${() => send({ type: 'more', field: id })}
          >
            ${more}
          </button>`
    }
  </div>`;
}

function option({ value, label }: FormChoice, chosen: string): TemplateResult {
  return html`<option value=${value} .selected=${live(value === chosen)}>${label}</option>`;
}

/** The choices under their headings, in their order. */
function grouped(choices: readonly FormChoice[]): readonly (readonly [string, readonly FormChoice[]])[] {
  const groups = new Map<string, FormChoice[]>();
  for (const choice of choices) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  return [...groups];
}
