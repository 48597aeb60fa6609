import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { CutText, TurnPart } from '../../shared/conversation';
import { clipped, type Format } from '../../shared/format';
import { icon } from '../elements/parts';

/** What a row is drawn with. */
export interface RowActions {
  readonly format: Format;
  /** Whether all of it is shown that the page can show. */
  readonly isWhole: boolean;
  readonly showMore: () => void;
  readonly showLess: () => void;
  readonly openText: () => void;
}

/** Whatever a file says is text: never markup, and never a link. */
export function partView(part: TurnPart, actions: RowActions): TemplateResult {
  switch (part.kind) {
    case 'text':
      return html`<div class="part-text" dir="auto">${cutView(part.text, actions)}</div>`;
    case 'reasoning':
      return labelled('lightbulb', t({ message: 'Reasoning', comment: 'Of a model' }), part.text, actions);
    case 'refusal':
      return labelled('circle-slash', t({ message: 'Refusal', comment: 'Of a model' }), part.text, actions);
    case 'json':
      return html`<div class="part-code">${cutView(part.text, actions)}</div>`;
    case 'call':
      return html`<div class="part-call">
        <div class="part-name">
          ${icon('symbol-method')}<code class="row-text" translate="no">${clipped(part.name, 200)}</code>
        </div>
        <div class="part-code">${cutView(part.given, actions)}</div>
      </div>`;
    case 'address':
      return html`<div class="part-media" title=${t('It is elsewhere, and not fetched')}>
        ${icon('link')}<code class="row-text" translate="no"
          >${part.address.text}${part.address.rest > 0 ? '…' : ''}</code
        >
      </div>`;
    case 'image':
      return imageView(part, actions);
  }
}

function labelled(name: string, label: string, text: CutText, actions: RowActions): TemplateResult {
  return html`<div class="part-aside">
    <div class="part-name muted">${icon(name)}${label}</div>
    <div class="part-text" dir="auto">${cutView(text, actions)}</div>
  </div>`;
}

/** A text with a button for the rest of it. */
export function cutView({ text, rest }: CutText, actions: RowActions): TemplateResult {
  return html`<span class="row-text" translate="no">${text}</span
    >${rest === 0 ? '' : moreButton(rest, actions)}`;
}

function moreButton(rest: number, { format, isWhole, showMore, openText }: RowActions): TemplateResult {
  const count = format.shortCount(rest);
  const label = isWhole ? t('{0} more characters in the text', count) : t('Show {0} more characters', count);
  return linkButton(label, isWhole ? openText : showMore);
}

export function linkButton(label: string, click: () => void): TemplateResult {
  return html`<button class="row-more" @click=${click}>${label}</button>`;
}

function imageView(
  { type, bytes, source }: Extract<TurnPart, { kind: 'image' }>,
  { format, isWhole, showMore }: RowActions,
): TemplateResult {
  const about = `${type.replace(/^image\//, '').slice(0, 40)} · ${format.bytes(bytes)}`;
  if (source !== null && isPicture(source))
    return html`<figure class="part-image">
      <img .src=${source} alt=${t('Image ({0})', about)} title=${about} decoding="async" />
    </figure>`;
  return html`<div class="part-media">
    ${icon('file-media')}<span
      >${t('Image, not shown')} <span class="muted" translate="no">${about}</span></span
    >
    ${isWhole ? '' : linkButton(t('Show'), showMore)}
  </div>`;
}

/** The extension lets through nothing else; the page does not rely on that. */
function isPicture(address: string): boolean {
  return /^data:image\/(?:png|jpe?g|webp|gif);base64,/.test(address);
}
