import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { Choice, Conversation, OfferedTool, Speaker, Turn } from '../../shared/conversation';
import { clipped } from '../../shared/format';
import type { RowContent, ShownProblem, ShownRow } from '../../shared/rowsProtocol';
import { icon } from '../elements/parts';
import { cutView, linkButton, partView, type RowActions } from './partView';

/** A row of the file: its line, what is wrong with it, and what is said. */
export function rowView({ line, content, problems }: ShownRow, actions: RowActions): TemplateResult {
  return html`
    <button class="row-line" title=${t('Open the file at line {0}', line)} @click=${actions.openText}>
      ${line}
    </button>
    <div class="row-body">
      ${
        problems.length === 0
          ? ''
          : html`<ul class="row-problems">
              ${problems.map(problemView)}
            </ul>`
      }
      ${contentView(content, actions)}
      ${actions.isWhole ? html`<p>${linkButton(t('Show Less'), actions.showLess)}</p>` : ''}
    </div>
  `;
}

function problemView({ severity, reason }: ShownProblem): TemplateResult {
  return html`<li class="row-${severity}">${icon(severity)}<span>${reason}</span></li>`;
}

function contentView(content: RowContent, actions: RowActions): TemplateResult {
  switch (content.kind) {
    case 'conversation':
      return conversationView(content.conversation, actions);
    case 'json':
      return html`<div class="part-code">${cutView(content.text, actions)}</div>`;
    case 'broken':
      return html`<div class="part-code row-broken" translate="no">
        <span class="row-text">${content.before}</span><mark class="row-text">${content.wrong}</mark
        ><span class="row-text">${content.after}</span>
      </div>`;
    case 'blank':
      return html`<p class="muted">${t('Blank line')}</p>`;
    case 'tooLong':
      return html`<p class="muted">${t('Too long to be shown')}</p>`;
  }
}

function conversationView(
  { turns, restTurns, choices, tools, fields }: Conversation,
  actions: RowActions,
): TemplateResult {
  return html`
    ${tools.length === 0 ? '' : toolsView(tools)} ${turns.map((turn) => turnView(turn, actions))}
    ${restTurns === 0 ? '' : restView(restTurns, actions)}
    ${choices.length === 0 ? '' : html`<div class="row-choices">${choices.map((each) => choiceView(each, actions))}</div>`}
    ${fields.length === 0 ? '' : fieldsView(fields, actions)}
  `;
}

function restView(rest: number, { format, isWhole, showMore, openText }: RowActions): TemplateResult {
  const count = format.count(rest);
  return isWhole
    ? html`<p>${linkButton(t('{0} more messages in the text', count), openText)}</p>`
    : html`<p>${linkButton(t('Show {0} more messages', count), showMore)}</p>`;
}

/** The ids of codicons. */
const speakerIcons: Readonly<Record<Speaker, string>> = {
  system: 'settings-gear',
  user: 'account',
  assistant: 'sparkle',
  tool: 'tools',
  other: 'question',
};

function turnView({ speaker, role, name, isUntrained, parts }: Turn, actions: RowActions): TemplateResult {
  return html`<section class="turn turn-${speaker} ${isUntrained ? 'turn-untrained' : ''}">
    <h2 class="turn-role">
      ${icon(speakerIcons[speaker])}<span translate="no">${clipped(role, 60)}</span>
      ${name === null ? '' : html`<span class="row-text muted" translate="no">${clipped(name, 80)}</span>`}
      ${isUntrained ? html`<span class="turn-weight">${t('not trained: its weight is 0')}</span>` : ''}
    </h2>
    <div class="turn-parts">
      ${parts.length === 0 ? html`<p class="muted">${t('Nothing')}</p>` : parts.map((part) => partView(part, actions))}
    </div>
  </section>`;
}

function choiceView({ kind, score, turns }: Choice, actions: RowActions): TemplateResult {
  return html`<section class="choice choice-${kind}">
    <h2 class="choice-title">${icon(choiceIcons[kind])}${choiceTitle(kind, score, actions)}</h2>
    ${turns.map((turn) => turnView(turn, actions))}
    ${turns.length === 0 ? html`<p class="muted">${t('Nothing')}</p>` : ''}
  </section>`;
}

const choiceIcons: Readonly<Record<Choice['kind'], string>> = {
  preferred: 'thumbsup',
  rejected: 'thumbsdown',
  scored: 'star-empty',
};

function choiceTitle(kind: Choice['kind'], score: number | null, { format }: RowActions): string {
  if (kind === 'preferred') return t({ message: 'Preferred', comment: 'An answer' });
  if (kind === 'rejected') return t({ message: 'Rejected', comment: 'An answer' });
  return score === null ? t('No score') : t('Score {0}', format.count(score));
}

function toolsView(tools: readonly OfferedTool[]): TemplateResult {
  const names = tools.map(({ name }) => name).join(', ');
  return html`<details class="row-tools">
    <summary>
      ${icon('tools')}${tools.length === 1 ? t('1 tool') : t('{0} tools', tools.length)}
      <span class="row-names muted" translate="no">${clipped(names, 300)}</span>
    </summary>
    <dl>
      ${tools.map(
        ({ name, description }) =>
          html`<dt><code translate="no">${clipped(name, 100)}</code></dt>
            <dd class="muted" translate="no">${description}</dd>`,
      )}
    </dl>
  </details>`;
}

/** What graders read beside the conversation. */
function fieldsView(fields: Conversation['fields'], actions: RowActions): TemplateResult {
  return html`<dl class="row-fields">
    ${fields.map(
      ({ name, text }) =>
        html`<dt><code class="row-text" translate="no">${clipped(name, 100)}</code></dt>
          <dd>${cutView(text, actions)}</dd>`,
    )}
  </dl>`;
}
